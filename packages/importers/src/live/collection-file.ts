import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CollectEvent } from './events.ts';
import { compareFailures, type Failure } from './failure.ts';
import { FileError } from './file-error.ts';

export const COLLECTION_FILE = 'collection.json';

/** What `collection.json` says: which places were read, and what was not answered. */
export interface Collection {
  readonly hopwise: 1;
  readonly kind: 'collection';
  /** False until the end, and after Ctrl-C: run it again, and only what lacks is asked. */
  readonly isFinished: boolean;
  /** The role that was assumed in accounts that are not the caller's. */
  readonly role?: string;
  readonly only: readonly string[];
  readonly skipped: readonly string[];
  readonly places: readonly CollectedPlace[];
  readonly disabled: readonly { readonly account: string; readonly regions: readonly string[] }[];
  readonly failures: readonly Failure[];
}

interface CollectedPlace {
  readonly account: string;
  readonly region: string;
}

export interface CollectionFile {
  readonly failures: readonly Failure[];
  note(event: CollectEvent): void;
  disabled(account: string, regions: readonly string[]): void;
  close(isFinished: boolean): Promise<void>;
}

/** Goes on with the file of an earlier run: a failure is there until its call is answered. */
export async function openCollection(
  out: string,
  { role, only, skipped }: Pick<Collection, 'only' | 'skipped'> & { readonly role?: string | undefined },
): Promise<CollectionFile> {
  const path = join(out, COLLECTION_FILE);
  const before = await readCollection(out);
  const places = new Map((before?.places ?? []).map((place) => [placeKey(place), place]));
  const disabled = new Map((before?.disabled ?? []).map((one) => [one.account, one]));
  const failures = new Map((before?.failures ?? []).map((failure) => [failureKey(failure), failure]));
  await save(false);

  return {
    get failures() {
      return [...failures.values()].sort(compareFailures);
    },
    note(event) {
      if (event.event === 'place') {
        const { account, region } = event;
        places.set(placeKey(event), { account, region });
        failures.delete(failureKey({ account, call: 'sts assume-role' }));
        failures.delete(failureKey({ account, region, call: 'ec2 describe-regions' }));
      } else if (event.event === 'place-failed' || (event.event === 'call' && event.state === 'failed')) {
        const { account, region, call, id, code = '', message = '' } = event as Failure;
        const failure = { account, ...(region ? { region } : {}), call, ...(id ? { id } : {}), code, message };
        failures.set(failureKey(failure), failure);
      } else if (event.event === 'call') failures.delete(failureKey(event));
    },
    disabled(account, regions) {
      if (regions.length > 0) disabled.set(account, { account, regions });
    },
    close: save,
  };

  async function save(isFinished: boolean): Promise<void> {
    const collection: Collection = {
      hopwise: 1,
      kind: 'collection',
      isFinished,
      ...(role === undefined ? {} : { role }),
      only,
      skipped,
      places: sortedBy([...places.values()], placeKey),
      disabled: sortedBy([...disabled.values()], ({ account }) => account),
      failures: [...failures.values()].sort(compareFailures),
    };
    const part = join(out, `.${COLLECTION_FILE}.part`);
    try {
      await writeFile(part, `${JSON.stringify(collection, null, 2)}\n`);
      await rename(part, path);
    } catch (error) {
      throw new FileError(path, error as Error);
    }
  }
}

/** Undefined where the folder has none, or one that cannot be read. */
export async function readCollection(out: string): Promise<Collection | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(out, COLLECTION_FILE), 'utf8'));
    return isCollection(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCollection(value: unknown): value is Collection {
  const { kind, places, failures } = (value ?? {}) as Partial<Record<keyof Collection, unknown>>;
  return kind === 'collection' && Array.isArray(places) && Array.isArray(failures);
}

function placeKey({ account, region }: CollectedPlace): string {
  return `${account} ${region}`;
}

function failureKey({ account, region = '', call, id = '' }: Omit<Failure, 'code' | 'message'>): string {
  return JSON.stringify([account, region, call, id]);
}

function sortedBy<T>(list: readonly T[], key: (one: T) => string): readonly T[] {
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
