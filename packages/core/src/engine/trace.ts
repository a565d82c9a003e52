import { formatServices } from '../aws/format-services.ts';
import type { Code } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { Branch, ComponentId, Filter, LegJoin } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Network } from './network.ts';
import { admissionAt, applySteps, groupsOf, isSpared, type Packet, packetFrom } from './packet.ts';
import { isUnasked } from './pair.ts';
import { replyLeaves } from './reply-leaves.ts';
import type { Leg, Trip, Way } from './trip.ts';
import type { Asking } from './walk.ts';

/** What was looked at on a hop, and what it meant for the traffic in question. */
export interface Check {
  readonly way: 'request' | 'reply';
  readonly at: ComponentId;
  readonly component: ComponentId;
  readonly effect: 'admits' | 'blocks' | 'undecided' | 'tracked' | 'routes' | 'translates' | 'note';
  readonly code?: Code;
  readonly direction?: 'ingress' | 'egress';
  readonly missing?: Missing;
  evidence(): readonly Evidence[];
}

export interface Hop {
  readonly component: ComponentId;
  readonly checks: readonly Check[];
}

/** One leg of a trip, hop by hop, there and back. */
export interface LegTrace {
  readonly leg: Leg;
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
}

export interface Trace {
  readonly legs: readonly LegTrace[];
}

/** Walks a trip again for some of its services and writes down everything that was asked on the way. */
export function traceTrip(network: Network, trip: Trip, asking: Asking, services: ServiceSetId): Trace {
  const legs: LegTrace[] = [];
  for (let current: Trip | undefined = trip; current; current = current.next) {
    const scribe: Scribe = { network, leg: current.leg, asking, services };
    const { hops, packet } = requestHops(scribe, current.request, current.join);
    legs.push({ leg: current.leg, request: hops, reply: current.reply ? replyHops(scribe, current, packet) : [] });
  }
  return { legs };
}

interface Scribe {
  readonly network: Network;
  readonly leg: Leg;
  readonly asking: Asking;
  readonly services: ServiceSetId;
}

function requestHops(scribe: Scribe, way: Way, join: LegJoin | undefined): { hops: readonly Hop[]; packet: Packet } {
  const { network, leg } = scribe;
  const trail = new Trail(network, leg.client);
  let packet = packetFrom(network, leg);
  const ownGroups = groupsOf(network, leg.client);
  const last = way.branches.reduce((before, branch) => applySteps(network, scribe.asking, branch, before), packet);
  const guards = (at: ComponentId) => network.behaviour(at)?.guards?.(at, network)?.[leg.family];
  const farGroups =
    last.references === 'both' && last.destination === leg.to && way.end.kind === 'arrival'
      ? groupsOf(network, way.end.at)
      : [];
  for (const filter of guards(leg.client)?.egress ?? []) {
    trail.add(leg.client, requestCheck(scribe, filter, leg.to, farGroups, last.references === 'both'));
  }
  for (const branch of way.branches) {
    trail.enter(branch);
    trail.route(branch, 'request');
    let stage = packet;
    for (const step of branch.steps) {
      const one = { ...branch, steps: [step] };
      if (step.kind === 'filter' && !isSpared(step, stage.source, stage.remembered)) {
        const reads = step.filter.reads === 'source';
        const address = reads ? stage.source : stage.destination;
        trail.add(
          step.filter.at,
          requestCheck(scribe, step.filter, address, reads ? ownGroups : [], reads && stage.references !== 'none'),
        );
      } else if (step.kind === 'note') trail.add(step.about, noteCheck('request', step.about, step.code));
      stage = applySteps(network, scribe.asking, one, stage);
      if (step.kind === 'translate') trail.add(step.by, translateCheck(scribe, 'request', step.by, step.field, stage));
    }
    packet = { ...stage, branches: [...packet.branches, branch] };
  }
  if (way.end.kind === 'arrival') {
    trail.reach(way.end.at);
    if (!packet.tracked.includes(way.end.at)) {
      for (const filter of guards(way.end.at)?.ingress ?? []) {
        const address = filter.reads === 'source' ? packet.source : packet.destination;
        trail.add(way.end.at, requestCheck(scribe, filter, address, packet.groups, packet.references !== 'none'));
      }
    }
    if (join) trail.add(way.end.at, ...acceptance(scribe, way.end.at, join));
  } else trail.stop('request', way.end);
  return { hops: trail.hops(), packet };
}

