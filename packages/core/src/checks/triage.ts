import type { Finding, Severity } from '../model/finding.ts';
import { SEVERITIES } from '../model/finding.ts';

/** A finding that somebody answers for. */
export interface Exception {
  /** The id of one finding; or a check, of one component or of all. */
  readonly finding?: string | undefined;
  readonly check?: string | undefined;
  readonly component?: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** The last day it holds, `2026-12-31`; for good where it is absent. */
  readonly expires?: string | undefined;
}

/** Findings that were there before, by id. */
export type Baseline = ReadonlySet<string>;

export interface TriageOptions {
  readonly baseline?: Baseline | undefined;
  readonly exceptions?: readonly Exception[] | undefined;
  /** The day to judge exceptions by, `2026-11-22`. */
  readonly asOf: string;
  /** Checks, scopes or policies that did not run: what they would find is neither gone nor without a finding. */
  isElsewhere?(name: string): boolean;
}

/** Findings by what has to be done about them. */
export interface Triage {
  /** Nobody answers for them. */
  readonly open: readonly Finding[];
  /** They were there before. */
  readonly known: readonly Finding[];
  readonly excepted: readonly { readonly finding: Finding; readonly exception: Exception }[];
  /** Ids of the baseline that are no longer found. */
  readonly gone: readonly string[];
  /** Past their last day: what they are about is open again. */
  readonly expired: readonly Exception[];
  /** About nothing that was found. */
  readonly unused: readonly Exception[];
}

export function triage(findings: readonly Finding[], options: TriageOptions): Triage {
  const { baseline = new Set<string>(), exceptions = [], asOf, isElsewhere = () => false } = options;
  const valid = indexOf(exceptions.filter(({ expires }) => expires === undefined || expires >= asOf));
  const expired = exceptions.filter(({ expires }) => expires !== undefined && expires < asOf);
  const used = new Set<Exception>();
  const [open, known]: [Finding[], Finding[]] = [[], []];
  const excepted: { finding: Finding; exception: Exception }[] = [];
  for (const finding of findings) {
    const exception = valid.size > 0 ? keysOf(finding).flatMap((key) => valid.get(key) ?? [])[0] : undefined;
    if (exception) {
      used.add(exception);
      excepted.push({ finding, exception });
    } else if (baseline.has(finding.id)) known.push(finding);
    else open.push(finding);
  }
  const found = new Set(baseline.size > 0 ? findings.map(({ id }) => id) : []);
  return {
    open,
    known,
    excepted,
    gone: [...baseline].filter((id) => !found.has(id) && !isElsewhere(id)).sort(),
    expired,
    unused: [...valid.values()].filter((one) => !used.has(one) && !isElsewhere(one.check ?? one.finding ?? '')),
  };
}

/** Whether any finding is as bad as `severity`, or worse. */
export function isAnyAtLeast(findings: readonly Finding[], severity: Severity): boolean {
  const limit = SEVERITIES.indexOf(severity);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= limit);
}

/** By what they are about; of two about the same the first stands. */
function indexOf(exceptions: readonly Exception[]): ReadonlyMap<string, Exception> {
  const found = new Map<string, Exception>();
  for (const one of exceptions) {
    const key = one.finding ?? `${one.check} ${one.component ?? ''}`;
    if (!found.has(key)) found.set(key, one);
  }
  return found;
}

/** The closest first. A finding of a component as a whole has the id that an exception for the component is known by. */
function keysOf({ id, check, component }: Finding): readonly string[] {
  return [id, `${check} ${component}`, `${check} `];
}
