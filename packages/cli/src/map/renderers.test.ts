import { instance as graphviz } from '@viz-js/viz';
import fc from 'fast-check';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { expect, test } from 'vitest';
import type { MapNode, MapView } from './map-view.ts';
import { FORMATS, renderMap } from './render-map.ts';

/** Whatever might be read as something else than a name: by terminals, HTML, XML, Markdown, Mermaid, DOT, JSON. */
const EVIL = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  '</text></svg><svg onload=alert(1)>',
  ']]><!--',
  '&lt;b&gt;&amp;&#60;',
  '"]; end %%{init: {"securityLevel":"loose"}}%%',
  '`code` ```',
  '| a | b |',
  '\\" ]; } digraph x {',
  '\\N\\G\\l',
  '\u001b[2J\u009b31m',
  '\u202eevil\u2066',
  'a\nb\r\nc\u2028d',
  '\ud800 half',
  'javascript:alert(1)',
  '#quot; #60;',
  'end',
  'subgraph',
  '--> n0',
];
const name = fc.oneof(
  fc.constantFrom(...EVIL),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.tuple(fc.constantFrom(...EVIL), fc.constantFrom(...EVIL)).map((parts) => parts.join('')),
);
const kind = fc.constantFrom('vpc', 'subnet', 'instance', 'internetGateway', 'internet', 'notCollected', '__proto__');

const nodes = fc.array(fc.record({ id: name, label: name, detail: name, kind, isMarked: fc.boolean() }), {
  minLength: 2,
  maxLength: 5,
});

const views: fc.Arbitrary<MapView> = fc.tuple(nodes, name, name).map(([given, said, called]) => {
  const [outer, ...inner] = given.map(
    ({ id, label, detail, kind: of, isMarked }, i): MapNode => ({
      // Ids are told apart; whatever else they are.
      id: `${id}${i}`,
      ...(i > 0 ? { parent: `${given[0]?.id}0` } : {}),
      kind: of,
      tier: 'vpc',
      label,
      details: [detail],
      count: i + 1,
      members: [`${id}${i}`, detail],
      isContainer: i === 0,
      isPublic: false,
      isMissing: i === 2,
      marks: isMarked ? ['blocker', 'added'] : [],
    }),
  ) as [MapNode, ...MapNode[]];
  const ends = { from: outer.id, to: inner[0]?.id ?? outer.id };
  const link = { from: inner[0]?.id as string, to: (inner[1] ?? outer).id, isTwoWay: false, count: 1, marks: [] };
  return {
    level: 'resource',
    nodes: [outer, ...inner],
    links: inner[1] ? [{ ...link, kind: 'vpcPeeringConnection', label: called, steps: [] }] : [],
    path: { verdict: 'blocked', ...ends, services: said, blockers: [{ node: outer.id, isSure: true, text: said }] },
    around: called,
    isDiff: true,
  };
});

const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;
const runs = Math.max(1, Math.round(12 * Number(process.env.HOPWISE_RUNS ?? 1)));
const seed = process.env.HOPWISE_SEED === undefined ? {} : { seed: Number(process.env.HOPWISE_SEED) };

test.each(FORMATS)('whatever names are, a map as %s is what it would be without them', async (format) => {
  await fc.assert(
    fc.asyncProperty(views, async (view) => {
      const text = await renderMap(view, format);
      expect(text).not.toMatch(CONTROLS);
      await CHECKS[format](text, view);
    }),
    { numRuns: runs, ...seed },
  );
});

const CHECKS: Readonly<Record<(typeof FORMATS)[number], (text: string, view: MapView) => void | Promise<void>>> = {
  svg(text, { nodes: drawn }) {
    const tags = tagsOf(text);
    const known = ['svg', 'title', 'desc', 'style', 'g', 'rect', 'path', 'text'];
    for (const { name: tag, attributes } of tags) {
      expect(known).toContain(tag);
      for (const key of Object.keys(attributes)) expect(key).not.toMatch(/^on|href|style/);
    }
    expect(tags.filter(({ attributes }) => 'data-id' in attributes)).toHaveLength(drawn.length);
  },
  drawio(text, { nodes: drawn }) {
    const tags = tagsOf(text);
    const known = [
      'mxfile',
      'diagram',
      'mxGraphModel',
      'root',
      'UserObject',
      'mxCell',
      'mxGeometry',
      'Array',
      'mxPoint',
    ];
    for (const { name: tag } of tags) expect(known).toContain(tag);
    const objects = tags.filter(({ name: tag }) => tag === 'UserObject');
    expect(objects).toHaveLength(drawn.length);
    // draw.io shows labels as HTML: of that there are line breaks alone.
    for (const { attributes } of objects) {
      for (const key of ['label', 'tooltip']) expect(attributes[key]?.value.replaceAll('<br>', '')).not.toMatch(/[<>]/);
    }
  },
  async dot(text) {
    const { status, errors } = (await graphviz()).renderFormats(text, ['canon']);
    expect([status, errors.filter(({ level }) => level === 'error')]).toEqual(['success', []]);
  },
  mermaid: (text) => isMermaid(text),
  markdown(text) {
    const [head = '', block = '', ...rest] = text.split(/^```(?:mermaid)?$/m);
    expect(rest).toEqual(['\n']);
    expect(head).not.toMatch(/[<>`|]/);
    isMermaid(block.trimStart());
  },
  json: (text, view) => {
    expect(JSON.parse(text).nodes.map(({ key }: { key: string }) => key)).toEqual(view.nodes.map(({ id }) => id));
  },
};

function tagsOf(text: string): readonly SaxesTagNS[] {
  const tags: SaxesTagNS[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', (tag) => tags.push(tag));
  parser.write(text).close();
  return tags;
}

const LABEL = /"(?:[\p{L}\p{N} ._:/-]|#\d+;|<br>)*"/u.source;
/** Every form that a line of a flowchart has here; labels have plain characters and entities in them. */
const LINES = [
  /flowchart LR/u,
  new RegExp(`\\s*(subgraph )?n\\d+\\[${LABEL}\\]`, 'u'),
  /\s*end/u,
  new RegExp(`\\s*n\\d+ (<?-->|<?-\\.->|==>)(\\|${LABEL}\\|)? n\\d+`, 'u'),
  /\s*linkStyle \d+ stroke:#[0-9a-f]{6}/u,
  /\s*classDef [a-z]+ [a-z0-9:#,\- ]+/u,
  /\s*class n\d+(,n\d+)* [a-z]+/u,
].map(({ source }) => new RegExp(`^${source}$`, 'u'));

function isMermaid(text: string): void {
  for (const line of text.trimEnd().split('\n'))
    expect(
      LINES.some((form) => form.test(line)),
      line,
    ).toBe(true);
}
