import { meantByNat64 } from '../aws/nat64.ts';
import { isPublic } from '../aws/well-known.ts';
import type { Check } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import type { Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import { type Branch, type ComponentId, INTERNET } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import type { Part } from '../queries/parts.ts';
import { isOutsider } from '../queries/positions.ts';
import type { Question } from '../queries/question.ts';

/** What is worth knowing beside the verdict of a part, each once. */
export function notesOf(network: Network, question: Question, part: Part, checks: readonly Check[]): readonly Code[] {
  const { services } = network.admissions;
  const { beside, trip } = part.witness;
  const isReachable = part.verdict === 'reachable';
  const notes = checks.filter(({ effect }) => effect === 'note').map(({ code }) => code as Code);
  if (beside) notes.push(beside);
  if (isNobodys(network, part)) notes.push('ADDRESS_NOT_OWNED');
  if (question.oneWay) notes.push('ONE_WAY');
  if (question.asking.ignore.size > 0) notes.push('LAYERS_IGNORED');
  if (part.clientPorts) notes.push('PARTIAL_CLIENT_PORTS');
  if (trip && isReachable && !question.oneWay && isAsymmetric(network, trip)) notes.push('ASYMMETRIC_ROUTE');
  if (isReachable && leavesOnPort25(network, part)) notes.push('PORT_25_RESTRICTED');
  if (isReachable && services.isSubset(part.services, network.replies.unanswered)) notes.push('NO_REPLY_EXPECTED');
  return [...new Set(notes)];
}

/** An address was dialled that no interface of the input has, and that is none of the internet's. */
function isNobodys(network: Network, { witness }: Part): boolean {
  const { target, beside } = witness;
  if (target.ends || beside) return false;
  // What NAT64 means is the IPv4 address behind it (NAT-13).
  const twin = meantByNat64(network, target.family, target.to);
  const [family, to] = twin === undefined ? [target.family, target.to] : ([4, twin] as const);
  return !isPublic(network, family, to) && network.ownersOf(family, to).length === 0;
}

/** Request and reply run through different connections, or different components that keep state. */
function isAsymmetric(network: Network, trip: Trip): boolean {
  const [there, back] = [
    symmetricParts(network, trip.request.branches),
    symmetricParts(network, trip.reply?.branches ?? []),
  ];
  const differ = [...there].some((by) => !back.has(by)) || [...back].some((by) => !there.has(by));
  return differ || (trip.next ? isAsymmetric(network, trip.next) : false);
}

/** What a reply is expected to run through where its request did. */
function symmetricParts(network: Network, branches: readonly Branch[]): ReadonlySet<ComponentId> {
  const stateful = branches.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'stateful' ? step.by : [])));
  const passed = branches.flatMap(({ links }) => links.map((link) => network.topology.endsOf(link)[1]));
  return new Set([...stateful, ...passed.filter((id) => network.behaviour(id)?.joinsNetworks)]);
}

function leavesOnPort25(network: Network, { witness, services: carried }: Part): boolean {
  const { services } = network.admissions;
  const mail = services.of([25, 26]);
  const last = (trip: Trip): Trip => (trip.next ? last(trip.next) : trip);
  return (
    witness.trip !== undefined &&
    !isOutsider(witness.sender) &&
    last(witness.trip).request.end.at === INTERNET &&
    services.intersect(carried, mail) !== NONE &&
    services.isSubset(carried, mail)
  );
}
