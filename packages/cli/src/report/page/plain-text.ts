/** What a page has of `node:util`: text without the colours of a terminal. */
export function styleText(_style: unknown, text: string): string {
  return text;
}
