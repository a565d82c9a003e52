import type { ClientPorts, LegJoin, NextEnd, NextLeg, Onward, PortPair } from '../model/leg-join.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../net/admission.ts';
import { ICMP, NONE, type ServicePool, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import { combine, walkLeg } from './evaluate.ts';
import type { Network } from './network.ts';
import { admissionAt, type Packet, pickOf } from './packet.ts';
import { pair, type WayBack } from './pair.ts';
import { portsServed } from './ports-served.ts';
import type { Leg, Outcome, Pick, Trip, Way } from './trip.ts';
import type { Asking, Walk } from './walk.ts';

/** A leg that has come to a box, and the box's own answer to the client. */
interface Joint {
  readonly walk: Walk;
  readonly join: LegJoin;
  readonly way: Way;
  readonly packet: Packet;
  readonly back: WayBack;
}

/** The box answers the client itself, and asks onward as a client of its own. */
export function joined(walk: Walk, way: Way, packet: Packet, join: LegJoin): Outcome {
  // Of several senders AWS picks one; where they fare differently, that is why nothing is sure.
  const picks: readonly Pick[] =
    join.pick === 'aws' && join.next.length > 1 ? [{ code: 'UNEQUAL_PATHS', choice: way.end.at }] : [];
  const request: Way = { ...way, picks: [...way.picks, ...picks] };
  const joint: Joint = { walk, join, way: request, packet, back: pair(walk, way, packet) };
  return combine(
    walk,
    join.pick,
    join.next.map((one) => goOn(joint, one)),
  );
}

function goOn(joint: Joint, onward: Onward): Outcome {
  const { walk, way } = joint;
  if ('pick' in onward) {
    // Where one that works is enough, nothing is left to chance.
    const picks = onward.pick === 'aws' ? [...way.picks, pickOf(onward)] : way.picks;
    const picked = { ...joint, way: { ...way, picks } };
    return combine(
      walk,
      onward.pick,
      onward.of.map((one) => goOn(picked, one)),
    );
  }
  return 'ends' in onward ? ended(joint, onward) : opened(joint, onward);
}

/** What of this leg gets to where the next one starts. */
function handed({ walk, join, packet }: Joint, { filters = [], ports }: NextLeg | NextEnd): AdmissionId {
  const { network, asking } = walk;
  const pool = network.admissions;
  const filtered = filters.reduce(
    (admitted, filter) => pool.both(admitted, admissionAt(network, asking, filter, packet[filter.reads], undefined)),
    pool.both(packet.admitted, join.accepts),
  );
  return ports ? pool.both(filtered, pool.exactly(servicesTaken(network, ports))) : filtered;
}

/** The box answers by itself, or cannot go on. */
function ended(joint: Joint, onward: NextEnd): Outcome {
  const { walk, join, way, back } = joint;
  const pool = walk.network.admissions;
  const admitted = handed(joint, onward);
  const perhaps = (of: AdmissionId) =>
    onward.ends === 'here' ? of : onward.ends.kind === 'unknown' ? pool.pair(NONE, pool.may(of)) : ADMITS_NOTHING;
  const outcome = {
    delivered: perhaps(admitted),
    answered: perhaps(back.answered),
    clientPorts: perhaps(back.clientPorts),
  };
  const trip: Trip = { leg: walk.leg, request: way, reply: undefined, next: undefined, join, onward, ...outcome };
  const trips = onward.ends === 'here' ? back.ways.map((reply): Trip => ({ ...trip, reply })) : [trip];
  return { ...outcome, trips };
}

function opened(joint: Joint, onward: NextLeg): Outcome {
  const { walk, join, way, packet, back } = joint;
  const { network, leg, asking } = walk;
  const pool = network.admissions;
  const isRemapped = clientPortsOf(join, onward) === 'remapped';
  const ports = isRemapped ? remappedPorts(network) : asking.clientPorts;
  const behindIt = { ...walk, leg: legOf(onward, packet), asking: behind(asking, ports) };
  const inside = asking.legs?.outcomeOf(behindIt, walkLeg) ?? walkLeg(behindIt);
  const carriedOn = pulledBack(network, onward.ports, inside.delivered);
  // Ports of its own are the box's affair; the client's own must be served on every leg.
  const carried = isRemapped ? portsServed(network, inside.clientPorts, ports) : ADMITS_ALL;
  const delivered = pool.both(
    handed(joint, onward),
    pool.either(carriedOn, pool.pair(NONE, join.recast?.services ?? NONE)),
  );
  const answered = pool.both(back.answered, pulledBack(network, onward.ports, pool.both(inside.answered, carried)));
  const clientPorts = isRemapped ? back.clientPorts : pool.both(back.clientPorts, inside.clientPorts);
  const trips = inside.trips.flatMap((next) =>
    back.ways.map(
      (reply): Trip => ({ leg, request: way, reply, next, join, onward, delivered, answered, clientPorts }),
    ),
  );
  return { delivered, answered, clientPorts, trips };
}

export function clientPortsOf(join: LegJoin, onward: NextLeg | NextEnd | undefined): ClientPorts {
  return (onward && 'clientPorts' in onward ? onward.clientPorts : undefined) ?? join.clientPorts;
}

/** How a box's next leg wants its replies walked. */
export function askingBehind(network: Network, asking: Asking, trip: Trip): Asking {
  const isRemapped = trip.join && clientPortsOf(trip.join, trip.onward) === 'remapped';
  return behind(asking, isRemapped ? remappedPorts(network) : asking.clientPorts);
}

/** A box may ask for other services than it was asked for. */
function behind({ ignore, listener, legs }: Asking, clientPorts: ServiceSetId): Asking {
  return { ignore, clientPorts, isBehind: true, ...(listener ? { listener } : {}), ...(legs ? { legs } : {}) };
}

/** NAT devices and balancers open their own conversations from 1024–65535 (NAT-04, ALB-01). */
export function remappedPorts({ admissions: { services } }: Network): ServiceSetId {
  let ports = remapped.get(services);
  if (ports === undefined) {
    ports = services.of([TCP + 1024, UDP], [UDP + 1024, ICMP]);
    remapped.set(services, ports);
  }
  return ports;
}

/** By pool: every packet behind a box asks for it. */
const remapped = new WeakMap<ServicePool, ServiceSetId>();

/** The services of this leg that the next one carries on, as which it does. */
export function carriedAs(network: Network, onward: NextLeg | NextEnd | undefined, asked: ServiceSetId): ServiceSetId {
  const { services } = network.admissions;
  if (!onward?.ports) return asked;
  return onward.ports
    .filter(({ from }) => services.intersect(from, asked) !== NONE)
    .reduce((sum, { to }) => services.union(sum, to), NONE);
}

export function servicesTaken(network: Network, ports: readonly PortPair[]): ServiceSetId {
  const { services } = network.admissions;
  return ports.reduce((sum, { from }) => services.union(sum, from), NONE);
}

/** What the next leg admits, as this leg names it. */
function pulledBack(network: Network, ports: readonly PortPair[] | undefined, admitted: AdmissionId): AdmissionId {
  if (!ports) return admitted;
  const pool = network.admissions;
  const { services } = pool;
  const named = (carried: ServiceSetId) =>
    ports.reduce((sum, { from, to }) => (services.isSubset(to, carried) ? services.union(sum, from) : sum), NONE);
  return pool.pair(named(pool.must(admitted)), named(pool.may(admitted)));
}

function legOf(next: NextLeg, { source }: Packet): Leg {
  return {
    family: next.family,
    from: next.from,
    client: next.end,
    source: next.source === 'kept' ? source : next.source,
    to: next.to,
    ...(next.replies ? { bySession: true } : {}),
    ...(next.identity ? { isAnonymous: true } : {}),
  };
}
