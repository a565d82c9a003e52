import { type DescribeCall, recordType } from '@hopwise/core';
import type { Limits } from '../read/limits.ts';
import type { Scanning } from '../read/scan-ahead.ts';
import { AnswerScanner, type ListPlan, type ScannedAnswer, SHORTEST } from '../scan/answer-scanner.ts';
import { planOf } from '../scan/field-plan.ts';
import { startScanThread } from '../scan/start-scan-thread.ts';
import { callsOf, type KnownCall, knownCalls, lowerFirst } from './call-index.ts';
import { isWrapper } from './read-document.ts';
import { ScannedList } from './scanned-list.ts';

type Json = Readonly<Record<string, unknown>>;

/** A thread takes as long to start as to read so much. */
const WORTH_A_THREAD = 32_000_000;

let scanner: AnswerScanner | undefined;

/** The document of a long answer, where it can be read off its bytes; to be read before the next is. */
export function scanAnswer(bytes: Buffer, deepest: number, shortest?: number): Json | undefined {
  scanner ??= new AnswerScanner(listPlans());
  const answer = scanner.scan(bytes, deepest, shortest);
  return answer && scannedDocument(answer);
}

/** The same, in a thread; `file` is what it runs, where that is not beside what starts it. */
export function scanningWithin({ jsonDepth, text }: Limits, file?: URL): Scanning {
  return {
    ahead: WORTH_A_THREAD,
    shortest: SHORTEST,
    longest: text,
    start: () => startScanThread({ plans: listPlans(), deepest: jsonDepth }, file),
    documentOf: scannedDocument,
  };
}

/** Undefined where the first element of the list is an answer by itself. */
function scannedDocument({ beside, key, list }: ScannedAnswer): Json | undefined {
  const { call, kind } = callsOf(key)[0] as KnownCall;
  const scanned = new ScannedList(list, recordType(kind).record, withinOf(call));
  return isWrapper(scanned.first) ? undefined : { ...beside, [key]: scanned };
}

/** Of each key under which one call alone answers a list, of elements that say themselves what they are. */
function listPlans(): ReadonlyMap<string, ListPlan> {
  return new Map(
    knownCalls.flatMap(({ kind, call }) => {
      const within = withinOf(call);
      const isList = call.holds === 'elements' || within !== undefined;
      if (!isList || call.argument || callsOf(call.key).length > 1) return [];
      const plan: ListPlan = { record: planOf(recordType(kind).record), within };
      return [call.key, lowerFirst(call.key)].map((key) => [key, plan] as const);
    }),
  );
}

function withinOf({ holds }: DescribeCall): string | undefined {
  return typeof holds === 'object' && 'within' in holds ? holds.within : undefined;
}
