import { type Finding, SEVERITIES, type Severity } from '@hopwise/core';

/** Findings of one check and severity that say the same: one of them is told in full. */
export interface ExposureGroup {
  readonly check: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

/** What text tells of one check at one severity, of perhaps hundreds of thousands of findings. */
export interface ToldCheck {
  readonly check: string;
  readonly severity: Severity;
  /** All of them, shown or not. */
  readonly count: number;
  readonly groups: readonly ToldGroup[];
}
export interface ToldGroup {
  readonly count: number;
  /** The first with its rules, unless it is merely worth knowing. */
  readonly shown: readonly [Finding, ...Finding[]];
}

/** Of one check and severity, and of one group; `--detail` shows all. */
const MOST_GROUPS = 5;
const MOST_ENDS = 5;

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

/** Worst first, then by check. Rules and routes are worked out when they are read: of what is not shown they are not. */
export function toldChecks(findings: readonly Finding[], isDetailed: boolean): readonly ToldCheck[] {
  const groups = exposureGroups(findings);
  return SEVERITIES.flatMap((severity) => {
    const here = groups.filter((one) => one.severity === severity);
    return [...new Set(here.map(({ check }) => check))].sort().map((check) => {
      const own = here.filter((one) => one.check === check);
      const shown = isDetailed ? own : own.slice(0, MOST_GROUPS);
      return { check, severity, count: countOf(own), groups: shown.map((group) => toldGroup(group, isDetailed)) };
    });
  });
}

function countOf(groups: readonly ExposureGroup[]): number {
  return groups.reduce((sum, { findings }) => sum + findings.length, 0);
}

function toldGroup({ severity, findings }: ExposureGroup, isDetailed: boolean): ToldGroup {
  const [first, ...others] = (isDetailed ? findings : findings.slice(0, MOST_ENDS)) as readonly [Finding, ...Finding[]];
  const hasRules = isDetailed || severity !== 'info';
  return { count: findings.length, shown: [hasRules ? { ...first } : bare(first), ...others.map(bare)] };
}

/** What a line of a list needs. */
function bare({ id, check, severity, component, message, exposure }: Finding): Finding {
  return { id, check, severity, component, message, evidence: [], ...(exposure ? { exposure } : {}) };
}
