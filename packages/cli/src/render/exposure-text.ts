import { type Evidence, type Finding, SEVERITIES, type Severity } from '@hopwise/core';
import { escapeDeep } from './escape-text.ts';
import type { FindingsDocument } from './findings-document.ts';
import { endSections, type FindingsLayout, type FindingsStyle, headLines, layoutOf } from './findings-text.ts';
import { statement } from './hop-lines.ts';
import { joinSections } from './join-sections.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

/** Findings of one check and severity that say the same: one of them is told in full. */
export interface ExposureGroup {
  readonly check: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

/** Of one check and severity, and of one group; `--detail` shows all. */
const MOST_GROUPS = 5;
const MOST_ENDS = 4;

/** The largest first: what is wrong in many places is told before what is wrong in one. */
export function exposureGroups(findings: readonly Finding[]): readonly ExposureGroup[] {
  const groups = new Map<string, ExposureGroup & { readonly findings: Finding[] }>();
  for (const finding of findings) {
    const { check, severity, message } = finding;
    const key = `${severity} ${check} ${message}`;
    const known = groups.get(key);
    if (known) known.findings.push(finding);
    else groups.set(key, { check, severity, findings: [finding] });
  }
  return [...groups.values()].sort((a, b) => b.findings.length - a.findings.length);
}

/** The findings of which text shows rules and routes; of what is merely worth knowing it shows none. */
export function shownInFull(findings: readonly Finding[]): ReadonlySet<Finding> {
  const groups = exposureGroups(findings);
  const shown = SEVERITIES.filter((one) => one !== 'info').flatMap((severity) =>
    checksIn(groups, severity).flatMap((check) => groupsOf(groups, severity, check).slice(0, MOST_GROUPS)),
  );
  return new Set(shown.map((group) => group.findings[0] as Finding));
}

/** For people: what is reached, worst first, each with the rules that let it through. */
export function exposureText(untrusted: FindingsDocument, options: FindingsStyle): string {
  const document = escapeDeep(untrusted);
  const layout = layoutOf(document, options);
  const groups = exposureGroups(document.findings);
  const sections = [
    [...askedLines(document, options.columns), ...headLines(document, layout)],
    ...SEVERITIES.flatMap((severity) => severityLines(groups, severity, layout)),
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

function severityLines(groups: readonly ExposureGroup[], severity: Severity, layout: FindingsLayout) {
  const checks = checksIn(groups, severity);
  if (checks.length === 0) return [];
  const tone = { critical: 'bad', high: 'bad', medium: 'unsure', low: 'strong', info: 'faint' } as const;
  const told = checks.flatMap((check) => {
    const own = groupsOf(groups, severity, check);
    const shown = layout.isDetailed ? own : own.slice(0, MOST_GROUPS);
    const count = own.reduce((sum, { findings }) => sum + findings.length, 0);
    const rest = count - shown.reduce((sum, { findings }) => sum + findings.length, 0);
    const title = `${check}: ${layout.titles.get(check) ?? ''}${count > 1 ? ` (${count})` : ''}`;
    const head = wrapText(title, { columns: layout.columns, first: '', next: '  ' }).map(layout.palette.strong);
    const [first = [], ...others] = shown.map((group) => groupLines(group, layout));
    const more = rest > 0 ? [[`  … and ${rest} more: --detail shows them all`]] : [];
    return [[...head, ...first], ...others, ...more];
  });
  return [[layout.palette[tone[severity]](severity.toUpperCase())], ...told];
}

/** The rules are those of the first end; what is said holds for all. */
function groupLines({ findings }: ExposureGroup, layout: FindingsLayout): readonly string[] {
  const { columns, labels, palette, isDetailed } = layout;
  const [first, ...others] = findings as readonly [Finding, ...Finding[]];
  const shown = isDetailed ? others : others.slice(0, MOST_ENDS);
  const rest = others.length - shown.length;
  return [
    ...wrapText(labels.inText(first.message), { columns, first: '  ', next: '  ' }),
    ...endLines(first, layout),
    ...(isDetailed || first.severity !== 'info' ? chainLines(first, layout) : []),
    ...(others.length > 0 ? [palette.faint(`    and alike${rest > 0 ? `, of ${others.length}` : ''}:`)] : []),
    ...shown.flatMap((one) => endLines(one, layout)),
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

function checksIn(groups: readonly ExposureGroup[], severity: Severity): readonly string[] {
  return [...new Set(groups.filter((one) => one.severity === severity).map(({ check }) => check))].sort();
}

function groupsOf(groups: readonly ExposureGroup[], severity: Severity, check: string): readonly ExposureGroup[] {
  return groups.filter((one) => one.severity === severity && one.check === check);
}
