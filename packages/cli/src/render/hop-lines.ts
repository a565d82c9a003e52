import type { Evidence } from '@hopwise/core';
import type { Labels } from './labels.ts';
import type { CheckDocument, HopDocument } from './path-document.ts';
import type { TextStyle } from './path-text.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

/** Wide enough for `subnet public-a`; longer labels have a line of their own. */
const LABEL_WIDTH = 18;

const DETAIL_INDENT = 4;

const MARKS = {
  admits: '✓',
  tracked: '✓',
  routes: '→',
  translates: '⇄',
  note: '·',
  blocks: '✗',
  undecided: '?',
} as const;

/** One line a hop: what decided there. In detail, everything that was asked there, and where it was read. */
export function hopLines({ component, checks }: HopDocument, style: TextStyle): readonly string[] {
  const { labels, isDetailed } = style;
  // A passage that nothing needed to allow says nothing; notes have a section of their own.
  const shown = checks.filter(({ effect, evidence }) => evidence.length > 0 || (isDetailed && effect === 'note'));
  const label = labels.shown(component);
  const said = shown.map((check) => checkLines(check, component, style));
  // What is passed on comes in and goes out: what reads the same both ways is said once.
  const lines = (isDetailed ? said : said.filter((one, at) => !isSame(one, said[at - 1]))).flat();
  if (isDetailed) return [`  ${label}`, ...lines.map((line) => `${' '.repeat(DETAIL_INDENT)}${line}`)];
  const indent = ' '.repeat(LABEL_WIDTH + 3);
  const [first = '', ...rest] = label.length > LABEL_WIDTH ? ['', ...lines] : lines;
  return [`  ${label.padEnd(LABEL_WIDTH)} ${first}`.trimEnd(), ...rest.map((line) => `${indent}${line}`)];
}

function isSame(a: readonly string[], b: readonly string[] | undefined): boolean {
  return a.join('\n') === b?.join('\n');
}

/** Where several rules let the traffic through, so many are shown: one alone may not admit all that was asked. */
const MOST_RULES = 4;

function checkLines(check: CheckDocument, hop: string, style: TextStyle): readonly string[] {
  const { palette, isDetailed } = style;
  const most = isDetailed ? check.evidence.length : check.effect === 'admits' ? MOST_RULES : 1;
  const evidence = check.evidence.slice(0, most);
  const rest = check.evidence.length - most;
  const mark = MARKS[check.effect];
  const tone = { blocks: palette.bad, undecided: palette.unsure }[check.effect as string] ?? palette.good;
  if (evidence.length === 0 && check.code) return [`${mark} ${check.code}`];
  const more = check.effect === 'admits' && rest > 0 ? [`  and ${rest} more, with --detail`] : [];
  const lines = evidence.flatMap((one) => {
    const [first = '', ...next] = evidenceLines(one, hop, style);
    return [`${tone(mark)} ${first}`, ...next];
  });
  return [...lines, ...more];
}

/** A text with what it is about in front, unless it names that itself or stands beneath its name. */
export function statement(
  { component, text }: Pick<Evidence, 'component' | 'text'>,
  beneath: string | undefined,
  labels: Labels,
  label: (id: string) => string,
): string {
  const isNamed = text.includes(component) || (beneath !== undefined && label(beneath) === label(component));
  return `${isNamed ? '' : `${label(component)}: `}${labels.inText(text)}`;
}

/** `acl data: egress rule * denies …`, and in detail the file and pointer beneath. */
function evidenceLines(evidence: Evidence, hop: string, style: TextStyle): readonly string[] {
  const { rule, text, source } = evidence;
  const { labels, palette, isDetailed, columns } = style;
  const indent = isDetailed ? DETAIL_INDENT : LABEL_WIDTH + 3;
  const wrapping = { columns: columns - indent, first: '', next: '  ' };
  // The mark and its space stand before the first line.
  // A rule's id is how its owner finds it again; numbers stand in the text already.
  const id = isDetailed && rule && !text.includes(rule) ? ` [${rule}]` : '';
  const lines = wrapText(`. ${statement(evidence, hop, labels, labels.shown)}${id}`, wrapping).map((line) =>
    line.replace(/^\.(?: |$)/, ''),
  );
  if (!isDetailed) return lines;
  return source ? [...lines, `  ${palette.faint(placeOf(source))}`] : lines;
}
