import { type Coverage, type Kind, kinds, type Settings, type Snapshot } from '@hopwise/core';
import fc from 'fast-check';
import { type Raw, snapshotOf } from '../oracle/build.ts';
import type { Packet } from '../oracle/oracle.ts';
import { statedSites } from './hybrid-links.ts';
import { mutate } from './mutations.ts';
import { packetOf, packetPlans } from './packets.ts';
import { type NetworkPlan, networkPlans, type Part, SUPPORTED } from './plan.ts';
import { skeletonOf } from './skeleton.ts';

/** A whole small network, as the resources it is made of: laws edit them and ask again. */
export interface GeneratedNetwork {
  readonly resources: readonly Raw[];
  readonly settings: Partial<Settings>;
  readonly coverage: readonly Coverage[];
}

export interface AskedNetwork extends GeneratedNetwork {
  readonly packets: readonly Packet[];
}

/** A kind that nobody read, or only some objects of it, in one network of a few. */
type Gap = { readonly kind: Kind; readonly state: 'absent' | 'partial' } | undefined;
const gaps: fc.Arbitrary<Gap> = fc.oneof(
  { weight: 9, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom(...kinds), state: fc.constantFrom('absent', 'partial') }),
  },
);

/** Networks with packets between random ends of each. */
export function askedNetworks(
  packets: { readonly min: number; readonly max: number },
  parts: readonly Part[] = SUPPORTED,
): fc.Arbitrary<AskedNetwork> {
  const plans = fc.array(packetPlans(parts), { minLength: packets.min, maxLength: packets.max });
  return fc.tuple(networkPlans(parts), plans, gaps).map(([plan, asked, gap]) => {
    const network = networkOf(plan, gap);
    return {
      ...network,
      packets: asked.flatMap((one) => packetOf(network.resources, one, network.settings.sites) ?? []),
    };
  });
}

/** With other links to be read, any packet may take one of those: left to tests of their own. */
const LINKS: readonly Kind[] = ['vpnConnection', 'virtualInterface', 'directConnectGatewayAssociation'];

function networkOf(plan: NetworkPlan, drawn: Gap): GeneratedNetwork {
  const gap = drawn && plan.parts.includes('hybrid') && LINKS.includes(drawn.kind) ? undefined : drawn;
  const resources = mutate(skeletonOf(plan), plan.mutations, plan.parts);
  const behind = plan.vpcs.flatMap(({ inspector }, index) =>
    inspector.kind === 'gateway' && inspector.isStated ? [[`i-gw${index + 1}box`, 'forward'] as const] : [],
  );
  const boxes = plan.vpcs.flatMap(({ appliance }, index) => {
    const stated = appliance === 'forward' || appliance === 'nat' || appliance === 'drop';
    return stated ? [[`i-${index + 1}fw`, appliance] as const] : [];
  });
  const isHubStated = plan.transit.shape === 'hub' && plan.transit.hub.appliance === 'forward';
  const firewalls = isHubStated ? (['i-8fw0', 'i-8fw1'] as const).map((id) => [id, 'forward'] as const) : [];
  const appliances = Object.fromEntries([...boxes, ...behind, ...firewalls]);
  const settings: Partial<Settings> = { appliances, sites: statedSites(plan) };
  const coverage = kinds.flatMap((kind): readonly Coverage[] => {
    const state = kind === gap?.kind ? gap.state : 'complete';
    return state === 'absent' ? [] : [{ account: undefined, region: undefined, kind, state }];
  });
  // Of a page that breaks off, every other object was read.
  const isRead = ({ kind }: Raw, at: number) => kind !== gap?.kind || (gap.state === 'partial' && at % 2 === 0);
  return { resources: resources.filter(isRead), settings, coverage };
}

export function snapshotOfNetwork({ resources, settings, coverage }: GeneratedNetwork): Snapshot {
  return snapshotOf(resources, { settings, coverage });
}
