import { under } from './json.ts';
import type { Resource } from './resource.ts';

/** Arguments that give addresses, of any resource. */
const NAMES = [
  ...['private_ip', 'private_ips', 'private_ip_list', 'secondary_private_ips', 'secondary_private_ip_addresses'],
  ...['public_ip', 'address', 'ip_address', 'ipv6_address', 'ipv6_addresses', 'ipv6_address_list'],
];

/** The same in blocks. */
const IN_BLOCKS: readonly (readonly [block: string, names: readonly string[]])[] = [
  ['subnet_mapping', ['private_ipv4_address', 'ipv6_address']],
  ['subnet_configuration', ['ipv4', 'ipv6']],
  ['ip_address', ['ip', 'ipv6']],
  ['network_interfaces', ['private_ip_address', 'ipv4_addresses', 'ipv6_addresses']],
];

/** Addresses that resources say they will have: AWS chooses others. */
export function statedAddresses({ values }: Resource): readonly string[] {
  const own = NAMES.flatMap((name) => textsIn(under(values, name)));
  const inside = IN_BLOCKS.flatMap(([block, names]) => {
    const blocks = under(values, block);
    return (Array.isArray(blocks) ? blocks : []).flatMap((one) => names.flatMap((name) => textsIn(under(one, name))));
  });
  return [...own, ...inside];
}

function textsIn(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string' && /^[\d.]+$|:/.test(one));
}
