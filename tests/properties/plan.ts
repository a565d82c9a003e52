import fc from 'fast-check';
import { type BalancerPlan, balancerPlans } from './plan-balancer.ts';
import { type HybridPlan, hybridPlans, NO_HYBRID } from './plan-hybrid.ts';
import { APPLIANCE_ALONE, type InspectorPlan, inspectorPlans } from './plan-inspection.ts';
import { type Attached, attachedBy, NO_TRANSIT, type TransitPlan, transitPlans } from './plan-transit.ts';

/** Parts of AWS that networks are generated with or without. */
export type Part =
  | 'transitGateway'
  | 'loadBalancer'
  | 'privateLink'
  | 'sharedResource'
  | 'inspection'
  | 'hybrid'
  | 'hybridTransit';

/**
 * The parts that the walker knows as well as the oracle does: adding a word switches its networks, mutations, packets and
 * statistics on. `HOPWISE_PARTS` tries others.
 */
export const SUPPORTED: readonly Part[] = (process.env.HOPWISE_PARTS?.split(',') ?? [
  'transitGateway',
  'loadBalancer',
  'privateLink',
  'sharedResource',
  'inspection',
]) as readonly Part[];

/** What a whole network is built from. Everything shrinks towards one bare VPC whose flows work. */
export interface NetworkPlan {
  readonly parts: readonly Part[];
  readonly vpcs: readonly VpcPlan[];
  /** Which pairs of VPCs are peered: 1–2, 2–3, 1–3. */
  readonly peered: readonly boolean[];
  readonly transit: TransitPlan;
  readonly hybrid: HybridPlan;
  readonly publicAccess: 'unstated' | 'off' | 'block-ingress' | 'block-bidirectional';
  readonly exclusion: 'none' | 'allow-egress' | 'allow-bidirectional';
  readonly mutations: readonly Choice[];
}

export interface VpcPlan {
  readonly subnets: readonly SubnetPlan[];
  readonly isDual: boolean;
  readonly isFar: boolean;
  readonly isForeign: boolean;
  readonly nat: 'none' | 'public' | 'several' | 'private' | 'regional';
  readonly hasEgressOnly: boolean;
  readonly hasGatewayEndpoint: boolean;
  readonly hasInterfaceEndpoint: boolean;
  readonly appliance: 'none' | 'forward' | 'nat' | 'drop' | 'unstated';
  readonly hasEdgeTable: boolean;
  readonly attached: Attached;
  readonly balancer: BalancerPlan;
  readonly inspector: InspectorPlan;
}

export interface SubnetPlan {
  readonly role: 'public' | 'private' | 'inspected' | 'isolated';
  readonly acl: 'open' | 'tiered' | 'ephemeral' | 'narrow';
  readonly hosts: readonly HostPlan[];
}

export interface HostPlan {
  readonly group: number;
  readonly hasSecondInterface: boolean;
  readonly hasSecondary: boolean;
  readonly hasPrefix: boolean;
  readonly hasPublic: boolean;
}

/** Numbers that pick what a mutation or a packet is about: taken modulo whatever there is to pick from. */
export interface Choice {
  readonly what: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const often = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 2);
const seldom = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 7);

function weighed<T>(...pairs: readonly (readonly [number, T])[]): fc.Arbitrary<T> {
  return fc.oneof(...pairs.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

export const choices: fc.Arbitrary<Choice> = fc.record({
  what: fc.nat(10_000),
  a: fc.nat(10_000),
  b: fc.nat(10_000),
  c: fc.nat(10_000),
});

const hosts: fc.Arbitrary<HostPlan> = fc.record({
  group: fc.nat(9),
  hasSecondInterface: seldom,
  hasSecondary: fc.boolean(),
  hasPrefix: seldom,
  hasPublic: often,
});

const subnets: fc.Arbitrary<SubnetPlan> = fc.record({
  role: weighed<SubnetPlan['role']>([2, 'public'], [6, 'private'], [3, 'inspected'], [1, 'isolated']),
  acl: weighed<SubnetPlan['acl']>([3, 'open'], [2, 'tiered'], [4, 'ephemeral'], [5, 'narrow']),
  hosts: fc.array(hosts, { minLength: 1, maxLength: 2 }),
});

const vpcs: fc.Arbitrary<VpcPlan> = fc.record({
  subnets: fc.array(subnets, { minLength: 1, maxLength: 3 }),
  isDual: often,
  isFar: seldom,
  isForeign: seldom,
  nat: weighed<VpcPlan['nat']>([1, 'none'], [4, 'public'], [2, 'several'], [1, 'private'], [2, 'regional']),
  hasEgressOnly: often,
  hasGatewayEndpoint: often,
  hasInterfaceEndpoint: often,
  appliance: weighed<VpcPlan['appliance']>([3, 'none'], [6, 'forward'], [4, 'nat'], [1, 'drop'], [1, 'unstated']),
  hasEdgeTable: often,
  attached: attachedBy,
  balancer: balancerPlans,
  inspector: inspectorPlans,
});

/** Plans of networks that have some of these parts, and those of the others always. */
export function networkPlans(parts: readonly Part[], always: readonly Part[] = []): fc.Arbitrary<NetworkPlan> {
  return fc
    .record({
      parts: fc
        .tuple(...parts.map((part) => often.map((is) => (is || always.includes(part) ? [part] : []))))
        .map((some) => some.flat()),
      vpcs: fc.array(vpcs, { minLength: 1, maxLength: 3 }),
      peered: fc.tuple(often, often, often),
      transit: transitPlans,
      hybrid: hybridPlans,
      publicAccess: weighed<NetworkPlan['publicAccess']>(
        [3, 'unstated'],
        [1, 'off'],
        [2, 'block-ingress'],
        [1, 'block-bidirectional'],
      ),
      exclusion: weighed<NetworkPlan['exclusion']>([1, 'none'], [1, 'allow-egress'], [2, 'allow-bidirectional']),
      mutations: fc.array(choices, { maxLength: 4 }),
    })
    .map(withParts);
}

/** What belongs to parts that a plan does not have is left out. */
function withParts(drawn: NetworkPlan): NetworkPlan {
  const plan = drawn.parts.includes('hybrid') ? drawn : { ...drawn, hybrid: NO_HYBRID };
  const transit = plan.parts.includes('transitGateway') ? plan.transit : NO_TRANSIT;
  if (!plan.parts.includes('inspection')) {
    return { ...plan, transit, vpcs: plan.vpcs.map((one) => ({ ...one, inspector: APPLIANCE_ALONE })) };
  }
  // BPA-07: how firewalls and Block Public Access go together is another matter.
  return { ...plan, transit, publicAccess: 'unstated' };
}
