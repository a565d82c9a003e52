/** Longer lines are no flows; what is beyond it of such a line is dropped, so that memory stays bounded. */
export const LONGEST_LINE = 64 * 1024;

/** Lines of UTF-8 text without their ends: those that one piece of input completes at a time, so that answers can follow it. */
export async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE + 1);
    yield lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
