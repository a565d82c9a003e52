import type { Lookup, Place } from '../aws/lookup.ts';
import type { Kind } from '../aws/record-types.ts';
import { destinationText } from '../aws/route-table.ts';
import { rulesOf, type SecurityRule } from '../aws/security-rules.ts';
import type { Evidence } from '../model/evidence.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check, Found, Lacking } from './check.ts';
import { counted } from './counted.ts';
import { allRoutes, isActive } from './route-facts.ts';
import { DIRECTIONS, objectEvidence, routeEvidence, securityEvidence } from './rule-evidence.ts';
import { lackingLists, unread } from './unread.ts';

/** Something that names an object, and where that object would be. */
interface Reference {
  readonly kind: Kind;
  readonly id: string;
  readonly from: string;
  readonly evidence: Evidence;
  /** Of what names it; of the object itself where that is told. */
  readonly place: Place;
  readonly home: Place;
}

export const danglingReference: Check = {
  id: 'dangling-reference',
  title: 'Rule, route or interface that names something gone',
  severity: 'low',
  help: {
    wrong:
      'A rule names a security group or prefix list, a route a target, or an interface a group, which the account and Region do not have.',
    why: 'A rule that names nothing matches nothing, and a route to nothing drops; whoever reads them believes otherwise.',
    mend: 'Take the rule or route away, or name what took the place of what is gone.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup', 'routeTable', 'networkInterface');
    const named = [...inRules(network), ...inRoutes(network), ...inInterfaces(network)];
    // What is called so AWS has yet to make, or only it will know: importers give it no id of AWS.
    const all = named.filter(({ id }) => !id.includes('#'));
    // Once for each object and who names it: a group may have many rules for one that is gone.
    for (const same of groupBy(all, ({ from, id }) => `${from} ${id}`).values()) yield judged(network, same);
  },
};

function judged(net: Lookup, same: readonly Reference[]): Found | Lacking {
  const { kind, id, from, place, home } = same[0] as Reference;
  const { title } = net.recordType(kind);
  const lacks = unread(net, [kind], home);
  if (lacks.length > 0) {
    const where = [home.account, home.region].filter(Boolean).join(' ');
    return { lacks, message: `Whether all that is named of ${where || 'other places'} is there cannot be told.` };
  }
  const times = same.length > 1 ? `, in ${counted(same.length, 'rule')}` : '';
  return {
    component: from,
    rule: id,
    message: `It names ${title} ${id}${times}, which is not there.`,
    evidence: same.map(({ evidence }) => evidence),
    place,
  };
}

function* inRules(net: Lookup): Iterable<Reference> {
  const owners = ownersOfNamed(net);
  for (const group of net.all('securityGroup')) {
    const from = group.groupId ?? '';
    for (const direction of DIRECTIONS) {
      for (const rule of rulesOf(net, from)?.[direction] ?? []) {
        const named = namedIn(net, rule);
        if (!named) continue;
        const account = owners.get(named.id) ?? group.account;
        // A stale rule of a peered group has told so itself; where the other group lives, only the peering says.
        const home = { account, region: account === group.account ? group.region : undefined };
        yield { ...named, from, evidence: securityEvidence(net, from, direction, rule), place: group, home };
      }
    }
  }
}

function namedIn(net: Lookup, { peer }: SecurityRule): { readonly kind: Kind; readonly id: string } | undefined {
  if (peer.kind === 'group')
    return net.get('securityGroup', peer.id) ? undefined : { kind: 'securityGroup', id: peer.id };
  if (peer.kind !== 'list') return undefined;
  const isThere = net.get('prefixList', peer.id) ?? net.get('prefixListEntries', peer.id);
  return isThere ? undefined : { kind: 'prefixList', id: peer.id };
}

/** The account of a group that rules name, where they say it. */
function ownersOfNamed(net: Lookup): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (pair: { readonly groupId: string | undefined; readonly userId: string | undefined } | undefined) => {
    if (pair?.groupId && pair.userId) found.set(pair.groupId, pair.userId);
  };
  for (const { ipPermissions, ipPermissionsEgress } of net.all('securityGroup')) {
    for (const one of [...ipPermissions, ...ipPermissionsEgress])
      for (const pair of one?.userIdGroupPairs ?? []) add(pair);
  }
  for (const { referencedGroupInfo } of net.all('securityGroupRule')) add(referencedGroupInfo);
  return found;
}

/** What may be another account's, shared with this one, is not missed. */
const OWN_TARGETS: readonly Kind[] = [
  'natGateway',
  'networkInterface',
  'instance',
  'internetGateway',
  'egressOnlyInternetGateway',
  'vpcEndpoint',
  'vpcPeeringConnection',
  'vpnGateway',
];

function* inRoutes(net: Lookup): Iterable<Reference> {
  for (const one of allRoutes(net)) {
    const { table, route, target } = one;
    const kind = net.kindOfId(target);
    // A blackhole is told as one.
    if (!kind || !OWN_TARGETS.includes(kind) || net.get(kind, target) || !isActive(one)) continue;
    const evidence = routeEvidence(table, route, 'routes');
    yield { kind, id: target, from: table.routeTableId ?? destinationText(route), evidence, place: table, home: table };
  }
}

function* inInterfaces(net: Lookup): Iterable<Reference> {
  for (const record of net.all('networkInterface')) {
    const from = record.networkInterfaceId ?? '';
    for (const group of record.groups) {
      const id = group?.groupId;
      if (!id || net.get('securityGroup', id)) continue;
      const evidence = objectEvidence(from, record, `carries ${id}`);
      yield { kind: 'securityGroup', id, from, evidence, place: record, home: record };
    }
  }
}
