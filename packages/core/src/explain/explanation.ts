import { formatServices } from '../aws/format-services.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { cheapestCandidate } from '../engine/candidate.ts';
import type { Check } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { traceTrip } from '../engine/trace.ts';
import { type Hop, isRefusedByGateway } from '../engine/trail.ts';
import type { Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import { groupBy } from '../model/group-by.ts';
import { type ComponentId, INTERNET, type Layer } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { ClientPorts } from '../queries/client-ports.ts';
import { describeEnd } from '../queries/end.ts';
import type { Part } from '../queries/parts.ts';
import type { Answer } from '../queries/path.ts';
import type { Question } from '../queries/question.ts';
import { reworded } from '../queries/reworded.ts';
import { shownSenders, shownTargets } from '../queries/shown-ends.ts';
import { type Blocker, blockersIn, identityOf, picksOf, type Unknown, unknownsIn } from './causes.ts';
import { notesOf } from './notes.ts';

export interface ExplainedPart {
  readonly verdict: Verdict;
  readonly services: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The same as people say it. */
  readonly said: { readonly from: readonly string[]; readonly to: readonly string[] };
  /** How many ends more there are than are told. */
  readonly more?: { readonly from: number; readonly to: number };
  readonly pairs: number;
  readonly ways: number;
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
  readonly blockers: readonly Blocker[];
  readonly unknowns: readonly Unknown[];
  readonly notes: readonly Code[];
  /** Where replies do not surely reach all of the client's ports: which they reach. */
  readonly clientPorts?: ExplainedPorts;
  /** Where routing gives up: the way that the fewest new routes would give, whose own blockers are listed too. */
  readonly candidate?: { readonly request: readonly Hop[]; readonly reply: readonly Hop[] };
}

/** Ports as people write them: `tcp/32768-60999`. */
export interface ExplainedPorts {
  readonly asked: string;
  readonly answered: string;
  readonly unanswered?: string;
  readonly unsure?: string;
  /** The box whose ports these are, where they are not the client's own. */
  readonly of?: ComponentId;
}

export interface Explanation {
  readonly verdict: Verdict;
  readonly from: ExplainedEnds;
  readonly to: ExplainedEnds;
  readonly services: string;
  /** Layers of filters that were set aside, as asked. */
  readonly ignored: readonly Layer[];
  /** Only ways through one of these, or through none of these, count. */
  readonly ways?: { readonly through?: readonly string[]; readonly notThrough?: readonly string[] };
  readonly parts: readonly ExplainedPart[];
  readonly apart: readonly ExplainedPart[];
  /** Of further parts, how many there are, and of how many pairs. */
  readonly more?: readonly { readonly verdict: Verdict; readonly parts: number; readonly pairs: number }[];
}

export interface ExplainedEnds {
  readonly text: string;
  readonly understood: readonly string[];
  /** How many more there are. */
  readonly more?: number;
}

/** Longer lists of ends that were understood are counted. */
const MOST_UNDERSTOOD = 200;
/** Other addresses of the same hosts: more groups of them are left out. */
const MOST_APART = 20;

/** Turns an answer into everything that is said about it, of `most` parts; renderers only lay it out. */
export function explain(network: Network, answer: Answer, most: number = Number.POSITIVE_INFINITY): Explanation {
  const { question } = answer;
  const more = furtherParts(answer.parts.slice(most));
  return {
    verdict: answer.verdict,
    from: explainEnds(question.from),
    to: explainEnds(question.to),
    services: formatServices(network.admissions.services, question.services),
    ignored: [...question.asking.ignore].sort(),
    ...explainWays(question),
    parts: answer.parts.slice(0, most).map((part) => explainBlocked(network, question, part)),
    apart: answer.apart.slice(0, MOST_APART).map((part) => explainPart(network, question, part)),
    ...(more.length > 0 ? { more } : {}),
  };
}

export function explainWays({ ways }: Question): Pick<Explanation, 'ways'> {
  if (!ways) return {};
  const { through = [], notThrough = [] } = ways.text;
  return {
    ways: { ...(through.length > 0 ? { through } : {}), ...(notThrough.length > 0 ? { notThrough } : {}) },
  };
}

function explainEnds({ text, ends }: Question['from']): ExplainedEnds {
  const all = [...new Set(ends.flatMap(describeEnd))];
  const more = all.length - MOST_UNDERSTOOD;
  return { text, understood: all.slice(0, MOST_UNDERSTOOD), ...(more > 0 ? { more } : {}) };
}

function furtherParts(parts: readonly Part[]): NonNullable<Explanation['more']> {
  return [...groupBy(parts, ({ verdict }) => verdict)].map(([verdict, own]) => ({
    verdict,
    parts: own.length,
    pairs: own.reduce((sum, { pairs }) => sum + pairs, 0),
  }));
}

export function explainPart(network: Network, question: Question, part: Part): ExplainedPart {
  const { witness, clientPorts } = part;
  const [from, to] = [shownSenders(network, part.senders), shownTargets(network, part.targets)];
  const { request, reply } = waysOf(network, question, part, witness.trip, from.isInternet || to.isInternet);
  const checks = [...request, ...reply].flatMap((hop) => hop.checks);
  const picks = part.verdict === 'unknown' ? picksOf(witness.trip) : [];
  return {
    verdict: part.verdict,
    services: formatServices(network.admissions.services, part.services),
    from: from.exact,
    to: to.exact,
    said: { from: from.said, to: to.said },
    ...(from.more + to.more > 0 ? { more: { from: from.more, to: to.more } } : {}),
    pairs: part.pairs,
    ways: part.ways,
    request,
    reply,
    blockers: withWhereabouts(network, part, blockersIn(checks)),
    unknowns: [...unknownsIn(checks), ...picks],
    notes: notesOf(network, question, part, checks),
    ...(clientPorts ? { clientPorts: explainPorts(network, clientPorts) } : {}),
  };
}

/** Who is dialled by name may be elsewhere than its address leads from there: VPCs may have the same ranges. */
function withWhereabouts(network: Network, { witness }: Part, blockers: readonly Blocker[]): readonly Blocker[] {
  const [named] = witness.target.ends ?? [];
  const place = named && interfaceIndex(network).holderOf(named)?.vpcId;
  const own = interfaceIndex(network).holderOf(witness.sender.end)?.vpcId;
  if (!named || !place || place === own) return blockers;
  const text = `${witness.target.host} is in ${place}`;
  return blockers.map((one) =>
    one.code === 'NO_POSSIBLE_DESTINATION'
      ? { ...one, evidence: [...one.evidence, { component: named, effect: 'blocks', text }] }
      : one,
  );
}

/** A part, with what would still stop the traffic if routing did not: every blocker of the cheapest candidate. */
export function explainBlocked(network: Network, question: Question, part: Part): ExplainedPart {
  const explained = explainPart(network, question, part);
  const { trip, services } = part.witness;
  // A way that is there and not the one that is meant lacks no route.
  if (!trip || question.ways || (part.verdict !== 'blocked' && part.verdict !== 'forward-only')) return explained;
  const found = cheapestCandidate(network, trip, question.asking, services);
  if (!found) return explained;
  const isInternet = [...explained.from, ...explained.to].includes(INTERNET);
  const candidate = waysOf(network, question, part, found, isInternet);
  const further = blockersIn([...candidate.request, ...candidate.reply].flatMap(({ checks }) => checks));
  const blockers = new Map([...explained.blockers, ...further].map((blocker) => [identityOf(blocker), blocker]));
  return { ...explained, blockers: [...blockers.values()], candidate };
}

/** The hops there and back; where no packet was followed, the sender alone and why. */
function waysOf(
  network: Network,
  question: Question,
  { witness }: Part,
  trip: Trip | undefined,
  isInternet: boolean,
): { readonly request: readonly Hop[]; readonly reply: readonly Hop[] } {
  if (!trip) return { request: [{ component: witness.sender.end, checks: stopChecks(witness) }], reply: [] };
  const legs = traceTrip(network, trip, question.asking, witness.services);
  const request = joinLegs(legs.map((leg) => leg.request));
  const isUnanswered = question.oneWay || isRefusedByGateway(request);
  const reply = isUnanswered ? [] : joinLegs(legs.map((leg) => leg.reply).reverse());
  const inWords = (hops: readonly Hop[]) => reworded(network, witness, isInternet, hops);
  return { request: inWords(request), reply: inWords(reply) };
}

function stopChecks({ stop }: Part['witness']): readonly Check[] {
  if (!stop) return [];
  const { at, code, missing } = stop;
  const effect = stop.kind === 'dropped' ? 'blocks' : 'undecided';
  const evidence = () => stop.evidence;
  return [{ way: 'request', at, component: at, effect, code, ...(missing ? { missing } : {}), evidence }];
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

function explainPorts(network: Network, { asked, answered, unanswered, unsure, of }: ClientPorts): ExplainedPorts {
  const said = (ports: ServiceSetId) => formatServices(network.admissions.services, ports);
  return {
    asked: said(asked),
    answered: said(answered),
    ...(unanswered === NONE ? {} : { unanswered: said(unanswered) }),
    ...(unsure === NONE ? {} : { unsure: said(unsure) }),
    ...(of ? { of } : {}),
  };
}
