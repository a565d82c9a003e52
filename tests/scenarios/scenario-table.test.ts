import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('docs/scenarios.md lists the scenarios as they are', () => {
  const script = fileURLToPath(new URL('../../scripts/scenario-table.mjs', import.meta.url));
  const { stderr, status } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
