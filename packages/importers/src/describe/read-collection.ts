import { commandName, type Diagnostic, groupBy, type Kind } from '@hopwise/core';
import type { Assembly } from './assembly.ts';
import { knownCalls } from './call-index.ts';

type Json = Readonly<Record<string, unknown>>;

/** `collection.json` of `hopwise collect` and of its script: what was asked for, and what was not answered. */
export function isCollectionFile(document: Json): boolean {
  return document.kind === 'collection' && Object.hasOwn(document, 'hopwise');
}

/** A call that failed leaves its kind unread, as if nobody had asked; this says why. */
export function readCollectionFile(assembly: Assembly, document: Json, file: string): void {
  if (document.isFinished === false) {
    assembly.log.add({
      code: 'COLLECTION_UNFINISHED',
      severity: 'warning',
      message: `${file} says that the collection was ended before everything was asked.`,
      hint: 'Run hopwise collect again with the same folder: it goes on where it ended.',
      source: { file, pointer: '/isFinished' },
    });
  }
  const failures = Array.isArray(document.failures) ? document.failures.map(failureOf) : [];
  const alike = groupBy(failures, ({ account, region, code }) => JSON.stringify([account, region, code]));
  for (const group of alike.values()) assembly.log.add(failed(group, failures, file));
  for (const { account, region, call, id, code } of failures)
    for (const kind of kindsOf(call)) assembly.unanswered.push({ account, region, kind, id, code });
}

interface Failed {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly call: string;
  readonly id: string | undefined;
  readonly code: string;
  readonly message: string | undefined;
}

function failureOf(value: unknown): Failed {
  const failure = isObject(value) ? value : {};
  return {
    account: textOf(failure.account),
    region: textOf(failure.region),
    call: textOf(failure.call) ?? 'a call',
    id: textOf(failure.id),
    code: textOf(failure.code) ?? 'no reason given',
    message: textOf(failure.message),
  };
}

const CALLS_NAMED = 6;

/** One warning for all calls of a place that failed alike: whoever may not read a service may read none of it. */
function failed(group: readonly Failed[], all: readonly Failed[], file: string): Diagnostic {
  const [{ account, region, code, message, id }] = group as readonly [Failed, ...Failed[]];
  const calls = [...new Set(group.map(({ call }) => call))];
  const more = calls.length > CALLS_NAMED ? ` and ${calls.length - CALLS_NAMED} more` : '';
  const about = group.length === 1 && id !== undefined ? ` about ${id}` : '';
  const place = [account, region].filter((part) => part !== undefined).join(', ') || 'an unknown place';
  const why = message === undefined || message === code ? code : `${code}: ${message}`;
  return {
    code: 'CALL_FAILED',
    severity: 'warning',
    message: `In ${place} these were not answered: ${calls.slice(0, CALLS_NAMED).join(', ')}${more}${about}. ${why}`,
    hint: 'What they would have told is unknown. Allow them (hopwise collect --print-policy), and collect again into the same folder.',
    source: { file, pointer: `/failures/${all.indexOf(group[0] as Failed)}` },
  };
}

/** Of what a whole account or Region did not answer, no kind is told apart. */
function kindsOf(call: string): readonly Kind[] {
  const calls = knownCalls.filter(
    ({ call: { service, operation } }) => call === `${service} ${commandName(operation)}`,
  );
  return [...new Set(calls.map(({ kind }) => kind))];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
