import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { BEARING, IRRELEVANT } from './irrelevant-attributes.fixture.ts';
import { type Attributes, attributesOf, attributesRead } from './what-is-read.fixture.ts';

const file = fileURLToPath(new URL('../../../../../shared/spec/tf-aws-network-attributes.json', import.meta.url));
const isThere = existsSync(file);
if (!isThere) console.warn('skipped: there is no ../shared with the attributes of the provider');

describe.skipIf(!isThere)('attributes of Terraform’s provider that bear on networks', () => {
  const types = (): Readonly<Record<string, Attributes>> => JSON.parse(readFileSync(file, 'utf8')).resources;
  const patterns = Object.values(IRRELEVANT)
    .flatMap(wordsOf)
    .map((text) => [text, patternOf(text)] as const);
  const names = () =>
    Object.entries(types()).flatMap(([type, all]) => attributesOf(all).map((name) => [type, name] as const));
  const isIrrelevant = (type: string, name: string) => patterns.some(([, one]) => one.test(`${type}.${name}`));

  let known: ReturnType<typeof attributesRead> | undefined;
  const whatIsRead = () => {
    known ??= attributesRead(types());
    return known;
  };

  test('each is read, or said to be irrelevant, and why', () => {
    const read = whatIsRead();
    const missing = names().filter(([type, name]) => !read.get(type)?.has(name) && !isIrrelevant(type, name));
    expect(missing.map(([type, name]) => `${type}.${name}`)).toEqual([]);
  });

  test('what bears on packets in types of which little does is read', () => {
    const read = whatIsRead();
    const missing = Object.entries(BEARING).flatMap(([type, all]) =>
      wordsOf(all).flatMap((name) => (read.get(type)?.has(name) ? [] : [`${type}.${name}`])),
    );
    expect(missing).toEqual([]);
  });

  test('nothing is called irrelevant that there is not', () => {
    const all = names().map(([type, name]) => `${type}.${name}`);
    expect(patterns.filter(([, one]) => !all.some((name) => one.test(name))).map(([text]) => text)).toEqual([]);
  });
});

function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.]/g, '\\.').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}

function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
