import { type ExposureFacts, type Finding, SEVERITIES, type Undecided } from '../model/finding.ts';
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
        const finding = new LazyFinding(check, one);
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

/** One of perhaps hundreds of thousands, of which few are looked at: what it stands on is worked out when it is read. */
class LazyFinding implements Finding {
  // Only declared, so that they come in the order in which they are set, as JSON has them.
  declare readonly id: string;
  declare readonly check: string;
  declare readonly severity: Finding['severity'];
  declare readonly component: string;
  declare readonly account?: string;
  declare readonly region?: string;
  declare readonly message: string;
  declare readonly evidence: Finding['evidence'];
  declare readonly exposure?: ExposureFacts;
  readonly #found: Found;
  #evidence: Finding['evidence'] | undefined;

  constructor(check: Check<never>, found: Found) {
    const { component, rule, severity = check.severity, message, place } = found;
    this.id = rule ? `${check.id} ${component} ${rule}` : `${check.id} ${component}`;
    this.check = check.id;
    this.severity = severity;
    this.component = component;
    if (place.account) this.account = place.account;
    if (place.region) this.region = place.region;
    this.message = message;
    this.#found = found;
    Object.defineProperty(this, 'evidence', LAZY);
    if ('exposure' in found) Object.defineProperty(this, 'exposure', LAZY_EXPOSURE);
  }

  static evidenceOf(finding: LazyFinding): Finding['evidence'] {
    finding.#evidence ??= finding.#found.evidence;
    return finding.#evidence;
  }

  static exposureOf(finding: LazyFinding): ExposureFacts | undefined {
    return finding.#found.exposure;
  }
}

/** A property like the others, which JSON has too; one function for all, as objects with functions of their own are large. */
const LAZY: PropertyDescriptor & ThisType<LazyFinding> = {
  enumerable: true,
  get() {
    return LazyFinding.evidenceOf(this);
  },
};

const LAZY_EXPOSURE: PropertyDescriptor & ThisType<LazyFinding> = {
  enumerable: true,
  get() {
    return LazyFinding.exposureOf(this);
  },
};

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byText(a.id, b.id);
}

function byCheck(a: Undecided, b: Undecided): number {
  return byText(a.check, b.check) || byText(a.component ?? '', b.component ?? '') || byText(a.message, b.message);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
