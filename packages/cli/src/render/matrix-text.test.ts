import { expect, it } from 'vitest';
import type { MatrixDocument } from './matrix-document.ts';
import { matrixText } from './matrix-text.ts';

it('long names of a cell fit the terminal', () => {
  const segments = ['a', 'b'].map((id) => ({ id: `subnet-0122bf91577a78f0${id}`, name: `private subnet of ${id}` }));
  const [from = '', to = ''] = segments.map(({ id }) => id);
  const parts = [{ verdict: 'reachable' as const, services: 'tcp/443', pairs: 1 }];
  const cells = [{ from, to, pairs: 1, parts, groups: [], moreGroups: 0 }];
  const document: MatrixDocument = { by: 'subnet', segments, cells, diagnostics: [] };
  const lines = matrixText(document, { isColoured: false, columns: 80 }).split('\n');
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(lines).toContain('private subnet of a (subnet-0122bf91577a78f0a) → private subnet of b');
});

function square(count: number): MatrixDocument {
  const segments = Array.from({ length: count }, (_, at) => ({ id: `vpc-${at}`, name: `net ${at}` }));
  const parts = [{ verdict: 'reachable' as const, services: 'tcp/443', pairs: 1 }];
  const cells = [{ from: 'vpc-0', to: `vpc-${count - 1}`, pairs: 1, parts, groups: [], moreGroups: 0 }];
  return { by: 'vpc', segments, cells, diagnostics: [] };
}

it('a table that is too wide goes on below', () => {
  const lines = matrixText(square(30), { isColoured: false, columns: 80 }).split('\n');
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(lines.filter((line) => /^ +1 net 0 /.test(line)).map((line) => line.includes('✓'))).toEqual([
    false,
    false,
    true,
  ]);
  expect(lines.filter((line) => /^ +30 net 29 /.test(line))).toHaveLength(3);
});

it('one that nobody would read is not shown, and says so', () => {
  const text = matrixText(square(61), { isColoured: false, columns: 80 });
  expect(text).toContain('61 segments are too many for a table');
  expect(text).not.toMatch(/^ +1 net 0 /m);
  expect(text).toContain('net 0 (vpc-0) → net 60 (vpc-60)');
});

it('where delivery alone is asked nothing is said of replies', () => {
  const style = { isColoured: false, columns: 80 };
  expect(matrixText(square(2), { ...style, isOneWay: true })).toContain('✓ delivered   ? unknown   · blocked');
  expect(matrixText(square(2), style)).toContain('✓ reachable, both ways');
});
