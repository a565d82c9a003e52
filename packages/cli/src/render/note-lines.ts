import { type Code, codes } from '@hopwise/core';
import type { PartDocument } from './path-document.ts';
import type { TextStyle } from './path-text.ts';
import { wrapText } from './wrap-text.ts';

/** What is worth knowing beside the verdict; what a note is about in this answer goes with it. */
export function noteLines(part: PartDocument, style: TextStyle): readonly string[] {
  if (part.notes.length === 0) return [];
  const { palette, columns } = style;
  const lines = part.notes.flatMap((code) =>
    wrapText(`${code}: ${meaningOf(code, part, style)}`, { columns, first: '  ', next: '    ' }),
  );
  return [palette.strong('Notes'), ...lines];
}

export function meaningOf(
  code: Code,
  { clientPorts }: Pick<PartDocument, 'clientPorts'>,
  { labels, ignored }: Pick<TextStyle, 'labels' | 'ignored'>,
): string {
  const { meaning } = codes[code];
  if (code === 'LAYERS_IGNORED')
    return `Set aside, as asked: ${ignored.join(', ')}. What they would block is not counted.`;
  if (code !== 'PARTIAL_CLIENT_PORTS' || !clientPorts) return meaning;
  const { asked, answered, unanswered, unsure, of } = clientPorts;
  const whose = of === undefined ? 'the client' : labels.full(of);
  return [
    `Of the ports of ${whose}, ${asked}, replies reach ${answered}`,
    ...(unanswered === undefined ? [] : [`; they do not reach ${unanswered}`]),
    ...(unsure === undefined ? [] : [`; of ${unsure} the input does not tell`]),
    '.',
  ].join('');
}