function replyHops(scribe: Scribe, trip: Trip, request: Packet): readonly Hop[] {
  const { network } = scribe;
  const way = trip.reply as NonNullable<Trip['reply']>;
  const trail = new Trail(network, trip.request.end.at);
  const server = trip.request.end.at;
  const tracked = [...request.tracked, scribe.leg.client, server];
  let [source, destination] = [request.destination, request.source];
  let known = true;
  for (const branch of way.branches) {
    trail.enter(branch);
    trail.route(branch, 'reply');
    for (const step of branch.steps) {
      if (step.kind === 'filter') {
        const { filter, tracks } = step;
        if (tracks && tracked.includes(tracks)) trail.add(filter.at, trackedCheck(filter));
        else if (!isUnasked(filter, request)) {
          const reads = filter.reads === 'source';
          const groups = reads && known ? groupsOf(network, server) : [];
          trail.add(filter.at, replyCheck(scribe, filter, reads ? source : destination, groups, reads && known));
        }
      } else if (step.kind === 'translate') {
        if (step.field === 'source') source = step.map.get(source) ?? source;
        else destination = step.map.get(destination) ?? destination;
        trail.add(step.by, translateCheck(scribe, 'reply', step.by, step.field, { ...request, source, destination }));
      } else if (step.kind === 'identity') known = false;
      else if (step.kind === 'note') trail.add(step.about, noteCheck('reply', step.about, step.code));
      else if (step.missed === 'warn' && !request.remembered.includes(step.by))
        trail.add(step.by, noteCheck('reply', step.by, step.code));
    }
  }
  if (way.end.kind === 'arrival') trail.reach(way.end.at);
  else trail.stop('reply', way.end);
  if (way.broken) trail.stop('reply', way.broken);
  return trail.hops();
}

function requestCheck(
  scribe: Scribe,
  filter: Filter,
  address: number,
  groups: readonly ComponentId[],
  known: boolean,
): Check {
  const { network, asking, services } = scribe;
  const { admissions: pool } = network;
  const admitted = admissionAt(network, asking, filter, address, groups, known);
  const refused = pool.services.subtract(services, pool.may(admitted));
  const unsure = pool.services.subtract(services, pool.must(admitted));
  const code =
    refused !== NONE && !known && filter.members && filter.members.size > 0
      ? identityCode(filter, groups, network, services)
      : filter.code;
  return checkOf(scribe, 'request', filter, address, groups, refused, unsure, services, code);
}

/** Only a rule that names a group would match, and the way does not keep the sender's groups. */
function identityCode(filter: Filter, _groups: readonly ComponentId[], network: Network, services: ServiceSetId): Code {
  const { admissions: pool } = network;
  const named = [...(filter.members?.values() ?? [])].some(
    (one) => pool.services.intersect(pool.may(one), services) !== NONE,
  );
  return named ? 'SG_REFERENCES_NOT_PRESERVED' : filter.code;
}

function replyCheck(
  scribe: Scribe,
  filter: Filter,
  address: number,
  groups: readonly ComponentId[],
  known: boolean,
): Check {
  const { network, asking, services } = scribe;
  const leaves = replyLeaves(network, asking, admissionAt(network, asking, filter, address, groups, known));
  const { admissions: pool } = network;
  const refused = pool.services.subtract(services, pool.may(leaves.services));
  const unsure = pool.services.subtract(services, pool.must(leaves.services));
  return checkOf(
    scribe,
    'reply',
    filter,
    address,
    groups,
    refused,
    unsure,
    leaves.packets(refused === NONE ? services : refused),
    filter.code,
  );
}

