import { statement } from './hop-lines.ts';
import type { PathDocument } from './path-document.ts';
import type { TextStyle } from './path-text.ts';
import { isInert } from './shell-text.ts';
import { wrapText } from './wrap-text.ts';

/** Longer lists of losses are counted. */
const MOST_LOSSES = 5;

/** What would open the way, or close it, with the commands that do it. */
export function editLines({ fix, close }: PathDocument, style: TextStyle): readonly string[] {
  if (fix) {
    return edits(fix, style, {
      done: 'Nothing to mend: all of it is reachable',
      none: 'No edit that is known would make all of it reachable',
      some: 'What would mend it',
      fewest: 'No fewer edits would do.',
      more: 'Fewer edits may do: not every way was tried.',
    });
  }
  if (!close) return [];
  const lines = edits(close, style, {
    done: 'Nothing to close: none of it is delivered',
    none: 'No removal that is known would close it',
    some: 'What would close it',
    fewest: 'No fewer removals would do.',
    more: 'Fewer removals may do: not every set was tried.',
  });
  return close.result === 'found' ? [...lines, ...lossLines(close.alsoCut, style)] : lines;
}

interface Words {
  readonly done: string;
  readonly none: string;
  readonly some: string;
  readonly fewest: string;
  readonly more: string;
}

function edits(
  { result, verdict, isFewest, edits }: NonNullable<PathDocument['fix']>,
  { palette, labels, columns }: TextStyle,
  words: Words,
): readonly string[] {
  if (result === 'open' || result === 'closed') return [palette.strong(words.done)];
  if (result === 'none') return [palette.strong(words.none)];
  const count = edits.length === 1 ? '' : `: ${edits.length} changes`;
  const lines = edits.flatMap(({ component, text, commands }, at) => [
    ...wrapText(`${at + 1}. ${statement({ component, text }, undefined, labels, labels.full)}`, {
      columns,
      first: '  ',
      next: '     ',
    }),
    ...commands.map((command) => `     ${pasteableEdit(command)}`),
  ]);
  const proof = `With ${edits.length === 1 ? 'it' : 'them'} the answer is ${verdict.toUpperCase()}: they were made, and it was asked again.`;
  const said = wrapText(
    `${edits.length === 1 ? proof.replace('they were', 'it was').replace('it was asked', 'asked') : proof} ${isFewest ? words.fewest : words.more}`,
    {
      columns,
      first: '  ',
      next: '  ',
    },
  );
  return [palette.strong(words.some + count), ...lines, ...said];
}

function lossLines(
  losses: NonNullable<PathDocument['close']>['alsoCut'],
  { labels, columns }: TextStyle,
): readonly string[] {
  if (losses === undefined) return ['  Who else would lose something was not counted: the network is large.'];
  if (losses.length === 0) return ['  Nobody else would lose anything.'];
  const named = losses.slice(0, MOST_LOSSES).map(({ from, to }) => `${labels.short(from)} → ${labels.short(to)}`);
  const rest = losses.length > MOST_LOSSES ? [`and ${losses.length - MOST_LOSSES} more`] : [];
  return wrapText(`It would also cut ${[...named, ...rest].join(', ')}.`, { columns, first: '  ', next: '  ' });
}

/**
 * Ids of the input stand in the command: one that a shell would read as more than a word is not offered for pasting, and
 * neither is the address of what is only declared, which AWS knows nothing of.
 */
export function pasteableEdit(command: string): string {
  if (!isInert(command)) return '(not printed: the input names an object by something that is no id)';
  const ids = [...command.matchAll(/ --[a-z-]+-ids? ([^ ]+)/g)].map(([, id = '']) => id);
  return ids.every((id) => /^[a-z]+(-[a-z]+)*-[0-9a-z]+$/.test(id)) ? command : DECLARED;
}

const DECLARED = '(to be changed where it is declared: it has no id yet)';
