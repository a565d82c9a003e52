import { ADDRESS_LENGTH, type Family, ipv4KeyOf, type Prefix, parsePrefix } from './address.ts';

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
  const collected = new PrefixCollector();
  for (const prefix of prefixes) if (prefix.family === family) collected.add(prefix);
  return collected.keys(family);
}

/** Takes up prefixes by the million: those of IPv4 are numbers from the first on. */
export class PrefixCollector {
  #numbers = new Float64Array(1024);
  #count = 0;
  readonly #texts: string[] = [];

  add(prefix: Prefix): void {
    if (prefix.family === 4) this.#addNumber(ipv4Key(prefix));
    else this.#texts.push(ipv6Key(prefix));
  }

  /** A text that is no prefix is left out. */
  addText(text: string): void {
    const number = ipv4KeyOf(text);
    if (number >= 0) this.#addNumber(number);
    else {
      const prefix = parsePrefix(text);
      if (prefix) this.add(prefix);
    }
  }

  keys(family: Family): PrefixKeys {
    return family === 4 ? ipv4Keys(this.#numbers.slice(0, this.#count)) : ipv6Keys(this.#texts);
  }

  #addNumber(number: number): void {
    if (this.#count === this.#numbers.length) {
      const more = new Float64Array(2 * this.#count);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.#count++] = number;
  }
}

/** The number that stands for an IPv4 prefix. */
export function ipv4Key({ bits, length }: Prefix): number {
  return (bits.charCodeAt(0) * 2 ** 16 + bits.charCodeAt(1)) * 64 + length;
}

function ipv6Key({ bits, length }: Prefix): string {
  return bits + String.fromCharCode(length);
}

/** `numbers` are sorted in their place. */
function ipv4Keys(numbers: Float64Array): PrefixKeys {
  numbers.sort();
  const kept = new Float64Array(numbers.length + 1);
  // The whole family is 0.
  let count = 1;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number !== kept[count - 1]) kept[count++] = number;
  }
  return { family: 4, numbers: kept.slice(0, count) };
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
    if (!(number > (numbers[i - 1] as number)) || number >= 2 ** 38) return false;
    const address = Math.floor(number / 64);
    const length = number - address * 64;
    // What the shift leaves are host bits; by 32 it would shift by none.
    if (length > 32 || length !== Math.trunc(length) || (length < 32 && address << length !== 0)) return false;
  }
  return true;
}

function areIpv6Keys(units: Uint16Array): boolean {
  if (units.length === 0 || units.length % UNITS !== 0 || units.subarray(0, UNITS).some((unit) => unit !== 0))
    return false;
  for (let at = UNITS; at < units.length; at += UNITS) {
    const length = units[at + UNITS - 1] as number;
    if (length > ADDRESS_LENGTH[6] || !isAfter(units, at, at - UNITS)) return false;
    for (let unit = 0; unit < UNITS - 1; unit++) {
      const taken = Math.min(16, Math.max(0, length - 16 * unit));
      if (((units[at + unit] as number) & (0xffff >> taken)) !== 0) return false;
    }
  }
  return true;
}

/** Whether the prefix at one place comes after that at another. */
function isAfter(units: Uint16Array, at: number, before: number): boolean {
  for (let unit = 0; unit < UNITS; unit++) {
    const difference = (units[at + unit] as number) - (units[before + unit] as number);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** Prefixes whose units are made one text at a time: a call for each takes several times as long. */
const AT_ONCE = 512;

/** The addresses of IPv6 keys, in order. */
export function ipv6Addresses(units: Uint16Array): string[] {
  const addresses: string[] = [];
  for (let from = 0; from < units.length; from += AT_ONCE * UNITS) {
    const text = String.fromCharCode(...units.subarray(from, from + AT_ONCE * UNITS));
    for (let at = 0; at < text.length; at += UNITS) addresses.push(text.slice(at, at + UNITS - 1));
  }
  return addresses;
}
