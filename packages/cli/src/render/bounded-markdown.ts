/** Whole parts, as many as fit into `longest` characters. */
export function boundedMarkdown(parts: readonly string[], longest: number): string {
  const kept = fitting(parts, longest);
  if (kept.length < parts.length) kept.push('… more does not fit into a comment: `--format json` has it all.\n');
  return kept.join('\n');
}

/** The first of them that are no longer together. */
export function fitting(parts: readonly string[], longest: number): string[] {
  let length = 0;
  const end = parts.findIndex((part) => {
    length += part.length + 1;
    return length > longest;
  });
  return parts.slice(0, end < 0 ? parts.length : end);
}
