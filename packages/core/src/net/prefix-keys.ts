import { ADDRESS_LENGTH, type Family, maskBits, type Prefix } from './address.ts';

/**
 * Prefixes of one family, each once, in preorder: by first address, then by length. The whole family is the first.
 * IPv4: numbers of 38 bits, address and length, which sort many times faster than texts. IPv6: nine units for each.
 */
export type PrefixKeys =
  | { readonly family: 4; readonly numbers: Float64Array }
  | { readonly family: 6; readonly units: Uint16Array };

/** Units of one IPv6 prefix: its address, and its length. */
export const UNITS = 9;

export function keysOf(family: Family, prefixes: Iterable<Prefix>): PrefixKeys {
  const own: Prefix[] = [];
  for (const prefix of prefixes) if (prefix.family === family) own.push(prefix);
  return family === 4 ? ipv4Keys(own.map(ipv4Key)) : ipv6Keys(own.map(ipv6Key));
}

/** The number that stands for an IPv4 prefix. */
export function ipv4Key({ bits, length }: Prefix): number {
  return (bits.charCodeAt(0) * 2 ** 16 + bits.charCodeAt(1)) * 64 + length;
}

function ipv6Key({ bits, length }: Prefix): string {
  return bits + String.fromCharCode(length);
}

function ipv4Keys(numbers: readonly number[]): PrefixKeys {
  const sorted = Float64Array.from([0, ...numbers]).sort();
  let count = 0;
  for (const number of sorted) if (count === 0 || number !== sorted[count - 1]) sorted[count++] = number;
  return { family: 4, numbers: sorted.slice(0, count) };
}

function ipv6Keys(texts: readonly string[]): PrefixKeys {
  const sorted = [...new Set(['\0'.repeat(UNITS), ...texts])].sort();
  const units = new Uint16Array(sorted.length * UNITS);
  sorted.forEach((text, i) => {
    for (let unit = 0; unit < UNITS; unit++) units[i * UNITS + unit] = text.charCodeAt(unit);
  });
  return { family: 6, units };
}

/** Whether keys that come from a file are what `keysOf` makes: prefixes, without host bits, each once and in order. */
export function areKeys(keys: PrefixKeys): boolean {
  return keys.family === 4 ? areIpv4Keys(keys.numbers) : areIpv6Keys(keys.units);
}

function areIpv4Keys(numbers: Float64Array): boolean {
  if (numbers[0] !== 0) return false;
  for (let i = 1; i < numbers.length; i++) {
    const number = numbers[i] as number;
    const length = number % 64;
    const isPrefix = Number.isInteger(number) && number < 2 ** 38 && length <= 32;
    if (!isPrefix || !(number > (numbers[i - 1] as number))) return false;
    if (Math.floor(number / 64) % 2 ** (32 - length) !== 0) return false;
  }
  return true;
}

function areIpv6Keys(units: Uint16Array): boolean {
  if (units.length === 0 || units.length % UNITS !== 0 || units.subarray(0, UNITS).some((unit) => unit !== 0))
    return false;
  let before = '\0'.repeat(UNITS);
  for (let at = UNITS; at < units.length; at += UNITS) {
    const text = String.fromCharCode(...units.subarray(at, at + UNITS));
    const [bits, length] = [text.slice(0, -1), text.charCodeAt(UNITS - 1)];
    if (length > ADDRESS_LENGTH[6] || text <= before || maskBits(bits, length) !== bits) return false;
    before = text;
  }
  return true;
}
