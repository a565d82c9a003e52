import { expect, it } from 'vitest';
import { base, type Raw } from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { findCut } from './cut.ts';

function cut(resources: readonly Raw[], from: string, to: string) {
  const found = findCut(networkOf(resources), { from, to, protocol: 'tcp', port: 5432 });
  return { ...found, said: found.edits.map(({ component, text }) => `${component}: ${text}`) };
}

it('x', () => {
  const found = cut(base(), 'i-app', 'i-db');
  expect(found).toEqual([]);
});
