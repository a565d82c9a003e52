import type { Evidence, Unknown } from '@hopwise/core';
import { pasteableEdit } from '../../render/edit-lines.ts';
import type { EditsDocument } from '../../render/edits-document.ts';
import { statement } from '../../render/hop-lines.ts';
import type { Labels } from '../../render/labels.ts';
import { meaningOf } from '../../render/note-lines.ts';
import { mendOf, pasteable } from '../../render/part-lines.ts';
import type { CheckDocument, HopDocument, PartDocument, PathDocument } from '../../render/path-document.ts';
import { placeOf } from '../../render/place-of.ts';
import { MEANINGS, verdictSentence } from '../../render/verdict-lines.ts';
import { html, type Markup } from './markup.ts';
import { code, list, prose, VERDICT_TONES } from './words.ts';

type Answer = Omit<PathDocument, 'diagnostics'>;

const MOST_RULES = 6;
const MARKS: Readonly<Record<CheckDocument['effect'], string>> = {
  admits: '✓',
  tracked: '✓',
  routes: '→',
  translates: '⇄',
  note: '·',
  blocks: '✗',
  undecided: '?',
};
const SPOKEN: Readonly<Record<CheckDocument['effect'], string>> = {
  admits: 'allowed: ',
  tracked: 'allowed: ',
  routes: 'routed: ',
  translates: 'translated: ',
  note: '',
  blocks: 'blocked: ',
  undecided: 'not known: ',
};

/** One answer, hop by hop, both directions side by side: the same in the report and when the page is asked. */
export function answerHtml(answer: Answer, labels: Labels): Markup {
  const [first, ...rest] = answer.parts;
  const { verdict, expect, expectation } = answer;
  return html`<div class="answer ${VERDICT_TONES[verdict]}">
<p class="verdict"><strong>${verdictSentence(answer)}</strong><br><span class="faint">${MEANINGS[verdict]}</span></p>
${expect && html`<p>Expected ${expect}: <strong>${expectation}</strong>.</p>`}
<p class="ends"><span class="faint">from</span> ${ends(answer.from.understood, labels)} <span class="faint">to</span> ${ends(answer.to.understood, labels)}</p>
${first && partHtml(first, answer, labels)}
${answer.fix && editsHtml(answer.fix, labels, 'What would mend it')}
${answer.close && editsHtml(answer.close, labels, 'What would close it')}
${rest.length > 0 && html`<h5>The rest</h5>${list(rest.map((part) => restOf(part, labels)))}`}
${answer.more && html`<p class="more">and more groups: ${answer.more.map(({ verdict: of, parts, pairs }) => `${parts} ${of} (${pairs} pairs)`).join(', ')}</p>`}
</div>`;
}

function partHtml(part: PartDocument, answer: Answer, labels: Labels): Markup {
  const { request, reply, candidate, blockers, unknowns, notes } = part;
  return html`<div class="ways">${wayHtml('Request', request, labels)}${wayHtml('Reply', reply, labels)}</div>
${candidate && html`<details><summary>With a route, it would run so</summary><div class="ways">${wayHtml('Request', candidate.request, labels)}${wayHtml('Reply', candidate.reply, labels)}</div></details>`}
${blockers.length > 0 && html`<h5>What stops it</h5>${causes(blockers, labels)}`}
${unknowns.length > 0 && html`<h5>What is not known</h5>${causes(unknowns, labels)}`}
${notes.length > 0 && html`<h5>Notes</h5>${list(notes.map((note) => html`${code(note)} ${meaningOf(note, part, { labels, ignored: answer.ignored })}`))}`}`;
}

function wayHtml(title: string, hops: readonly HopDocument[], labels: Labels): Markup | false {
  if (hops.length === 0) return false;
  return html`<div class="way"><h5>${title}</h5><ol class="hops">${hops.map((hop) => hopHtml(hop, labels))}</ol></div>`;
}

function hopHtml({ component, checks }: HopDocument, labels: Labels): Markup {
  const told = checks.filter(({ evidence, code }) => evidence.length > 0 || code !== undefined);
  const lines = told.flatMap((check) => checkHtml(check, component, labels));
  const isStopped = checks.some(({ effect }) => effect === 'blocks');
  const seen = new Set<string>();
  const once = lines.filter(({ text }) => !seen.has(text) && seen.add(text));
  return html`<li class="${isStopped ? 'stopped' : ''}"><span class="hop" title="${component}">${labels.short(component)}</span>${once.length > 0 && html`<ul>${once}</ul>`}</li>`;
}

function checkHtml({ effect, evidence, code: reason }: CheckDocument, hop: string, labels: Labels): readonly Markup[] {
  const line = (text: string, source?: Evidence['source']) =>
    html`<li class="${effect}"${source && html` title="${placeOf(source)}"`}><span class="mark" aria-hidden="true">${MARKS[effect]}</span> <span class="spoken">${SPOKEN[effect]}</span>${text}</li>`;
  if (evidence.length === 0) return effect === 'note' ? [] : [line(reason ?? '')];
  const most = effect === 'admits' ? MOST_RULES : 1;
  const rest = effect === 'admits' ? evidence.length - most : 0;
  return [
    ...evidence.slice(0, most).map((one) => line(statement(one, hop, labels, labels.short), one.source)),
    ...(rest > 0 ? [line(`and ${rest} more rules`)] : []),
  ];
}

function causes(all: readonly Unknown[], labels: Labels): Markup {
  const items = all.map(({ code: reason, way, at, evidence, missing }) => {
    const mend = mendOf(reason, way);
    return html`${code(reason)} at ${labels.full(at)}, on the ${way}
${evidence.map((one) => html`<br>${statement(one, at, labels, labels.full)}`)}
${missing ? html`<br>${code(pasteable(missing.command))}${missing.account && html` <span class="faint">in account ${missing.account}</span>`}` : mend && html`<br><span class="faint">${prose(mend)}</span>`}`;
  });
  return list(items);
}

/** Edits, proven by making them, with the commands that make them. */
export function editsHtml(edits: EditsDocument, labels: Labels, title: string): Markup {
  if (edits.result === 'open' || edits.result === 'closed')
    return html`<p>${edits.result === 'open' ? 'Nothing to mend: all of it is reachable.' : 'Nothing to close: none of it is delivered.'}</p>`;
  if (edits.result === 'none') return html`<p>No edit that is known would do it.</p>`;
  const items = edits.edits.map(
    ({ component, text, commands }) =>
      html`${statement({ component, text }, undefined, labels, labels.full)}${commands.map((one) => html`<pre class="command">${pasteableEdit(one)}</pre>`)}`,
  );
  return html`<h5>${title}</h5>${list(items)}<p class="faint">Proven: made, and asked again, the answer is ${edits.verdict}.${edits.isFewest && ' No fewer changes would do.'}</p>`;
}

function restOf({ verdict, services, said, blockers, unknowns }: PartDocument, labels: Labels): Markup {
  const reasons = [...blockers, ...(verdict === 'reachable' ? [] : unknowns)];
  const why = [...new Set(reasons.map(({ code, at, way }) => `${code} at ${labels.short(at)} (${way})`))];
  return html`<strong>${verdict}</strong> ${shortened(said.from)} → ${shortened(said.to)} on ${services}${why.length > 0 && html`: ${why.join(', ')}`}`;
}

function ends(understood: readonly string[], labels: Labels): Markup {
  return html`<span>${shortened(understood.map(labels.full))}</span>`;
}

function shortened(items: readonly string[]): string {
  const rest = items.length - 3;
  return rest > 0 ? `${items.slice(0, 3).join(', ')} and ${rest} more` : items.join(', ');
}
