import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

/** The public schema of SARIF 2.1.0; it is of draft 4, of which it uses nothing that draft 7 has otherwise. */
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
);
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(
  schema,
);

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const PLAN = ['--input', 'examples/three-tier/terraform/plan.json'];
const POLICIES = 'examples/three-tier/policies.yaml';

test.each([
  ['lint of a dump', ['lint', ...THREE_TIER]],
  ['lint of a plan', ['lint', ...PLAN]],
  ['exposure', ['exposure', ...THREE_TIER]],
  ['check of a dump', ['check', POLICIES, ...THREE_TIER]],
  ['check of a plan', ['check', POLICIES, ...PLAN]],
  ['a check that is undecided', ['check', POLICIES, '--input', 'examples/three-tier/input/instances.json']],
])('SARIF of %s is valid, and says where and what to do', async (_, words) => {
  const { stdout } = await hopwise([...words, '--quiet', '--format', 'sarif']);
  const document = JSON.parse(stdout);
  expect(validate(document), JSON.stringify(validate.errors, null, 1)).toBe(true);
  const [{ tool, results }] = document.runs;
  for (const { ruleIndex, locations, partialFingerprints } of results) {
    expect(tool.driver.rules[ruleIndex].help.text.length).toBeGreaterThan(10);
    expect(partialFingerprints['hopwiseFinding/v1']).toBeTruthy();
    // Code scanning shows nothing that is in no file.
    expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^examples\/three-tier\//);
  }
});

test('what a plan lets happen is told at addresses of the plan', async () => {
  const { stdout } = await hopwise(['check', POLICIES, ...PLAN, '--quiet', '--format', 'sarif']);
  const names = JSON.parse(stdout).runs[0].results.map(
    ({ locations }: { locations: { logicalLocations: { fullyQualifiedName: string }[] }[] }) =>
      locations[0]?.logicalLocations[0]?.fullyQualifiedName,
  );
  expect(names).toEqual(['aws_instance.db_a', 'aws_instance.db_b']);
});

test('fingerprints do not change when something else does', async () => {
  const prints = async (...more: readonly string[]) => {
    const { stdout } = await hopwise(['lint', ...THREE_TIER, ...more, '--quiet', '--format', 'sarif']);
    const { results } = JSON.parse(stdout).runs[0];
    return results.map((one: { partialFingerprints: object }) => JSON.stringify(one.partialFingerprints));
  };
  const [alone, together] = [await prints(), await prints('--input', 'examples/hub-and-spoke/input')];
  expect(alone.length).toBeGreaterThan(3);
  expect(together).toEqual(expect.arrayContaining(alone));
});
