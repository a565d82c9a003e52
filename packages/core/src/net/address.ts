import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;

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

const parsed = new Map<string, Prefix | null>();
const CACHE_LIMIT = 500_000;

/** Reads `10.0.0.0/8`, `2001:db8::/32`, or a single address as a prefix of full length; null for anything else. */
export function parsePrefix(text: string): Prefix | null {
  let prefix = parsed.get(text);
  if (prefix === undefined) {
    prefix = readIpv4Prefix(text) ?? readAnyPrefix(text);
    if (parsed.size >= CACHE_LIMIT) parsed.clear();
    parsed.set(text, prefix);
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

export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b) || contains(b, a);
}

export function formatPrefix(prefix: Prefix): string {
  const address = formatAddress(prefix.bits);
  return prefix.length === ADDRESS_LENGTH[prefix.family] ? address : `${address}/${prefix.length}`;
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

export function lastAddress(prefix: Prefix): AddressBits {
  let last = '';
  for (let i = 0; i < prefix.bits.length; i++) {
    const host = hostMask(i, prefix.length);
    last += String.fromCharCode(prefix.bits.charCodeAt(i) | host);
  }
  return last;
}

export function maskBits(bits: AddressBits, length: number): AddressBits {
  let masked = '';
  for (let i = 0; i < bits.length; i++) masked += String.fromCharCode(bits.charCodeAt(i) & ~hostMask(i, length));
  return masked;
}

/** The bits of code unit `unit` that lie behind a prefix of `length`. */
function hostMask(unit: number, length: number): number {
  const kept = Math.min(16, Math.max(0, length - unit * 16));
  return 0xffff >> kept;
}

/** The hot form, `a.b.c.d[/n]` in plain decimal; null leaves the text to ipaddr.js. */
function readIpv4Prefix(text: string): Prefix | null {
  let [octet, digits, part, bits] = [0, 0, 0, 0];
  let length = 32;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 46;
    if (code >= 48 && code <= 57) {
      if (digits > 0 && octet === 0) return null;
      octet = octet * 10 + code - 48;
      digits++;
      if (octet > 255) return null;
    } else if (code === 46 || code === 47) {
      if (digits === 0 || part > 3) return null;
      bits = (bits << 8) | octet;
      part++;
      [octet, digits] = [0, 0];
      if (code === 47) {
        const suffix = text.slice(i + 1);
        if (part !== 4 || !/^\d{1,2}$/.test(suffix) || Number(suffix) > 32) return null;
        length = Number(suffix);
        break;
      }
    } else return null;
  }
  if (part !== 4) return null;
  const address = String.fromCharCode(bits >>> 16, bits & 0xffff);
  return { family: 4, bits: length === 32 ? address : maskBits(address, length), length };
}

function readAnyPrefix(text: string): Prefix | null {
  const [address = '', suffix, ...more] = text.trim().split('/');
  if (more.length > 0 || !ipaddr.isValid(address) || address.includes('%')) return null;
  const value = ipaddr.parse(address);
  if (value.kind() === 'ipv4' && !ipaddr.IPv4.isValidFourPartDecimal(address)) return null;
  const bytes = value.toByteArray();
  const family: Family = bytes.length === 4 ? 4 : 6;
  const length = suffix === undefined ? ADDRESS_LENGTH[family] : /^\d{1,3}$/.test(suffix) ? Number(suffix) : -1;
  if (length < 0 || length > ADDRESS_LENGTH[family]) return null;
  let bits = '';
  for (let i = 0; i < bytes.length; i += 2) bits += String.fromCharCode(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
  return { family, bits: maskBits(bits, length), length };
}
