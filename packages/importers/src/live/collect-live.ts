import { setMaxListeners } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DescribeCall } from '@hopwise/core';
import pLimit, { type LimitFunction } from 'p-limit';
import type { KnownCall } from '../describe/call-index.ts';
import { type Asked, type Caller, credentialsIn, findCaller, organisationAccounts } from './accounts.ts';
import { fileName } from './answer-file.ts';
import { type ApiClient, apiClient, type Credentials } from './api-client.ts';
import { collectPlace } from './collect-place.ts';
import { type CollectionFile, openCollection } from './collection-file.ts';
import type { CollectEvent } from './events.ts';
import { FileError } from './file-error.ts';
import { findRegions } from './find-regions.ts';
import { selectCalls } from './selection.ts';
import { services } from './services.ts';

type Service = DescribeCall['service'];

export interface CollectOptions {
  readonly out: string;
  readonly profile?: string | undefined;
  /** All that are enabled, unless given. */
  readonly regions?: readonly string[];
  /** The caller's own, unless given. */
  readonly accounts?: readonly string[] | 'organization';
  /** The name, or path and name, of the role to assume in accounts that are not the caller's. */
  readonly role?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Requests at once, over everything. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  tell?(event: CollectEvent): void;
}

export interface Collected {
  readonly isComplete: boolean;
  readonly file: CollectionFile;
}

/** AWS slows down who asks one service of one Region for much at once. */
const AT_ONCE_OF_SERVICE = 4;
const AT_ONCE = 16;
const ACCOUNTS_AT_ONCE = 4;

/** Reads accounts by the calls of the registry into a folder that every command takes; what fails is written down there. */
export async function collectLive(options: CollectOptions): Promise<Collected> {
  const { out, regions = [], signal = new AbortController().signal, accounts, role } = options;
  // Every request in flight listens.
  setMaxListeners(0, signal);
  const calls = selectCalls(options.only, options.skip);
  const asked: Asked = { profile: options.profile, endpoint: options.endpoint, regions, signal };
  const caller = await findCaller(asked);
  const wanted =
    accounts === 'organization' ? await organisationAccounts(caller, asked) : (accounts ?? [caller.account]);
  await mkdir(out, { recursive: true }).catch((error: Error) => {
    throw new FileError(out, error);
  });
  const file = await openCollection(out, { role, skipped: options.skip ?? [], only: options.only ?? [] });
  const run: Run = {
    ...{ out, calls, asked, caller, signal, home: regions[0] ?? caller.region, file },
    all: pLimit(options.concurrency ?? AT_ONCE),
    tell(event) {
      file.note(event);
      options.tell?.(event);
    },
  };
  try {
    const atOnce = pLimit(ACCOUNTS_AT_ONCE);
    await settled(wanted.map((account) => atOnce(() => collectAccount(account, role, run))));
  } finally {
    await file.close(!signal.aborted);
  }
  return { isComplete: !signal.aborted, file };
}

interface Run {
  readonly out: string;
  readonly calls: readonly KnownCall[];
  readonly asked: Asked;
  readonly caller: Caller;
  readonly home: string;
  readonly signal: AbortSignal;
  readonly all: LimitFunction;
  readonly file: CollectionFile;
  tell(event: CollectEvent): void;
}

async function collectAccount(account: string, role: string | undefined, run: Run): Promise<void> {
  const { signal, asked, caller, tell } = run;
  if (signal.aborted) return;
  const credentials = await credentialsIn(account, role, caller, asked);
  if (signal.aborted) return;
  if (typeof credentials !== 'function') return tell({ event: 'place-failed', ...credentials });
  const home = await clientOf('ec2', run.home, credentials, run);
  const { regions, failed, disabled } = await findRegions(home, asked.regions, run.home);
  home.destroy();
  if (signal.aborted) return;
  run.file.disabled(account, disabled);
  for (const reason of failed) tell({ event: 'place-failed', account, call: 'ec2 describe-regions', ...reason });
  await settled(regions.map((region) => collectRegion(account, region, credentials, run)));
}

async function collectRegion(account: string, region: string, credentials: Credentials, run: Run): Promise<void> {
  const { out, calls, signal, tell } = run;
  const clients = new Map<Service, Promise<ApiClient>>();
  const turns = new Map<Service, LimitFunction>();
  tell({ event: 'place', account, region });
  try {
    await collectPlace({
      ...{ account, region, calls, signal, tell },
      // Whatever a server calls them, they stay in the folder.
      folder: join(out, fileName(account), fileName(region)),
      client(service) {
        const client = clients.get(service) ?? clientOf(service, region, credentials, run);
        clients.set(service, client);
        return client;
      },
      inTurn(service, task) {
        const turn = turns.get(service) ?? pLimit(AT_ONCE_OF_SERVICE);
        turns.set(service, turn);
        return turn(() => run.all(task));
      },
    });
  } finally {
    for (const client of clients.values()) (await client).destroy();
  }
  if (!signal.aborted) tell({ event: 'place-read', account, region });
}

async function clientOf(service: Service, region: string, credentials: Credentials, run: Run): Promise<ApiClient> {
  const { client, load } = services[service];
  return apiClient(await load(), client, { region, credentials, endpoint: run.asked.endpoint }, run.signal);
}

/** What runs beside a task that throws is awaited too: nothing writes into the folder after the end. */
async function settled(tasks: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
