import { expect, test } from 'vitest';
import { EXIT } from './exit-code.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

const terminal = { isColoured: false, columns: 80, isDebugging: false, hasWritten: false } as unknown as Terminal;

/** Which commands, of those called, somebody was asked to run elsewhere. */
async function ranAside(...args: readonly string[]): Promise<number> {
  let asked = 0;
  const { program } = createProgram(terminal, async () => {
    asked++;
    return EXIT.asHoped;
  });
  await program.parseAsync([...args], { from: 'user' }).catch(() => undefined);
  return asked;
}

test('a command that owns the terminal is never run elsewhere', async () => {
  expect(await ranAside('lint', '--input', 'examples/three-tier/input')).toBe(1);
  // Without a terminal it says so itself.
  expect(await ranAside('explore')).toBe(0);
});
