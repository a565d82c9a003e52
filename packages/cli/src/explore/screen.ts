import { EventEmitter } from 'node:events';
import type { Interactive } from '../terminal.ts';
import type { Size } from './state/state.ts';

const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J';
const LEAVE = '\u001b[0m\u001b[?25h\u001b[?1049l';
/** Terminals that know them show what is between at once; the others ignore them. */
const [BEGIN, END] = ['\u001b[?2026h', '\u001b[?2026l'];

/** The whole terminal while the explorer runs: its alternate screen, of which only lines that differ are written. */
export interface Screen {
  /** What ink takes for standard output; each write is a frame. */
  readonly stdout: NodeJS.WriteStream;
  size(): Size;
  enter(): void;
  /** The terminal as it was; more than once does nothing. */
  leave(): void;
}

export function createScreen({ output }: Interactive): Screen {
  let isEntered = false;
  let shown: readonly string[] = [];
  const size = (): Size => ({ columns: output.columns || 80, rows: output.rows || 24 });
  const write = (frame: string): boolean => {
    if (!isEntered) return true;
    const lines = frame.split('\n').slice(0, size().rows);
    const changed = lines.flatMap((line, at) => (line === shown[at] ? [] : [`\u001b[${at + 1};1H\u001b[2K${line}`]));
    const gone = shown.slice(lines.length).map((_, at) => `\u001b[${lines.length + at + 1};1H\u001b[2K`);
    shown = lines;
    if (changed.length + gone.length > 0) output.write(BEGIN + changed.join('') + gone.join('') + END);
    return true;
  };
  const emitter = new EventEmitter();
  output.on('resize', () => {
    // The terminal may have moved lines about.
    if (isEntered) output.write('\u001b[2J');
    shown = [];
    emitter.emit('resize');
  });
  // Ink reads the size, writes and listens; nothing else of a stream.
  const stdout = Object.defineProperties(Object.assign(emitter, { write }), {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
  }) as unknown as NodeJS.WriteStream;
  return {
    stdout,
    size,
    enter() {
      isEntered = true;
      shown = [];
      output.write(ENTER);
    },
    leave() {
      if (!isEntered) return;
      isEntered = false;
      output.write(LEAVE);
    },
  };
}
