import { type Finding, SEVERITIES, type Undecided } from '../model/finding.ts';
import type { Check, CheckContext, Found, Lacking } from './check.ts';

export interface CheckReport {
  /** Worst first, then by check, component and rule. */
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
}

export function runChecks<C extends CheckContext>(checks: readonly Check<C>[], context: C): CheckReport {
  const findings = new Map<string, Finding>();
  const undecided = new Map<string, Undecided>();
  for (const check of checks) {
    for (const one of check.run(context)) {
      if ('lacks' in one) addLacking(undecided, check.id, one);
      else {
        const finding = findingOf(check, one);
        if (!findings.has(finding.id)) findings.set(finding.id, finding);
      }
    }
  }
  return { findings: [...findings.values()].sort(bySeverity), undecided: [...undecided.values()].sort(byCheck) };
}

/** A duplicate says nothing new: several objects of a place lack the same listing. */
function addLacking(all: Map<string, Undecided>, check: string, { lacks, component, message }: Lacking): void {
  const key = [check, component ?? '', message, ...lacks.map(({ command, account }) => `${command} ${account}`)].join();
  all.set(key, { check, ...(component ? { component } : {}), message, missing: lacks });
}

function findingOf<C extends CheckContext>(check: Check<C>, found: Found): Finding {
  const { component, rule, severity = check.severity, message, place, exposure } = found;
  let evidence: Finding['evidence'] | undefined;
  return {
    id: [check.id, component, rule].filter(Boolean).join(' '),
    check: check.id,
    severity,
    component,
    ...(place.account ? { account: place.account } : {}),
    ...(place.region ? { region: place.region } : {}),
    message,
    get evidence() {
      evidence ??= found.evidence;
      return evidence;
    },
    ...(exposure ? { exposure } : {}),
  };
}

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byText(a.id, b.id);
}

function byCheck(a: Undecided, b: Undecided): number {
  return byText(a.check, b.check) || byText(a.component ?? '', b.component ?? '') || byText(a.message, b.message);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
