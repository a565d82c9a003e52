import { snapshotOf } from '../aws/network.fixture.ts';
import type { Behaviour } from '../aws/resource-type.ts';
import type { LegJoin } from '../model/leg-join.ts';
import type { Branch, ComponentId, Filter, Fork, Locus, Membership, Step, Stop } from '../model/route.ts';
import { parsePrefix } from '../net/address.ts';
import { constantMap } from '../net/address-map.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { ICMP, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import { compile, type Network } from './network.ts';
import { createRouter } from './router.ts';
import type { Leg } from './trip.ts';
import type { Asking } from './walk.ts';

/** A network without AWS: places that do what a test says, in the engine's five words. */
export interface Toy {
  readonly network: Network;
  readonly asking: Asking;
  readonly leg: Leg;
  readonly label: (address: string) => Label;
  readonly set: (...ranges: readonly (readonly [number, number])[]) => ServiceSetId;
}

export const CLIENT = '198.51.100.1';
export const SERVER = '198.51.100.2';
export const OTHER_HOST = '198.51.100.3';

/** Every place lets packets start and end, unless it says otherwise. */
export function toy(build: (toy: Toy) => Readonly<Record<string, Behaviour>>): Toy {
  const compiled = compile(snapshotOf([], { settings: { cidrs: { ends: [CLIENT, SERVER, OTHER_HOST] } } }));
  const places: Record<string, Behaviour> = {};
  const lookup = { ...compiled, behaviour: (id: ComponentId) => places[id] };
  const network: Network = {
    ...lookup,
    router: createRouter(lookup),
    topology: { ...compiled.topology, endsOf: () => ['client', 'between'] },
  };
  const label = (address: string) => network.labels[4].labelOf(parsePrefix(address)?.bits as string);
  const pool = network.admissions.services;
  const set: Toy['set'] = (...ranges) => pool.of(...ranges);
  const asking = { ignore: new Set<never>(), clientPorts: set([TCP + 1024, UDP], [UDP + 1024, ICMP]) };
  const leg: Leg = { family: 4, from: at('client'), client: 'client', source: label(CLIENT), to: label(SERVER) };
  const made: Toy = { network, asking, leg, label, set };
  Object.assign(places, build(made));
  return made;
}

export function at(place: ComponentId): Locus {
  return { at: place, family: 4 };
}

/** A hop to a place, after some steps. */
export function hop(next: Branch['next'], ...steps: readonly Step[]): Branch {
  return { links: [], steps, next };
}

/** The packet ends at a place, which answers from itself. */
export function reach(place: ComponentId, ...steps: readonly Step[]): Branch {
  return hop({ kind: 'arrival', at: place, replies: at(place) }, ...steps);
}

export function stop(kind: Stop['kind'], place: ComponentId): Stop {
  return { kind, code: kind === 'dropped' ? 'NO_ROUTE_TO_DESTINATION' : 'NOT_COLLECTED', at: place, evidence: [] };
}

/** A place at which everything ends, and that sends everything along `fork`. */
export function place(fork?: Fork, more: Behaviour = {}): Behaviour {
  return { arrive: () => 'end', ...(fork ? { forward: (_, to) => [{ to, fork }] } : {}), ...more };
}

export function pick(kind: 'aws' | 'any', ...of: readonly Fork[]): Fork {
  return { pick: kind, choice: 'crossing', code: 'UNEQUAL_PATHS', of };
}

export function filter(admits: AdmissionId, more: Partial<Filter> = {}): Filter {
  return {
    component: 'wall',
    at: 'between',
    direction: 'ingress',
    layer: 'acls',
    code: 'SUBNET_ACL_RESTRICTION',
    reads: 'source',
    admits: constantMap(admits),
    evidence: () => [{ component: 'wall', effect: 'blocks', text: 'a wall' }],
    ...more,
  };
}

export function filters(admits: AdmissionId, more: Partial<Filter> = {}): Step {
  return { kind: 'filter', filter: filter(admits, more) };
}

export function translates(field: 'source' | 'destination', map: ReadonlyMap<Label, Label>): Step {
  return { kind: 'translate', by: 'between', field, map };
}

/** A box that hands all it accepts on, from one address of its own each. */
export function box(accepts: AdmissionId, next: LegJoin['next'], more: Partial<LegJoin> = {}): LegJoin {
  return { kind: 'join', accepts, code: 'PROTOCOL_RESTRICTION', clientPorts: 'kept', pick: 'any', next, ...more };
}

/** A group that surely counts. */
export function member(group: ComponentId): Membership {
  return { group, isSure: true };
}
