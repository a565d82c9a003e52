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
