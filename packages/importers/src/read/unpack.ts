import { basename } from 'node:path/posix';
import { LONGEST_TEMPLATE } from '../cloudformation/recognise.ts';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { collect, peek } from './byte-stream.ts';
import { contentFormat, HEAD } from './content-format.ts';
import { type Budget, bounded, LimitReached } from './limits.ts';
import type { ArchiveEntry } from './zip-entries.ts';

/** A text of the input; archives show as `archive.zip!inner/path.json`. */
export interface InputText {
  readonly name: string;
  readonly kind: 'json' | 'yaml' | 'settings' | 'other';
  /** Empty for `other`, which nobody reads. */
  readonly bytes: Buffer;
  /** Of an answer that was read already: its document, and how long it was. There are no bytes then. */
  readonly scanned?: { readonly document: object; readonly size: number };
  readonly modified: Date | undefined;
}

export interface Packed {
  readonly name: string;
  readonly modified: Date | undefined;
  readonly bytes: AsyncIterable<Buffer>;
  /** Where it is on disk, and how large: a zip is then read in place, and a text that is too large not at all. */
  readonly path?: string;
  readonly size?: number;
}

/** Every text in a file, through archives and archives in archives. What is broken or too large becomes a diagnostic. */
export async function* unpack(
  item: Packed,
  budget: Budget,
  log: DiagnosticLog,
  nesting = 0,
): AsyncGenerator<InputText> {
  try {
    yield* unpackUnguarded(item, budget, log, nesting);
  } catch (error) {
    const limited = error instanceof LimitReached;
    log.add({
      code: limited ? 'INPUT_TOO_LARGE' : 'INPUT_BROKEN',
      severity: 'error',
      message: `${item.name} was not read to its end: ${error instanceof Error ? error.message : String(error)}.`,
      hint: limited ? 'Split it into one file a Region and call.' : 'Make the file again.',
      source: { file: item.name, pointer: '' },
    });
  }
}

async function* unpackUnguarded(
  item: Packed,
  budget: Budget,
  log: DiagnosticLog,
  nesting: number,
): AsyncGenerator<InputText> {
  const { limits } = budget;
  const { head, all } = await peek(item.bytes, HEAD);
  const format = contentFormat(head);
  if (format !== 'json' && format !== 'other' && nesting > limits.nesting) {
    throw new LimitReached(`archives are nested more than ${limits.nesting} deep`);
  }
  // What reads archives loads when there is one: it is a fifth of all that a command loads.
  switch (format) {
    case 'gzip': {
      const { gunzip } = await import('./gunzip.ts');
      // A compressed archive counts as one level, so only what is inside a tar or zip goes deeper.
      yield* unpack(
        { name: item.name, modified: item.modified, bytes: gunzip(all, budget) },
        budget,
        log,
        nesting + 0.5,
      );
      return;
    }
    case 'tar': {
      const { tarEntries } = await import('./tar-entries.ts');
      yield* inside(tarEntries(all, limits.entries));
      return;
    }
    case 'zip': {
      const { zipEntries } = await import('./zip-entries.ts');
      if (item.path) await all.return(undefined);
      yield* inside(zipEntries(item.path ?? (await collect(all, limits.text)), limits.entries));
      return;
    }
    case 'json':
    case 'other':
      yield await text(item, all, format, limits.text);
  }

  async function* inside(entries: AsyncIterable<ArchiveEntry>): AsyncGenerator<InputText> {
    for await (const { name, modified, bytes, packed } of entries) {
      const size = packed;
      const checked = size === undefined ? bytes : bounded(bytes, budget, () => size);
      yield* unpack({ name: `${item.name}!${name}`, modified, bytes: checked }, budget, log, Math.floor(nesting) + 1);
    }
  }
}

/** Templates of CloudFormation and answers in YAML, on standard input too: what else lies beside is not opened. */
const MAY_BE_YAML = /^-$|\.(?:ya?ml|template|cfn|cform|json|txt)$/i;

async function text(
  item: Packed,
  all: AsyncGenerator<Buffer>,
  format: 'json' | 'other',
  limit: number,
): Promise<InputText> {
  const { name, modified } = item;
  const isYaml =
    format === 'other' && MAY_BE_YAML.test(name.replace(/\.gz$/i, '')) && (item.size ?? 0) <= LONGEST_TEMPLATE;
  const kind = isSettings(name) ? 'settings' : isYaml ? 'yaml' : format;
  if (kind === 'other') {
    await all.return(undefined);
    return { name, modified, kind, bytes: Buffer.alloc(0) };
  }
  if (item.size !== undefined && item.size > limit) {
    await all.return(undefined);
    throw new LimitReached(`it is larger than ${limit} bytes`);
  }
  return { name, modified, kind, bytes: await collect(all, limit) };
}

/** By its name alone, whatever it holds. */
export function isSettings(name: string): boolean {
  return /^hopwise\.ya?ml$/.test(basename(name.replaceAll('!', '/')));
}
