import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Interactive } from '../terminal.ts';
import { drive } from './explore.fixture.ts';
import type { Session } from './session.ts';
import { showSession } from './show-session.tsx';
import type { State } from './state/state.ts';

const [ENTER, LEAVE] = ['\u001b[?1049h', '\u001b[?1049l'];

/** A terminal that remembers what was written to it. */
function fakeTerminal() {
  const written: string[] = [];
  const raw: boolean[] = [];
  const output = Object.assign(new EventEmitter(), {
    columns: 80,
    rows: 24,
    write: (text: string) => written.push(text) > 0,
  });
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => raw.push(isRaw),
    ref() {},
    unref() {},
  });
  const terminal = { input, output, ink: 'plain', onExit() {}, exit() {} } as unknown as Interactive;
  return { terminal, input, output, written, raw };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('the screen', () => {
  test('is entered, written line by line as lines differ, and left as it was', async () => {
    const { terminal, input, output, written, raw } = fakeTerminal();
    const session = await drive();
    const shown = showSession(terminal, async () => session);
    await until(() => written.join('').includes('All accounts'));
    expect(written[0]).toContain(ENTER);
    // The keyboard is not given back between the first frame and the rest, not even for a moment.
    expect(raw).toEqual([true]);

    const before = written.length;
    input.write('j');
    await until(() => written.length > before);
    // The two lines of the tree that changed; the details come later.
    expect(written[before]?.split(';1H').length).toBeLessThan(6);

    const frames = written.length;
    Object.assign(output, { columns: 200, rows: 60 }).emit('resize');
    await until(() => session.state().size.columns === 200);
    await until(() => written.slice(frames).join('').includes('\u001b[59;1H'));

    input.write('q');
    await shown;
    expect(written.at(-1)).toContain(LEAVE);
    expect(raw.at(-1)).toBe(false);
  });

  test('is left as it was when a view throws', async () => {
    const { terminal, written, raw } = fakeTerminal();
    const session = await drive();
    const broken: Session = { ...session, state: () => ({ ...session.state(), tree: {} }) as State };
    const stable = broken.state();
    await expect(showSession(terminal, async () => ({ ...broken, state: () => stable }))).rejects.toThrow(TypeError);
    expect(written.at(-1)).toContain(LEAVE);
    expect(raw.at(-1)).toBe(false);
  });

  test('is left as it was when the estate fails', async () => {
    const { terminal, written } = fakeTerminal();
    const failing = async (): Promise<Session> => {
      throw new Error('out of memory');
    };
    await expect(showSession(terminal, failing)).rejects.toThrow('out of memory');
    expect(written.at(-1)).toContain(LEAVE);
  });
});
