import { SEVERITIES, type Severity } from '@hopwise/core';
import { counted, headlineOf } from '../../render/diff-words.ts';
import type { ReportDocument } from '../report-document.ts';
import type { FindingsSection } from './findings-section.ts';

/** One line of what a manager reads: how it stands, in a few words, and where the rest is. */
export interface SummaryLine {
  readonly tone: 'bad' | 'warn' | 'good' | 'unsure';
  readonly subject: string;
  readonly verdict: string;
  readonly text: string;
  /** The section with the details. */
  readonly section: string;
}

type Told = Omit<ReportDocument, 'summary' | 'components' | 'title'>;

export function summarySection(report: Told): readonly SummaryLine[] {
  return [
    ...changeLine(report),
    ...reviewLines(report),
    exposureLine(report),
    egressLine(report),
    resilienceLine(report),
    configurationLine(report),
    unknownsLine(report),
  ];
}

function changeLine({ change }: Told): readonly SummaryLine[] {
  if (!change) return [];
  const tone = ({ equivalent: 'good', different: 'warn', undecided: 'unsure' } as const)[change.result];
  const [verdict = '', text = ''] = headlineOf({
    ...change,
    components: {},
    diagnostics: { before: [], after: [] },
  }).split(': ');
  return [
    { tone, subject: 'Change under review', verdict: verdict.toLowerCase(), text: sentence(text), section: 'change' },
  ];
}

function reviewLines({ review }: Told): readonly SummaryLine[] {
  if (!review) return [];
  const { questions, policies } = review;
  const lines: SummaryLine[] = [];
  if (policies.length > 0) {
    const violated = policies.filter(({ result }) => result === 'violated');
    const undecided = policies.filter(({ result }) => result === 'undecided' || result === 'unasked');
    const kept = policies.length - violated.length - undecided.length;
    lines.push({
      tone: violated.length > 0 ? 'bad' : undecided.length > 0 ? 'unsure' : 'good',
      subject: 'Policies',
      verdict: `${kept} of ${policies.length} kept`,
      text:
        violated.length > 0
          ? `Violated: ${names(violated)}.`
          : undecided.length > 0
            ? `Undecided: ${names(undecided)}.`
            : 'Each holds for every pair of hosts that it names.',
      section: 'review',
    });
  }
  const hoped = questions.filter(({ expect, problem }) => expect !== undefined || problem !== undefined);
  if (hoped.length > 0) {
    const isMet = (one: (typeof hoped)[number]) => one.answer?.expectation === 'met';
    const unmet = hoped.filter((one) => one.answer?.expectation === 'unmet');
    const open = hoped.filter((one) => !isMet(one) && !unmet.includes(one));
    lines.push({
      tone: unmet.length > 0 ? 'bad' : open.length > 0 ? 'unsure' : 'good',
      subject: 'Questions',
      verdict: `${hoped.filter(isMet).length} of ${hoped.length} as hoped`,
      text:
        unmet.length > 0
          ? `Not as hoped: ${names(unmet)}`
          : open.length > 0
            ? `Open: ${names(open)}`
            : 'Every question has the answer that was hoped for.',
      section: 'review',
    });
  }
  return lines;
}

function exposureLine({ exposure }: Told): SummaryLine {
  const { counts, groups, asked = 0 } = exposure;
  const worst = groups[0];
  const total = totalOf(exposure);
  const tone =
    counts.critical + counts.high > 0
      ? 'bad'
      : counts.medium > 0
        ? 'warn'
        : total === 0 && exposure.undecided.length > 0
          ? 'unsure'
          : 'good';
  return {
    tone,
    subject: 'Exposure to the internet',
    verdict: total > 0 ? countsText(counts) : exposure.undecided.length > 0 ? 'undecided' : 'none found',
    text: worst
      ? `${worst.title}: ${counted(worst.findings.length + worst.more, 'time')}.`
      : `${counted(asked, 'end')} with an address for the internet; nothing is let in${exposure.undecided.length > 0 ? ' for sure, and not everything was read' : ''}.`,
    section: 'exposure',
  };
}

