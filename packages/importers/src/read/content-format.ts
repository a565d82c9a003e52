export type ContentFormat = 'zip' | 'gzip' | 'tar' | 'json' | 'other';

/** Bytes of a file's beginning that `contentFormat` needs: one tar header. */
export const HEAD = 512;

/** What a file is, by its first bytes; names say nothing reliable. */
export function contentFormat(head: Buffer): ContentFormat {
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return 'zip';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (isTarHeader(head)) return 'tar';
  return beginsLikeJson(head) ? 'json' : 'other';
}

/** The checksum is the one thing that all kinds of tar have: the sum of the header with itself read as spaces. */
function isTarHeader(head: Buffer): boolean {
  if (head.length < HEAD || head[0] === 0) return false;
  let sum = 8 * 0x20;
  for (let i = 0; i < HEAD; i++) if (i < 148 || i >= 156) sum += head[i] ?? 0;
  const stated = head.toString('latin1', 148, 156).replace(/[\0 ]/g, '');
  return /^[0-7]+$/.test(stated) && Number.parseInt(stated, 8) === sum;
}

/** Whether an object or a list begins, after byte order marks, spaces and UTF-16's zeros. */
function beginsLikeJson(head: Buffer): boolean {
  for (const byte of head) {
    if (byte === 0x7b || byte === 0x5b) return true;
    const skipped = byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte >= 0xfe;
    if (!skipped) return false;
  }
  return false;
}
