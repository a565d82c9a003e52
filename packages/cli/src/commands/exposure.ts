import {
  type CheckFacts,
  type CheckReport,
  egressChecks,
  exposureChecks,
  findEgress,
  findExposure,
  type Network,
  runChecks,
  sourceOf,
} from '@hopwise/core';
import { oneOf } from '../bad-option.ts';
import type { ExitCode } from '../exit-code.ts';
import { safeJson } from '../render/escape-text.ts';
import { toldChecks } from '../render/exposure-groups.ts';
import { exposureText } from '../render/exposure-text.ts';
import { findingsDocument } from '../render/findings-document.ts';
import { findingsSarif } from '../render/findings-sarif.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { exitOfFindings, readFindingPolicy, triageFindings } from './finding-options.ts';
import { chosenChecks, type LintOptions } from './lint.ts';
import { readNetwork } from './read-network.ts';

export interface ExposureOptions extends LintOptions {
  readonly egress?: boolean;
}

/** What the internet can reach, or what can reach it. */
export async function exposure(terminal: Terminal, options: ExposureOptions): Promise<ExitCode> {
  const format = oneOf('--format', options.format ?? 'text', ['text', 'json', 'sarif'] as const);
  const policy = await readFindingPolicy(options);
  const { checks, run } = options.egress ? egress(options) : ingress(options);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const report = run(network);
  const triage = await triageFindings(report, policy, checks);
  const { undecided, asked } = report;
  const isDetailed = options.detail ?? false;
  const shown = format === 'text' ? toldChecks(triage.open, isDetailed) : undefined;
  const checked = { command: 'exposure', checks, asked, asOf: policy.asOf, triage, undecided, diagnostics, shown };
  const document = findingsDocument(network, checked);
  const style = { isColoured: options.color && terminal.isColoured, columns: terminal.columns, isDetailed };
  const rendered = {
    text: () => exposureText(document, style, shown),
    json: () => `${safeJson(document, 2)}\n`,
    sarif: () =>
      `${safeJson(
        findingsSarif(document, checks, version(), (id) => sourceOf(network, id)),
        2,
      )}\n`,
  }[format];
  await terminal.write(rendered());
  return exitOfFindings(triage, undecided, policy.failOn);
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
