import { readFile } from 'node:fs/promises';
import { readParameters } from '@hopwise/importers';
import { badOption, unusable } from '../bad-option.ts';

/** `NAME=VALUE`, also `STACK.NAME=VALUE` and `AWS::Region=eu-west-1`; anything else is a file of parameters. */
const PAIR = /^([\w:.-]+)=([\s\S]*)$/;

/** Values of CloudFormation's parameters, later ones before earlier ones. */
export async function parametersOf(
  given: readonly string[] | undefined,
): Promise<{ readonly parameters?: ReadonlyMap<string, string> }> {
  if (!given) return {};
  const all = new Map<string, string>();
  for (const one of given) {
    const [, name, value] = PAIR.exec(one) ?? [];
    if (name !== undefined && value !== undefined) all.set(name, value);
    else for (const [key, text] of await fromFile(one)) all.set(key, text);
  }
  return { parameters: all };
}

async function fromFile(file: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, 'utf8').catch(
    unusable('--parameters', file, 'read', 'NAME=VALUE gives one parameter; a file of them is taken as well.'),
  );
  const read = readParameters(text);
  if (read) return read;
  throw badOption('--parameters', file, 'A file of parameters is [{ "ParameterKey": …, "ParameterValue": … }].');
}
