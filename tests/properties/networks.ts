import { type Coverage, type Kind, kinds, type Settings, type Snapshot } from '@hopwise/core';
import fc from 'fast-check';
import { type Raw, snapshotOf } from '../oracle/build.ts';
import type { Packet } from '../oracle/oracle.ts';
import { mutate } from './mutations.ts';
import { packetOf, packetPlans } from './packets.ts';
import { type NetworkPlan, networkPlans } from './plan.ts';
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

/** A kind that nobody read, in one network of a few. */
const absentKinds: fc.Arbitrary<Kind | undefined> = fc.oneof(
  { weight: 9, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...kinds) },
);

/** Networks with packets between random ends of each. */
export function askedNetworks(packets: { readonly min: number; readonly max: number }): fc.Arbitrary<AskedNetwork> {
  const plans = fc.array(packetPlans, { minLength: packets.min, maxLength: packets.max });
  return fc.tuple(networkPlans, plans, absentKinds).map(([plan, asked, absent]) => {
    const network = networkOf(plan, absent);
    return { ...network, packets: asked.flatMap((one) => packetOf(network.resources, one) ?? []) };
  });
}

export function networkOf(plan: NetworkPlan, absent: Kind | undefined): GeneratedNetwork {
  const resources = mutate(skeletonOf(plan), plan.mutations);
  const boxes = plan.vpcs.flatMap(({ appliance }, index) => {
    const stated = appliance === 'forward' || appliance === 'nat' || appliance === 'drop';
    return stated ? [[`i-${index + 1}fw`, appliance] as const] : [];
  });
  const settings: Partial<Settings> = { appliances: Object.fromEntries(boxes) };
  const coverage = kinds
    .filter((kind) => kind !== absent)
    .map((kind) => ({ account: undefined, region: undefined, kind, state: 'complete' as const }));
  return { resources: resources.filter(({ kind }) => kind !== absent), settings, coverage };
}

export function snapshotOfNetwork({ resources, settings, coverage }: GeneratedNetwork): Snapshot {
  return snapshotOf(resources, { settings, coverage });
}
