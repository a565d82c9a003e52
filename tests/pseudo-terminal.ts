import { execFileSync, spawnSync } from 'node:child_process';

/** Whether there is a tmux to run terminals in. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

export interface PseudoTerminal {
  /** Keys as tmux names them: `Enter`, `C-c`, letters. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  /** What is on the screen. */
  screen(): string;
  /** Waits until the screen shows it. */
  see(text: string | RegExp): Promise<string>;
  resize(columns: number, rows: number): void;
  /** One of tmux's own variables: `cursor_flag`, `alternate_on`. */
  ask(variable: string): string;
  close(): void;
}

const PATIENCE_MS = 30_000;

/** A shell in a terminal of its own, as a person has it. */
export function pseudoTerminal(columns = 80, rows = 24): PseudoTerminal {
  const socket = `hopwise-test-${process.pid}-${next++}`;
  const tmux = (...words: readonly string[]) =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...words], { encoding: 'utf8' });
  const shell = "env -u NO_COLOR PS1='$ ' bash --norc --noprofile";
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), shell);
  const screen = () => tmux('capture-pane', '-p');
  return {
    press: (...keys) => void tmux('send-keys', ...keys),
    type: (text) => void tmux('send-keys', '-l', text),
    screen,
    async see(text) {
      const until = Date.now() + PATIENCE_MS;
      for (;;) {
        const shown = screen();
        if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return shown;
        if (Date.now() > until) throw new Error(`The screen never showed ${text}:\n${shown}`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    resize: (width, height) => void tmux('resize-window', '-x', String(width), '-y', String(height)),
    ask: (variable) => tmux('display-message', '-p', `#{${variable}}`).trim(),
    close: () => void tmux('kill-server'),
  };
}

let next = 0;
