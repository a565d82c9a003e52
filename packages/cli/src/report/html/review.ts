import type { Labels } from '../../render/labels.ts';
import type { AnsweredQuestion, JudgedPolicy, ReviewSection } from '../sections/review-section.ts';
import { answerHtml } from './answer.ts';
import { html, type Markup } from './markup.ts';
import { askButton, list, pill, table, verdictPill } from './words.ts';

const RESULT_TONES = { kept: 'good', violated: 'bad', undecided: 'unsure', unasked: 'bad' } as const;
const EXPECTATION_TONES = { met: 'good', unmet: 'bad', undecided: 'unsure' } as const;

/** The questions and policies of the review, answered. */
export function reviewHtml({ questions, policies }: ReviewSection, labels: Labels): Markup {
  return html`${policies.length > 0 && html`<h3>Policies</h3>${table('Policies', ['Result', 'Policy', 'What is wanted', 'Severity', 'Owner', 'Pairs'], policies.map(policyRow))}${policies.map((one) => violations(one, labels))}`}
${questions.length > 0 && html`<h3>Questions</h3>${questions.map((one) => questionHtml(one, labels))}`}`;
}

function policyRow({
  name,
  wanted,
  severity,
  reason,
  owner,
  result,
  pairs,
  problem,
}: JudgedPolicy): readonly (Markup | string | number)[] {
  return [
    pill(RESULT_TONES[result], result === 'unasked' ? 'not asked' : result),
    html`<strong>${name}</strong>`,
    html`${wanted}${reason && html`<br><span class="faint">${reason}</span>`}${problem && html`<br>${problem}`}`,
    severity,
    owner ?? '',
    pairs,
  ];
}

function violations({ name, violations: found, undecided, more }: JudgedPolicy, labels: Labels): Markup | false {
  if (found.length + undecided.length === 0) return false;
  return html`<details open><summary>${name}</summary>${list([...found, ...undecided].map((one) => labels.inText(one)))}${more > 0 && html`<p class="more">and ${more} more</p>`}</details>`;
}

function questionHtml(question: AnsweredQuestion, labels: Labels): Markup {
  const { name, why, from, to, port, protocol, answer, problem, expect } = question;
  const tone = answer?.expectation && EXPECTATION_TONES[answer.expectation];
  const isSettled = expect === undefined || answer?.expectation === 'met';
  const traffic = [protocol, port].filter(Boolean).join('/');
  return html`<details class="question"${!isSettled && html` open`}><summary>${answer ? verdictPill(answer.verdict, tone) : pill('bad', 'not asked')} <strong>${name}</strong> <span class="faint">${from} → ${to}${traffic && ` on ${traffic}`}</span></summary>
${why && html`<p class="faint">${why}</p>`}
${problem && html`<p>${problem}</p>`}
${answer && answerHtml(answer, labels)}
<p>${askButton(from, to, port, protocol)}</p></details>`;
}
