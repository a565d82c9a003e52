export interface Wrapping {
  readonly columns: number;
  /** What stands before the first line, and before those that follow. */
  readonly first: string;
  readonly next: string;
}

/** Breaks text at spaces; a word that is too long stays whole, so that it can be copied. */
export function wrapText(text: string, { columns, first, next }: Wrapping): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line);
      [line, isEmpty] = [next, true];
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines.map((one) => one.trimEnd());
}
