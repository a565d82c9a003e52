import type { Diagnostic } from '@hopwise/core';

/** Archives made to be reproducible carry a date of long ago instead. */
const EARLIEST = Date.UTC(2006, 0);

const APART = 2 * 60 * 60 * 1000;

/** A warning when the files were captured hours apart: a network that changed meanwhile never was as it is read. */
export function capturedApart(
  files: readonly { readonly name: string; readonly modified: Date | undefined }[],
): Diagnostic | undefined {
  const timed = files.flatMap(({ name, modified }) =>
    modified && modified.getTime() > EARLIEST ? [{ name, time: modified.getTime() }] : [],
  );
  const [first] = timed;
  if (!first) return undefined;
  const oldest = timed.reduce((a, b) => (b.time < a.time ? b : a), first);
  const newest = timed.reduce((a, b) => (b.time > a.time ? b : a), first);
  if (newest.time - oldest.time <= APART) return undefined;
  const hours = Math.round((newest.time - oldest.time) / 3_600_000);
  return {
    code: 'CAPTURED_APART',
    severity: 'warning',
    message: `Files were captured about ${hours} hours apart: ${oldest.name} first, ${newest.name} last.`,
    hint: 'Capture them together if the network may have changed in between.',
    source: { file: oldest.name, pointer: '' },
  };
}
