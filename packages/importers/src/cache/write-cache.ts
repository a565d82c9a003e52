import { crc32 } from 'node:zlib';
import { type Kind, kinds, type PackedFacts, recordType, type Snapshot } from '@hopwise/core';
import type { FileMark } from './fingerprint.ts';
import type { KeptImport } from './kept-import.ts';
import { SectionWriter } from './section-file.ts';
import { addTexts } from './text-column.ts';

/** Pieces that are written at once, and more than the longest record. */
const PIECE = 1 << 22;
const LONGEST_RECORD = PIECE >> 2;

/** Writes all of it, or throws: a record that is too long to be kept makes the whole snapshot so. */
export function writeCache(
  file: string,
  records: Snapshot['records'],
  kept: KeptImport,
  facts: PackedFacts,
  files: readonly FileMark[],
): void {
  const writer = new SectionWriter(file);
  try {
    addJson(writer, 'files', files);
    addJson(writer, 'import', kept);
    for (const kind of kinds) addRecords(writer, kind, records[kind]);
    const { vpcs, ipv4, ipv6, vpcOf, starts, addresses, associations } = facts;
    addJson(writer, 'vpcs', vpcs);
    addTexts(writer, 'instances', facts.instances());
    addJson(writer, 'nodes', facts.links.nodes);
    const { from, to, needs } = facts.links;
    for (const [name, numbers] of Object.entries({
      ipv4,
      ipv6,
      vpcOf,
      starts,
      addresses,
      associations,
      from,
      to,
      needs,
    })) {
      writer.add(name, numbers);
    }
    writer.finish();
  } finally {
    writer.close();
  }
}

function addRecords(writer: SectionWriter, kind: Kind, records: readonly object[]): void {
  const { key } = recordType(kind);
  const spans = new Uint32Array(2 * records.length);
  const piece = Buffer.allocUnsafe(PIECE);
  const begin = writer.begin();
  let filled = 0;
  records.forEach((record, i) => {
    const text = JSON.stringify(record);
    // Of UTF-8 a unit takes at most three bytes.
    if (text.length > LONGEST_RECORD) throw new RangeError('a record is too long');
    if (filled + 3 * text.length > PIECE) {
      writer.append(piece.subarray(0, filled));
      filled = 0;
    }
    const length = piece.write(text, filled);
    spans.set([length, crc32(piece.subarray(filled, filled + length))], 2 * i);
    filled += length;
  });
  writer.append(piece.subarray(0, filled));
  // Each record has a checksum of its own, because each is read alone.
  writer.end(`${kind}/records`, begin);
  writer.add(`${kind}/spans`, spans);
  addTexts(writer, `${kind}/keys`, sortedKeys(records.map((record) => key(record) ?? '')));
}

/** Records stand by their keys in the order of UTF-16; of ids that is the order of their bytes, by which they are found. */
function sortedKeys(keys: readonly string[]): readonly string[] {
  const isInOrder = keys.every(
    (key, i) => i === 0 || Buffer.compare(Buffer.from(keys[i - 1] as string), Buffer.from(key)) <= 0,
  );
  if (!isInOrder) throw new RangeError('ids that cannot be found by their bytes');
  return keys;
}

function addJson(writer: SectionWriter, name: string, value: unknown): void {
  writer.add(name, Buffer.from(JSON.stringify(value)));
}
