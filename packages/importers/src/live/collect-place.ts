import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandName } from '@hopwise/core';
import type { KnownCall } from '../describe/call-index.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { LIMITS } from '../read/limits.ts';
import { parseDocuments } from '../read/parse-documents.ts';
import { type AnswerFile, answerPath, openAnswer } from './answer-file.ts';
import type { Answer, ApiClient } from './api-client.ts';
import { askPages } from './ask-pages.ts';
import type { CollectEvent } from './events.ts';
import { reasonOf } from './failure.ts';
import { FileError } from './file-error.ts';
import { askersOf, gatherIds, type IdGatherer } from './ids-of.ts';
import { listOf } from './selection.ts';

/** One Region of one account, and what it is read with. */
export interface PlaceToCollect {
  readonly account: string;
  readonly region: string;
  readonly folder: string;
  readonly calls: readonly KnownCall[];
  client(service: KnownCall['call']['service']): Promise<ApiClient>;
  /** Runs when the service, and all services together, have room for one more. */
  inTurn<T>(service: KnownCall['call']['service'], task: () => Promise<T>): Promise<T>;
  tell(event: CollectEvent): void;
  readonly signal: AbortSignal;
}

type Ids = IdGatherer['ids'];

/** Makes every call once, and those about an object when the list with it was read. What is in the folder is not asked again. */
export async function collectPlace(place: PlaceToCollect): Promise<void> {
  const { account, region, calls, signal, tell } = place;
  const results = new Map<KnownCall, Promise<Ids>>();
  await Promise.all(calls.map(resultOf));

  function resultOf(known: KnownCall): Promise<Ids> {
    const result = results.get(known) ?? makeCall(known);
    results.set(known, result);
    return result;
  }

  /** Of a call that is made for each object of a list: all of them. */
  async function makeCall(known: KnownCall): Promise<Ids> {
    const list = listOf(known);
    const gatherer = gatherIds(known, listOfOthers(known));
    if (!list) {
      tell({ event: 'planned', account, region, calls: 1 });
      await ask(known, undefined, gatherer);
    } else {
      const ids = [...((await resultOf(list)).get(known) ?? [])];
      tell({ event: 'planned', account, region, calls: ids.length });
      await Promise.all(ids.map((id) => ask(known, id, gatherer)));
    }
    return gatherer.ids;
  }

  /** Those for which this one is the list: another call of the kind may be, which only tells more of each. */
  function listOfOthers(known: KnownCall): readonly KnownCall[] {
    return askersOf(known.kind, calls).filter((asker) => listOf(asker) === known);
  }

  async function ask(known: KnownCall, id: string | undefined, gatherer: IdGatherer): Promise<void> {
    const { service, operation } = known.call;
    const about = {
      account,
      region,
      call: `${service} ${commandName(operation)}`,
      ...(id === undefined ? {} : { id }),
    };
    const path = join(place.folder, answerPath(known.call, id));
    await place.inTurn(service, async () => {
      if (signal.aborted) return;
      if (existsSync(path)) {
        const records = gatherer.ids.size > 0 ? await readAgain(path, gatherer) : 0;
        tell({ event: 'call', ...about, state: 'kept', records, pages: 0 });
        return;
      }
      try {
        const client = await place.client(service);
        const counts = await write(path, known, id, askPages(client, known.call, id), gatherer);
        tell({ event: 'call', ...about, state: 'answered', ...counts });
      } catch (error) {
        if (error instanceof FileError) throw error;
        if (signal.aborted) return;
        tell({ event: 'call', ...about, state: 'failed', records: 0, pages: 0, ...reasonOf(error) });
      }
    });
  }
}

/** A page is asked for when the one before it is on disk. */
async function write(
  path: string,
  known: KnownCall,
  id: string | undefined,
  pages: AsyncIterable<Answer>,
  gatherer: IdGatherer,
): Promise<{ readonly records: number; readonly pages: number }> {
  let [records, count] = [0, 0];
  let file: AnswerFile | undefined;
  try {
    for await (const page of pages) {
      file ??= await openAnswer(path, known, id);
      await file.add(page);
      records += gatherer.add(page);
      count++;
    }
    await file?.finish();
    return { records, pages: count };
  } catch (error) {
    await file?.abandon();
    throw error;
  }
}

/** The ids in an answer of an earlier run. */
async function readAgain(path: string, gatherer: IdGatherer): Promise<number> {
  const text = await readFile(path, 'utf8');
  let records = 0;
  for (const { value } of parseDocuments(path, text, LIMITS.jsonDepth, diagnosticLog()))
    if (typeof value === 'object' && value !== null) records += gatherer.add(value as Answer);
  return records;
}
