import {
  analyzeRoutes,
  answerFlow,
  compile,
  type Kind,
  kinds,
  parseRouteQuestion,
  type QuestionText,
  type RouteQuestionText,
  type Snapshot,
} from '@hopwise/core';
import { expect, test } from 'vitest';
import { loadScenario, type ScenarioCase, scenarioNames, snapshotOfCase } from './load-scenario.ts';

/** Scenarios whose packets go from one attachment of a transit gateway to another. */
const cases = scenarioNames()
  .filter((name) => /tgw|inspection|appliance/.test(name))
  .map(loadScenario)
  .flatMap((scenario) => scenario.cases)
  .filter(({ ask }) => /^[\d.]+$/.test(String(ask.to)));

function crossing(one: ScenarioCase) {
  const network = compile(snapshotOfCase(one), one.assume);
  const answer = answerFlow(network, one.ask as unknown as QuestionText);
  if ('error' in answer || answer.verdict === 'blocked') return undefined;
  const attachments = answer.forward.filter((id) => id.startsWith('tgw-attach-'));
  const [first, last] = [attachments[0], attachments.at(-1)];
  if (!first || !last || first === last) return undefined;
  return {
    network,
    attachments,
    verdict: answer.verdict,
    text: { from: first, to: `${last}/${one.ask.to}`, useMiddleboxes: true },
  };
}

/** The tables alone never refuse what a packet, followed with everything that is on its way, is let through. */
test.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
  const crossed = crossing(one);
  if (!crossed) return;
  const { network, text, attachments, verdict } = crossed;
  const { forward } = analyzeRoutes(network, parseRouteQuestion(network, text));
  expect(forward.result).not.toBe('not-connected');
  if (verdict !== 'reachable') return;
  const ways = forward.ways.map(({ hops }) => hops.flatMap((hop) => (hop.is === 'attachment' ? hop.component : [])));
  // An attachment that packets leave and enter again is told once.
  const met = attachments.filter((id, i) => id !== attachments[i - 1]);
  expect(ways).toContainEqual(met);
});

test('there are such scenarios', () => {
  expect(cases.filter(crossing).length).toBeGreaterThan(10);
});

/**
 * What is not collected may leave it open where the tables lead, and never decides it; but a route that covers the address
 * is held against nothing that VPN or Direct Connect might have learned (TGW-25).
 */
test.each(cases.map((one) => [one.title, one] as const))('%s, or not known without a kind of record', (_, one) => {
  const crossed = crossing(one);
  if (!crossed) return;
  const whole = snapshotOfCase(one);
  for (const text of [crossed.text, { ...crossed.text, useMiddleboxes: false }]) {
    const before = resultOf(one, whole, text);
    for (const kind of kinds.filter((own) => whole.records[own].length > 0 && !LEARNED.includes(own))) {
      const result = resultOf(one, withoutKind(whole, kind), text);
      expect({ without: kind, result }).toEqual({ without: kind, result: expect.toBeOneOf([before, 'unknown']) });
    }
  }
});

const LEARNED: readonly Kind[] = ['directConnectGateway', 'virtualInterface', 'vpnConnection'];

function resultOf({ assume }: ScenarioCase, snapshot: Snapshot, text: RouteQuestionText): string {
  const network = compile(snapshot, assume);
  return analyzeRoutes(network, parseRouteQuestion(network, text)).forward.result;
}

function withoutKind(snapshot: Snapshot, kind: Kind): Snapshot {
  const coverage = snapshot.coverage.filter((one) => one.kind !== kind);
  return { ...snapshot, coverage, records: { ...snapshot.records, [kind]: [] } };
}
