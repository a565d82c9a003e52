import { excludeCidr } from 'cidr-tools';
import { askingBehind, carriedAs } from '../engine/join.ts';
import type { Network } from '../engine/network.ts';
import { openerOf } from '../engine/trace.ts';
import type { Trip } from '../engine/trip.ts';
import type { ComponentId } from '../model/route.ts';
import { type Family, formatCidr, parsePrefix } from '../net/address.ts';
import { ICMP, protocolPart, type ServicePool, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Part } from '../queries/parts.ts';
import { isOutsider } from '../queries/positions.ts';
import type { Question } from '../queries/question.ts';
import { type ShownEnds, shownSenders, shownTargets } from '../queries/shown-ends.ts';

/** The packets of one leg, as sets: CIDRs, and ports with both their ends. */
export interface PacketHeader {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly protocol: number;
  readonly sourcePorts: readonly PortSpan[];
  readonly destinationPorts: readonly PortSpan[];
}
interface PortSpan {
  readonly from: number;
  readonly to: number;
}

export interface LegHeader extends PacketHeader {
  /** Who sends the leg: the sender, then the box that opens the next one. */
  readonly opener: ComponentId;
}

/** What the packets that speak for a part look like, leg by leg, for the first protocol that they have. */
export function packetHeaders(network: Network, question: Question, { senders, witness }: Part): readonly LegHeader[] {
  const pool = network.admissions.services;
  const { sender, target, trip, services } = witness;
  const protocol = protocolIn(pool, services);
  const outside = senders.filter((one) => isOutsider(one) && one.family === sender.family);
  const first: LegHeader = {
    opener: sender.end,
    sources: isOutsider(sender)
      ? outsideCidrs(shownSenders(network, outside), sender.family)
      : [formatCidr(sender.address)],
    destinations: target.ends
      ? [formatCidr(target.address)]
      : outsideCidrs(shownTargets(network, [target]), sender.family),
    protocol,
    sourcePorts: portsIn(pool, question.asking.clientPorts, protocol),
    destinationPorts: portsIn(pool, services, protocol),
  };
  return trip ? [first, ...nextHeaders(network, question, trip, first, services)] : [first];
}

function nextHeaders(
  network: Network,
  question: Question,
  start: Trip,
  first: LegHeader,
  asked: ServiceSetId,
): readonly LegHeader[] {
  const pool = network.admissions.services;
  const headers: LegHeader[] = [];
  let [header, services, asking] = [first, asked, question.asking];
  for (let trip = start; trip.next; trip = trip.next) {
    const { leg } = trip.next;
    const prefixOf = (label: number) => [formatCidr(network.labels[leg.family].prefixOf(label))];
    asking = askingBehind(network, asking, trip);
    services = carriedAs(network, trip.onward, services);
    header = {
      opener: openerOf(trip),
      sources:
        leg.source === trip.request.source && leg.family === trip.leg.family ? header.sources : prefixOf(leg.source),
      destinations: leg.to === trip.leg.to && leg.family === trip.leg.family ? header.destinations : prefixOf(leg.to),
      protocol: protocolIn(pool, services, header.protocol),
      sourcePorts: portsIn(pool, asking.clientPorts, header.protocol),
      destinationPorts: portsIn(pool, services, header.protocol),
    };
    headers.push(header);
  }
  return headers;
}

/** TCP, else UDP, else whatever comes first. */
function protocolIn(pool: ServicePool, services: ServiceSetId, fallback = 6): number {
  const first = pool.first(services);
  if (first === undefined) return fallback;
  if (first < UDP) return 6;
  if (first < ICMP) return 17;
  return [1, 58].find((one) => first < protocolPart(one).to) ?? first - protocolPart(0).from;
}

function portsIn(pool: ServicePool, services: ServiceSetId, protocol: number): readonly PortSpan[] {
  if (protocol !== 6 && protocol !== 17) return [];
  const part = protocol === 6 ? TCP : UDP;
  const own = pool.intervals(pool.intersect(services, pool.of([part, part + UDP])));
  return Array.from({ length: own.length / 2 }, (_, i) => ({
    from: (own[2 * i] as number) - part,
    to: (own[2 * i + 1] as number) - part - 1,
  }));
}

/** The internet as AWS tells it: what no private range has, in the order of texts. */
const INTERNET: { readonly [F in Family]: readonly string[] } = {
  4: excludeCidr(['0.0.0.0/0'], ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']).sort(),
  6: ['::/0'],
};

function outsideCidrs({ exact, isInternet }: ShownEnds, family: Family): readonly string[] {
  if (isInternet) return INTERNET[family];
  // `internet/203.0.113.0/24`, `203.0.113.7`.
  const prefixes = exact.flatMap((text) => parsePrefix(text.replace(/^[^/]*[a-z][^/:]*\//, '')) ?? []);
  return prefixes
    .filter((one) => one.family === family)
    .map(formatCidr)
    .sort();
}
