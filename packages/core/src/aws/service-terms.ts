import {
  ALL,
  ICMP,
  ICMPV6,
  LINE_END,
  OTHER,
  type ServicePool,
  type ServiceSetId,
  TCP,
  UDP,
} from '../net/service-set.ts';

/** What one rule can say of protocols and ports: a range of ports, or of ICMP a type and code; −1 is all. */
export interface ServiceTerm {
  /** −1 is every protocol. */
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
}

const EVERYTHING: ServiceTerm = { protocol: -1, from: -1, to: -1 };

/** The fewest rules that together admit all of a set; of ICMP and other protocols they may admit more than that. */
export function serviceTerms(pool: ServicePool, set: ServiceSetId): readonly ServiceTerm[] {
  const within = (from: number, to: number) => pool.intervals(pool.intersect(set, pool.of([from, to])));
  if (set === ALL || pool.isSubset(pool.of([OTHER, LINE_END]), set)) return [EVERYTHING];
  return [
    ...pairs(within(TCP, UDP)).map(([from, to]) => ({ protocol: 6, from: from - TCP, to: to - TCP - 1 })),
    ...pairs(within(UDP, ICMP)).map(([from, to]) => ({ protocol: 17, from: from - UDP, to: to - UDP - 1 })),
    ...pairs(within(ICMP, ICMPV6)).map(([from, to]) => icmpTerm(1, from - ICMP, to - ICMP)),
    ...pairs(within(ICMPV6, OTHER)).map(([from, to]) => icmpTerm(58, from - ICMPV6, to - ICMPV6)),
    ...pairs(within(OTHER, LINE_END)).flatMap(([from, to]) =>
      Array.from({ length: to - from }, (_, i) => ({ protocol: from - OTHER + i, from: -1, to: -1 })),
    ),
  ];
}

function icmpTerm(protocol: number, from: number, to: number): ServiceTerm {
  const type = from >> 8;
  if (type !== (to - 1) >> 8) return { protocol, from: -1, to: -1 };
  return { protocol, from: type, to: to === from + 1 ? from & 255 : -1 };
}

function pairs(intervals: readonly number[]): readonly (readonly [from: number, to: number])[] {
  return Array.from({ length: intervals.length / 2 }, (_, i) => [
    intervals[2 * i] as number,
    intervals[2 * i + 1] as number,
  ]);
}
