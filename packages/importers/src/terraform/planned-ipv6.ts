import ipaddr from 'ipaddr.js';

/** A range of IPv6 addresses as numbers. */
interface Range {
  readonly first: bigint;
  readonly length: number;
}

/** The first addresses of a subnet are AWS's own. */
const RESERVED = 16n;

/** As `plannedAddresses`, for IPv6: one that nothing tells from the others of its subnet stands for whichever it will be. */
export function plannedIpv6(
  inUse: Iterable<string | undefined>,
): (cidr: string | undefined, id: string) => string | undefined {
  const taken = new Set<bigint>();
  const ranges: Range[] = [];
  for (const text of new Set(inUse)) {
    const range = ipv6Range(text);
    if (range?.length === 128) taken.add(range.first);
    else if (range) ranges.push(range);
  }
  const cut = new Map<string, boolean>();
  const given = new Map<string, string>();
  return (cidr, id) => {
    const range = ipv6Range(cidr);
    if (!range || !cidr || range.length > 120 || isCut(cidr, range)) return undefined;
    const key = `${cidr} ${id}`;
    const address = given.get(key) ?? free(range, id);
    given.set(key, address);
    return address;
  };

  function free({ first }: Range, id: string): string {
    // By the id, so that what is added beside it moves nothing.
    let address = first + RESERVED + BigInt(hashOf(id) % 100);
    while (taken.has(address)) address++;
    taken.add(address);
    return textOf(address);
  }

  function isCut(cidr: string, { first, length }: Range): boolean {
    let found = cut.get(cidr);
    if (found === undefined) {
      const shift = BigInt(128 - length);
      found = ranges.some((one) => one.length > length && one.first >> shift === first >> shift);
      cut.set(cidr, found);
    }
    return found;
  }
}

function ipv6Range(text: string | undefined): Range | undefined {
  if (!text?.includes(':')) return undefined;
  const [address = '', length = '128'] = text.split('/');
  if (!ipaddr.IPv6.isValid(address) || !/^\d{1,3}$/.test(length) || Number(length) > 128) return undefined;
  const first = ipaddr.IPv6.parse(address).parts.reduce((sum, part) => (sum << 16n) | BigInt(part), 0n);
  const host = BigInt(128 - Number(length));
  return { first: (first >> host) << host, length: Number(length) };
}

function textOf(address: bigint): string {
  const parts = Array.from({ length: 8 }, (_, i) => Number((address >> BigInt(112 - 16 * i)) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
