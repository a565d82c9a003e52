import { expect, test } from 'vitest';
import { readBaseline, writeBaseline } from './baseline-file.ts';
import { readExceptions } from './read-exceptions.ts';

test('exceptions are read', async () => {
  const text = `
exceptions:
  - { finding: open-port sg-1 ingress tcp/25 from 0.0.0.0/0, reason: mail, owner: mail team, expires: 2026-12-31 }
  - check: unused-address
    component: eipalloc-1
    reason: kept for later
    owner: net
`;
  expect(await readExceptions(text)).toMatchObject([
    { finding: 'open-port sg-1 ingress tcp/25 from 0.0.0.0/0', expires: '2026-12-31' },
    { check: 'unused-address', component: 'eipalloc-1', reason: 'kept for later', owner: 'net' },
  ]);
  expect(await readExceptions('')).toEqual([]);
});

test.each([
  ['exceptions:\n  - { check: a, reason: r }', 'line 2: exceptions.0.owner'],
  [
    'exceptions:\n  - { check: a, reason: r, owner: o, expire: 2026-01-01 }',
    'line 2: exceptions.0: there is no field expire',
  ],
  ['exceptions:\n  - { check: a, reason: r, owner: o, expires: soon }', 'line 2: exceptions.0.expires'],
  ['exceptions:\n  - { reason: r, owner: o }', 'line 2: exceptions.0: it names either a finding or a check'],
  ['exceptions:\n  - { finding: f, component: c, reason: r, owner: o }', 'a component needs a check'],
  ['exceptions: {', 'line 1'],
  ['- a', 'line 1'],
])('%j is told by line', async (text, problem) => {
  expect(await readExceptions(text)).toMatchObject({ problem: expect.stringContaining(problem) });
});

test('a baseline is read as it was written', () => {
  const text = writeBaseline([{ id: 'b' }, { id: 'a' }, { id: 'b' }]);
  expect(readBaseline(text)).toEqual(new Set(['a', 'b']));
  expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
});

test.each([
  ['[]', 'no baseline'],
  ['{', 'JSON'],
  ['null', 'no baseline'],
  ['{"hopwise":2,"kind":"baseline","findings":[]}', 'version 2'],
  ['{"hopwise":1,"kind":"baseline","findings":[1]}', 'not all texts'],
])('%s is no baseline', (text, problem) => {
  expect(readBaseline(text)).toMatchObject({ problem: expect.stringContaining(problem) });
});
