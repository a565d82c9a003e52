import { render } from 'ink';
import type { Interactive } from '../terminal.ts';
import { deferred } from './deferred.ts';
import { createScreen } from './screen.ts';
import type { Session } from './session.ts';
import type { Size } from './state/state.ts';
import { Keyboard } from './view/Keyboard.tsx';
import { Opening } from './view/Opening.tsx';

/** Shows a session until it ends. Whatever happens, the terminal is left as it was. */
export async function showSession(
  terminal: Interactive,
  createSession: (size: Size) => Promise<Session>,
): Promise<void> {
  const screen = createScreen(terminal);
  const { input, ink } = terminal;
  const restore = (): void => {
    screen.leave();
    if (input.isTTY) input.setRawMode(false);
  };
  const [left, fault] = [deferred<void>(), deferred<never>()];
  const stopped = (signal: NodeJS.Signals): void => {
    restore();
    terminal.exit(signal);
  };
  screen.enter();
  terminal.onExit(restore);
  for (const signal of SIGNALS) process.on(signal, stopped);
  process.on('uncaughtException', fault.reject);
  // Ink would erase the terminal's memory for frames as high as the screen; in this mode it hands over whole frames.
  const opening = <Opening size={screen.size()} ink={ink} onLeave={left.resolve} />;
  const view = render(<Keyboard>{opening}</Keyboard>, {
    stdout: screen.stdout,
    stdin: input,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const show = async (): Promise<void> => {
    const [session, { Explorer }] = await Promise.all([createSession(screen.size()), import('./view/Explorer.tsx')]);
    screen.stdout.on('resize', () => session.dispatch({ kind: 'resize', size: screen.size() }));
    view.rerender(
      <Keyboard>
        <Explorer session={session} ink={ink} />
      </Keyboard>,
    );
    await session.ended;
  };
  try {
    // Ink ends for what a view throws.
    await Promise.race([show(), left.promise, fault.promise, view.waitUntilExit()]);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stopped);
    process.off('uncaughtException', fault.reject);
    view.unmount();
    restore();
  }
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const satisfies readonly NodeJS.Signals[];
