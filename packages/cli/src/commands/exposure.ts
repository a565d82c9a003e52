import {
  type CheckFacts,
  type CheckReport,
  egressChecks,
  exposureChecks,
  type Finding,
  findEgress,
  findExposure,
  type Network,
  runChecks,
  type Triage,
} from '@hopwise/core';
import { oneOf } from '../bad-option.ts';
import type { ExitCode } from '../exit-code.ts';
import { exposureText, shownInFull } from '../render/exposure-text.ts';
import { findingsDocument } from '../render/findings-document.ts';
import { FINDINGS_FORMATS, renderFindings } from '../render/findings-formats.ts';
import type { Terminal } from '../terminal.ts';
import { exitOfFindings, readFindingPolicy, styleOf, triageFindings } from './finding-options.ts';
import { chosenChecks, type LintOptions } from './lint.ts';
import { readNetwork } from './read-network.ts';

export interface ExposureOptions extends LintOptions {
  readonly egress?: boolean;
}

/** What the internet can reach, or what can reach it. */
export async function exposure(terminal: Terminal, options: ExposureOptions): Promise<ExitCode> {
  const format = oneOf('--format', options.format ?? 'text', FINDINGS_FORMATS);
  const policy = await readFindingPolicy(options);
  const { checks, run } = options.egress ? egress(options) : ingress(options);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const { asOf, failOn } = policy;
  const report = run(network);
  const triage = await triageFindings(report, policy, checks);
  const { undecided, asked } = report;
  const told = format === 'text' && !options.detail ? inShort(triage) : triage;
  const checked = { command: 'exposure', checks, asked, asOf, triage: told, undecided, diagnostics };
  const document = findingsDocument(network, checked);
  const style = styleOf(terminal, options);
  await terminal.write(renderFindings(format, { network, document, checks, style, failOn, text: exposureText }));
  return exitOfFindings(triage, undecided, failOn);
}

interface Asked {
  readonly checks: readonly CheckFacts[];
  run(network: Network): CheckReport & { readonly asked: number };
}

function ingress(options: ExposureOptions): Asked {
  const checks = chosenChecks(exposureChecks, options);
  return {
    checks,
    run(network) {
      const found = findExposure(network);
      return { ...runChecks(checks, { network, exposure: found }), asked: found.dialled };
    },
  };
}

function egress(options: ExposureOptions): Asked {
  const checks = chosenChecks(egressChecks, options);
  return {
    checks,
    run(network) {
      const found = findEgress(network);
      return { ...runChecks(checks, { network, egress: found }), asked: found.asked };
    },
  };
}

/** Rules and routes are worked out when they are read: those that text does not show are left alone. */
function inShort({ open, known, excepted, ...rest }: Triage): Triage {
  const shown = shownInFull(open);
  return {
    ...rest,
    open: open.map((finding) => (shown.has(finding) ? finding : bare(finding))),
    known: known.map(bare),
    excepted: excepted.map(({ finding, exception }) => ({ finding: bare(finding), exception })),
  };
}

/** What a line of a list needs: nobody reads thousands of lists of CIDRs. */
function bare({ id, check, severity, component, message, exposure: facts }: Finding): Finding {
  const shown = facts ? { exposure: { ...facts, parts: [] } } : {};
  return { id, check, severity, component, message, evidence: [], ...shown };
}
