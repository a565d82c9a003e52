import { readdirSync, readFileSync } from 'node:fs';
import { type Kind, kinds, recordType } from '@hopwise/core';
import { describe, expect, test } from 'vitest';

/** Known by name alone: every path through them is unknown. */
const RECOGNISED: readonly Kind[] = ['transitGatewayPolicyTable', 'carrierGateway', 'localGateway'];

const sources = sourcesIn('aws');
const cited = new Map([...sources].map(([file, text]) => [file, citedIn(text)]));
const importers = new Map([...sources.keys()].map((file) => [file, importersOf(file)]));
const own = new Map(kinds.map((kind) => [kind, ownFiles(kind)]));
const assumedBy = (kind: Kind) => Object.keys(recordType(kind).aspects.assumed ?? {});
const assumed = new Set(kinds.flatMap(assumedBy));

describe.each([...kinds])('%s', (kind) => {
  const { aspects } = recordType(kind);
  const files = own.get(kind) ?? [];

  test('has aspects', () => {
    expect(RECOGNISED.includes(kind) ? aspects.unknown : aspects.modelled).not.toEqual([]);
    const said = [...aspects.modelled, ...(aspects.unknown ?? []), ...Object.values(aspects.assumed ?? {})];
    expect(said.filter((text) => text.trim() === '' || text.includes('|'))).toEqual([]);
  });

  test('lists every assumption that its own code cites', () => {
    expect(files).not.toEqual([]);
    // What shares a file with it may be the one that is meant.
    const siblings = kinds.filter((other) => own.get(other)?.some((file) => files.includes(file)));
    const listed = siblings.flatMap(assumedBy);
    const rules = files.flatMap((file) => [...(cited.get(file) ?? [])]);
    expect(rules.filter((id) => assumed.has(id) && !listed.includes(id))).toEqual([]);
  });
});

test('an assumption that shared code cites is listed by a type that the code works for', () => {
  const unlisted = [...cited].flatMap(([file, rules]) => {
    const types = kinds.filter((kind) => usersOf(file).some((user) => sources.get(user)?.includes(`'${kind}'`)));
    const listed = types.flatMap(assumedBy);
    return [...rules].filter((id) => assumed.has(id) && !listed.includes(id)).map((id) => `${file}: ${id}`);
  });
  expect(unlisted).toEqual([]);
});

test('what is listed as assumed is told in code or asked by a scenario', () => {
  const code = ['aws', 'engine', 'queries', 'explain'].flatMap((folder) => [...sourcesIn(folder).values()]);
  const scenarios = readdirSync('tests/scenarios').filter((name) => /^\d/.test(name));
  const rules = scenarios.flatMap((name) => rulesOf(readFileSync(`tests/scenarios/${name}/scenario.yaml`, 'utf8')));
  const told = new Set([...code.flatMap((text) => [...citedIn(text)]), ...rules]);
  expect([...assumed].filter((id) => !told.has(id))).toEqual([]);
});

function sourcesIn(folder: string): ReadonlyMap<string, string> {
  const path = `packages/core/src/${folder}`;
  const names = readdirSync(path).filter((name) => /(?<!\.test|\.fixture)\.ts$/.test(name));
  return new Map(names.map((name) => [name, readFileSync(`${path}/${name}`, 'utf8')]));
}

/** What comments cite; declarations only list. */
function citedIn(text: string): ReadonlySet<string> {
  const comments = text.match(/\/\/.*|^ *\/?\*.*/gm) ?? [];
  return new Set(comments.flatMap((comment) => comment.match(/\b[A-Z][A-Z0-9]+-\d+\b/g) ?? []));
}

function rulesOf(scenario: string): readonly string[] {
  return /^rules: \[(.*)\]/m.exec(scenario)?.[1]?.split(', ') ?? [];
}

/** The files that declare a type and its behaviour. */
function ownFiles(kind: Kind): readonly string[] {
  const behaviour = new RegExp(`^  ${kind}: (\\w+),`, 'm').exec(sources.get('behaviours.ts') ?? '')?.[1];
  return [...sources].flatMap(([file, text]) =>
    text.includes(`  kind: '${kind}',\n  title:`) || text.includes(`export const ${behaviour}: Behaviour`)
      ? [file]
      : [],
  );
}

function importersOf(file: string): readonly string[] {
  return [...sources].flatMap(([name, text]) => (text.includes(`from './${file}'`) ? [name] : []));
}

/** A file and all that import it, one through another. */
function usersOf(file: string): readonly string[] {
  const found = new Set([file]);
  for (const name of found) for (const user of importers.get(name) ?? []) found.add(user);
  return [...found];
}
