import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;

export type ByFamily<T> = { readonly [F in Family]: T };

/** One for each family, for who makes a hundred thousand of them: an object of the two keys takes three times the memory. */
export function byFamily<T>(ipv4: T, ipv6: T): ByFamily<T> {
  return [undefined, undefined, undefined, undefined, ipv4, undefined, ipv6] as unknown as ByFamily<T>;
}

/**
 * An address as big-endian UTF-16 code units, two for IPv4 and eight for IPv6: string order is numeric order, equality
 * is `===`, and both families share every structure built on it. Never printed: see `formatAddress`.
 */
export type AddressBits = string;

export interface Prefix {
  readonly family: Family;
  /** First address of the prefix; host bits are cleared (SG-07, ACL-08). */
  readonly bits: AddressBits;
  readonly length: number;
}

export const ADDRESS_LENGTH: { readonly 4: 32; readonly 6: 128 } = { 4: 32, 6: 128 };

/** IPv6 texts that were read: to read one costs several times as much as to find it again. */
const readBefore = new Map<string, Prefix | null>();
const CACHE_LIMIT = 500_000;

/** Reads `10.0.0.0/8`, `2001:db8::/32`, or a single address as a prefix of full length; null for anything else. */
export function parsePrefix(text: string): Prefix | null {
  const ipv4 = readIpv4Prefix(text);
  if (ipv4) return ipv4;
  let prefix = readBefore.get(text);
  if (prefix === undefined) {
    const trimmed = text.trim();
    prefix = readIpv4Prefix(trimmed) ?? readIpv6Prefix(trimmed);
    if (readBefore.size >= CACHE_LIMIT) readBefore.clear();
    readBefore.set(text, prefix);
  }
  return prefix;
}

/** A prefix of full length, which is how a single address is written; null where `text` is a wider prefix or neither. */
export function parseAddress(text: string): Prefix | null {
  const prefix = parsePrefix(text);
  return prefix && prefix.length === ADDRESS_LENGTH[prefix.family] ? prefix : null;
}

export function contains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.family === inner.family &&
    outer.length <= inner.length &&
    (outer.bits === inner.bits || maskBits(inner.bits, outer.length) === outer.bits)
  );
}

/** Whether an address, as text, is in a CIDR. */
export function holdsAddress(cidr: string, address: string): boolean {
  const [outer, inner] = [parsePrefix(cidr), parseAddress(address)];
  return outer !== null && inner !== null && contains(outer, inner);
}

export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b) || contains(b, a);
}

export function formatPrefix(prefix: Prefix): string {
  const address = formatAddress(prefix.bits);
  return prefix.length === ADDRESS_LENGTH[prefix.family] ? address : `${address}/${prefix.length}`;
}

/** With its length even where it is a single address, as rules and routes are written. */
export function formatCidr(prefix: Prefix): string {
  return `${formatAddress(prefix.bits)}/${prefix.length}`;
}