function checkOf(
  scribe: Scribe,
  way: 'request' | 'reply',
  filter: Filter,
  address: number,
  groups: readonly ComponentId[],
  refused: ServiceSetId,
  unsure: ServiceSetId,
  asked: ServiceSetId,
  code: Code,
): Check {
  const effect = refused !== NONE ? 'blocks' : unsure !== NONE ? 'undecided' : 'admits';
  const services = way === 'request' && refused !== NONE ? refused : asked;
  return {
    way,
    at: filter.at,
    component: filter.component,
    direction: filter.direction,
    effect,
    ...(effect === 'admits'
      ? {}
      : { code: effect === 'undecided' && code !== 'NOT_COLLECTED' ? unsureCode(filter) : code }),
    ...(effect === 'undecided' && filter.missing ? { missing: filter.missing } : {}),
    evidence: () => filter.evidence({ family: scribe.leg.family, address, groups, services }),
  };
}

function unsureCode(filter: Filter): Code {
  return filter.missing?.kind === 'prefixListEntries' ? 'PREFIX_LIST_UNKNOWN' : 'NOT_COLLECTED';
}

/** What a box that ends the leg does not take. */
function acceptance({ network, services }: Scribe, at: ComponentId, join: LegJoin): readonly Check[] {
  const { admissions: pool } = network;
  const refused = pool.services.subtract(services, pool.may(join.accepts));
  if (refused === NONE) return [];
  const text = `it does not take ${formatServices(pool.services, refused)}`;
  const evidence = () => [{ component: at, effect: 'blocks' as const, text }];
  return [{ way: 'request', at, component: at, effect: 'blocks', code: join.code, evidence }];
}

function trackedCheck(filter: Filter): Check {
  const text = 'the group saw the request and lets its answer through';
  return {
    way: 'reply',
    at: filter.at,
    component: filter.component,
    direction: filter.direction,
    effect: 'tracked',
    evidence: () => [{ component: filter.component, effect: 'admits', text }],
  };
}

function noteCheck(way: 'request' | 'reply', about: ComponentId, code: Code): Check {
  return { way, at: about, component: about, effect: 'note', code, evidence: () => [] };
}

function translateCheck(
  scribe: Scribe,
  way: 'request' | 'reply',
  by: ComponentId,
  field: 'source' | 'destination',
  packet: Pick<Packet, 'source' | 'destination'>,
): Check {
  const { network, leg } = scribe;
  const label = field === 'source' ? packet.source : packet.destination;
  return {
    way,
    at: by,
    component: by,
    effect: 'translates',
    evidence: () => [
      { component: by, effect: 'translates', text: `${field} becomes ${network.formatLabel(leg.family, label)}` },
    ],
  };
}

/** Collects hops in the order of their first visit; checks go to the component they belong to. */
class Trail {
  readonly #network: Network;
  readonly #hops: { component: ComponentId; checks: Check[] }[] = [];

  constructor(network: Network, start: ComponentId) {
    this.#network = network;
    this.reach(start);
  }

  /** Runs along the edges of a branch. The node of a subnet's interfaces gives way to the interface itself. */
  enter(branch: Branch): void {
    for (const link of branch.links) {
      for (const end of this.#network.topology.endsOf(link)) if (!end.endsWith('/interfaces')) this.reach(end);
    }
  }

  route(branch: Branch, way: 'request' | 'reply'): void {
    const why = branch.why?.() ?? [];
    const [first] = why;
    if (!first) return;
    const at =
      branch.links[0] === undefined
        ? (this.#hops.at(-1)?.component ?? '')
        : this.#network.topology.endsOf(branch.links[0])[0];
    this.add(at, { way, at, component: first.component, effect: 'routes', evidence: () => why });
  }

  reach(component: ComponentId): void {
    if (this.#hops.at(-1)?.component !== component) this.#hops.push({ component, checks: [] });
  }

  add(at: ComponentId, ...checks: readonly Check[]): void {
    const hop = this.#hops.findLast(({ component }) => component === at) ?? this.#hops.at(-1);
    hop?.checks.push(...checks);
  }

  stop(way: 'request' | 'reply', end: Exclude<Way['end'], { kind: 'arrival' }>): void {
    const { at, code, evidence, missing } = end;
    const effect = end.kind === 'dropped' ? 'blocks' : 'undecided';
    this.add(at, { way, at, component: at, effect, code, ...(missing ? { missing } : {}), evidence: () => evidence });
  }

  hops(): readonly Hop[] {
    return this.#hops;
  }
}
