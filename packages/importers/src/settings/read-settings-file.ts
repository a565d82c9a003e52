import type { Settings } from '@hopwise/core';
import { LineCounter, parseDocument } from 'yaml';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { settingsOf, settingsSchema } from './settings-schema.ts';

/** Aliases that a settings file may resolve to; more is a bomb. */
const MAX_ALIASES = 100;
const MAX_LENGTH = 1_000_000;

/** The settings of `hopwise.yaml`, or undefined when it is broken: the diagnostic then names line and column. */
export function readSettingsFile(file: string, text: string, log: DiagnosticLog): Settings | undefined {
  if (text.length > MAX_LENGTH) return broken('it is larger than a settings file can be', 1, 1);
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      return broken(error.message, line, col);
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
    const read = settingsOf(value);
    if ('problem' in read) {
      const node = document.getIn(nearestPath(read.path), true) as { range?: [number, number, number] } | undefined;
      const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
      return broken(`${read.path.map(String).join('.') || 'the whole file'}: ${read.problem}`, line, col);
    }
    noteUnused(value as object);
    return read.settings;
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error), 1, 1);
  }

  function noteUnused(value: object): void {
    for (const key of Object.keys(value).filter((name) => !Object.hasOwn(settingsSchema.shape, name))) {
      log.add({
        code: 'SETTING_NOT_USED',
        severity: 'warning',
        message: `${key} is not used yet.`,
        hint: `Settings that are used: ${Object.keys(settingsSchema.shape).join(', ')}.`,
        source: { file, pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` },
      });
    }
  }

  function broken(problem: string, line: number, column: number): undefined {
    log.add({
      code: 'SETTINGS_BROKEN',
      severity: 'error',
      message: `${file}:${line}:${column}: ${problem}. Its settings are left out.`,
      hint: 'Correct the file; its schema is hopwise.schema.json.',
      source: { file, pointer: '' },
    });
    return undefined;
  }
}

/** YAML knows its nodes by the same names, apart from symbols, which it has none of. */
function nearestPath(path: readonly PropertyKey[]): readonly (string | number)[] {
  return path.flatMap((part) => (typeof part === 'symbol' ? [] : [part]));
}
