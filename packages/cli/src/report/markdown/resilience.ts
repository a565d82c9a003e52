import type { Labels } from '../../render/labels.ts';
import { CLASS_WORDS } from '../html/resilience.ts';
import type { ResilienceSection } from '../sections/resilience-section.ts';
import { md, mdCode, mdTable } from './text.ts';

export function resilienceMarkdown({ losses, asked, leftOut, zones }: ResilienceSection, labels: Labels): string {
  const rows = losses.map(({ id, of, result, cut, moreCut, kept, policies, statements, undecided }) => [
    result,
    `${md(labels.full(id))} (${CLASS_WORDS[of]})`,
    [
      ...policies.map((name) => `policy ${md(name)}`),
      ...cut.map(({ name, services, isWhole }) => md(`${name}: ${isWhole ? 'all of it' : services}`)),
      ...(moreCut > 0 ? [`and ${moreCut} more`] : []),
      ...(undecided > 0 ? [`of ${undecided} the input does not tell`] : []),
    ].join('<br>'),
    kept,
    statements.map((one) => mdCode(`--set '${one}'`)).join('<br>'),
  ]);
  const beyond = leftOut.flows + leftOut.failures;
  const found = zones.map(({ title, findings, undecided }) => [
    findings.length > 0 ? `${findings.length} found` : undecided > 0 ? 'undecided' : 'none',
    md(title),
    findings.map(({ component, message }) => md(`${labels.full(component)}: ${labels.inText(message)}`)).join('<br>'),
  ]);
  return [
    `${asked} flows that work today were followed over the graph; whatever they pass was taken away, one thing at a time, and they were asked again (\`hopwise what-if\`).\n`,
    mdTable(['Result', 'What is lost', 'What it cuts', 'Go on', 'Proof'], rows),
    ...(beyond > 0
      ? [
          `${leftOut.flows} more flows and ${leftOut.failures} more losses were not asked about: the network is large.\n`,
        ]
      : []),
    mdTable(['Result', 'By zone and link', 'Where'], found),
  ].join('\n');
}
