import type { Finding } from '@hopwise/core';
import { pasteableEdit } from './edit-lines.ts';
import type { FindingsLayout } from './findings-text.ts';
import { wrapText } from './wrap-text.ts';

type Mend = NonNullable<Finding['mend']>;

/** What would make a finding go away, with the commands that do it. */
export function mendLines(
  { question, result, edits, isFewest }: Mend,
  { columns, labels }: FindingsLayout,
): readonly string[] {
  const line = (first: string, text: string) => wrapText(labels.inText(text), { columns, first, next: '      ' });
  if (result === 'none') return line('    ', 'No change that is known would mend it.');
  return [
    ...line('    ', `To mend ${question.from} → ${question.to} on ${question.services}, ${provenBy(isFewest)}:`),
    ...edits.flatMap(({ component, text, commands }) => [
      ...wrapText(`${labels.full(component)}: ${labels.inText(text)}`, { columns, first: '    + ', next: '      ' }),
      ...commands.map((command) => `      ${pasteableEdit(command)}`),
    ]),
  ];
}

export function provenBy(isFewest: boolean): string {
  return isFewest ? 'made and asked again, no fewer changes would do' : 'made and asked again';
}
