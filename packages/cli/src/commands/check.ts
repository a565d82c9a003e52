import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CheckFacts,
  checkPolicies,
  type Exception,
  learnPolicies,
  type Policy,
  policyCoverage,
  sourceOf,
} from '@hopwise/core';
import { readPolicies } from '@hopwise/importers';
import { badFile, badOption, neitherWith, oneOf, unusable } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { coverageDocument } from '../render/coverage-document.ts';
import { coverageText } from '../render/coverage-text.ts';
import { safeJson } from '../render/escape-text.ts';
import { findingsAnnotations } from '../render/findings-annotations.ts';
import { findingsDocument } from '../render/findings-document.ts';
import { findingsJunit } from '../render/findings-junit.ts';
import { findingsMarkdown } from '../render/findings-markdown.ts';
import { findingsSarif } from '../render/findings-sarif.ts';
import { findingsText } from '../render/findings-text.ts';
import { policiesYaml } from '../render/policies-yaml.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { exitOfFindings, type FindingOptions, readFindingPolicy, triageFindings } from './finding-options.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface CheckOptions extends InputOptions, FindingOptions {
  readonly allowUndecided?: boolean;
  readonly learn?: boolean;
  readonly coverage?: boolean;
  readonly by?: string;
  readonly detail?: boolean;
  readonly format?: string;
  readonly color: boolean;
}

const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;

/** Whether the network is as its policies want it. */
export async function check(terminal: Terminal, files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  if (options.coverage) return coverage(terminal, files, options);
  const format = oneOf('--format', options.format ?? 'text', FORMATS);
  if (options.learn) {
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
  const document = findingsDocument(network, {
    command: 'check',
    checks,
    asOf: given.asOf,
    triage,
    undecided,
    diagnostics,
  });
  const style = {
    isColoured: options.color && terminal.isColoured,
    columns: terminal.columns,
    isDetailed: options.detail ?? false,
  };
  const rendered = {
    text: () => findingsText(document, style),
    json: () => `${safeJson(document, 2)}\n`,
    sarif: () =>
      `${safeJson(
        findingsSarif(document, checks, version(), (id) => sourceOf(network, id)),
        2,
      )}\n`,
    junit: () => findingsJunit(document, options.allowUndecided ?? false),
    github: () => findingsAnnotations(document),
    markdown: () => findingsMarkdown(document),
  }[format];
  await terminal.write(rendered());
  return exitOfFindings(triage, options.allowUndecided ? [] : undecided, given.failOn);
}

/** Which routes and rules the policies are about, and which nobody has said anything of. */
async function coverage(terminal: Terminal, files: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const { learn, baseline, writeBaseline, exceptions } = options;
  const others = { '--learn': learn, '--baseline': baseline, '--write-baseline': writeBaseline };
  neitherWith('--coverage', { ...others, '--exceptions': exceptions }, 'It tells rules, not findings.');
  const format = oneOf('--format', options.format ?? 'text', ['text', 'json'] as const);
  const { policies } = await policiesIn(files);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const document = coverageDocument(network, policyCoverage(network, policies), policies.length, diagnostics);
  const style = {
    isColoured: options.color && terminal.isColoured,
    columns: terminal.columns,
    isDetailed: options.detail ?? false,
  };
  await terminal.write(format === 'json' ? `${safeJson(document, 2)}\n` : coverageText(document, style));
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
function factsOf({ name, from, to, services = ['all'], expect, severity = 'high', reason, owner }: Policy): CheckFacts {
  const wanted = `${from} → ${to} is ${expect} on ${services.join(', ')}`;
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
