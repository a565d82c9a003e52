import { hashOf } from './hash.ts';
import { holds, type Ipv4Range, ipv4Range, ipv4Text, sizeOf } from './ipv4.ts';

/**
 * AWS chooses addresses when it makes things. One that no rule or route tells from the others of its subnet stands for
 * whichever it will be: every answer is the same for all of them. Where something cuts the subnet's range there is no such
 * address, and none is given.
 */
export interface PlannedAddresses {
  inSubnet(cidr: string | undefined, id: string): string | undefined;
  /** Out of the range for benchmarks, which no host on the internet has. */
  onInternet(id: string): string | undefined;
  /** How many were given. */
  count(): number;
}

/** The router, the resolver and two more at the beginning, the broadcast address at the end. */
const RESERVED = 4;
/** Tries in one subnet. */
const TRIES = 65_536;
const PUBLIC: Ipv4Range = { first: 198 * 2 ** 24 + 18 * 2 ** 16, length: 15 };

/** Whether an address stands for one that AWS will choose, on the internet or in a range that it will assign. */
export function isStandIn(address: string): boolean {
  const range = ipv4Range(address);
  return range ? holds(PUBLIC, range.first) : /^2001:db8:/i.test(address);
}

export function plannedAddresses(inUse: Iterable<string | undefined>): PlannedAddresses {
  const taken = new Set<number>();
  const ranges: Ipv4Range[] = [];
  for (const text of new Set(inUse)) {
    const range = ipv4Range(text);
    if (!range) continue;
    if (range.length === 32) taken.add(range.first);
    else ranges.push(range);
  }
  ranges.sort((a, b) => a.first - b.first);
  const cut = new Map<string, boolean>();
  const given = new Map<string, string | undefined>();
  return {
    inSubnet(cidr, id) {
      const range = ipv4Range(cidr);
      if (!range || !cidr || range.length > 28 || isCut(cidr, range)) return undefined;
      return once(`${cidr} ${id}`, { first: range.first + RESERVED, size: sizeOf(range.length) - RESERVED - 1 });
    },
    onInternet: (id) => once(id, { first: PUBLIC.first, size: sizeOf(PUBLIC.length) }),
    count: () => [...given.values()].filter((one) => one !== undefined).length,
  };

  function once(id: string, range: { readonly first: number; readonly size: number }): string | undefined {
    if (!given.has(id)) given.set(id, free(range, id));
    return given.get(id);
  }

  function free({ first, size }: { readonly first: number; readonly size: number }, id: string): string | undefined {
    // By the id, so that what is added beside it moves nothing.
    const from = hashOf(id) % size;
    for (let i = 0; i < Math.min(size, TRIES); i++) {
      const address = first + ((from + i) % size);
      if (taken.has(address)) continue;
      taken.add(address);
      return ipv4Text(address);
    }
    return undefined;
  }

  function isCut(cidr: string, range: Ipv4Range): boolean {
    let found = cut.get(cidr);
    if (found === undefined) {
      found = ranges.some((one) => one.length > range.length && holds(range, one.first));
      cut.set(cidr, found);
    }
    return found;
  }
}
