import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CheckFacts,
  checkPolicies,
  type Exception,
  type Finding,
  learnPolicies,
  mendViolation,
  type Network,
  type Policy,
  type PolicyReport,
  policyCoverage,
  policyText,
  SEVERITIES,
} from '@hopwise/core';
import { readPolicies } from '@hopwise/importers';
import { badFile, badOption, neitherWith, oneOf, unusable } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { coverageDocument } from '../render/coverage-document.ts';
import { coverageText } from '../render/coverage-text.ts';
import { safeJson } from '../render/escape-text.ts';
import { findingsDocument } from '../render/findings-document.ts';
import { FINDINGS_FORMATS, renderFindings } from '../render/findings-formats.ts';
import { policiesYaml } from '../render/policies-yaml.ts';
import type { Terminal } from '../terminal.ts';
import { exitOfFindings, type FindingOptions, readFindingPolicy, styleOf, triageFindings } from './finding-options.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface CheckOptions extends InputOptions, FindingOptions {
  readonly allowUndecided?: boolean;
  readonly fix?: boolean;
  readonly learn?: boolean;
  readonly coverage?: boolean;
  readonly by?: string;
  readonly detail?: boolean;
  readonly format?: string;
  readonly color: boolean;
}

/** Whether the network is as its policies want it. */
export async function check(terminal: Terminal, files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  if (options.coverage) return coverage(terminal, files, options);
  const format = oneOf('--format', options.format ?? 'text', FINDINGS_FORMATS);
  if (options.learn) {
    const { baseline, writeBaseline, exceptions, fix } = options;
    const others = { POLICIES: files[0], '--baseline': baseline, '--write-baseline': writeBaseline, '--fix': fix };
    neitherWith(
      '--learn',
      { ...others, '--exceptions': exceptions },
      'It writes policies, and holds nothing against any.',
    );
    if (format !== 'text') throw badOption('--format', format, 'What is learned is YAML: leave it out.');
    const { network } = await readNetwork(terminal, options);
    await terminal.write(policiesYaml(learnPolicies(network, options.by ?? 'vpc')));
    return EXIT.asHoped;
  }
  // Any violation counts, unless somebody says otherwise.
  const given = await readFindingPolicy({ failOn: 'info', ...options });
  const { policies, exceptions } = await policiesIn(files);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const report = checkPolicies(network, policies);
  const checks = policies.map(factsOf);
  // What stands beside policies is about them alone: one that names none of them is told.
  const named = exceptions.map(({ check: name, finding = '' }) => ({ id: name ?? finding }));
  const all = { ...given, exceptions: [...exceptions, ...given.exceptions] };
  const triage = await triageFindings(report, all, [...checks, ...named]);
  const { undecided } = report;
  const mended = { ...triage, open: options.fix ? withMends(network, report, triage.open) : triage.open };
  const { asOf, failOn } = given;
  const checked = { command: 'check', checks, asOf, triage: mended, undecided, diagnostics };
  const document = findingsDocument(network, checked);
  const isUndecidedAllowed = options.allowUndecided ?? false;
  const style = styleOf(terminal, options);
  const rendered = renderFindings(format, { network, document, checks, style, failOn, isUndecidedAllowed });
  for (const piece of rendered) await terminal.write(piece);
  return exitOfFindings(triage, isUndecidedAllowed ? [] : undecided, failOn);
}

/** Of so many policies the first violation is mended: every try compiles a network. */
const MOST_MENDED = 5;

/** The worst first, one of each policy. */
function withMends(network: Network, report: PolicyReport, open: readonly Finding[]): readonly Finding[] {
  const first = new Map(open.toReversed().map((finding) => [finding.check, finding]));
  const worst = [...first.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const chosen = new Set(worst.slice(0, MOST_MENDED));
  return open.map((finding) => {
    const violation = chosen.has(finding) ? report.violationOf(finding.id) : undefined;
    const mend = violation && mendViolation(network, violation.policy, violation.pair);
    return mend ? { ...finding, mend } : finding;
  });
}

/** Which routes and rules the policies are about, and which nobody has said anything of. */
async function coverage(terminal: Terminal, files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const { learn, fix, baseline, writeBaseline, exceptions } = options;
  const others = { '--learn': learn, '--fix': fix, '--baseline': baseline, '--write-baseline': writeBaseline };
  neitherWith('--coverage', { ...others, '--exceptions': exceptions }, 'It tells rules, not findings.');
  const format = oneOf('--format', options.format ?? 'text', ['text', 'json'] as const);
  const { policies } = await policiesIn(files);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const document = coverageDocument(network, policyCoverage(network, policies), policies.length, diagnostics);
  await terminal.write(
    format === 'json' ? `${safeJson(document, 2)}\n` : coverageText(document, styleOf(terminal, options)),
  );
  return EXIT.asHoped;
}

/** All policies of files, and of the YAML files of folders. */
async function policiesIn(
  paths: readonly string[],
): Promise<{ readonly policies: readonly Policy[]; readonly exceptions: readonly Exception[] }> {
  if (paths.length === 0) throw badOption('POLICIES', '', 'Name a file of policies, or make one with --learn.');
  const read = await Promise.all((await Promise.all(paths.map(filesAt))).flat().map(readFileAt));
  const policies = read.flatMap((one) => one.policies);
  const seen = new Map<string, string>();
  for (const { name, at = '' } of policies) {
    const other = seen.get(name);
    if (other) throw badOption('POLICIES', paths.join(', '), `Two policies are called ${name}: ${other}, and ${at}.`);
    seen.set(name, at);
  }
  if (policies.length === 0) throw badOption('POLICIES', paths.join(', '), 'There is no policy in it.');
  return { policies, exceptions: read.flatMap((one) => one.exceptions) };
}

async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(unusable('POLICIES', path, 'read'));
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.ya?ml$/.test(name)).sort();
  return names.map((name) => join(path, name));
}

async function readFileAt(path: string) {
  const file = await readPolicies(path, await readFile(path, 'utf8'));
  if ('problem' in file) throw badFile('POLICIES', path, file);
  return file;
}

/** A policy is a check of one's own. */
function factsOf(policy: Policy): CheckFacts {
  const { name, severity = 'high', reason, owner } = policy;
  const wanted = policyText(policy);
  const why = [reason, owner ? `Ask ${owner}.` : undefined].filter(Boolean).join(' ') || 'The policy says so.';
  return {
    id: name,
    title: wanted,
    severity,
    help: {
      wrong: `Not as it is to be: ${wanted}.`,
      why,
      mend: 'hopwise path … --fix or --close tells the fewest changes.',
    },
  };
}
