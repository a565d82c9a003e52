import { formatServices } from '../aws/format-services.ts';
import type { Kind } from '../aws/record-types.ts';
import { kindsOfScopeType } from '../aws/scope-types.ts';
import type { Lacking } from '../checks/check.ts';
import { lackingLists } from '../checks/unread.ts';
import type { Network } from '../engine/network.ts';
import type { Finding } from '../model/finding.ts';
import type { ComponentId } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import { crossed } from '../queries/access/crossing.ts';
import type { AccessAnswer } from '../queries/access/find-access.ts';
import { servicesOn } from '../queries/access/found.ts';
import type { AccessFinding } from '../queries/access/gather.ts';
import type { Scope } from '../queries/access/scope.ts';
import { chooseTrip } from '../queries/choose-trip.ts';
import { judge } from '../queries/judge.ts';
import type { Part } from '../queries/parts.ts';
import type { Question } from '../queries/question.ts';
import { shownSenders, shownTargets } from '../queries/shown-ends.ts';
import { type ExplainedPart, explainPart } from './explanation.ts';

/** A finding of a scope in words, with one pair of it hop by hop. */
export interface ExplainedAccess {
  readonly id: string;
  readonly verdict: AccessFinding['verdict'];
  readonly services: string;
  readonly clientPorts?: string;
  readonly from: ExplainedSide;
  readonly to: ExplainedSide;
  readonly by: readonly ComponentId[];
  readonly pairs: number;
}
export interface ExplainedSide {
  /** The VPC or site, or the internet. */
  readonly place: ComponentId;
  readonly count: number;
  /** As many as are told one by one. */
  readonly some: readonly string[];
  /** Whether there are others. */
  readonly isCut: boolean;
}

export function explainAccess(network: Network, scope: Scope, finding: AccessFinding): ExplainedAccess {
  const { verdict, services, from, to, by, pairs, senders, targets, someSenders, someTargets, clientPorts } = finding;
  const pool = network.admissions.services;
  const sending = shownSenders(network, someSenders);
  const dialled = shownTargets(network, someTargets);
  return {
    id: accessId(scope, finding),
    verdict,
    services: formatServices(pool, services),
    ...(clientPorts === undefined ? {} : { clientPorts: formatServices(pool, clientPorts) }),
    from: { place: from, count: senders, some: sending.said, isCut: someSenders.length < senders },
    to: { place: to, count: targets, some: dialled.said, isCut: someTargets.length < targets },
    by,
    pairs,
  };
}

export function accessId({ name }: Scope, { from, to, digest }: AccessFinding): string {
  return [name, from, to, digest].join(' ');
}

/** One pair of a finding, and how it gets there: on a way that the scope means. */
export interface AccessWitness {
  readonly question: Question;
  readonly part: Part;
  readonly explained: ExplainedPart;
}

export function explainWitness(network: Network, { verdict, witness }: AccessFinding): AccessWitness {
  const { pair, services, applied } = witness;
  const { family } = pair.sender;
  const question: Question = {
    ...witness.question,
    senders: [pair.sender],
    targets: { inside: [pair.target], outside: [pair.target] },
  };
  const { outcome, beside, stop } = judge(network, question, pair);
  const isFound = (trip: Parameters<typeof crossed>[1]) =>
    network.admissions.services.intersect(services, servicesOn(network, family, crossed(network, trip), applied)) !==
    NONE;
  const trips = (outcome?.trips ?? []).filter(isFound);
  const trip = chooseTrip(network, trips, verdict, services, question);
  const part: Part = {
    verdict,
    services,
    pairs: 1,
    senders: [pair.sender],
    targets: [pair.target],
    ways: trips.length,
    witness: { ...pair, services, trip, trips, beside, stop },
  };
  return { question, part, explained: explainPart(network, question, part) };
}

/** What is found as baselines and exceptions know it: only what is surely reachable. */
export function accessFindings(network: Network, { scope, findings }: AccessAnswer): readonly Finding[] {
  const pool = network.admissions.services;
  return findings
    .filter(({ verdict }) => verdict === 'reachable')
    .map((finding): Finding => {
      const { from, to, by, services, pairs } = finding;
      const way = by.length > 0 ? ` by ${by.join(', ')}` : '';
      return {
        id: accessId(scope, finding),
        check: scope.name,
        severity: scope.severity,
        component: to,
        message: `From ${from}${way}: ${formatServices(pool, services)}, ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}.`,
        evidence: [],
      };
    });
}

/** Lists without which nobody knows who there is: that nothing was found proves nothing where they were not read. */
export function unreadEnds(network: Network, scopes: readonly Scope[]): readonly Lacking[] {
  const named = scopes.flatMap(({ match, exclude }) =>
    [...match, ...exclude].flatMap(({ from, to, through = [], notThrough = [] }) =>
      [from?.ends, to?.ends, ...through, ...notThrough].flatMap((one) => (one && 'types' in one ? one.types : [])),
    ),
  );
  const kinds = new Set<Kind>(['networkInterface', ...named.flatMap(kindsOfScopeType)]);
  return [...lackingLists(network, ...kinds)];
}
