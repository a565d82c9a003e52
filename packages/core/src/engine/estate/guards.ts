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
  readonly filters: readonly Filter[];
  /** Where they tell addresses apart. */
  readonly maps: readonly AddressMap[];
  readonly members: readonly Members[];
  /** Whether they read nothing but the address of the other end. */
  readonly isPlain: boolean;
}

export const OPEN: Guard = { filters: [], maps: [], members: [], isPlain: true };

export function guardAt(
  network: Network,
  at: ComponentId,
  family: Family,
  direction: 'ingress' | 'egress',
  ignore: Asking['ignore'],
): Guard {
  const all = network.behaviour(at)?.guards?.(at, network)?.[family][direction] ?? [];
  const filters = all.filter(({ layer }) => !ignore.has(layer));
  if (filters.length === 0) return OPEN;
  const reads = direction === 'ingress' ? 'source' : 'destination';
  return {
    filters,
    maps: filters.flatMap(({ admits }) => (admits.starts.length > 1 ? [admits] : [])),
    members: filters.flatMap(({ members }) => members ?? []),
    isPlain: filters.every((filter) => filter.reads === reads && !filter.flows),
  };
}

/** What a guard admits of one address. */
export function admittedBy(
  network: Network,
  asking: Asking,
  { filters }: Guard,
  address: Label,
  groups: readonly Membership[] | undefined,
): AdmissionId {
  let admitted: AdmissionId = ADMITS_ALL;
  for (const filter of filters)
    admitted = network.admissions.both(admitted, admissionAt(network, asking, filter, address, groups));
  return admitted;
}
