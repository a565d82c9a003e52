import { readdirSync, readFileSync } from 'node:fs';
import { compile } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstSeed, runsOf } from './asking.ts';

const FOLDER = 'examples/three-tier/cloudformation/eu-west-1';
const templates = readdirSync(FOLDER)
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'));

/** What becomes of a line: gone, told twice, without its value, or with one that leads back, is of another form, or is odd. */
const DAMAGES: readonly ((line: string) => readonly string[])[] = [
  () => [],
  (line) => [line, line],
  (line) => [line.replace(/:\s.*/, ':')],
  (line) => [line.replace(/:\s.*/, ': &a [*a]')],
  (line) => [line.replace(/:\s.*/, ': { Ref: toString }')],
  (line) => [line.replace(/!\w+/, '!Cidr')],
  (line) => [line.replace(/!\w+/, '!If')],
  (line) => [line.replace(/\d+/, '99999999999999999999')],
  (line) => [line.replace(/:\s*(\S.*)/, ': "\\e[31m$1"')],
  (line) => [`  ${line}`],
];
const damage = fc.record({ line: fc.nat(10_000), how: fc.nat(DAMAGES.length - 1) });
const damages = fc.array(damage, { minLength: 1, maxLength: 4 });

function damaged(text: string, all: readonly { readonly line: number; readonly how: number }[]): string {
  return all
    .reduce(
      (lines, { line, how }) =>
        lines.flatMap((one, i) => (i === line % lines.length ? (DAMAGES[how]?.(one) ?? []) : [one])),
      text.split('\n'),
    )
    .join('\n');
}

test('a damaged template is read as far as it can be, and ends', { timeout: 60_000 }, async () => {
  let read = 0;
  const law = fc.asyncProperty(fc.constantFrom(...templates), damages, async (text, all) => {
    const stdin = (async function* () {
      yield Buffer.from(damaged(text, all));
    })();
    const { snapshot } = await importSnapshot(['-'], { stdin }).catch((error: unknown) => {
      expect(error).toMatchObject({ name: 'ImportError' });
      return { snapshot: undefined };
    });
    if (!snapshot) return;
    read++;
    compile(snapshot);
  });
  await fc.assert(law, { seed: firstSeed(), numRuns: runsOf(150) });
  expect(read).toBeGreaterThan(10);
});
