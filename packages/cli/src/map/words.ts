import type { Level } from './drawings.ts';
import { wordOf } from './drawings.ts';
import type { MapNode, MapView, Mark } from './map-view.ts';

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  account: 'accounts',
  vpc: 'VPCs',
  subnet: 'subnets',
  resource: 'resources',
};

/** What a map is of, in a line. */
export function headingOf({ level, path, around, isDiff }: MapView): string {
  if (path) return `${path.from} → ${path.to}: ${path.verdict} on ${path.services}`;
  return `Network map ${around === undefined ? '' : `around ${around} `}by ${LEVEL_WORDS[level]}${isDiff ? ': what changes' : ''}`;
}

/** The same at length, for who does not see it. */
export function sentenceOf(view: MapView): string {
  const { nodes, links, path } = view;
  const folded = nodes.filter(({ count }) => count > 1).length;
  const sentences = [
    `${headingOf(view)}. ${nodes.length} nodes and ${links.length} links, from the outside on the left to resources on the right.`,
    ...(folded > 0 ? [`${folded} nodes stand for several that are alike.`] : []),
    ...(path?.blockers ?? []).map(({ isSure, text }) => `${isSure ? 'Stopped' : 'Undecided'}, ${text}`),
  ];
  return sentences.join(' ');
}

/** What a node is, in full: the tooltip of pictures, line by line. */
export function titleOf({ kind, label, details, count, members, marks }: MapNode): readonly string[] {
  const many = count > 1 ? [`${count} that are alike: ${listed(members)}`] : [];
  const marked = marks.length > 0 ? [`marked: ${marks.join(', ')}`] : [];
  return [`${wordOf(kind)} ${label}`, ...details, ...many, ...marked];
}

const MOST_LISTED = 10;

function listed(ids: readonly string[]): string {
  const rest = ids.length - MOST_LISTED;
  return [...ids.slice(0, MOST_LISTED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

/** The same in the lines of a box, for formats that lay out text themselves; marks are said, not only coloured. */
export function linesOf({ kind, label, details, count, marks }: MapNode): readonly string[] {
  const word = wordOf(kind) === label.toLowerCase() ? [] : [wordOf(kind)];
  const said = marks.flatMap((mark) => MARK_WORDS[mark] ?? []);
  return [
    `${count > 1 ? `${count} × ` : ''}${label}`,
    ...word,
    ...details,
    ...(said.length > 0 ? [`[${said.join(', ')}]`] : []),
  ];
}

/** In one short line. */
export function frameTitle(node: MapNode): string {
  const [name = '', ...told] = linesOf({ ...node, details: [] });
  return [name, told.join(' ')].filter(Boolean).join(', ');
}

const MARK_WORDS: Readonly<Partial<Record<Mark, string>>> = {
  sender: 'from',
  target: 'to',
  blocker: 'stops it',
  undecided: 'undecided here',
  added: 'added',
  removed: 'removed',
  changed: 'changed',
};
