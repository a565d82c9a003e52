import type { Finding } from '@hopwise/core';
import { statement } from '../../render/hop-lines.ts';
import type { Labels } from '../../render/labels.ts';
import type { FindingGroup, FindingsSection } from '../sections/findings-section.ts';
import { html, type Markup } from './markup.ts';
import { code, list, pill, prose, SEVERITY_TONES, table } from './words.ts';

export interface FindingWords {
  readonly none: string;
  readonly caption: string;
}

/** Findings by check, the worst first; the rules of each on demand. */
export function findingsHtml(section: FindingsSection, labels: Labels, words: FindingWords): Markup {
  const { groups, excepted, undecided, moreUndecided } = section;
  const isClear = groups.length === 0 && undecided.length === 0;
  return html`${isClear && html`<p class="clear">${words.none}</p>`}
${groups.map((group) => groupHtml(group, labels, words.caption))}
${
  excepted.length > 0 &&
  html`<details><summary>${excepted.length} that somebody answers for</summary>${table(
    'Exceptions',
    ['What', 'Where', 'Reason', 'Owner', 'Until'],
    excepted.map(({ finding, exception }) => [
      finding.check,
      labels.full(finding.component),
      exception.reason,
      exception.owner,
      exception.expires ?? 'for good',
    ]),
  )}</details>`
}
${
  undecided.length > 0 &&
  html`<details><summary>${undecided.length + moreUndecided} that the input does not decide</summary>${list(
    undecided.map(
      ({ check, component, message }) =>
        html`${code(check)}${component && html` at ${labels.full(component)}`}: ${labels.inText(message)}`,
    ),
  )}${moreUndecided > 0 && html`<p class="more">and ${moreUndecided} more</p>`}</details>`
}`;
}

function groupHtml(
  { check, title, severity, why, mend, findings, more }: FindingGroup,
  labels: Labels,
  caption: string,
): Markup {
  const rows = findings.map((finding) => [
    html`<span title="${finding.component}">${labels.full(finding.component)}</span>`,
    html`${labels.inText(finding.message)}${evidenceHtml(finding, labels)}`,
    placeText(finding),
  ]);
  return html`<article class="finding"><h3>${pill(SEVERITY_TONES[severity] ?? 'plain', severity)} ${title} <span class="count">(${findings.length + more})</span></h3>
<p class="faint">${prose(why)} <strong>To mend it:</strong> ${prose(mend)} ${code(check)}</p>
${table(`${caption}: ${title}`, ['Where', 'What', 'Account, Region'], rows, more > 0 && `and ${more} more; hopwise lists them all`)}</article>`;
}

function evidenceHtml({ evidence, component, severity }: Finding, labels: Labels): Markup | false {
  if (evidence.length === 0) return false;
  // What is only told, and not wrong, is not printed with all its rules.
  return html`<details class="${severity === 'info' ? 'rules screen' : 'rules'}"><summary>rules</summary>${list(
    evidence.map((one) => statement(one, component, labels, labels.short)),
  )}</details>`;
}

function placeText({ account, region }: Finding): string {
  return [account, region].filter(Boolean).join(' ');
}
