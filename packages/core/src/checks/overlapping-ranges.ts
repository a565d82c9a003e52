import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import { attachmentsTo, isUp } from '../aws/transit-gateway-attachments.ts';
import { rangesOf } from '../aws/vpc.ts';
import { groupBy } from '../model/group-by.ts';
import { contains, formatCidr, type Prefix } from '../net/address.ts';
import type { Check, Found } from './check.ts';
import { counted, listed } from './counted.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

type Vpc = RecordOfKind<'vpc'>;

/** VPCs that one thing joins. */
interface Joined {
  readonly by: string;
  readonly word: string;
  readonly vpcs: readonly string[];
}

export const overlappingRanges: Check = {
  id: 'overlapping-ranges',
  title: 'Connected VPCs with the same addresses',
  severity: 'medium',
  help: {
    wrong: 'VPCs that are attached to one transit gateway, or peered with one VPC, have addresses in common.',
    why: 'A route leads to one of them alone: from the third VPC the other is out of reach for these addresses, and which one wins may change with a route.',
    mend: 'Renumber one, or keep them in route tables that never meet and translate between them with private NAT gateways.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'vpc', 'vpcPeeringConnection', 'transitGatewayAttachment');
    for (const joined of [...overTransitGateways(network), ...overPeering(network)]) yield* overlaps(network, joined);
  },
};

function overTransitGateways(net: Lookup): readonly Joined[] {
  const ids = [...net.all('transitGatewayVpcAttachment'), ...net.all('transitGatewayAttachment')].flatMap(
    ({ transitGatewayId }) => transitGatewayId ?? [],
  );
  return [...new Set(ids)].sort().map((by) => ({
    by,
    word: 'attached to',
    vpcs: attachmentsTo(net, by).flatMap((one) => (one.type === 'vpc' && isUp(one) ? (one.resourceId ?? []) : [])),
  }));
}

function overPeering(net: Lookup): readonly Joined[] {
  const pairs = net.all('vpcPeeringConnection').flatMap((one) => {
    const [a, b] = [one.requesterVpcInfo?.vpcId, one.accepterVpcInfo?.vpcId];
    return a && b && works(one.status?.code, 'active') ? [[a, b] as const, [b, a] as const] : [];
  });
  return [...groupBy(pairs, ([vpcId]) => vpcId)].map(([by, peers]) => ({
    by,
    word: 'peered with',
    vpcs: peers.map(([, other]) => other),
  }));
}

/** One finding for each VPC that has addresses of others, however many they are: a hundred alike make no ten thousand. */
function* overlaps(net: Lookup, { by, word, vpcs }: Joined): Iterable<Found> {
  const ranges = [...new Set(vpcs)].flatMap((vpcId) => {
    const vpc = net.get('vpc', vpcId);
    return vpc ? rangesOf(vpc).map((prefix) => ({ vpc, prefix })) : [];
  });
  // Prefixes nest or are apart, so that in this order all that hold one stand on the stack.
  ranges.sort((a, b) => byAddress(a.prefix, b.prefix) || byId(a.vpc, b.vpc));
  const open: { readonly vpc: Vpc; readonly prefix: Prefix }[] = [];
  const found = new Map<Vpc, Map<Vpc, Prefix>>();
  for (const one of ranges) {
    while (open.length > 0 && !contains((open.at(-1) as typeof one).prefix, one.prefix)) open.pop();
    const others = open.filter(({ vpc }) => vpc !== one.vpc);
    if (others.length > 0) {
      const known = found.get(one.vpc) ?? new Map<Vpc, Prefix>();
      for (const { vpc } of others.slice(0, MOST_NAMED)) known.set(vpc, one.prefix);
      found.set(one.vpc, known);
    }
    if (open.length < MOST_NAMED) open.push(one);
  }
  for (const [vpc, others] of found) {
    const names = [...others.keys()].map(({ vpcId }) => vpcId ?? '').sort();
    const shared = [...new Set([...others.values()].map(formatCidr))];
    yield {
      component: vpc.vpcId ?? '',
      rule: by,
      message: `It shares ${listed(shared)} with ${counted(names.length, 'other VPC')} ${word} ${by}: ${listed(names)}.`,
      evidence: [vpc, ...others.keys()].map((one) =>
        objectEvidence(one.vpcId ?? '', one, rangesOf(one).map(formatCidr).join(', ')),
      ),
      place: vpc,
    };
  }
}

const MOST_NAMED = 20;

function byAddress(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.bits === b.bits ? a.length - b.length : a.bits < b.bits ? -1 : 1;
}

function byId(a: Vpc, b: Vpc): number {
  return (a.vpcId ?? '') < (b.vpcId ?? '') ? -1 : 1;
}
