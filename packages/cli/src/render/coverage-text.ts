import { RULE_KINDS, type RuleKind } from '@hopwise/core';
import type { CoverageDocument, RuleDocument } from './coverage-document.ts';
import { escapeDeep } from './escape-text.ts';
import { joinSections } from './join-sections.ts';
import { createLabels, type Labels } from './labels.ts';
import { createPalette, type Palette } from './palette.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

interface CoverageStyle {
  readonly isColoured: boolean;
  readonly columns: number;
  readonly isDetailed: boolean;
}

/** More rules of a kind are counted; `--detail` tells them all. */
const MOST_TOLD = 40;

const KINDS: Readonly<Record<RuleKind, readonly [one: string, many: string]>> = {
  route: ['route', 'routes'],
  'security-group-rule': ['security group rule', 'security group rules'],
  'acl-rule': ['ACL rule', 'ACL rules'],
  'firewall-rule': ['firewall rule', 'firewall rules'],
};

/** The rules that no policy is about, under the tables, groups and ACLs that they are in. */
export function coverageText(untrusted: CoverageDocument, style: CoverageStyle): string {
  const document = escapeDeep(untrusted);
  const palette = createPalette(style.isColoured);
  const labels = createLabels(document.components, style.isDetailed);
  const sections = [
    headLines(document, style.columns),
    ...RULE_KINDS.map((kind) => kindLines(document, kind, style, labels, palette)),
  ];
  return joinSections(sections);
}

function headLines({ policies, counts, isComplete }: CoverageDocument, columns: number): readonly string[] {
  // Most networks have no firewall.
  const told = RULE_KINDS.filter((kind) => kind !== 'firewall-rule' || counts[kind].all > 0);
  const shares = told.map((kind) => {
    const { all, touched } = counts[kind];
    return `${touched} of ${all} ${KINDS[kind][all === 1 ? 0 : 1]}`;
  });
  const who = policies === 1 ? '1 policy touches' : `${policies} policies touch`;
  const rest = isComplete
    ? ''
    : ' They ask about more kinds of pairs than were followed: some of the rest may be touched.';
  return wrapText(`${who} ${shares.slice(0, -1).join(', ')} and ${shares.at(-1)}.${rest}`, {
    columns,
    first: '',
    next: '',
  });
}

function kindLines(
  { untouched }: CoverageDocument,
  kind: RuleKind,
  { columns, isDetailed }: CoverageStyle,
  labels: Labels,
  palette: Palette,
): readonly string[] {
  const own = untouched.filter((rule) => rule.kind === kind);
  if (own.length === 0) return [];
  const shown = isDetailed ? own : own.slice(0, MOST_TOLD);
  let last: string | undefined;
  const lines = shown.flatMap((rule) => {
    const head =
      rule.component === last ? [] : wrapText(labels.full(rule.component), { columns, first: '  ', next: '    ' });
    last = rule.component;
    return [...head, ...ruleLines(rule, columns, labels, palette, isDetailed)];
  });
  const rest = own.length - shown.length;
  return [
    palette.strong(`No policy touches these ${KINDS[kind][1]}`),
    ...lines,
    ...(rest > 0 ? [`  … and ${rest} more: --detail shows them all`] : []),
  ];
}

function ruleLines(
  { text, source }: RuleDocument,
  columns: number,
  labels: Labels,
  palette: Palette,
  isDetailed: boolean,
): readonly string[] {
  return [
    ...wrapText(labels.inText(text), { columns, first: '    ', next: '      ' }),
    ...(isDetailed && source ? [palette.faint(`      ${placeOf(source)}`)] : []),
  ];
}
