import { SEGMENTATIONS, statementForms } from '@hopwise/core';
import type { TreeDocument } from '../estate/tree-document.ts';
import { COMMANDS } from './commands.ts';
import type { Choice, Purpose, State } from './state.ts';
import { haystacksOf } from './tree-state.ts';

/** Nobody reads more. */
const MOST = 100;

/** What the text of a prompt may mean, the likeliest first. */
export function choicesFor(state: State, purpose: Purpose, text: string): readonly Choice[] {
  switch (purpose) {
    case 'from':
    case 'to':
      return endChoices(state.tree?.document, state.estate?.named ?? [], text);
    case 'zone':
      return narrowed(
        (state.estate?.zones ?? []).map((zone) => ({ label: zone, hint: 'everything in it is gone', value: zone })),
        text,
      );
    case 'by':
      return narrowed(
        SEGMENTATIONS.map((by) => ({ label: by, hint: '', value: by })),
        text,
      );
    case 'command':
      return narrowed(
        COMMANDS.map(({ word, does }) => ({ label: word, hint: does, value: word })),
        text.split(' ')[0] ?? '',
      );
    case 'statement':
      return statementForms.map(({ form }) => ({ label: form, hint: '', value: '' }));
    default:
      return [];
  }
}

function narrowed(all: readonly Choice[], text: string): readonly Choice[] {
  return all.filter(({ label }) => label.includes(text.trim()));
}

const OUTSIDE: readonly Choice[] = [
  { label: 'internet', hint: 'any address outside', value: 'internet' },
  { label: '*', hint: 'everybody', value: '*' },
];

/** Names before ids before letters in between; hosts before what they consist of. */
function endChoices(document: TreeDocument | undefined, named: readonly string[], text: string): readonly Choice[] {
  const typed = text.trim();
  const asTyped = typed === '' ? [] : [{ label: typed, hint: 'as typed: any selector', value: typed }];
  const places = named.map((place) => ({ label: place, hint: 'in hopwise.yaml', value: place }));
  const outside = narrowed([...places, ...OUTSIDE], typed);
  if (!document) return [...asTyped, ...outside];
  const [starts, inside, loose]: [number[], number[], number[]] = [[], [], []];
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const haystacks = haystacksOf(document);
  for (let at = 1; at < haystacks.length && starts.length < MOST; at++) {
    const haystack = haystacks[at] as string;
    if (document.titles[at] === '') continue;
    if (!words.every((word) => haystack.includes(word))) {
      if (loose.length < MOST && isSpread(words.join(''), haystack)) loose.push(at);
    } else if (haystack.startsWith(words[0] ?? '')) starts.push(at);
    else if (inside.length < MOST) inside.push(at);
  }
  const byRank = (a: number, b: number) => rankOf(document.titles[a]) - rankOf(document.titles[b]);
  const found = [starts, inside, loose].flatMap((list) => list.sort(byRank)).slice(0, MOST);
  const choices = found.map((at) => ({
    label: document.labels[at] ?? '',
    hint: [document.titles[at], document.hints[at]].filter(Boolean).join('  '),
    value: document.ids[at] ?? '',
  }));
  // What is typed in full is meant, if it is an address or a list; a name is rather chosen.
  return /[./:*,&!]|^internet/.test(typed)
    ? [...asTyped, ...outside, ...choices]
    : [...choices, ...outside, ...asTyped];
}

function rankOf(title = ''): number {
  const at = ['instance', 'load balancer', 'network interface', 'subnet', 'VPC'].indexOf(title);
  return at < 0 ? 9 : at;
}

/** Whether the letters come in this order, whatever is between them. */
function isSpread(letters: string, text: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
