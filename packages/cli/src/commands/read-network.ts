import {
  type ApplianceBehaviour,
  type Assumptions,
  checkSettings,
  compile,
  type Diagnostic,
  type Network,
  packFacts,
  type Snapshot,
} from '@hopwise/core';
import { type ImportedFiles, importCached, importSnapshot, type PlanSide } from '@hopwise/importers';
import { badOption, oneOf } from '../bad-option.ts';
import { countDiagnostics, diagnosticText } from '../render/diagnostic-text.ts';
import type { Terminal } from '../terminal.ts';
import { build } from '../version.ts';
import { parametersOf } from './parameters.ts';

export interface InputOptions {
  readonly input?: readonly string[];
  readonly quiet?: boolean;
  /** False: what was read before is read again, and nothing is kept. */
  readonly cache?: boolean;
  readonly verify?: boolean;
  readonly parameters?: readonly string[];
  readonly assume?: string;
  readonly health?: boolean;
}

export interface ReadSnapshot {
  readonly snapshot: Snapshot;
  readonly diagnostics: readonly Diagnostic[];
}

type Reading = ReadSnapshot & Pick<ImportedFiles, 'keep'>;

/** Reads the input and makes it ready to be asked; what is odd about it is said on standard error, in short. */
export async function readNetwork(
  terminal: Terminal,
  options: InputOptions,
): Promise<{ readonly network: Network; readonly diagnostics: readonly Diagnostic[] }> {
  const assumptions = assumptionsOf(options);
  const { snapshot, diagnostics, keep } = await readSnapshot(terminal, options);
  terminal.progress('making ready to answer');
  const network = compile(snapshot, assumptions);
  if (keep) terminal.afterwards(() => keepFor(terminal, network, keep));
  terminal.progress('looking for the answer');
  return { network, diagnostics };
}

function keepFor(terminal: Terminal, network: Network, keep: NonNullable<Reading['keep']>): void {
  terminal.progress('keeping what was read for the next time');
  keep(packFacts(network));
}

/** The same, before it is made ready. */
export async function readSnapshot(
  terminal: Terminal,
  { input = ['.'], quiet = false, cache = true, verify = false, parameters }: InputOptions,
  planSide?: PlanSide,
): Promise<Reading> {
  const importing = {
    stdin: terminal.stdin,
    ...(await parametersOf(parameters)),
    ...(planSide ? { planSide } : {}),
    progress: (bytes: number) => terminal.progress('reading the input', bytes),
  };
  const imported =
    terminal.cache && cache
      ? await importCached(input, importing, { program: build(), ...terminal.cache, verify })
      : await importSnapshot(input, importing);
  const { snapshot, diagnostics: read, keep } = imported;
  const unused = checkSettings(snapshot);
  if (!quiet)
    for (const one of unused)
      terminal.warn(`${diagnosticText(one, terminal.columns)}
`);
  if (!quiet) warnOf(terminal, read);
  return { snapshot, diagnostics: [...read, ...unused], ...(keep ? { keep } : {}) };
}

export function assumptionsOf({ assume, health = false }: InputOptions): Assumptions {
  return { ...(assume === undefined ? {} : parseAssumption(assume)), health };
}

/** Errors in full, the rest by number. */
function warnOf(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const worth = diagnostics.filter(({ severity }) => severity !== 'note');
  for (const error of errors) terminal.warn(`${diagnosticText(error, terminal.columns)}\n`);
  if (worth.length > 0)
    terminal.warn(`About the input: ${countDiagnostics(diagnostics)}; hopwise import tells them.\n`);
}

const BEHAVIOURS: readonly ApplianceBehaviour[] = ['forward', 'nat', 'drop'];

function parseAssumption(text: string): Assumptions {
  const [what, value = ''] = text.split('=');
  if (what !== 'appliances')
    throw badOption('--assume', text, 'Use appliances=forward, appliances=nat or appliances=drop.');
  return { appliances: oneOf('--assume appliances', value, BEHAVIOURS) };
}
