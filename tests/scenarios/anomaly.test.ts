import { type FlowAnswer, type Kind, kinds, type Snapshot, VERDICTS } from '@hopwise/core';
import { missingCalls } from '@hopwise/importers';
import { expect, test } from 'vitest';
import { answerCase } from './answer-case.ts';
import { loadScenario, type ScenarioCase, scenarioNames, snapshotOfCase } from './load-scenario.ts';
import type { Json } from './objects.ts';

for (const name of scenarioNames()) {
  const { cases } = loadScenario(name);
  const [first] = cases as readonly [ScenarioCase];

  test(`${name} ends in a verdict whichever of its objects is missing, and no drop is lifted`, () => {
    const before = verdictOf(answerCase(snapshotOfCase(first), first.ask, first.assume));
    for (const [id, { key, record }] of first.objects) {
      if (isEnd(id, record, first.ask)) continue;
      const objects = new Map(first.objects);
      objects.delete(id);
      const answer = answerCase(snapshotOfCase({ ...first, objects }), first.ask, first.assume);
      const verdict = verdictOf(answer);
      expect({ without: id, ...answer }).toHaveProperty('verdict', expect.toBeOneOf([...VERDICTS]));
      // Without its own table a subnet has the main one, which may well lead further.
      if (key === 'RouteTables' || saysAssumption(answer)) continue;
      expect({ without: id, isLifted: before === 'blocked' && verdict === 'reachable' }).toEqual({
        without: id,
        isLifted: false,
      });
    }
  });

  test(`${name} keeps its verdicts or becomes unknown where a whole answer was not collected`, () => {
    for (const one of cases) {
      const whole = snapshotOfCase(one);
      const before = verdictOf(answerCase(whole, one.ask, one.assume));
      const needed = neededKinds(whole);
      for (const kind of needed) {
        const answer = answerCase(withoutKind(whole, kind), one.ask, one.assume);
        // Without interfaces or instances an end cannot be named.
        if ('error' in answer || saysAssumption(answer)) continue;
        expect({ title: one.title, without: kind, verdict: answer.verdict }).toEqual({
          title: one.title,
          without: kind,
          verdict: expect.toBeOneOf([before, 'unknown']),
        });
      }
      const others = kinds.filter((kind) => !needed.includes(kind));
      expect(verdictOf(answerCase(others.reduce(withoutKind, whole), one.ask, one.assume)), one.title).toBe(before);
    }
  });
}

function verdictOf(answer: FlowAnswer): string | undefined {
  return 'verdict' in answer ? answer.verdict : undefined;
}

const ASSUMED = ['ASSUMED_NO_BLOCK_PUBLIC_ACCESS', 'ASSUMED_TARGET_GROUP_DEFAULTS', 'ASSUMED_CONNECTION_UP'] as const;

/** Those that the import would miss if they were not there. What nobody misses decides nothing. */
function neededKinds(whole: Snapshot): readonly Kind[] {
  const bare = kinds.reduce(
    (snapshot, kind) => (snapshot.records[kind].length ? snapshot : withoutKind(snapshot, kind)),
    whole,
  );
  const missed = new Set(missingCalls(bare).map(({ kind }) => kind));
  return kinds.filter((kind) => whole.records[kind].length > 0 || missed.has(kind));
}

/** What is assumed off, or as AWS sets it, where it was not collected, and says so. */
function saysAssumption(answer: FlowAnswer): boolean {
  return 'codes' in answer && ASSUMED.some((code) => answer.codes.includes(code));
}

function withoutKind(snapshot: Snapshot, kind: Kind): Snapshot {
  return {
    ...snapshot,
    records: { ...snapshot.records, [kind]: [] },
    coverage: snapshot.coverage.filter((one) => one.kind !== kind),
  };
}

/** Without the object that is asked from, or the interface of that instance, there is no question. */
function isEnd(id: string, record: Json, ask: Json): boolean {
  if (id === ask.mirror) return true;
  const ends = [ask.from, ask.to].map((end) => String(end).split('/')[0]);
  const attachment = record.Attachment as Json | undefined;
  return ends.some((end) => end === id || end === attachment?.InstanceId);
}
