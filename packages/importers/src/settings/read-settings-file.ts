import type { Settings } from '@hopwise/core';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { parseYaml } from '../read/parse-yaml.ts';
import { settingsOf, settingsSchema } from './settings-schema.ts';

/** The settings of `hopwise.yaml`, or undefined when it is broken: the diagnostic then names line and column. */
export function readSettingsFile(file: string, text: string, log: DiagnosticLog): Settings | undefined {
  const parsed = parseYaml(text, 'settings');
  if ('problem' in parsed) return broken(parsed.problem, parsed.line, parsed.column);
  const value = parsed.value ?? {};
  const read = settingsOf(value);
  if ('problem' in read) {
    const { line, column } = parsed.placeOf(read.path);
    return broken(`${read.path.map(String).join('.') || 'the whole file'}: ${read.problem}`, line, column);
  }
  noteUnused(value as object);
  return read.settings;

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
