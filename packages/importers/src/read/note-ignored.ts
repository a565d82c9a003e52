import type { DiagnosticLog } from '../diagnostic-log.ts';

const NAMED = 5;
const PACKED = /\.(?:bz2|tbz2?|xz|txz|zst|7z|rar)$/i;

/** One note for all files that are no JSON: folders of dumps hold READMEs, logs and pictures. */
export function noteIgnored(names: readonly string[], log: DiagnosticLog): void {
  const [first] = names;
  if (first === undefined) return;
  const named = names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ` and ${names.length - NAMED} more` : '');
  log.add({
    code: 'NOT_JSON',
    severity: 'note',
    message: `${names.length === 1 ? 'One file is' : `${names.length} files are`} no JSON and ignored: ${named}.`,
    hint: names.some((name) => PACKED.test(name))
      ? 'Of archives, gz, zip and tar are read: unpack the others.'
      : 'Answers are read as JSON or YAML: use --output json.',
    source: { file: first, pointer: '' },
  });
}
