import { readFile, stat } from 'node:fs/promises';
import {
  builtInScopes,
  findAccess,
  type Network,
  nearestOf,
  QuestionError,
  type Scope,
  scopeOfAws,
} from '@hopwise/core';
import { readScopes } from '@hopwise/importers';
import { badFile, badOption, neitherWith, oneOf } from '../bad-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { accessDocument, findingsOf, undecidedOf } from '../render/access-document.ts';
import { accessText } from '../render/access-text.ts';
import { accessScopeFindings } from '../render/aws-json/access-findings.ts';
import { safeJson } from '../render/escape-text.ts';
import { scopeListText } from '../render/scope-list-text.ts';
import type { Terminal } from '../terminal.ts';
import { streamPairs } from './access-pairs.ts';
import { readCliInput } from './cli-input.ts';
import { exitOfFindings, type FindingOptions, readFindingPolicy, triageFindings } from './finding-options.ts';
import { type InputOptions, readNetwork } from './read-network.ts';

export interface AccessOptions extends InputOptions, FindingOptions {
  readonly scope?: readonly string[];
  readonly listScopes?: boolean;
  readonly cliInputJson?: string;
  readonly oneWay?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly detail?: boolean;
  readonly format?: string;
  readonly color: boolean;
}

const FORMATS = ['text', 'json', 'ndjson', 'aws-json'] as const;

/** What network access scopes find, completely. */
export async function access(terminal: Terminal, options: AccessOptions): Promise<ExitCode> {
  if (options.listScopes) {
    const format = options.format === 'text' ? undefined : options.format;
    neitherWith(
      '--list-scopes',
      { '--format': format },
      'The list is text alone; hopwise access --scope NAME asks one.',
    );
    await terminal.write(scopeListText(builtInScopes, terminal.columns));
    return EXIT.asHoped;
  }
  const { all = false, oneWay = false } = options;
  const format = oneOf('--format', options.format ?? (all ? 'ndjson' : 'text'), FORMATS);
  if (all !== (format === 'ndjson')) throw badOption('--format', format, 'Pairs come as ndjson, with --all alone.');
  const policy = await readFindingPolicy(options);
  const chosen = await chosenScopes(terminal, options);
  const { network, diagnostics } = await readNetwork(terminal, options);
  const scopes = chosen.map((one) => one(network));
  if (all) {
    const { baseline, exceptions, writeBaseline } = options;
    const others = { '--baseline': baseline, '--exceptions': exceptions, '--write-baseline': writeBaseline };
    neitherWith('--all', others, 'They know findings, not pairs.');
    return streamPairs(terminal, network, scopes, { oneWay, isSure: options.yes ?? false, failOn: policy.failOn });
  }
  // As AWS asks, whether a reply comes back is no matter.
  const answers = scopes.map((scope) => findAccess(network, scope, { oneWay: oneWay || format === 'aws-json' }));
  const ran = scopes.map(({ name }) => ({ id: name }));
  const triage = await triageFindings({ findings: findingsOf(network, answers) }, policy, ran);
  const { asOf, failOn } = policy;
  const style = {
    isColoured: options.color && terminal.isColoured,
    columns: terminal.columns,
    isDetailed: options.detail ?? false,
  };
  const document = () => accessDocument(network, { answers, oneWay, triage, asOf, diagnostics });
  const rendered = {
    text: () => accessText(document(), style),
    json: () => `${safeJson(document(), 2)}\n`,
    ndjson: () => '',
    'aws-json': () => answers.map((one) => `${safeJson(accessScopeFindings(network, one), 2)}\n`).join(''),
  }[format];
  await terminal.write(rendered());
  return exitOfFindings(triage, undecidedOf(network, answers), failOn);
}

type Chosen = (network: Network) => Scope;

/** What comes with Hopwise knows whom it means when the input was read. */
async function chosenScopes(terminal: Terminal, { scope, cliInputJson }: AccessOptions): Promise<readonly Chosen[]> {
  if (cliInputJson !== undefined) {
    neitherWith('--cli-input-json', { '--scope': scope }, 'The request is a scope.');
    const request = await readCliInput(terminal, cliInputJson);
    const read = scopeOfAws(request, { name: 'scope', severity: 'high' });
    return [() => read];
  }
  if (scope === undefined) {
    const hint = 'Type --scope NAME or --scope FILE; hopwise access --list-scopes tells the names.';
    throw new QuestionError('NO_SCOPE', 'Nothing says what to look for', hint);
  }
  const found = await Promise.all(scope.flatMap((list) => list.split(',')).map((name) => scopesCalled(name.trim())));
  return found.flat();
}

async function scopesCalled(name: string): Promise<readonly Chosen[]> {
  const known = builtInScopes.find((one) =>
    [one.name, one.alias].some((word) => word?.toLowerCase() === name.toLowerCase()),
  );
  if (known) return [(network) => known.scope(network)];
  const isFile = await stat(name).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) {
    const near = nearestOf(
      name,
      builtInScopes.map((one) => one.name),
    );
    throw badOption(
      '--scope',
      name,
      `${near.length > 0 ? `Did you mean ${near.join(', ')}? ` : ''}Give a name of --list-scopes, or a file.`,
    );
  }
  const read = await readScopes(name, await readFile(name, 'utf8'));
  if ('problem' in read) throw badFile('--scope', name, read);
  return read.map((one) => () => one);
}
