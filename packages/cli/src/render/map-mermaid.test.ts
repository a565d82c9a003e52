import { expect, test } from 'vitest';
import type { MapDocument } from './map-document.ts';
import { mapDot } from './map-dot.ts';
import { mapMermaid } from './map-mermaid.ts';

const map: MapDocument = {
  options: { type: 'directed', multi: false, allowSelfLoops: true },
  attributes: {},
  nodes: [
    { key: 'igw-1', attributes: { kind: 'internetGateway', label: '"]; <b>\\ end' } },
    { key: 'internet', attributes: { kind: 'internet' } },
    { key: 'vpc-1', attributes: { kind: 'vpc' } },
  ],
  edges: [
    { key: 'igw-1->internet', source: 'igw-1', target: 'internet' },
    { key: 'igw-1->vpc-1', source: 'igw-1', target: 'vpc-1' },
    { key: 'internet->igw-1', source: 'internet', target: 'igw-1' },
  ],
};

test('Mermaid draws a link that runs both ways once, and reads no markup in names', () => {
  expect(mapMermaid(map)).toBe(`flowchart LR
  n0["#34;#93;#59; #60;b#62;#92; end<br>igw-1"]
  n1["internet"]
  n2["vpc<br>vpc-1"]
  n0 <--> n1
  n0 --> n2
`);
});

test('DOT keeps quotes inside names', () => {
  expect(mapDot(map)).toContain('  "igw-1" [label="\\"]; <b>\\\\ end\\nigw-1"];');
});
