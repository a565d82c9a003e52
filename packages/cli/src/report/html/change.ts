import type { DiffDocument } from '../../render/diff-document.ts';
import { causeOf } from '../../render/diff-markdown.ts';
import { changesText, counted, differenceLine, endsTexts, headlineOf, KIND_TITLES } from '../../render/diff-words.ts';
import type { Labels } from '../../render/labels.ts';
import type { ChangeSection } from '../sections/change-section.ts';
import { editsHtml } from './answer.ts';
import { html, type Markup } from './markup.ts';
import { askButton, list, table } from './words.ts';

const KIND_TONES: Readonly<Record<string, string>> = {
  'newly-reachable': 'warn',
  'no-longer-reachable': 'bad',
  'newly-one-way': 'bad',
  'newly-unknown': 'unsure',
};
const MOST_UNMAPPED = 40;

/** What the change makes happen otherwise, because of what, and what would undo it. */
export function changeHtml(change: ChangeSection, labels: Labels): Markup {
  const { groups, unmapped, remedies, before, after, moreGroups } = change;
  const whole = { ...change, components: {}, diagnostics: { before: [], after: [] } } satisfies DiffDocument & object;
  const rows = groups.map((group) => [
    html`<span class="pill ${KIND_TONES[group.kind] ?? 'plain'}" title="${KIND_TITLES[group.kind]}">${KIND_TITLES[group.kind].replace(/:.*/, '')}</span>`,
    html`<div class="wide">${list(endsTexts(group, labels))}</div>`,
    html`<div class="wide">${changesText(group)}</div>`,
    html`<div class="wide">${causeOf(group, labels)}</div>`,
    group.pairs,
    askButton(group.witness.from, group.witness.to),
  ]);
  return html`<p class="lead"><strong>${headlineOf(whole)}</strong></p>
<p class="faint">Before: ${before}. After: ${after}. This report shows the network after the change.</p>
${rows.length > 0 && table('What becomes of conversations', ['Change', 'Who', 'What', 'Because of', 'Pairs', 'Ask one'], rows, moreGroups > 0 && `and ${moreGroups} more groups; hopwise diff lists them all`)}
${
  remedies.length > 0 &&
  html`<h3>What would undo it</h3>${remedies.map(
    ({ from, to, edits }) =>
      html`<details open><summary>${labels.inText(from)} → ${labels.inText(to)}</summary>${editsHtml(edits, labels, counted(edits.edits.length, 'change'))}</details>`,
  )}`
}
${
  unmapped.length > 0 &&
  html`<details><summary>${counted(unmapped.length, 'difference')} of the input that change nothing</summary>${list(
    unmapped.slice(0, MOST_UNMAPPED).map((one) => differenceLine(one, labels)),
  )}${unmapped.length > MOST_UNMAPPED && html`<p class="more">and ${unmapped.length - MOST_UNMAPPED} more</p>`}</details>`
}`;
}
