import {
  type KeptRecords,
  kinds,
  type PackedFacts,
  recordsOn,
  SNAPSHOT_VERSION,
  type Snapshot,
  unpackFacts,
} from '@hopwise/core';
import type { ImportedFiles } from '../import-snapshot.ts';
import { areSame, type FileMark } from './fingerprint.ts';
import { readKeptImport } from './kept-import.ts';
import { keptTable } from './kept-table.ts';
import { SectionReader } from './section-file.ts';
import { readTexts, type TextColumn } from './text-column.ts';

/**
 * What a cache has kept of an input; undefined where that has changed since. Whatever is not as it was written throws
 * `CacheBroken`, of records when they are asked for.
 */
export function readCache(file: string, now: readonly FileMark[], isHashed: boolean): ImportedFiles | undefined {
  const reader = new SectionReader(file);
  try {
    const before = reader.json('files');
    if (!Array.isArray(before)) throw reader.broken();
    if (areSame(before as FileMark[], now, isHashed)) return importedFrom(reader);
  } catch (error) {
    reader.close();
    throw error;
  }
  reader.close();
  return undefined;
}

function importedFrom(reader: SectionReader): ImportedFiles {
  const tables = Object.fromEntries(kinds.map((kind) => [kind, keptTable(reader, kind)])) as KeptRecords['tables'];
  const facts = unpackFacts(packedFrom(reader), tables.networkInterface.count);
  if (!facts) throw reader.broken();
  const kept = readKeptImport(reader.json('import'));
  if (!kept) throw reader.broken();
  const { coverage, unanswered, settings, aliases, ...rest } = kept;
  const snapshot: Snapshot = {
    version: SNAPSHOT_VERSION,
    records: recordsOn({ tables, facts, settings }),
    coverage,
    ...(unanswered ? { unanswered } : {}),
    settings,
    ...(aliases ? { aliases } : {}),
  };
  return { ...rest, snapshot };
}

function packedFrom(reader: SectionReader): PackedFacts {
  const integers = (name: string) => new Int32Array(bufferOf(reader, name, 4));
  let instances: TextColumn | undefined;
  const instanceTexts = () => {
    instances ??= readTexts(reader, 'instances');
    return instances;
  };
  return {
    vpcs: vpcsOf(reader),
    instances: () => instanceTexts().texts(),
    attachedTo: (instanceId) => instanceTexts().all(instanceId),
    ipv4: new Float64Array(bufferOf(reader, 'ipv4', 8)),
    ipv6: new Uint16Array(bufferOf(reader, 'ipv6', 2)),
    vpcOf: integers('vpcOf'),
    starts: integers('starts'),
    addresses: integers('addresses'),
    associations: integers('associations'),
    links: {
      nodes: nodesOf(reader),
      from: integers('from'),
      to: integers('to'),
      needs: new Uint8Array(bufferOf(reader, 'needs', 1)),
    },
  };
}

function bufferOf(reader: SectionReader, name: string, width: number): ArrayBuffer {
  const bytes = reader.bytes(name);
  if (bytes.length % width !== 0) throw reader.broken();
  return bytes.buffer as ArrayBuffer;
}

function vpcsOf(reader: SectionReader): readonly string[] {
  const texts = reader.json('vpcs');
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) throw reader.broken();
  return texts;
}

function nodesOf(reader: SectionReader): PackedFacts['links']['nodes'] {
  const nodes = reader.json('nodes');
  const isNode = (node: unknown) => {
    const [id, kind, label] = Array.isArray(node) ? (node as unknown[]) : [];
    return typeof id === 'string' && typeof kind === 'string' && (label === null || typeof label === 'string');
  };
  if (!Array.isArray(nodes) || !nodes.every(isNode)) throw reader.broken();
  return nodes as PackedFacts['links']['nodes'];
}
