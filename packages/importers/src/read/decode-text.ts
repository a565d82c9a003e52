import { isAscii } from 'node:buffer';

/** Text of UTF-8 or UTF-16 bytes, with or without a byte order mark: PowerShell's `>` writes the latter. */
export function decodeText(bytes: Buffer): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return bigEndian(bytes.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.toString('utf8', 3);
  // JSON begins with ASCII, so a zero beside its first character tells UTF-16 and its byte order.
  if (first !== 0 && second === 0) return bytes.toString('utf16le');
  if (first === 0 && second !== 0 && second !== undefined) return bigEndian(bytes);
  // Answers are nearly always plain ASCII, which needs no decoding: several times faster.
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}
