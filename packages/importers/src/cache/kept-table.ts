import { crc32 } from 'node:zlib';
import { type Kind, type RecordTable, recordType } from '@hopwise/core';
import { placeRecord } from '../snapshot-file/place-record.ts';
import type { SectionReader } from './section-file.ts';
import { readTexts, type TextColumn } from './text-column.ts';

/** Two numbers for each record: its length, and its checksum. */
const WIDTH = 2;
/** Who looks for more than a few texts reads all records sooner than looking through their bytes each time. */
const MOST_SOUGHT = 24;

/** Records of one kind in a cache: each is read, checked and parsed when somebody asks for it. */
export function keptTable(reader: SectionReader, kind: Kind): RecordTable {
  const spans = numbersOf(reader, kind);
  const count = spans.length / WIDTH;
  const { at: begin, length } = reader.section(`${kind}/records`);
  const offsets = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) offsets[i + 1] = (offsets[i] as number) + (spans[i * WIDTH] as number);
  if (offsets[count] !== length) throw reader.broken();
  const type = recordType(kind);
  const records = new Array<object | undefined>(count);
  let keys: TextColumn | undefined;
  let [isRead, sought] = [false, 0];
  let whole: Buffer | undefined;

  /** A record that is not as it was written may not mention what it did. */
  function checked(bytes: Buffer): Buffer {
    for (let position = 0; position < count; position++) {
      const record = bytes.subarray(offsets[position], offsets[position + 1]);
      if (crc32(record) !== spans[position * WIDTH + 1]) throw reader.broken();
    }
    return bytes;
  }

  function keysOf(): TextColumn {
    const read = readTexts(reader, `${kind}/keys`);
    if (read.count !== count) throw reader.broken();
    return read;
  }

  function recordOf(bytes: Buffer, position: number): object {
    if (crc32(bytes) !== spans[position * WIDTH + 1]) throw reader.broken();
    const raw = reader.parse(bytes.toString('utf8'));
    let isWhole = true;
    const record = type.record.read(raw, () => {
      isWhole = false;
    });
    if (!record || !isWhole || !placeRecord(record, raw as object)) throw reader.broken();
    return record;
  }

  function at(position: number): object {
    let record = records[position];
    if (!record) {
      const [from, to] = [offsets[position] as number, offsets[position + 1] as number];
      record = recordOf(reader.read(begin + from, to - from), position);
      records[position] = record;
    }
    return record;
  }

  return {
    count,
    positionOf(id) {
      keys ??= keysOf();
      return keys.firstSorted(id);
    },
    at,
    mentioning(text) {
      if (isRead || ++sought > MOST_SOUGHT) return undefined;
      whole ??= checked(reader.read(begin, length));
      // As JSON has it.
      const id = Buffer.from(JSON.stringify(text).slice(1, -1));
      const found: object[] = [];
      for (let place = whole.indexOf(id); place >= 0; ) {
        const position = lastAt(offsets, place);
        found.push(at(position));
        place = whole.indexOf(id, offsets[position + 1]);
      }
      return found;
    },
    all() {
      isRead = true;
      const bytes = reader.read(begin, length);
      for (let position = 0; position < count; position++) {
        records[position] ??= recordOf(bytes.subarray(offsets[position], offsets[position + 1]), position);
      }
      return records as object[];
    },
  };
}

function numbersOf(reader: SectionReader, kind: Kind): Uint32Array {
  const bytes = reader.bytes(`${kind}/spans`);
  if (bytes.length % (4 * WIDTH) !== 0) throw reader.broken();
  return new Uint32Array(bytes.buffer);
}

/** Which record a byte is of. */
function lastAt(offsets: Float64Array, place: number): number {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
