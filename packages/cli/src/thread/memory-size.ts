import { totalmem } from 'node:os';
import { badOption } from '../bad-option.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
/** With less the program itself does not start. */
const LEAST = 128 * 2 ** 20;

/** `900MB`, `2g`, `1.5 GiB` in bytes: units are of 1024, as of memory. */
export function parseMemorySize(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?) ?([kmg]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (!(bytes >= LEAST)) throw badOption('--max-memory', text, 'Use a size from 128MB on: 900MB, 2GB.');
  return bytes;
}

/** Three quarters of what the machine has, or of what this process may have of it. */
export function defaultMemory(): number {
  const allowed = process.constrainedMemory?.() ?? 0;
  const machine = totalmem();
  return Math.floor(0.75 * (allowed > 0 && allowed < machine ? allowed : machine));
}

export function formatMemory(bytes: number): string {
  const [size, unit] = bytes >= 2 ** 30 ? [bytes / 2 ** 30, 'GB'] : [bytes / 2 ** 20, 'MB'];
  return `${Number(size.toPrecision(3))} ${unit}`;
}
