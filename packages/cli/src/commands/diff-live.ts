import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CollectOptions, readCollection } from '@hopwise/importers';
import { badOption, neitherWith, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { type AccountOptions, runCollection } from './collect.ts';
import { compareEditions, DIFF_FORMATS, type DiffOptions, exitOfDiff, renderDiff } from './diff.ts';
import { readSnapshot } from './read-network.ts';

type DiffLiveOptions = DiffOptions & AccountOptions;

/** What accounts let happen otherwise than when they were collected: they are collected again, into a folder that is left or kept. */
export async function diffLive(
  terminal: Terminal,
  before: string,
  after: string | undefined,
  options: DiffLiveOptions,
): Promise<ExitCode> {
  neitherWith('--live', { AFTER: after }, 'AFTER is what the accounts are now.');
  // Ctrl-C is for the collection, which ends in good order.
  neitherWith('--live', { '--max-memory': options.maxMemory }, 'Collect with --keep, and compare the two folders.');
  const format = oneOf('--format', options.format ?? 'text', DIFF_FORMATS);
  if (options.keep !== undefined && existsSync(options.keep) && readdirSync(options.keep).length > 0)
    throw badOption('--keep', options.keep, 'Give a new folder: what is in this one would not be asked again.');
  const again = await whatToCollect(before, options.role);
  const old = await readSnapshot(terminal, { ...options, input: [before] });
  const out = options.keep ?? mkdtempSync(join(tmpdir(), 'hopwise-live-'));
  try {
    const { collected, counts } = await runCollection(terminal, { ...again, out }, options);
    if (!collected.isComplete) return EXIT.interrupted;
    if (counts.answered + counts.kept === 0)
      throw badOption('--live', before, 'Nothing was answered: allow what hopwise collect --print-policy prints.');
    const { snapshot, diagnostics } = await readSnapshot(terminal, { ...options, input: [out] });
    // What nobody but the owner knows is true of both.
    const now = { snapshot: { ...snapshot, settings: old.snapshot.settings }, diagnostics };
    const document = compareEditions([old, now], [before, 'now'], options);
    await terminal.write(renderDiff(terminal, document, format, options));
    return exitOfDiff(document);
  } finally {
    if (options.keep === undefined) rmSync(out, { recursive: true, force: true });
  }
}

/** The same accounts, Regions and calls: of another folder than ours, those that its own folders are called after. */
async function whatToCollect(folder: string, role: string | undefined): Promise<Omit<CollectOptions, 'out'>> {
  const collection = await readCollection(folder);
  const places = collection?.places ?? placesIn(folder);
  if (places.length === 0)
    throw badOption('--live', folder, 'Give a folder that hopwise collect or its script wrote: ACCOUNT/REGION/….json.');
  const accounts = [...new Set(places.map(({ account }) => account))].sort();
  const assumed = role ?? collection?.role;
  if (accounts.length > 1 && assumed === undefined)
    throw badOption('--live', folder, 'It has several accounts: give --role, the role to assume in each.');
  return {
    regions: [...new Set(places.map(({ region }) => region))].sort(),
    accounts,
    only: collection?.only ?? [],
    skip: collection?.skipped ?? [],
    ...(assumed === undefined ? {} : { role: assumed }),
  };
}

function placesIn(folder: string): readonly { readonly account: string; readonly region: string }[] {
  const foldersIn = (path: string) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  try {
    return foldersIn(folder)
      .filter((name) => /^\d{12}$/.test(name))
      .flatMap((account) => foldersIn(join(folder, account)).map((region) => ({ account, region })));
  } catch {
    return [];
  }
}
