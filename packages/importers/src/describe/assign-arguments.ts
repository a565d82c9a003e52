import { cliCommand, commandName, type Kind, recordType } from '@hopwise/core';
import type { Assembly, Unassigned } from './assembly.ts';
import { parentOf } from './origin.ts';
import { elementReader } from './read-element.ts';

/**
 * Gives answers that do not repeat their argument the one their file's name tells: the known id in it, else the whole
 * name where the folder is the call's (CloudMapper), else the one thing in it that looks like an id.
 */
export function assignArguments(assembly: Assembly): void {
  for (const item of assembly.unassigned) {
    const { answer, reading, pointer } = item;
    const { argument, holds } = reading.known.call;
    if (!argument) continue;
    const id = argumentInName(item, new Set(keysOf(assembly, argument.of)));
    if (id !== undefined) reading.asked.add(id);
    // Elements say themselves what they are about: this is an empty list, of which nothing is lost.
    if (holds !== 'answer') continue;
    const assigned = { ...answer, [argument.name]: id };
    if (id === undefined || !elementReader(assembly, reading).read(assigned, pointer)) {
      reading.isPartial = true;
      notAssigned(assembly, item);
    }
  }
}

function argumentInName({ reading: { known, origin } }: Unassigned, ids: ReadonlySet<string>): string | undefined {
  const { call } = known;
  const { file } = origin;
  const folder = parentOf(file);
  const name = decoded(
    file
      .slice(folder.length)
      .replace(/^[/!]/, '')
      .replace(/(?:\.json)?(?:\.gz)?$/, ''),
  );
  const folderName = folder.slice(parentOf(folder).length).replace(/^[/!]/, '');
  const listed = knownIdIn(name, ids);
  if (listed !== undefined) return listed;
  if (folderName === `${call.service}-${commandName(call.operation)}`) return name;
  const shaped =
    name.match(/(?<![a-z0-9])[a-z]{1,12}(?:-[a-z]{1,12}){0,2}-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![a-z0-9])/g) ?? [];
  return shaped.length === 1 ? shaped[0] : undefined;
}

/** The longest known id in a name, of an ARN the part after the account; file systems take no `/` and `:` in names. */
function knownIdIn(name: string, ids: ReadonlySet<string>): string | undefined {
  const words = ` ${wordsOf(name)} `;
  const found = [...ids].filter((id) => words.includes(` ${wordsOf(id.replace(/^(?:[^:]*:){5}/, ''))} `));
  const longest = Math.max(...found.map(({ length }) => length));
  const best = found.filter(({ length }) => length === longest);
  return best.length === 1 ? best[0] : undefined;
}

function wordsOf(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, ' ').trim();
}

function notAssigned(assembly: Assembly, { answer, reading, pointer }: Unassigned): void {
  const { origin } = reading;
  const { kind, call } = reading.known;
  const list = answer[call.key];
  assembly.log.add({
    code: 'UNASSIGNED',
    severity: 'warning',
    message: `${Array.isArray(list) ? list.length : 'Some'} ${call.key} say nothing of the ${call.argument?.name} they belong to, and were left out.`,
    hint: `Name the file after it, or wrap the answer: { "${call.argument?.name}": "…", "${call.key}": […] }. ${cliCommand(recordType(kind), call)} --output json`,
    source: { file: origin.file, pointer: origin.prefix + pointer },
  });
}

function keysOf(assembly: Assembly, kind: string): string[] {
  return assembly.entries.get(kind as Kind)?.map(({ key }) => key) ?? [];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
