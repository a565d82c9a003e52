import { ALL, protocolPart, type ServicePool, type ServiceSetId } from '../net/service-set.ts';

const NUMBERS: Readonly<Record<string, number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  sctp: 132,
};
const NAMES: ReadonlyMap<number, string> = new Map(Object.entries(NUMBERS).map(([name, number]) => [number, name]));

/** Protocols come as names and as number texts, in groups and ACLs alike (PAR-09); -1 is every protocol. */
export function protocolNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const name = text.toLowerCase();
  if (name === '-1' || name === 'all') return -1;
  const number = NUMBERS[name] ?? (/^\d{1,3}$/.test(name) ? Number(name) : undefined);
  return number !== undefined && number <= 255 ? number : undefined;
}

export function protocolName(number: number): string {
  return NAMES.get(number) ?? `protocol ${number}`;
}

/** tcp or udp from one port to another; a bound that is absent or −1 is open (SG-05). */
export function portServices(
  pool: ServicePool,
  protocol: number,
  from: number | undefined,
  to: number | undefined,
): ServiceSetId {
  const part = protocolPart(protocol);
  const low = from === undefined || from < 0 ? 0 : from;
  const high = to === undefined || to < 0 ? 65_535 : Math.min(65_535, to);
  return pool.of([part.from + low, part.from + high + 1]);
}

/** icmp or icmpv6 of a type and code; −1 or absent is all (SG-06, ACL-07). No message has one that does not fit a byte. */
export function icmpServices(
  pool: ServicePool,
  protocol: number,
  type: number | undefined,
  code: number | undefined,
): ServiceSetId {
  const part = protocolPart(protocol);
  if (type === undefined || type < 0) return pool.of([part.from, part.to]);
  const first = part.from + type * 256;
  if (type > 255 || (code !== undefined && code > 255)) return pool.of();
  return code === undefined || code < 0 ? pool.of([first, first + 256]) : pool.of([first + code, first + code + 1]);
}

export function wholeProtocol(pool: ServicePool, protocol: number): ServiceSetId {
  if (protocol < 0) return ALL;
  const part = protocolPart(protocol);
  return pool.of([part.from, part.to]);
}

export function isPorted(protocol: number): boolean {
  return protocol === 6 || protocol === 17;
}

export function isIcmp(protocol: number): boolean {
  return protocol === 1 || protocol === 58;
}
