import { codes } from '@hopwise/core';
import { snapshotOf } from '@hopwise/importers';
import { expect, test } from 'vitest';
import { answerCase } from './answer-case.ts';
import { documentsOf, loadScenario, type ScenarioCase, scenarioNames, snapshotOfCase } from './load-scenario.ts';

const scenarios = scenarioNames().map(loadScenario);

for (const { cases } of scenarios) {
  for (const one of cases) test(one.title, () => check(one));
}

test('every scenario is named after its row, once, and its cases are told apart', () => {
  expect(scenarios.map(({ name }) => Number(name.slice(0, 3)))).toEqual(scenarios.map(({ row }) => row));
  expect(new Set(scenarios.map(({ row }) => row)).size).toBe(scenarios.length);
  const titles = scenarios.flatMap(({ cases }) => cases.map(({ title }) => title));
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
});

test('every scenario is read without a diagnostic, but those that are about it', () => {
  for (const { name, cases, diagnostics } of scenarios) {
    const found = cases.flatMap((one) => snapshotOf(documentsOf(one)).diagnostics.map(({ code }) => code));
    expect({ name, codes: [...new Set(found)] }).toEqual({ name, codes: diagnostics });
  }
});

test('every code that a scenario expects is of the kind it is expected as', () => {
  const expected = scenarios.flatMap(({ cases }) => cases.map((one) => one.expect));
  const kindsOf = (names: readonly string[]) =>
    new Set(names.map((name) => new Map(Object.entries(codes)).get(name)?.kind));
  expect(kindsOf(expected.flatMap(({ blocker }) => blocker ?? []))).toEqual(new Set(['blocker']));
  expect(kindsOf(expected.flatMap(({ notes }) => notes ?? []))).toEqual(new Set(['note']));
  expect(kindsOf(expected.flatMap((one) => one.codes ?? []))).toEqual(new Set(['unknown']));
});

test('a drop names a blocker, the unknown names what is unknown, and what is reachable names neither', () => {
  const cause = { reachable: undefined, unknown: 'unknown', 'forward-only': 'blocker', blocked: 'blocker' } as const;
  const odd = scenarios
    .flatMap(({ cases }) => cases)
    .filter((one) => {
      const { verdict, codes: found } = answerOf(one);
      const causes = found.map((code) => codes[code].kind).filter((kind) => kind !== 'note');
      const wanted = cause[verdict];
      return wanted ? !causes.includes(wanted) : causes.length > 0;
    });
  expect(odd.map(({ title }) => title)).toEqual([]);
});

function answerOf(one: ScenarioCase) {
  const answer = answerCase(snapshotOfCase(one), one.ask, one.assume);
  if ('error' in answer) throw new Error(`${answer.error.message} ${answer.error.hint}`);
  return answer;
}

function check(one: ScenarioCase): void {
  const answer = answerOf(one);
  const { verdict, hop, blocker, codes: asked = [], notes = [] } = one.expect;
  const met = {
    ...(verdict ? { verdict: answer.verdict } : {}),
    codes: answer.codes,
    hops: [...answer.forward, ...answer.return],
  };
  expect(met).toEqual({
    ...(verdict ? { verdict } : {}),
    codes: expect.arrayContaining([...(blocker ? [blocker] : []), ...asked, ...notes]),
    hops: expect.arrayContaining(hop ? [hop] : []),
  });
}
