import { rulesOfFirewall } from '../aws/firewall-inspection.ts';
import type { FirewallRule } from '../aws/firewall-rules.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';

/** The rules of all firewalls, for both families. */
export const firewallRules: (net: Lookup) => readonly { readonly family: Family; readonly rule: FirewallRule }[] =
  derived((net) =>
    net.all('firewall').flatMap(({ firewallArn, firewall }) =>
      ([4, 6] as const).flatMap((family) => {
        const { stateless, stateful } = rulesOfFirewall(net, firewall?.firewallArn ?? firewallArn ?? '', family);
        return [...stateless, ...stateful].map((rule) => ({ family, rule }));
      }),
    ),
  );

/** Numbers labels: every rule of a firewall treats those of one number alike. */
export function inspectedAlike(net: Lookup): (family: Family, label: Label) => number {
  const cuts = cutsOf(net);
  return (family, label) => {
    const starts = cuts[family];
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= label) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Where any rule begins to treat labels otherwise, in order. */
const cutsOf = derived((net): { readonly [F in Family]: readonly number[] } => {
  const of = (wanted: Family) => {
    const starts = new Set<number>();
    for (const { family, rule } of firewallRules(net)) {
      if (family !== wanted) continue;
      for (const { map } of [rule.source, rule.destination]) for (const start of map.starts) starts.add(start);
    }
    return [...starts].sort((a, b) => a - b);
  };
  return { 4: of(4), 6: of(6) };
});