export function formatAddress(bits: AddressBits): string {
  if (bits.length === 2) {
    const [high, low] = [bits.charCodeAt(0), bits.charCodeAt(1)];
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  const groups = Array.from({ length: 8 }, (_, i) => bits.charCodeAt(i));
  return new ipaddr.IPv6(groups).toRFC5952String();
}

export function familyOf(bits: AddressBits): Family {
  return bits.length === 2 ? 4 : 6;
}

export function lastAddress({ bits, length }: Prefix): AddressBits {
  const unit = length >> 4;
  if (unit === bits.length) return bits;
  const boundary = String.fromCharCode(bits.charCodeAt(unit) | hostMask(length));
  return bits.slice(0, unit) + boundary + '\uffff'.repeat(bits.length - unit - 1);
}

export function maskBits(bits: AddressBits, length: number): AddressBits {
  const unit = length >> 4;
  if (unit === bits.length) return bits;
  const boundary = String.fromCharCode(bits.charCodeAt(unit) & ~hostMask(length));
  return bits.slice(0, unit) + boundary + '\0'.repeat(bits.length - unit - 1);
}

/** The bits behind a prefix of `length` in the code unit where it ends. */
function hostMask(length: number): number {
  return 0xffff >> (length & 15);
}

function readIpv4Prefix(text: string): Prefix | null {
  const key = ipv4KeyOf(text);
  return key < 0 ? null : ipv4PrefixOf(key);
}

/** The prefix that a number of `ipv4KeyOf` stands for. */
export function ipv4PrefixOf(key: number): Prefix {
  const address = Math.floor(key / 64);
  return { family: 4, bits: String.fromCharCode(address >>> 16, address & 0xffff), length: key % 64 };
}

/**
 * `a.b.c.d[/n]` as one number of 38 bits, address (host bits cleared) and length, which sorts as prefixes do; -1 for any
 * other text. In plain decimal: what else C libraries take for an IPv4 address is read differently by each of them.
 */
export function ipv4KeyOf(text: string): number {
  let [octet, digits, part, bits] = [0, 0, 0, 0];
  let length = 32;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 46;
    if (code >= 48 && code <= 57) {
      if (digits > 0 && octet === 0) return -1;
      octet = octet * 10 + code - 48;
      digits++;
      if (octet > 255) return -1;
    } else if (code === 46 || code === 47) {
      if (digits === 0 || part > 3) return -1;
      bits = (bits << 8) | octet;
      part++;
      octet = 0;
      digits = 0;
      if (code === 47) {
        length = part === 4 ? ipv4LengthIn(text, i + 1) : -1;
        if (length < 0) return -1;
        break;
      }
    } else return -1;
  }
  if (part !== 4) return -1;
  // A shift by 32 would be one by none.
  const masked = length === 0 ? 0 : bits & (-1 << (32 - length));
  return (masked >>> 0) * 64 + length;
}

/** One or two digits, up to 32; -1 for anything else. */
function ipv4LengthIn(text: string, from: number): number {
  const count = text.length - from;
  if (count !== 1 && count !== 2) return -1;
  let length = 0;
  for (let i = from; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    length = length * 10 + digit;
  }
  return length > 32 ? -1 : length;
}

function readIpv6Prefix(text: string): Prefix | null {
  // Ids and names, which are most of what is tried, have no colon.
  if (!text.includes(':')) return null;
  const [address = '', suffix = '128', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(suffix) || Number(suffix) > 128) return null;
  const [head = '', tail, ...rest] = withoutDots(address).split('::');
  const front = readGroups(head);
  const back = readGroups(tail ?? '');
  const omitted = 8 - front.length - back.length;
  if (rest.length > 0 || (tail === undefined ? omitted !== 0 : omitted < 1)) return null;
  const groups = [...front, ...new Array<number>(omitted).fill(0), ...back];
  if (groups.includes(Number.NaN)) return null;
  const length = Number(suffix);
  const bits = String.fromCharCode(...groups);
  return { family: 6, bits: maskBits(bits, length), length };
}

/** The last two groups of an IPv6 address may be written as an IPv4 address: `::ffff:1.2.3.4`. */
function withoutDots(address: string): string {
  if (!address.includes('.')) return address;
  const at = address.lastIndexOf(':') + 1;
  const last = readIpv4Prefix(address.slice(at));
  if (!last) return address;
  return `${address.slice(0, at)}${last.bits.charCodeAt(0).toString(16)}:${last.bits.charCodeAt(1).toString(16)}`;
}

/** Groups of one to four hexadecimal digits; a group of anything else is NaN. */
function readGroups(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').map((group) => {
    if (group === '' || group.length > 4) return Number.NaN;
    let value = 0;
    for (let i = 0; i < group.length; i++) value = value * 16 + hexadecimalDigit(group.charCodeAt(i));
    return value;
  });
}

function hexadecimalDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : Number.NaN;
}
