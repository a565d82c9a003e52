import { ipv4Range, ipv4Text, sizeOf } from '../terraform/ipv4.ts';

/** `Fn::Cidr` gives no more than this. */
const MOST = 256;

/** The first blocks of a range, as `Fn::Cidr` cuts it: each leaves `bits` for its hosts. Undefined where it cannot be cut so. */
export function cidrBlocks(range: string, count: number, bits: number): readonly string[] | undefined {
  if (!Number.isInteger(count) || !Number.isInteger(bits) || count < 1 || count > MOST || bits < 1) return undefined;
  return range.includes(':') ? blocks6(range, count, bits) : blocks4(range, count, bits);
}

function blocks4(text: string, count: number, bits: number): readonly string[] | undefined {
  const range = ipv4Range(text);
  const length = 32 - bits;
  if (!range || length < range.length || count > 2 ** (length - range.length)) return undefined;
  return Array.from({ length: count }, (_, i) => `${ipv4Text(range.first + i * sizeOf(length))}/${length}`);
}

function blocks6(text: string, count: number, bits: number): readonly string[] | undefined {
  const [address = '', size] = text.split('/');
  const first = ipv6Number(address);
  const [own, length] = [Number(size), 128 - bits];
  if (first === undefined || !(own >= 0 && own <= length) || count > 2 ** Math.min(30, length - own)) return undefined;
  return Array.from({ length: count }, (_, i) => `${ipv6Text(first + (BigInt(i) << BigInt(bits)))}/${length}`);
}

/** The number of an IPv6 address without an embedded IPv4 one. */
export function ipv6Number(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const gap = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? gap !== 0 : gap < 0)) return undefined;
  const all = [...before, ...Array.from({ length: gap }, () => '0'), ...after];
  if (!all.every((one) => /^[\da-f]{1,4}$/i.test(one))) return undefined;
  return all.reduce((sum, one) => (sum << 16n) | BigInt(`0x${one}`), 0n);
}

/** With the longest run of zeros from its end left out: ranges end in zeros. */
export function ipv6Text(number: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((number >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  while (groups.length > 0 && groups.at(-1) === '0') groups.pop();
  return groups.length === 8 ? groups.join(':') : `${groups.join(':')}::`;
}
