import type { NetworkInterface } from './network-interface.ts';

/** The addresses of an interface: its own, and prefixes delegated to it (PAR-17). Written for 100,000 interfaces. */
export function addressesOf(record: NetworkInterface): readonly string[] {
  const own = record.privateIpAddress;
  const found = own === undefined ? [] : [own];
  for (const address of record.privateIpAddresses) include(found, address?.privateIpAddress);
  for (const address of record.ipv6Addresses) include(found, address?.ipv6Address);
  // Few have prefixes, and to go through a list of none costs something too.
  if (record.ipv4Prefixes.length > 0) for (const prefix of record.ipv4Prefixes) include(found, prefix?.ipv4Prefix);
  if (record.ipv6Prefixes.length > 0) for (const prefix of record.ipv6Prefixes) include(found, prefix?.ipv6Prefix);
  return found;
}

function include(found: string[], text: string | undefined): void {
  if (text !== undefined && !found.includes(text)) found.push(text);
}

/** Public IPv4 addresses of an interface, each with the private address it stands for. */
export function associationsOf(
  record: NetworkInterface,
): readonly { readonly inside: string; readonly outside: string }[] {
  const listed: { inside: string; outside: string }[] = [];
  for (const address of record.privateIpAddresses) {
    const [inside, outside] = [address?.privateIpAddress, address?.association?.publicIp];
    if (inside && outside) listed.push({ inside, outside });
  }
  const [inside, outside] = [record.privateIpAddress, record.association?.publicIp];
  if (listed.length === 0 && inside && outside) listed.push({ inside, outside });
  return listed;
}
