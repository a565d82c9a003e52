import { expect, test } from 'vitest';
import { CacheBroken } from './section-file.ts';
import { addTexts, readTexts } from './text-column.ts';

const texts = Array.from({ length: 300 }, (_, i) => `i-${String(Math.floor(i / 2)).padStart(4, '0')}`);

function column() {
  const sections = new Map<string, Uint8Array>();
  const bytesOf = (all: ArrayBufferView) => new Uint8Array(all.buffer, all.byteOffset, all.byteLength).slice();
  addTexts({ add: (name, all) => void sections.set(name, bytesOf(all)) }, 'ids', texts);
  const reader = {
    bytes: (name: string) => Buffer.from(bytesOf(sections.get(name) as Uint8Array).buffer),
    broken: () => new CacheBroken('texts'),
  };
  return readTexts(reader, 'ids');
}

test('texts are found where they are, by however many who look', () => {
  const read = column();
  expect(read.texts()).toEqual(texts);
  for (const [place, text] of texts.entries()) {
    expect(read.firstSorted(text)).toBe(place - (place % 2));
    expect(read.all(text)).toEqual([place - (place % 2), place - (place % 2) + 1]);
  }
  expect(read.firstSorted('i-9')).toBeUndefined();
  expect(read.all('i-0')).toEqual([]);
});

test('the first who looks finds the same as the last', () => {
  const [first, last] = [column(), column()];
  for (const text of texts) last.all(text);
  for (const text of ['i-0003', 'i-0149', 'i-', '', 'i-00031']) {
    expect(first.all(text)).toEqual(last.all(text));
    expect(column().firstSorted(text)).toBe(last.firstSorted(text));
  }
});
