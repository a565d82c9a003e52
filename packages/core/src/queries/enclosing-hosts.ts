import { groupBy } from '../model/group-by.ts';
import { contains, type Prefix } from '../net/address.ts';
import type { HostNumbers } from './host-pairs.ts';
import type { Sender, Target } from './positions.ts';

/** Hosts outside are counted by prefixes in use, some of them inside others: which, by their numbers. */
export interface EnclosingHosts {
  /** The one around a host; undefined where none that is asked is. */
  around(host: number): number | undefined;
  /** Those of which it is the next one around. */
  inside(host: number): readonly Enclosed[];
}

export interface Enclosed {
  readonly host: number;
  readonly address: Prefix;
}

const NOBODY: readonly Enclosed[] = [];

/** `asked`: all of one side, of whom those inside AWS have nobody around them. */
export function enclosingHosts(hosts: HostNumbers, asked: readonly (Sender | Target)[]): EnclosingHosts {
  const around = new Map<number, number>();
  const inside = new Map<number, Enclosed[]>();
  const outer = asked.filter(({ place, stop }) => place !== undefined && stop === undefined);
  for (const own of groupBy(outer, ({ place, family }) => `${family} ${place}`).values()) {
    const open: Enclosed[] = [];
    for (const one of own.toSorted((a, b) => labelOf(a) - labelOf(b) || a.address.length - b.address.length)) {
      const enclosed = { host: hosts.of(one), address: one.address };
      while (open.length > 0 && !contains((open.at(-1) as Enclosed).address, one.address)) open.pop();
      const next = open.at(-1);
      open.push(enclosed);
      // It may be asked twice.
      if (!next || next.host === enclosed.host || around.has(enclosed.host)) continue;
      around.set(enclosed.host, next.host);
      const others = inside.get(next.host);
      if (others) others.push(enclosed);
      else inside.set(next.host, [enclosed]);
    }
  }
  return { around: (host) => around.get(host), inside: (host) => inside.get(host) ?? NOBODY };
}

function labelOf(one: Sender | Target): number {
  return 'source' in one ? one.source : one.to;
}
