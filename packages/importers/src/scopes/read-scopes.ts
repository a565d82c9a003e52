import { isAwsScope, QuestionError, type Scope, scopeOfAws } from '@hopwise/core';
import type { z } from 'zod';
import type { BrokenFile } from '../findings/read-exceptions.ts';
import { schemaProblem } from '../read/schema-problem.ts';
import type { scopesSchema } from './scope-schema.ts';

type Written = z.infer<typeof scopesSchema>['scopes'][string];
type WrittenCondition = Written['match'][number];
type PlaceOf = (...path: readonly PropertyKey[]) => string;
type WrittenHeader = NonNullable<WrittenCondition['leaves']>;

/** The scopes of a file: AWS's own JSON, which has the name of the file, or ours. */
export async function readScopes(file: string, text: string): Promise<readonly Scope[] | BrokenFile> {
  // Loaded only by those who have such a file.
  const { parseYaml } = await import('../read/parse-yaml.ts');
  const parsed = parseYaml(text, 'scope');
  if ('problem' in parsed) return { problem: `line ${parsed.line}: ${parsed.problem}` };
  if (isAwsScope(parsed.value)) return awsScope(file, parsed.value);
  const { scopesSchema } = await import('./scope-schema.ts');
  const result = scopesSchema.safeParse(parsed.value);
  if (result.success) {
    const placeOf = (...path: readonly PropertyKey[]) => `${file}, line ${parsed.placeOf(['scopes', ...path]).line}`;
    return Object.entries(result.data.scopes).map(([name, one]) => scopeOf(name, one, placeOf));
  }
  return { problem: schemaProblem(parsed, result.error) };
}

function awsScope(file: string, value: Readonly<Record<string, unknown>>): readonly Scope[] | BrokenFile {
  const name = (file.split(/[/\\]/).at(-1) as string).replace(/\.[a-z]+$/i, '') || 'scope';
  try {
    return [scopeOfAws(value, { name, severity: 'high' }, file)];
  } catch (error) {
    if (error instanceof QuestionError) return { problem: `${error.message}. ${error.hint}` };
    throw error;
  }
}

function scopeOf(name: string, { title, severity, match, exclude }: Written, placeOf: PlaceOf): Scope {
  return {
    name,
    ...(title ? { title } : {}),
    severity,
    match: match.map((one, at) => ({ at: placeOf(name, 'match', at), ...conditionOf(one) })),
    exclude: exclude.map((one, at) => ({ at: placeOf(name, 'exclude', at), ...conditionOf(one) })),
  };
}

function conditionOf(written: WrittenCondition): Scope['match'][number] {
  const { from, to, through, 'not-through': notThrough, leaves, arrives } = written;
  const end = (selector: string | undefined, header: WrittenHeader | undefined) =>
    selector === undefined && header === undefined
      ? undefined
      : { ...(selector ? { ends: { selector } } : {}), ...(header ? { header: headerOf(header) } : {}) };
  const [source, destination] = [end(from, leaves), end(to, arrives)];
  const named = (all: string | string[]) => listOf(all).map((selector) => ({ selector }));
  return {
    ...(source ? { from: source } : {}),
    ...(destination ? { to: destination } : {}),
    ...(through ? { through: named(through) } : {}),
    ...(notThrough ? { notThrough: named(notThrough) } : {}),
  };
}

const FIELDS = {
  'source-addresses': 'sourceAddresses',
  'destination-addresses': 'destinationAddresses',
  'source-prefix-lists': 'sourcePrefixLists',
  'destination-prefix-lists': 'destinationPrefixLists',
  'source-ports': 'sourcePorts',
  ports: 'destinationPorts',
  protocols: 'protocols',
} as const;

function headerOf(written: WrittenHeader): Readonly<Record<string, readonly string[]>> {
  const given = Object.entries(FIELDS).flatMap(([name, field]) => {
    const values = written[name as keyof typeof FIELDS];
    return values === undefined ? [] : [[field, listOf<string | number>(values).map(String)] as const];
  });
  return Object.fromEntries(given);
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}
