import {
  type CheckFacts,
  type CheckReport,
  type Diagnostic,
  type Finding,
  type Network,
  SEVERITIES,
  type Severity,
  type Triage,
  type Undecided,
} from '@hopwise/core';
import { type ComponentNames, componentsIn } from './components-in.ts';

/** What checks found, as data: what `--format json` prints and text and SARIF are made of. Its JSON Schema is published. */
export interface FindingsDocument {
  readonly command: string;
  /** The checks that ran. */
  readonly checks: readonly Pick<CheckFacts, 'id' | 'title' | 'severity'>[];
  /** How many ends there are that could have been found, where that is known. */
  readonly asked?: number;
  readonly asOf: string;
  /** How many findings nobody answers for. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly findings: readonly Finding[];
  /** In the baseline. */
  readonly known: readonly Finding[];
  readonly excepted: Triage['excepted'];
  /** In the baseline, and no longer found. */
  readonly gone: readonly string[];
  readonly exceptions: Pick<Triage, 'expired' | 'unused'>;
  readonly undecided: readonly Undecided[];
  readonly components: ComponentNames;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Checked {
  readonly command: string;
  readonly checks: readonly CheckFacts[];
  readonly asked?: number | undefined;
  readonly asOf: string;
  readonly triage: Triage;
  readonly undecided: CheckReport['undecided'];
  readonly diagnostics: readonly Diagnostic[];
  /** Of the findings what is told, where most are only counted: nothing else is named. */
  readonly shown?: unknown;
}

/** What a finding says by itself: a policy's names its ends, what a check says is of one component. */
export function saidOf(command: string, { component, message }: Pick<Finding, 'component' | 'message'>): string {
  return command === 'check' ? message : `${component}: ${message}`;
}

export function findingsDocument(network: Network, checked: Checked): FindingsDocument {
  const { command, checks, asked, asOf, triage, undecided, diagnostics, shown } = checked;
  const { open, known, excepted, gone, expired, unused } = triage;
  const count = (severity: Severity) => open.filter((one) => one.severity === severity).length;
  return {
    command,
    checks: checks.map(({ id, title, severity }) => ({ id, title, severity })),
    ...(asked === undefined ? {} : { asked }),
    asOf,
    counts: Object.fromEntries(SEVERITIES.map((one) => [one, count(one)])) as Record<Severity, number>,
    findings: open,
    known,
    excepted,
    gone,
    exceptions: { expired, unused },
    undecided,
    components: componentsIn(network, [shown ?? [open, known, excepted], undecided]),
    diagnostics,
  };
}
