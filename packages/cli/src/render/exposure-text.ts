import { type Evidence, type Finding, SEVERITIES, type Severity } from '@hopwise/core';
import { escapeDeep } from './escape-text.ts';
import { type ToldCheck, type ToldGroup, toldChecks } from './exposure-groups.ts';
import type { FindingsDocument } from './findings-document.ts';
import { endSections, type FindingsLayout, type FindingsStyle, headLines, layoutOf } from './findings-text.ts';
import { statement } from './hop-lines.ts';
import { joinSections } from './join-sections.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

/** For people: what is reached, worst first, each with the rules that let it through. */
export function exposureText(
  untrusted: FindingsDocument,
  options: FindingsStyle,
  checks: readonly ToldCheck[] = toldChecks(untrusted.findings, options.isDetailed),
): string {
  // Most findings are only counted.
  const { findings, known, excepted, ...rest } = untrusted;
  const document = { ...escapeDeep(rest), findings, known, excepted };
  const layout = layoutOf(document, options);
  const told = escapeDeep(checks);
  const sections = [
    [...askedLines(document, options.columns), ...headLines(document, layout)],
    ...SEVERITIES.flatMap((severity) => severityLines(told, severity, layout)),
    ...endSections(document, layout),
  ];
  return joinSections(sections);
}

/** What was asked, so that nothing found is known to be of something. */
function askedLines({ asked = 0, checks }: FindingsDocument, columns: number): readonly string[] {
  const isEgress = checks.some(({ id }) => id.endsWith('-egress'));
  const ends = `${asked} ${asked === 1 ? 'end' : 'ends'}`;
  const said = isEgress
    ? `Asked of ${ends} that may send: every address of the internet, every port, there and back.`
    : `Asked of ${ends} with an address for the internet: every sender, every port, there and back.`;
  return wrapText(said, { columns, first: '', next: '' });
}

function severityLines(all: readonly ToldCheck[], severity: Severity, layout: FindingsLayout) {
  const checks = all.filter((one) => one.severity === severity);
  if (checks.length === 0) return [];
  const tone = { critical: 'bad', high: 'bad', medium: 'unsure', low: 'strong', info: 'faint' } as const;
  const told = checks.flatMap(({ check, count, groups }) => {
    const rest = count - groups.reduce((sum, group) => sum + group.count, 0);
    const title = `${check}: ${layout.titles.get(check) ?? ''}${count > 1 ? ` (${count})` : ''}`;
    const head = wrapText(title, { columns: layout.columns, first: '', next: '  ' }).map(layout.palette.strong);
    const [first = [], ...others] = groups.map((group) => groupLines(group, layout));
    const more = rest > 0 ? [[`  … and ${rest} more: --detail shows them all`]] : [];
    return [[...head, ...first], ...others, ...more];
  });
  return [[layout.palette[tone[severity]](severity.toUpperCase())], ...told];
}

/** The rules are those of the first end; what is said holds for all. */
function groupLines({ count, shown }: ToldGroup, layout: FindingsLayout): readonly string[] {
  const { columns, labels, palette } = layout;
  const [first, ...others] = shown;
  const rest = count - shown.length;
  return [
    ...wrapText(labels.inText(first.message), { columns, first: '  ', next: '  ' }),
    ...endLines(first, layout),
    ...chainLines(first, layout),
    ...(others.length > 0 ? [palette.faint(`    and alike${rest > 0 ? `, of ${count - 1}` : ''}:`)] : []),
    ...others.flatMap((one) => endLines(one, layout)),
    ...(rest > 0 ? [`    … and ${rest} more`] : []),
  ];
}

function endLines({ id, component, exposure }: Finding, { columns, labels, palette, isDetailed }: FindingsLayout) {
  const addresses = [...new Set(exposure?.via.map(({ address }) => address))];
  const at = addresses.length > 0 ? ` at ${addresses.join(', ')}` : '';
  return [
    ...wrapText(`${labels.full(component)}${at}`, { columns, first: '    ', next: '      ' }),
    ...(isDetailed ? [palette.faint(`      id: ${id}`)] : []),
  ];
}

/** Several hops ask the same rule. */
function chainLines({ evidence }: Finding, layout: FindingsLayout): readonly string[] {
  const distinct = new Map(evidence.map((one) => [`${one.component} ${one.effect} ${one.text}`, one]));
  return [...distinct.values()].flatMap((one) => evidenceLines(one, layout));
}

const MARKS = { admits: '✓', routes: '→', translates: '⇄', blocks: '✗' } as const;

function evidenceLines(evidence: Evidence, layout: FindingsLayout): readonly string[] {
  const { columns, labels, palette, isDetailed } = layout;
  const { effect, source } = evidence;
  const said = `${MARKS[effect]} ${statement(evidence, undefined, labels, labels.shown)}`;
  return [
    ...wrapText(said, { columns, first: '      ', next: '        ' }),
    ...(isDetailed && source ? [palette.faint(`        ${placeOf(source)}`)] : []),
  ];
}
