import { carriedAs, clientPortsOf, remappedPorts } from '../engine/join.ts';
import type { Network } from '../engine/network.ts';
import type { Outcome, Trip } from '../engine/trip.ts';
import type { ComponentId } from '../model/route.ts';
import type { AdmissionId } from '../net/admission.ts';
import { ICMP, NONE, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';

/** Ports of the client of which not all surely get their replies (ACL-12). */
export interface ClientPorts {
  readonly asked: ServiceSetId;
  readonly answered: ServiceSetId;
  readonly unanswered: ServiceSetId;
  /** What the input leaves open. */
  readonly unsure: ServiceSetId;
  /** The box that opens a conversation of its own, whose ports these are. */
  readonly of?: ComponentId;
}

/** The ports that replies to some services do not surely reach; undefined where they reach all. */
export function partialPorts(
  network: Network,
  { clientPorts, trips }: Outcome,
  services: ServiceSetId,
  asked: ServiceSetId,
): ClientPorts | undefined {
  const own = portsLeft(network, clientPorts, services, asked);
  if (own) return own;
  // Beside a target that answers, one that does not, or of which nobody knows, changes nothing.
  const sure = trips.filter((one) => answersSome(network, one, services, 'must'));
  const answering = sure.length > 0 ? sure : trips.filter((one) => answersSome(network, one, services, 'may'));
  for (const trip of answering) {
    let carried = services;
    for (let leg = trip; leg.next; leg = leg.next) {
      carried = carriedAs(network, leg.onward, carried);
      // A NAT device picks any of its ports, whatever those of the client are (NAT-04).
      const isRemapped = leg.join !== undefined && clientPortsOf(leg.join, leg.onward) === 'remapped';
      const left = isRemapped && portsLeft(network, leg.next.clientPorts, carried, remappedPorts(network));
      if (left) return { ...left, of: leg.request.end.at };
    }
  }
  return undefined;
}

function answersSome(
  { admissions: pool }: Network,
  { delivered, answered }: Trip,
  services: ServiceSetId,
  how: 'must' | 'may',
): boolean {
  return pool.services.intersect(services, pool[how](pool.both(delivered, answered))) !== NONE;
}

function portsLeft(
  { admissions: pool }: Network,
  served: AdmissionId,
  services: ServiceSetId,
  asked: ServiceSetId,
): ClientPorts | undefined {
  const sets = pool.services;
  const ported = [sets.of([TCP, UDP]), sets.of([UDP, ICMP])].filter((part) => sets.intersect(services, part) !== NONE);
  const concerned = ported.map((part) => sets.intersect(asked, part)).reduce((a, b) => sets.union(a, b), NONE);
  const answered = sets.intersect(concerned, pool.must(served));
  if (answered === concerned) return undefined;
  const unanswered = sets.subtract(concerned, pool.may(served));
  const unsure = sets.subtract(sets.subtract(concerned, answered), unanswered);
  return { asked: concerned, answered, unanswered, unsure };
}
