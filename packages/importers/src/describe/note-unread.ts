import type { Assembly } from './assembly.ts';

const KEYS_NAMED = 8;
const NOTES = 20;

/** One note for all files with the same keys that nothing reads: accounts and Regions repeat the same calls. */
export function noteUnread({ unread, log }: Pick<Assembly, 'unread' | 'log'>): void {
  const alike = new Map<string, string[]>();
  for (const [file, keys] of unread) {
    const text = named(keys);
    const files = alike.get(text);
    if (files) files.push(file);
    else alike.set(text, [file]);
  }
  const notes = [...alike];
  for (const [keys, [first = '', ...others]] of notes.slice(0, NOTES)) {
    const where = others.length > 0 ? `, in ${others.length + 1} files` : '';
    note(`Nothing reads ${keys} yet${where}.`, first);
  }
  const left = notes.slice(NOTES).flatMap(([, files]) => files);
  if (left[0]) note(`Nothing reads what ${left.length} more files hold.`, left[0]);

  function note(message: string, file: string): void {
    log.add({
      code: 'NOT_MODELLED',
      severity: 'note',
      message,
      hint: 'Leave it, or, if it holds a part of an answer, write the whole answer without --query.',
      source: { file, pointer: '' },
    });
  }
}

function named(keys: ReadonlySet<string>): string {
  const more = keys.size - KEYS_NAMED;
  return [...keys].slice(0, KEYS_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
