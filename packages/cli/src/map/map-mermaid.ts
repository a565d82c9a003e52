import type { ComponentId } from '@hopwise/core';
import { escapeMarkdown } from '../render/escape-markdown.ts';
import { escapeText } from '../render/escape-text.ts';
import { drawnSteps, markedAs } from './drawn-steps.ts';
import type { MapLink, MapView, Mark } from './map-view.ts';
import { frameTitle, headingOf, linesOf } from './words.ts';

/** For Markdown that draws Mermaid. Places are subgraphs. */
export function mapMermaid(view: MapView): string {
  const names = new Map(view.nodes.map(({ id }, position) => [id, `n${position}`]));
  const drawn = view.links.flatMap((link) => linkLines(link, names));
  return [
    'flowchart LR',
    ...nodesIn(view, undefined, names, '  '),
    ...drawn.map(({ text }) => `  ${text}`),
    ...drawn.flatMap(({ look }, position) => (look ? [`  linkStyle ${position} ${look}`] : [])),
    ...classLines(view, names),
    '',
  ].join('\n');
}

function nodesIn(
  view: MapView,
  parent: ComponentId | undefined,
  names: ReadonlyMap<ComponentId, string>,
  indent: string,
): readonly string[] {
  return view.nodes
    .filter((node) => node.parent === parent)
    .flatMap((node) => {
      const named = (lines: readonly string[]) => `${names.get(node.id)}["${lines.map(entities).join('<br>')}"]`;
      if (!node.isContainer) return [`${indent}${named(linesOf(node))}`];
      // Of a frame's title Mermaid keeps one line free.
      return [
        `${indent}subgraph ${named([frameTitle(node)])}`,
        ...nodesIn(view, node.id, names, `${indent}  `),
        `${indent}end`,
      ];
    });
}

interface Line {
  readonly text: string;
  readonly look?: string;
}

function linkLines(link: MapLink, names: ReadonlyMap<ComponentId, string>): readonly Line[] {
  const draw = (from: ComponentId, arrow: string, label: string, to: ComponentId) =>
    `${names.get(from)} ${arrow}${label ? `|"${entities(label)}"|` : ''} ${names.get(to)}`;
  if (link.steps.length > 0) {
    return drawnSteps(link).map(({ way, text, from, to }) => ({
      text: draw(from, way === 'request' ? '==>' : '-.->', text, to),
      look: way === 'request' ? 'stroke:#0b5fd8' : 'stroke:#a34a00',
    }));
  }
  const change = markedAs(link, CHANGES);
  const label = [change?.[1], link.label].filter(Boolean).join(' ');
  const arrow = `${link.isTwoWay ? '<' : ''}${link.kind === 'attachment' ? '-.->' : '-->'}`;
  return [{ text: draw(link.from, arrow, label, link.to), ...(change ? { look: change[2] } : {}) }];
}

const CHANGES = [
  ['added', 'added', 'stroke:#1d7a2f'],
  ['removed', 'removed', 'stroke:#c8102e'],
] as const;

const CLASSES: readonly (readonly [Mark, string])[] = [
  ['blocker', 'stroke:#c8102e,stroke-width:4px'],
  ['undecided', 'stroke:#8a5a00,stroke-width:4px'],
  ['added', 'stroke:#1d7a2f,stroke-width:3px'],
  ['removed', 'stroke:#c8102e,stroke-width:3px,stroke-dasharray:6 4'],
  ['changed', 'stroke:#8a5a00,stroke-width:3px'],
  ['around', 'stroke:#0b5fd8,stroke-width:3px'],
];

function classLines({ nodes }: MapView, names: ReadonlyMap<ComponentId, string>): readonly string[] {
  return CLASSES.flatMap(([mark, look]) => {
    const marked = nodes.filter(({ marks }) => marks.includes(mark)).map(({ id }) => names.get(id));
    return marked.length === 0 ? [] : [`  classDef ${mark} ${look}`, `  class ${marked.join(',')} ${mark}`];
  });
}

/** Mermaid reads Markdown, HTML and its own brackets inside labels: everything but plain characters becomes an entity. */
function entities(text: string): string {
  return escapeText(text).replace(/[^\p{L}\p{N} ._:/-]/gu, (found) => `#${found.codePointAt(0)};`);
}

/** The same as a page of its own. */
export function mapMarkdown(view: MapView): string {
  const blockers = (view.path?.blockers ?? []).map(({ text }) => `- ${plain(text)}`);
  const told = blockers.length > 0 ? ['', ...blockers] : [];
  return [`# ${plain(headingOf(view))}`, ...told, '', '```mermaid', `${mapMermaid(view)}\`\`\``, ''].join('\n');
}

function plain(text: string): string {
  return escapeMarkdown(escapeText(text));
}