function egressLine({ egress }: Told): SummaryLine {
  const total = totalOf(egress);
  const isOpen = egress.counts.critical + egress.counts.high + egress.counts.medium > 0;
  return {
    tone: isOpen ? 'warn' : egress.undecided.length > 0 && total === 0 ? 'unsure' : 'good',
    subject: 'Ways out to the internet',
    verdict: total > 0 ? countsText(egress.counts) : 'none found',
    text: egress.groups[0]
      ? `${egress.groups[0].title}: ${counted(egress.groups[0].findings.length + egress.groups[0].more, 'time')}.`
      : 'Nothing reaches the internet.',
    section: 'egress',
  };
}

function resilienceLine({ resilience }: Told): SummaryLine {
  const { losses, asked, leftOut } = resilience;
  const isPartial = leftOut.flows + leftOut.failures > 0;
  const single = losses.filter(({ result, of }) => result === 'cuts' && of !== 'regional');
  const survived = losses.filter(({ result }) => result === 'survived' || result === 'cuts nothing').length;
  const undecided = losses.filter(({ result }) => result === 'undecided').length;
  const own = losses.filter(({ result }) => result === 'with its zone').length;
  return {
    tone: single.length > 0 ? 'warn' : undecided > 0 || isPartial ? 'unsure' : 'good',
    subject: 'Resilience',
    verdict: `${single.length > 0 ? counted(single.length, 'single point') : 'no single point'} of failure${single.length > 0 ? '' : ' found'}${isPartial ? ', as far as was looked' : ''}`,
    text: `Of ${counted(asked, 'flow')} that work today, everything on the way was taken away once: ${survived} of ${losses.length} losses change nothing, ${own} cut their own zone alone.${isPartial ? ` The network is large: ${counted(leftOut.flows, 'flow')} and ${leftOut.failures} losses were not looked at.` : ''}`,
    section: 'resilience',
  };
}

function configurationLine({ configuration }: Told): SummaryLine {
  const { counts } = configuration;
  return {
    tone: counts.critical + counts.high > 0 ? 'bad' : counts.medium > 0 ? 'warn' : 'good',
    subject: 'Configuration',
    verdict: totalOf(configuration) > 0 ? countsText(counts) : 'nothing found',
    text: configuration.groups[0]
      ? `First: ${configuration.groups[0].title}.`
      : 'No check of the configuration found anything.',
    section: 'configuration',
  };
}

function unknownsLine({ unknowns, exposure, egress, configuration }: Told): SummaryLine {
  const missing = unknowns.missing.length + unknowns.moreMissing;
  const open = [exposure, egress, configuration].reduce(
    (sum, one) => sum + one.undecided.length + one.moreUndecided,
    0,
  );
  const isClear = missing === 0 && open === 0;
  return {
    tone: isClear ? 'good' : 'unsure',
    subject: 'What is not known',
    verdict: isClear
      ? 'everything needed was read'
      : `${counted(missing, 'list')} not read, ${counted(open, 'answer')} undecided`,
    text: isClear
      ? 'No list is missing, and no check is undecided.'
      : 'The section names the calls that would decide it.',
    section: 'unknowns',
  };
}

function totalOf({ counts }: FindingsSection): number {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}

export function countsText(counts: Readonly<Record<Severity, number>>): string {
  return SEVERITIES.filter((one) => counts[one] > 0)
    .map((one) => `${counts[one]} ${one}`)
    .join(', ');
}

function names(all: readonly { readonly name: string }[]): string {
  const shown = all.slice(0, 3).map(({ name }) => name);
  return all.length > shown.length ? `${shown.join(', ')} and ${all.length - shown.length} more` : shown.join(', ');
}

function sentence(text: string): string {
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}.`;
}
