import {
  type CheckFacts,
  type CheckReport,
  egressChecks,
  exposureChecks,
  findEgress,
  findExposure,
  type Network,
  runChecks,
} from '@hopwise/core';
import { oneOf } from '../bad-option.ts';
import type { ExitCode } from '../exit-code.ts';
import { toldChecks } from '../render/exposure-groups.ts';
import { exposureText } from '../render/exposure-text.ts';
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
  const style = styleOf(terminal, options);
  const shown = format === 'text' ? toldChecks(triage.open, style.isDetailed) : undefined;
  const checked = { command: 'exposure', checks, asked, asOf, triage, undecided, diagnostics, shown };
  const document = findingsDocument(network, checked);
  const text = (told: typeof document, of: typeof style) => exposureText(told, of, shown);
  const rendered = renderFindings(format, { network, document, checks, style, failOn, text });
  for (const piece of rendered) await terminal.write(piece);
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
