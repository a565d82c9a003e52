/** JSON as bytes: where its values end. As strict as JSON.parse; what is odd, or nested deeper than `DEEPEST`, ends at -1. */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** Of what is skipped: values that nobody reads are nested a few times. */
export const DEEPEST = 64;

/** Bytes that stand for themselves inside a text, without a look at those around them. */
export const PLAIN = 0;
const SPECIAL = 1;
const BAD = 2;
const NOT_ASCII = 3;
export const BYTE_CLASS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE || byte === BACKSLASH) return SPECIAL;
  if (byte < SPACE) return BAD;
  return byte < 0x80 ? PLAIN : NOT_ASCII;
});

/** Where something begins that is no white space. */
export function spaceEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
}

/** After the closing quote of the text that has begun before `from`. */
export function textEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined) return -1;
    const kind = BYTE_CLASS[byte];
    if (kind === PLAIN || kind === NOT_ASCII) at++;
    else if (byte === QUOTE) return at + 1;
    else if (kind === BAD) return -1;
    else {
      at = escapeEnd(bytes, at + 1);
      if (at < 0) return -1;
    }
  }
}

const ESCAPED: ReadonlySet<number | undefined> = new Set(Buffer.from('"\\/bfnrt'));

function escapeEnd(bytes: Uint8Array, at: number): number {
  if (ESCAPED.has(bytes[at])) return at + 1;
  if (bytes[at] !== 0x75) return -1;
  for (let i = 1; i <= 4; i++) if (!isHex(bytes[at + i])) return -1;
  return at + 5;
}

function isHex(byte = 0): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether a word such as `true` stands at a place. */
export function isWord(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}

export const TRUE: Uint8Array = Buffer.from('true');
export const FALSE: Uint8Array = Buffer.from('false');
export const NULL: Uint8Array = Buffer.from('null');

function wordEnd(bytes: Uint8Array, at: number): number {
  for (const word of [TRUE, FALSE, NULL]) if (isWord(bytes, at, word)) return at + word.length;
  return numberEnd(bytes, at);
}

function numberEnd(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === 0x2d ? from + 1 : from;
  const whole = digitsEnd(bytes, at);
  if (whole === at || (bytes[at] === 0x30 && whole > at + 1)) return -1;
  at = whole;
  if (bytes[at] === 0x2e) {
    const fraction = digitsEnd(bytes, at + 1);
    if (fraction === at + 1) return -1;
    at = fraction;
  }
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at;
  const sign = bytes[at + 1];
  const digits = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
  const end = digitsEnd(bytes, digits);
  return end === digits ? -1 : end;
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at++;
  return at;
}

/** Whether what is open at each depth is an object. Nobody else is at it meanwhile. */
const isObjectAt = new Uint8Array(DEEPEST);

/** After the value that begins at `from`. */
export function valueEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  let depth = 0;
  for (;;) {
    const byte = bytes[at];
    if (byte === QUOTE) at = textEnd(bytes, at + 1);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      const isObject = byte === OPEN_OBJECT;
      at = spaceEnd(bytes, at + 1);
      if (bytes[at] === (isObject ? CLOSE_OBJECT : CLOSE_LIST)) at++;
      else {
        if (depth === DEEPEST) return -1;
        isObjectAt[depth++] = isObject ? 1 : 0;
        if (isObject) at = keyEnd(bytes, at);
        if (at < 0) return -1;
        continue;
      }
    } else at = wordEnd(bytes, at);
    // A value has ended, and with it perhaps what it is in.
    for (;;) {
      if (depth === 0 || at < 0) return at;
      at = spaceEnd(bytes, at);
      const isObject = isObjectAt[depth - 1] === 1;
      const next = bytes[at];
      if (next === COMMA) {
        at = spaceEnd(bytes, at + 1);
        if (isObject) at = keyEnd(bytes, at);
        if (at < 0) return -1;
        break;
      }
      if (next !== (isObject ? CLOSE_OBJECT : CLOSE_LIST)) return -1;
      depth--;
      at++;
    }
  }
}

/** Where the value of the key at `from` begins. */
function keyEnd(bytes: Uint8Array, from: number): number {
  return bytes[from] === QUOTE ? valueStart(bytes, textEnd(bytes, from + 1)) : -1;
}

/** Past the colon after a key that ended at `from`. */
export function valueStart(bytes: Uint8Array, from: number): number {
  if (from < 0) return -1;
  const at = spaceEnd(bytes, from);
  return bytes[at] === COLON ? spaceEnd(bytes, at + 1) : -1;
}
