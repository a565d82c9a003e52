import { aclRules } from '../aws/acl-rules.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { entriesOf } from '../aws/prefix-list-entries.ts';
import { rulesOf } from '../aws/security-rules.ts';
import type { Family, Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { allRoutes, destinationsOf } from './route-facts.ts';
import { DIRECTIONS } from './rule-evidence.ts';

/** Numbers labels by the prefixes of rules that they are in: all of those hold, or none, for labels of one number. */
export function namedPrefixes(net: Lookup): (family: Family, label: Label) => number {
  const innermost = innermostNamed(net);
  return (family, label) => innermost[family][label] as number;
}

/** By label, the narrowest prefix that a rule names around it: wider ones are around that too. */
const innermostNamed = derived((net): { readonly [F in Family]: Int32Array } => {
  const prefixes = allPrefixes(net);
  const of = (family: Family) => {
    const numbers = new Int32Array(net.labels[family].size).fill(-1);
    const ranges = prefixes.flatMap((prefix) =>
      prefix.family === family ? (net.labels[family].rangeOf(prefix) ?? []) : [],
    );
    // The wide before the narrow, which write over them.
    ranges.sort((a, b) => b.to - b.from - (a.to - a.from));
    for (const { from, to } of ranges) numbers.fill(from, from, to);
    return numbers;
  };
  return { 4: of(4), 6: of(6) };
});

function allPrefixes(net: Lookup): readonly Prefix[] {
  const groups = net.all('securityGroup').flatMap(({ groupId = '' }) => {
    const rules = rulesOf(net, groupId);
    return DIRECTIONS.flatMap((direction) => rules?.[direction] ?? []).flatMap(({ peer }) =>
      peer.kind === 'cidr' ? peer.prefix : [],
    );
  });
  const lists = net.all('prefixList').flatMap(({ prefixListId = '' }) => entriesOf(net, prefixListId) ?? []);
  const acls = net
    .all('networkAcl')
    .flatMap((acl) => DIRECTIONS.flatMap((direction) => aclRules(net, acl, direction).map(({ prefix }) => prefix)));
  return [...groups, ...lists, ...acls, ...allRoutes(net).flatMap(({ route }) => destinationsOf(net, route) ?? [])];
}
