import {
  type ApplianceBehaviour,
  type Assumptions,
  checkSettings,
  compile,
  type Diagnostic,
  type Network,
} from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import { badOption, oneOf } from '../bad-option.ts';
import { countDiagnostics, diagnosticText } from '../render/diagnostic-text.ts';
import type { Terminal } from '../terminal.ts';

export interface InputOptions {
  readonly input?: readonly string[];
  readonly quiet?: boolean;
  readonly assume?: string;
  readonly health?: boolean;
}

/** Reads the input and makes it ready to be asked; what is odd about it is said on standard error, in short. */
export async function readNetwork(
  terminal: Terminal,
  { input = ['.'], quiet = false, assume, health = false }: InputOptions,
): Promise<{ readonly network: Network; readonly diagnostics: readonly Diagnostic[] }> {
  const assumptions = { ...(assume === undefined ? {} : parseAssumption(assume)), health };
  const { snapshot, diagnostics: read } = await importSnapshot(input, { stdin: terminal.stdin });
  const unused = checkSettings(snapshot);
  const diagnostics = [...read, ...unused];
  if (!quiet) for (const one of unused) terminal.warn(`${diagnosticText(one, terminal.columns)}\n`);
  if (!quiet) warnOf(terminal, read);
  return { network: compile(snapshot, assumptions), diagnostics };
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
