import { type CheckFacts, type CheckReport, type Finding, SEVERITIES, type Severity, type Triage } from '@hopwise/core';

/** What some checks found, the worst first, folded so that a page can show it. */
export interface FindingsSection {
  /** How many ends could have been found, where that is known. */
  readonly asked?: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly groups: readonly FindingGroup[];
  readonly excepted: Triage['excepted'];
  readonly undecided: CheckReport['undecided'];
  /** Undecided beyond those that are listed. */
  readonly moreUndecided: number;
}

/** The findings of one check with one severity. */
export interface FindingGroup {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly mend: string;
  readonly findings: readonly Finding[];
  readonly more: number;
}

/** Of one check, so many are listed; of these the first have their rules. */
const MOST_LISTED = 40;
const MOST_SHOWN = 8;
const MOST_UNDECIDED = 40;

export function findingsSection(
  checks: readonly CheckFacts[],
  { open, excepted }: Pick<Triage, 'open' | 'excepted'>,
  { undecided, asked }: Pick<CheckReport, 'undecided'> & { readonly asked?: number },
): FindingsSection {
  const groups = SEVERITIES.flatMap((severity) =>
    checks.flatMap((check) => {
      const own = open.filter((one) => one.check === check.id && one.severity === severity);
      return own.length === 0 ? [] : [groupOf(check, severity, own)];
    }),
  );
  const count = (severity: Severity) => open.filter((one) => one.severity === severity).length;
  return {
    ...(asked === undefined ? {} : { asked }),
    counts: Object.fromEntries(SEVERITIES.map((one) => [one, count(one)])) as Record<Severity, number>,
    groups,
    excepted: excepted.map(({ finding, exception }) => ({ finding: inShort(finding), exception })),
    undecided: undecided.slice(0, MOST_UNDECIDED),
    moreUndecided: Math.max(0, undecided.length - MOST_UNDECIDED),
  };
}

function groupOf({ id, title, help }: CheckFacts, severity: Severity, own: readonly Finding[]): FindingGroup {
  return {
    check: id,
    title,
    severity,
    why: help.why,
    mend: help.mend,
    findings: own.slice(0, MOST_LISTED).map((one, at) => (at < MOST_SHOWN ? { ...one } : inShort(one))),
    more: Math.max(0, own.length - MOST_LISTED),
  };
}

/** Without the rules, which are worked out when they are read. */
function inShort(finding: Finding): Finding {
  const { id, check, severity, component, account, region, message } = finding;
  return {
    id,
    check,
    severity,
    component,
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    message,
    evidence: [],
  };
}
