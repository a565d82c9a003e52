import { expect, it } from 'vitest';
import { cellAt, type MatrixDocument } from './matrix-document.ts';

const segments = [
  { id: 'vpc-1', name: 'shop' },
  { id: 'vpc-2', name: 'twice' },
  { id: 'vpc-3', name: 'twice' },
  { id: 'db, cold' },
];
const document: MatrixDocument = { by: 'vpc', segments, cells: [], diagnostics: [] };
const endsOf = (text: string) => {
  const { from, to } = cellAt(document, text) ?? {};
  return [from, to];
};

it('a cell is named by ids or names, also by such that hold a comma', () => {
  expect(endsOf('shop, vpc-2')).toEqual(['vpc-1', 'vpc-2']);
  expect(endsOf('db, cold,shop')).toEqual(['db, cold', 'vpc-1']);
  expect(cellAt(document, 'shop')).toBeUndefined();
  expect(cellAt(document, 'shop,nowhere')).toBeUndefined();
});

it('a name of several segments is none', () => {
  expect(() => endsOf('shop,twice')).toThrow('“twice” means 2 things');
});
