import { compact } from '../../model/compact.ts';
import type { ComponentId, Filter, Membership } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import { ADMITS_ALL, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';
import { admissionAt } from '../packet.ts';
import type { Asking } from '../walk.ts';
import type { Members } from './cuts.ts';
import type { EndTable } from './end-facts.ts';

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

/** What guards ends, the same for all of one policy. */
export class Guards {
  readonly #network: Network;
  readonly #ends: EndTable;
  readonly #ignore: Asking['ignore'];
  readonly #ofPolicy = new Map<number, Guard>();

  constructor(network: Network, ends: EndTable, ignore: Asking['ignore']) {
    this.#network = network;
    this.#ends = ends;
    this.#ignore = ignore;
  }

  of(at: ComponentId, family: Family, direction: 'ingress' | 'egress'): Guard {
    const { policy } = this.#ends.of(at);
    if (policy === undefined) return guardAt(this.#network, at, family, direction, this.#ignore);
    const key = 4 * policy + (family === 6 ? 2 : 0) + (direction === 'egress' ? 1 : 0);
    let guard = this.#ofPolicy.get(key);
    if (!guard) {
      guard = guardAt(this.#network, at, family, direction, this.#ignore);
      this.#ofPolicy.set(key, guard);
    }
    return guard;
  }
}

function guardAt(
  network: Network,
  at: ComponentId,
  family: Family,
  direction: 'ingress' | 'egress',
  ignore: Asking['ignore'],
): Guard {
  const all = network.behaviour(at)?.guards?.(at, network)?.[family][direction] ?? [];
  if (all.length === 0) return OPEN;
  const reads = direction === 'ingress' ? 'source' : 'destination';
  const asked = ignore.size === 0 ? all : all.filter(({ layer }) => !ignore.has(layer));
  let fixed = ADMITS_ALL;
  for (const filter of asked)
    if (isFixed(filter)) fixed = network.admissions.both(fixed, filter.admits.values[0] as AdmissionId);
  // As many guards are kept as there are groups of targets: none of their lists is kept with room for more.
  const filters = asked.some(isFixed) ? asked.filter((filter) => !isFixed(filter)).slice() : asked;
  return {
    fixed,
    filters,
    maps: compact(filters.map(({ admits }) => (admits.starts.length > 1 ? admits : undefined))),
    members: compact(filters.map((filter) => filter.members)),
    isPlain: filters.every((filter) => filter.reads === reads && !filter.flows),
  };
}

/** Whether it tells nobody apart. */
function isFixed({ admits, flows, members }: Filter): boolean {
  return admits.starts.length === 1 && !flows && !members?.size;
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
