import type { Assembly, Entry } from '../describe/assembly.ts';
import type { Place } from '../describe/origin.ts';

export interface Places {
  /** Where all answers are from, where that is one place. */
  readonly only: { readonly account?: string; readonly region?: string };
  ofVpc(id: unknown): Place | undefined;
}

export function placesOf(live: Assembly): Places {
  const vpcs = new Map((live.entries.get('vpc') ?? []).map(({ key, record }) => [key, record]));
  const only = (what: 'account' | 'region') => {
    const all = new Set([...vpcs.values()].map((record) => record[what]));
    const [one] = all;
    return all.size === 1 && one !== undefined ? { [what]: one } : {};
  };
  return { only: { ...only('account'), ...only('region') }, ofVpc: (id) => vpcs.get(String(id)) };
}

/** A plan seldom tells its account: what is laid over answers is where they are from. */
export function settle(entry: Entry, { only, ofVpc }: Places): Entry {
  const { record } = entry;
  const vpc = ofVpc(record.vpcId);
  record.account ??= vpc?.account ?? only.account;
  record.region ??= vpc?.region ?? only.region;
  return entry;
}
