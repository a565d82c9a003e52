import { formatServices } from '../aws/format-services.ts';
import { isPublic } from '../aws/well-known.ts';
import { cheapestCandidate } from '../engine/candidate.ts';
import type { Check } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { traceTrip } from '../engine/trace.ts';
import type { Hop } from '../engine/trail.ts';
import type { Trip } from '../engine/trip.ts';
import { type Code, codes } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import { ICMP, NONE, type ServiceSetId, TCP } from '../net/service-set.ts';
import { describeEnd } from '../queries/ends.ts';
import type { Answer, Part, Question } from '../queries/path.ts';
import { formatAddresses } from './address-set.ts';

/** Something that stops the traffic, with the rules or the absence that does it. */
export interface Blocker {
  readonly code: Code;
  readonly way: 'request' | 'reply';
  readonly at: ComponentId;
  readonly component: ComponentId;
  readonly direction?: 'ingress' | 'egress';
  readonly evidence: readonly Evidence[];
}

/** Something that the input leaves open, and the call that would decide it. */
export interface Unknown extends Blocker {
  readonly missing?: Missing;
}

export interface ExplainedPart {
  readonly verdict: Verdict;
  readonly services: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly pairs: number;
  readonly ways: number;
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
  readonly blockers: readonly Blocker[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly Code[];
  /** Where routing gives up: the way that the fewest new routes would give, whose own blockers are listed too. */
  readonly candidate?: { readonly request: readonly Hop[]; readonly reply: readonly Hop[] };
}

export interface Explanation {
  readonly verdict: Verdict;
  readonly from: { readonly text: string; readonly understood: readonly string[] };
  readonly to: { readonly text: string; readonly understood: readonly string[] };
  readonly services: string;
  readonly parts: readonly ExplainedPart[];
  readonly apart: readonly ExplainedPart[];
}

/** Turns an answer into everything that is said about it; renderers only lay it out. */
export function explain(network: Network, answer: Answer): Explanation {
  const { question } = answer;
  const end = (ends: Question['from']) => ({ text: ends.text, understood: [...new Set(ends.ends.map(describeEnd))] });
  return {
    verdict: answer.verdict,
    from: end(question.from),
    to: end(question.to),
    services: formatServices(network.admissions.services, question.services),
    parts: answer.parts.map((part) => withCandidate(network, question, part)),
    apart: answer.apart.map((part) => explainPart(network, question, part)),
  };
}

export function explainPart(network: Network, question: Question, part: Part): ExplainedPart {
  const { witness } = part;
  const legs = witness.trip ? traceTrip(network, witness.trip, question.asking, part.services) : [];
  const request = joinLegs(legs.map((leg) => leg.request));
  const reply = question.oneWay || isRefusedByGateway(request) ? [] : joinLegs(legs.map((leg) => leg.reply).reverse());
  const checks = [...request, ...reply].flatMap((hop) => hop.checks);
  const blockers = checks.filter(({ effect }) => effect === 'blocks').map(blockerOf);
  const picks = part.verdict === 'unknown' ? picksOf(witness.trip) : [];
  const unknowns = [...checks.filter(({ effect }) => effect === 'undecided').map(unknownOf), ...picks];
  return {
    verdict: part.verdict,
    services: formatServices(network.admissions.services, part.services),
    from: sendersOf(network, part),
    to: formatAddresses(
      network,
      part.pairs.map(({ target }) => ({ ...target, label: target.to })),
    ),
    pairs: part.pairs.length,
    ways: part.ways,
    request: request.length > 0 ? request : [{ component: witness.sender.end, checks: [] }],
    reply,
    blockers,
    unknowns,
    notes: notesOf(network, question, part, checks),
  };
}

/** Adds what would still stop the traffic if routing did not: every blocker of the cheapest candidate. */
function withCandidate(network: Network, question: Question, part: Part): ExplainedPart {
  const explained = explainPart(network, question, part);
  const { trip } = part.witness;
  if (!trip || (part.verdict !== 'blocked' && part.verdict !== 'forward-only')) return explained;
  const candidate = cheapestCandidate(network, trip, question.asking, part.services);
  if (!candidate) return explained;
  const legs = traceTrip(network, candidate, question.asking, part.services);
  const request = joinLegs(legs.map((leg) => leg.request));
  const reply = question.oneWay || isRefusedByGateway(request) ? [] : joinLegs(legs.map((leg) => leg.reply).reverse());
  const further = [...request, ...reply]
    .flatMap(({ checks }) => checks)
    .filter(({ effect }) => effect === 'blocks')
    .map(blockerOf);
  const blockers = new Map([...explained.blockers, ...further].map((blocker) => [identityOf(blocker), blocker]));
  return { ...explained, blockers: [...blockers.values()], candidate: { request, reply } };
}

/** What a gateway refuses to carry at all has no way back worth telling of. */
function isRefusedByGateway(request: readonly Hop[]): boolean {
  return request.some(({ checks }) => checks.some(({ effect, layer }) => effect === 'blocks' && layer === 'gateways'));
}

function identityOf({ code, way, at, component, direction }: Blocker): string {
  return [code, way, at, component, direction].join(' ');
}

/** Hops of several legs in a row; where one leg ends the next begins, so that place is shown once. */
function joinLegs(legs: readonly (readonly Hop[])[]): readonly Hop[] {
  const hops: Hop[] = [];
  for (const hop of legs.flat()) {
    const last = hops.at(-1);
    if (last?.component === hop.component) hops[hops.length - 1] = { ...last, checks: [...last.checks, ...hop.checks] };
    else hops.push(hop);
  }
  return hops;
}

function blockerOf(check: Check): Blocker {
  return {
    code: check.code as Code,
    way: check.way,
    at: check.at,
    component: check.component,
    ...(check.direction ? { direction: check.direction } : {}),
    evidence: check.evidence(),
  };
}

function unknownOf(check: Check): Unknown {
  return { ...blockerOf(check), ...(check.missing ? { missing: check.missing } : {}) };
}

/** Choices that AWS makes matter where their branches differ. */
function picksOf(trip: Trip | undefined): readonly Unknown[] {
  if (!trip) return [];
  const own = [
    ...trip.request.picks.map((pick) => ({ pick, way: 'request' as const })),
    ...(trip.reply?.picks ?? []).map((pick) => ({ pick, way: 'reply' as const })),
  ];
  const unknowns = own.map(
    ({ pick, way }): Unknown => ({
      code: pick.code,
      way,
      at: pick.choice,
      component: pick.choice,
      evidence: [{ component: pick.choice, effect: 'blocks', text: codes[pick.code].meaning }],
      ...(pick.missing ? { missing: pick.missing } : {}),
    }),
  );
  return [...unknowns, ...picksOf(trip.next)];
}

function notesOf(network: Network, question: Question, part: Part, checks: readonly Check[]): readonly Code[] {
  const notes = checks.filter(({ effect }) => effect === 'note').map(({ code }) => code as Code);
  if (part.witness.beside) notes.push(part.witness.beside);
  if (isNobodys(network, part)) notes.push('ADDRESS_NOT_OWNED');
  if (question.oneWay) notes.push('ONE_WAY');
  const { trip } = part.witness;
  if (trip && part.verdict === 'reachable' && !question.oneWay) {
    if (isPartial(network, question, trip)) notes.push('PARTIAL_CLIENT_PORTS');
    if (isAsymmetric(trip)) notes.push('ASYMMETRIC_ROUTE');
  }
  if (part.verdict === 'reachable' && leavesOnPort25(network, part)) notes.push('PORT_25_RESTRICTED');
  const { services } = network.admissions;
  if (part.verdict === 'reachable' && services.isSubset(part.services, network.replies.unanswered))
    notes.push('NO_REPLY_EXPECTED');
  return unique(notes);
}

/** An address was dialled that no interface of the input has, and that is none of the internet's. */
function isNobodys(network: Network, part: Part): boolean {
  const { target, beside } = part.witness;
  if (target.ends || beside || isPublic(network, target.family, target.to)) return false;
  return network.ownersOf(target.family, target.to).length === 0;
}

/** Replies reach some of the client's ports, not all (ACL-12). */
function isPartial(network: Network, question: Question, trip: Trip): boolean {
  const { admissions: pool, replies } = network;
  const { services } = pool;
  if (services.isSubset(pool.may(trip.delivered), replies.unanswered)) return false;
  const parts = (from: number, to: number) => services.intersect(question.asking.clientPorts, services.of([from, to]));
  const asked = services.intersect(question.services, pool.may(trip.delivered));
  for (const [from, to] of [
    [TCP, 65_536],
    [65_536, ICMP],
  ] as const) {
    if (services.intersect(asked, services.of([from, to])) === NONE) continue;
    if (!services.isSubset(parts(from, to), pool.may(trip.clientPorts))) return true;
  }
  return trip.next
    ? isPartial(network, { ...question, asking: { ...question.asking, clientPorts: remapped(network) } }, trip.next)
    : false;
}

function remapped(network: Network): ServiceSetId {
  return network.admissions.services.of([TCP + 1024, 65_536], [65_536 + 1024, ICMP]);
}

/** Request and reply run through different components. */
function isAsymmetric(trip: Trip): boolean {
  const parts = (branches: Trip['request']['branches']) =>
    new Set(branches.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'stateful' ? [step.by] : []))));
  const [there, back] = [parts(trip.request.branches), parts(trip.reply?.branches ?? [])];
  const differ = [...there].some((by) => !back.has(by)) || [...back].some((by) => !there.has(by));
  return differ || (trip.next ? isAsymmetric(trip.next) : false);
}

function leavesOnPort25(network: Network, part: Part): boolean {
  const { services } = network.admissions;
  const last = (trip: Trip): Trip => (trip.next ? last(trip.next) : trip);
  const { trip, sender } = part.witness;
  return (
    trip !== undefined &&
    sender.end !== INTERNET &&
    last(trip).request.end.at === INTERNET &&
    services.intersect(part.services, services.of([25, 26])) !== NONE &&
    services.isSubset(part.services, services.of([25, 26]))
  );
}

/** Interfaces by their ids and addresses, places outside by the addresses they stand for. */
function sendersOf(network: Network, { pairs }: Part): readonly string[] {
  const outside = pairs
    .filter(({ sender }) => sender.end === INTERNET)
    .map(({ sender }) => ({ ...sender, label: sender.source }));
  const inside = pairs
    .filter(({ sender }) => sender.end !== INTERNET)
    .map(({ sender }) => `${sender.end}/${formatPrefix(sender.address)}`);
  const addresses = outside.length > 0 ? formatAddresses(network, outside) : [];
  return unique([...inside, ...addresses.map((address) => `${INTERNET}/${address}`)]);
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}
