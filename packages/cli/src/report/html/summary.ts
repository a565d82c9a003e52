import type { ReportDocument } from '../report-document.ts';
import { html, type Markup } from './markup.ts';

const SIGNS = { bad: '✗', warn: '!', good: '✓', unsure: '?' } as const;
const SPOKEN = { bad: 'bad: ', warn: 'look at: ', good: 'good: ', unsure: 'not known: ' } as const;

/** What a manager reads in a minute. */
export function summaryHtml({ summary, input }: ReportDocument): Markup {
  const { interfaces, accounts, regions, counts } = input;
  const of = (kind: string) => counts.find((one) => one.kind === kind)?.records ?? 0;
  const facts: readonly (readonly [number, string])[] = [
    plural(Math.max(1, accounts.length), 'account'),
    plural(Math.max(1, regions.length), 'Region'),
    ...(['VPC', 'subnet', 'instance'] as const).map((noun) => plural(of(noun.toLowerCase()), noun)),
    plural(interfaces, 'interface'),
  ];
  return html`<dl class="facts">${facts.map(([number, noun]) => html`<div><dt>${noun}</dt><dd>${number}</dd></div>`)}</dl>
<ul class="cards">${summary.map(
    ({ tone, subject, verdict, text, section }) => html`<li class="card ${tone}"><a href="#${section}">
<span class="sign" aria-hidden="true">${SIGNS[tone]}</span><span class="spoken">${SPOKEN[tone]}</span>
<span class="subject">${subject}</span><strong>${verdict}</strong><span class="text">${text}</span></a></li>`,
  )}</ul>`;
}

function plural(number: number, noun: string): readonly [number, string] {
  return [number, `${noun}${number === 1 ? '' : 's'}`];
}
