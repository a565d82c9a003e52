import type { ComponentId, Filter, Membership } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import { ADMITS_ALL, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';
import { admissionAt } from '../packet.ts';
import type { Asking } from '../walk.ts';
import type { Members } from './cuts.ts';

/** The rules that guard an end in one direction. */
export interface Guard {
  /** What those admit that tell no addresses apart. */
  readonly fixed: AdmissionId;
  readonly filters: readonly Filter[];
  /** Where they tell addresses apart. */
  readonly maps: readonly AddressMap[];
  readonly members: readonly Members[];
  /** Whether they read nothing but the address of the other end. */
  readonly isPlain: boolean;
}

export const OPEN: Guard = { fixed: ADMITS_ALL, filters: [], maps: [], members: [], isPlain: true };

export function guardAt(
  network: Network,
  at: ComponentId,
  family: Family,
  direction: 'ingress' | 'egress',
  ignore: Asking['ignore'],
): Guard {
  const all = network.behaviour(at)?.guards?.(at, network)?.[family][direction] ?? [];
  if (all.length === 0) return OPEN;
  const reads = direction === 'ingress' ? 'source' : 'destination';
  const [maps, members, filters]: [AddressMap[], Members[], Filter[]] = [[], [], []];
  let [fixed, isPlain]: [AdmissionId, boolean] = [ADMITS_ALL, true];
  for (const filter of all) {
    if (ignore.has(filter.layer)) continue;
    const isFixed = filter.admits.starts.length === 1 && !filter.flows && !filter.members?.size;
    if (isFixed) {
      fixed = network.admissions.both(fixed, filter.admits.values[0] as AdmissionId);
      continue;
    }
    filters.push(filter);
    if (filter.admits.starts.length > 1) maps.push(filter.admits);
    if (filter.members) members.push(filter.members);
    isPlain &&= filter.reads === reads && !filter.flows;
  }
  return { fixed, filters, maps, members, isPlain };
}

/** What a guard admits of one address. */
export function admittedBy(
  network: Network,
  asking: Asking,
  { fixed, filters }: Guard,
  address: Label,
  groups: readonly Membership[] | undefined,
): AdmissionId {
  let admitted = fixed;
  for (const filter of filters)
    admitted = network.admissions.both(admitted, admissionAt(network, asking, filter, address, groups));
  return admitted;
}
