import { type Kind, recordType } from '@hopwise/core';
import { bearsOnNetworks } from '../aws-types.ts';
import type { Assembly, Reading } from '../describe/assembly.ts';
import { fullCall } from '../describe/call-index.ts';
import { originOf } from '../describe/origin.ts';
import { elementReader } from '../describe/read-element.ts';
import { type ConfigDocument, latest } from './config-items.ts';
import { READS } from './config-records.ts';
import { spelledAs } from './spelled-as.ts';

/** Kinds of which an item tells the whole; of the others it lacks what only another call tells. */
const PARTLY: ReadonlySet<Kind> = new Set<Kind>(['firewall', 'firewallRuleGroup']);

/** Adds what AWS Config recorded, as the records that the describing calls would have given. */
export function readConfig(assembly: Assembly, { items, isWhole }: ConfigDocument, file: string): void {
  const readers = new Map<string, ReturnType<typeof elementReader>>();
  const unread = new Map<string, number>();
  for (const { type, account, region, configuration, tags, pointer } of latest(items)) {
    const reads = Object.hasOwn(READS, type) ? READS[type] : undefined;
    if (!reads) {
      unread.set(type, (unread.get(type) ?? 0) + 1);
      continue;
    }
    for (const { kind, raw: recorded } of reads(configuration)) {
      const raw = spelledAs(recordType(kind).record.schema, recorded);
      readerOf(kind, account, region).read(hasTags(raw) ? raw : { ...raw, tags }, pointer);
    }
  }
  const list = [...unread].filter(([type]) => bearsOnNetworks(type)).map(([type, count]) => `${type} (${count})`);
  if (list.length > 0) {
    const message = `Not read from ${file}: ${list.sort().join(', ')}.`;
    assembly.log.add({ code: 'CONFIG_NOT_READ', severity: 'note', message, source: { file, pointer: '' } });
  }

  /** As if the items of one kind and place had been read from one answer. */
  function readerOf(kind: Kind, account: string | undefined, region: string | undefined) {
    const key = JSON.stringify([kind, account, region]);
    const known = readers.get(key);
    if (known) return known;
    const origin = originOf(file, undefined, { account, region });
    assembly.origins.push(origin);
    const isPartial = !isWhole || PARTLY.has(kind);
    const reading: Reading = { origin, known: fullCall(kind), hasMore: false, isPartial, asked: new Set() };
    assembly.readings.push(reading);
    const reader = elementReader(assembly, reading);
    readers.set(key, reader);
    return reader;
  }
}

function hasTags(raw: object): boolean {
  return ['tags', 'Tags', 'tagSet', 'TagSet'].some((name) => Object.hasOwn(raw, name));
}
