import { statement } from '../../render/hop-lines.ts';
import type { Labels } from '../../render/labels.ts';
import { MEANINGS, verdictSentence } from '../../render/verdict-lines.ts';
import type { AnsweredQuestion, ReviewSection } from '../sections/review-section.ts';
import { md, mdCode, mdList, mdTable } from './text.ts';

export function reviewMarkdown({ questions, policies }: ReviewSection, labels: Labels): string {
  const rows = policies.map(
    ({ name, wanted, severity, owner, result, pairs, violations, undecided, more, problem }) => [
      result === 'unasked' ? 'not asked' : result,
      md(name),
      md(wanted),
      severity,
      md(owner ?? ''),
      pairs,
      [...violations, ...undecided, ...(problem ? [problem] : []), ...(more > 0 ? [`and ${more} more`] : [])]
        .map((one) => md(labels.inText(one)))
        .join('<br>'),
    ],
  );
  return [
    ...(rows.length > 0
      ? [
          `### Policies\n\n${mdTable(['Result', 'Policy', 'What is wanted', 'Severity', 'Owner', 'Pairs', 'What is not so'], rows)}`,
        ]
      : []),
    ...questions.map((one) => question(one, labels)),
  ].join('\n');
}

function question({ name, why, from, to, port, protocol, answer, problem }: AnsweredQuestion, labels: Labels): string {
  const traffic = [protocol, port].filter(Boolean).join('/');
  const asked = `${md(from)} → ${md(to)}${traffic ? ` on ${md(traffic)}` : ''}`;
  const head = `### ${md(name)}\n\n${why ? `${md(why)}\n\n` : ''}${asked}\n`;
  if (!answer) return `${head}\n${md(problem ?? '')}\n`;
  const [first] = answer.parts;
  const hops = (way: 'request' | 'reply') =>
    (first?.[way] ?? []).map(({ component }) => md(labels.short(component))).join(' → ');
  const causes = [...(first?.blockers ?? []), ...(first?.unknowns ?? [])];
  return [
    head,
    `**${md(verdictSentence(answer))}**: ${MEANINGS[answer.verdict]}.${answer.expect ? ` Expected ${answer.expect}: **${answer.expectation}**.` : ''}\n`,
    mdList([
      ...(hops('request') ? [`request: ${hops('request')}`] : []),
      ...(hops('reply') ? [`reply: ${hops('reply')}`] : []),
      ...causes.map(
        ({ code, at, way, evidence }) =>
          `${mdCode(code)} at ${md(labels.full(at))}, on the ${way}${evidence.map((one) => `: ${md(statement(one, at, labels, labels.full))}`).join('')}`,
      ),
      ...(answer.fix?.edits ?? []).map(
        ({ component, text }) => `to mend it: ${md(statement({ component, text }, undefined, labels, labels.full))}`,
      ),
    ]),
  ].join('\n');
}
