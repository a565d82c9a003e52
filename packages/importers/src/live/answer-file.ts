import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { commandName, type DescribeCall, recordType } from '@hopwise/core';
import type { KnownCall } from '../describe/call-index.ts';
import { type FieldSchema, onlyRead } from '../prune/only-read.ts';
import type { Answer } from './api-client.ts';
import { FileError } from './file-error.ts';

/** An answer on its way to a file: nothing but the page at hand is in memory. */
export interface AnswerFile {
  /** Resolves when the page is written, so that the next one is asked for after it. */
  add(page: Answer): Promise<void>;
  /** Makes the file appear, whole. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Where an answer lies in the folder of its account and Region; the collect script uses the same names. */
export function answerPath(call: DescribeCall, id?: string): string {
  const command = `${call.service}-${commandName(call.operation)}`;
  return id === undefined ? `${command}.json` : join(command, `${fileName(id)}.json`);
}

const LONGEST_NAME = 200;

/**
 * Ids of some kinds are ARNs: what file systems and shells read into a name is escaped, and names end where file systems
 * end them. The answer itself says what it is about.
 */
export function fileName(id: string): string {
  const name = id
    .replace(/\p{Surrogate}/gu, '_')
    .replace(/[^\w@+=,.~-]|^\./gu, (character) => (character === '.' ? '%2E' : encodeURIComponent(character)));
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, LONGEST_NAME - 17)}-${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}

const INDENT = 4;

/**
 * Opens a file that is hidden until it is whole, so that whatever ends the collection leaves no half answer to be read. It is
 * laid out as the AWS CLI prints it: an answer that does not repeat what it was asked about is wrapped with that.
 */
export async function openAnswer(path: string, { kind, call }: KnownCall, id: string | undefined): Promise<AnswerFile> {
  const part = join(dirname(path), `.${basename(path)}.part`);
  const file = await opened(part);
  const { schema } = recordType(kind).record;
  let rest: Record<string, unknown> = {};
  let elements = 0;
  if (call.argument && id !== undefined) await write(`{\n${field(call.argument.name, id)},\n`);
  else await write('{\n');

  return {
    async add(page) {
      const { [call.key]: value, ...others } = page;
      rest = { ...rest, ...others };
      if (!isListed(call, schema)) rest[call.key] = kept(value);
      else for (const text of texts(Array.isArray(value) ? value : [])) await write(text);
    },
    async finish() {
      for (const name of [...TOKENS, call.argument?.name ?? '']) delete rest[name];
      const list = isListed(call, schema) ? [listEnd()] : [];
      const fields = Object.entries(rest).filter(([, value]) => value !== undefined);
      await write(`${[...list, ...fields.map(([name, value]) => field(name, value))].join(',\n')}\n}\n`);
      await guarded(async () => {
        await file.close();
        await rename(part, path);
      });
    },
    async abandon() {
      await file.close().catch(() => undefined);
      await rm(part, { force: true });
    },
  };

  /** A stretch of elements at a time, so that a page is never in memory a second time as one text. */
  function* texts(list: readonly unknown[]): Generator<string> {
    for (let from = 0; from < list.length; from += STRETCH) {
      const items = list.slice(from, from + STRETCH).map((element) => indented(kept(element), 2 * INDENT));
      const begin = elements === 0 ? `${' '.repeat(INDENT)}${JSON.stringify(call.key)}: [\n` : ',\n';
      elements += items.length;
      yield begin + items.join(',\n');
    }
  }

  function kept(value: unknown): unknown {
    return call.holdsSecrets ? onlyRead(value, schema as FieldSchema) : value;
  }

  function listEnd(): string {
    return elements === 0 ? field(call.key, []) : `\n${' '.repeat(INDENT)}]`;
  }

  function write(text: string): Promise<void> {
    return guarded(() => file.appendFile(text));
  }

  function guarded<T>(doIt: () => Promise<T>): Promise<T> {
    return doIt().catch((error: Error) => {
      throw new FileError(path, error);
    });
  }
}

const STRETCH = 100;
/** All pages are in the file. */
const TOKENS = ['NextToken', 'nextToken', 'NextMarker', 'Marker'];

function opened(part: string): Promise<FileHandle> {
  return mkdir(dirname(part), { recursive: true })
    .then(() => open(part, 'w'))
    .catch((error: Error) => {
      throw new FileError(part, error);
    });
}

function isListed({ key, holds }: DescribeCall, schema: object): boolean {
  if (holds === 'object') return false;
  if (holds !== 'answer') return true;
  const { properties = {} } = schema as FieldSchema;
  return properties[key.charAt(0).toLowerCase() + key.slice(1)]?.type === 'array';
}

function field(name: string, value: unknown): string {
  return `${' '.repeat(INDENT)}${JSON.stringify(name)}: ${indented(value, INDENT).trimStart()}`;
}

function indented(value: unknown, by: number): string {
  const space = ' '.repeat(by);
  return space + (JSON.stringify(value, bytesAsText, INDENT) ?? 'null').replaceAll('\n', `\n${space}`);
}

function bytesAsText(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
