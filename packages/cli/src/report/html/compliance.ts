import type { Labels } from '../../render/labels.ts';
import type { ReportDocument } from '../report-document.ts';
import { html, type Markup } from './markup.ts';
import { code, pill, table } from './words.ts';

const TONES = { found: 'warn', none: 'good', undecided: 'unsure' } as const;

/** What the checks say of the controls of others, as evidence. */
export function complianceHtml({ compliance, input }: ReportDocument, labels: Labels): Markup {
  return html`<p class="lead">Evidence from the configuration that was read, by control; it is no statement that an organisation complies. The numbers are those that Security Hub and the benchmarks give the same checks.</p>
<p>Snapshot SHA-256 ${code(input.sha256)}</p>
${compliance.frameworks.map(
  ({ name, controls }) =>
    html`<details><summary>${name}: ${controls.length} controls, ${controls.filter(({ result }) => result === 'found').length} with findings</summary>${table(
      name,
      ['Control', 'Result', 'Findings', 'Excepted', 'Undecided', 'Checks', 'Where'],
      controls.map(({ control, result, findings, excepted, undecided, checks, components }) => [
        control,
        pill(TONES[result], result === 'none' ? 'none found' : result),
        findings,
        excepted,
        undecided,
        html`${checks.map((one) => html`${code(one)} `)}`,
        components.map(labels.short).join(', ') + (findings > components.length && components.length > 0 ? ', …' : ''),
      ]),
    )}</details>`,
)}`;
}
