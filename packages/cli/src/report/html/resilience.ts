import type { FailureClass } from '@hopwise/core';
import { counted } from '../../render/diff-words.ts';
import type { Labels } from '../../render/labels.ts';
import type { LossDocument, ResilienceSection } from '../sections/resilience-section.ts';
import { html, type Markup } from './markup.ts';
import { code, list, pill, table } from './words.ts';

const RESULT_TONES = {
  cuts: 'bad',
  'with its zone': 'plain',
  survived: 'good',
  undecided: 'unsure',
  'cuts nothing': 'good',
} as const;

export const CLASS_WORDS: Readonly<Record<FailureClass, string>> = {
  zone: 'Availability Zone',
  zonal: 'in one zone',
  appliance: 'appliance',
  link: 'link to a site',
  regional: 'run redundantly by AWS',
};

/** What the loss of one thing cuts, each proven by taking it away and asking again. */
export function resilienceHtml({ losses, asked, leftOut, zones }: ResilienceSection, labels: Labels): Markup {
  const single = losses.filter(({ of }) => of !== 'regional');
  const regional = losses.filter(({ of }) => of === 'regional');
  const beyond = [
    ...(leftOut.flows > 0 ? [`${leftOut.flows} more flows were not followed`] : []),
    ...(leftOut.failures > 0 ? [`${leftOut.failures} more things were not taken away`] : []),
  ];
  return html`<p class="lead">${counted(asked, 'flow')} that work today were followed over the graph. Whatever they pass was taken away, one thing at a time, and those flows were asked again. A zone takes what is in it; flows of ends that are lost themselves do not count.</p>
${single.length > 0 ? lossTable('Losses one at a time', single, labels) : html`<p>No flow passes anything that lives in one place.</p>`}
${
  regional.length > 0 &&
  html`<details><summary>${counted(regional.length, 'thing')} that AWS runs redundantly, lost by a change or a mistake</summary>${lossTable('What everything depends on', regional, labels)}</details>`
}
${beyond.length > 0 && html`<p class="more">${beyond.join('; ')}: the network is large.</p>`}
<h3>By zone and link</h3>
${table(
  'What lies in one zone alone, and tunnels',
  ['Result', 'What', 'Where'],
  zones.map(({ title, findings, undecided }) => [
    findings.length > 0
      ? pill('warn', `${findings.length} found`)
      : undecided > 0
        ? pill('unsure', 'undecided')
        : pill('good', 'none'),
    title,
    list(
      findings
        .slice(0, 8)
        .map(({ component, message }) => `${labels.full(component)}: ${labels.inText(message)}`)
        .concat(findings.length > 8 ? [`and ${findings.length - 8} more`] : []),
    ),
  ]),
)}`;
}

function lossTable(caption: string, losses: readonly LossDocument[], labels: Labels): Markup {
  const rows = losses.map((loss) => [
    pill(RESULT_TONES[loss.result], loss.result),
    html`<strong>${labels.full(loss.id)}</strong><br><span class="faint">${CLASS_WORDS[loss.of]}</span>`,
    cutHtml(loss),
    loss.kept,
    html`${loss.statements.map((one) => html`<div class="proof">${code(`hopwise what-if --set '${one}'`)}</div>`)}`,
  ]);
  return table(caption, ['Result', 'What is lost', 'What it cuts', 'Go on', 'Proof'], rows);
}

function cutHtml({ cut, moreCut, cutFlows, policies, undecided, result, kept }: LossDocument): Markup {
  if (result === 'survived') return html`nothing: ${counted(kept, 'flow')} go on by another way`;
  const items = cut.map(({ name, services, isWhole }) => (isWhole ? name : `${name} (${services})`));
  const said = [...new Set(items), ...(moreCut > 0 ? [`and ${moreCut} more`] : [])].join('; ');
  return html`${policies.length > 0 && html`<p>Policies broken: <strong>${policies.join(', ')}</strong></p>`}${cutFlows > 0 && html`<strong>${counted(cutFlows, 'flow')}</strong>: ${said}`}${undecided > 0 && html`<p class="faint">Of ${undecided} the input does not tell.</p>`}`;
}
