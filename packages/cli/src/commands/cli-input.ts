import { readFile } from 'node:fs/promises';
import { QuestionError } from '@hopwise/core';
import type { Terminal } from '../terminal.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A request as the AWS CLI's `--cli-input-json` takes it: JSON itself, `file://…`, a file, or `-`. */
export async function readCliInput(terminal: Terminal, value: string): Promise<Json> {
  const text = /^\s*[{[]/.test(value) ? value : await contentOf(terminal, value.replace(/^file:\/\//, ''));
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw bad(`${shown(value)} is no JSON object`, 'Give what aws … --generate-cli-skeleton prints, filled in.');
  }
  return parsed as Json;
}

async function contentOf(terminal: Terminal, file: string): Promise<string> {
  if (file === '-') {
    const pieces: Buffer[] = [];
    for await (const piece of terminal.stdin) pieces.push(piece);
    return Buffer.concat(pieces).toString('utf8');
  }
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw bad(`There is no file ${shown(file)}`, 'Give JSON, file://…, a file of it, or -.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fields of a request that ask for something; what this version would leave out of account is refused, never dropped. */
export function checkFields(request: Json, known: readonly string[], where = ''): void {
  for (const [name, value] of Object.entries(request)) {
    if (known.includes(name) || value === null || value === undefined || value === '') continue;
    throw bad(`${where}${name} is no part of the request`, `Use ${known.join(', ')}.`);
  }
}

export function textIn(request: Json, name: string, where = ''): string | undefined {
  const value = request[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw bad(`${where}${name} is not a text`, 'Write it as the API spells it.');
}

export function flagIn(request: Json, name: string): boolean | undefined {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value;
  throw bad(`${name} is not true or false`, 'Write it as the API spells it.');
}

export function portIn(request: Json, name: string, where = ''): number | undefined {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw bad(`${where}${name} is no port`, 'Use a number from 0 to 65535.');
}

export function objectIn(request: Json, name: string): Json | undefined {
  const value = request[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) return value as Json;
  throw bad(`${name} is not an object`, 'Write it as the API spells it.');
}

function bad(message: string, hint: string): QuestionError {
  return new QuestionError('BAD_OPTION', `--cli-input-json: ${message}`, hint);
}

function shown(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
