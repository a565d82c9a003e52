import { render } from 'ink';
import type { Interactive } from '../terminal.ts';
import { deferred } from './deferred.ts';
import { createScreen } from './screen.ts';
import type { Session } from './session.ts';
import { Explorer } from './view/Explorer.tsx';

/** Shows a session until it ends. Whatever happens, the terminal is left as it was. */
export async function showSession(session: Session, terminal: Interactive): Promise<void> {
  const screen = createScreen(terminal);
  const { input, ink } = terminal;
  const restore = (): void => {
    screen.leave();
    if (input.isTTY) input.setRawMode(false);
  };
  const resized = () => session.dispatch({ kind: 'resize', size: screen.size() });
  const fault = deferred<never>();
  const stopped = (signal: NodeJS.Signals): void => {
    restore();
    terminal.exit(signal);
  };
  screen.enter();
  terminal.onExit(restore);
  for (const signal of SIGNALS) process.on(signal, stopped);
  process.on('uncaughtException', fault.reject);
  screen.stdout.on('resize', resized);
  // Ink would erase the terminal's memory for frames as high as the screen; in this mode it hands over whole frames.
  const view = render(<Explorer session={session} ink={ink} />, {
    stdout: screen.stdout,
    stdin: input,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  try {
    await Promise.race([session.ended, fault.promise, view.waitUntilExit()]);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stopped);
    process.off('uncaughtException', fault.reject);
    screen.stdout.off('resize', resized);
    view.unmount();
    restore();
  }
}

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const satisfies readonly NodeJS.Signals[];
