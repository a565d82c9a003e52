import { escapeText } from './escape-text.ts';
import { type FindingsDocument, saidOf } from './findings-document.ts';

/** Workflow commands by which GitHub Actions marks files and shows messages. */
export function findingsAnnotations({ command: of, findings, undecided }: FindingsDocument): string {
  const lines = [
    ...findings.map((one) => {
      const { check, severity, evidence } = one;
      const { file, line } = evidence.find(({ source }) => source)?.source ?? {};
      const level =
        severity === 'critical' || severity === 'high' ? 'error' : severity === 'medium' ? 'warning' : 'notice';
      return command(
        level,
        { ...(file ? { file } : {}), ...(line ? { line: String(line) } : {}), title: check },
        saidOf(of, one),
      );
    }),
    ...undecided.map(({ check, message }) => command('warning', { title: check }, message)),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function command(level: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${level} ${list.join(',')}::${data(message)}`;
}

function data(text: string): string {
  return escapeText(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
