/** An IPv4 address is its number, an IPv6 address its number plus 2^128: equal addresses are `===`, families never meet. */
export type Address = bigint;

export interface Cidr {
  readonly base: Address;
  /** Host bits. */
  readonly shift: bigint;
  readonly length: number;
}

const V6 = 1n << 128n;

const addresses = new Map<string, Address | undefined>();
const cidrs = new Map<string, Cidr | undefined>();

export function parseAddress(text: string | undefined): Address | undefined {
  return text === undefined ? undefined : remembered(addresses, text, readAddress);
}

export function parseCidr(text: string | undefined): Cidr | undefined {
  return text === undefined ? undefined : remembered(cidrs, text, readCidr);
}

export function isV6(address: Address): boolean {
  return address >= V6;
}

export function contains(cidr: Cidr, address: Address): boolean {
  return isV6(cidr.base) === isV6(address) && cidr.base >> cidr.shift === address >> cidr.shift;
}

export function addressesIn({ base, shift }: Cidr): readonly Address[] {
  return Array.from({ length: 2 ** Number(shift) }, (_, i) => base + BigInt(i));
}

export function isFullLength(cidr: Cidr): boolean {
  return cidr.shift === 0n;
}

const notPublic = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
  ...['0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/3'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8', '::/8'],
].map(known);

/** Whether the internet could carry it: neither private (IGW-04, IGW-06) nor of no host at all. */
export function isPublic(address: Address): boolean {
  return !notPublic.some((range) => contains(range, address));
}

const manyReceivers = ['224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'].map(known);
export function isMulticast(address: Address): boolean {
  return manyReceivers.some((range) => contains(range, address));
}

const nat64 = known('64:ff9b::/96');
/** The IPv4 address inside a NAT64 destination (NAT-13). */
export function embedded4(address: Address): Address | undefined {
  return contains(nat64, address) ? address & 0xffffffffn : undefined;
}

function known(text: string): Cidr {
  const cidr = readCidr(text);
  if (cidr === undefined) throw new Error(`bad constant ${text}`);
  return cidr;
}

function readCidr(text: string): Cidr | undefined {
  const [host, bits] = text.split('/');
  const base = readAddress(host ?? '');
  if (base === undefined) return undefined;
  const width = isV6(base) ? 128 : 32;
  const length = bits === undefined ? width : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > width) return undefined;
  return { base, length, shift: BigInt(width - length) };
}

function readAddress(text: string): Address | undefined {
  return text.includes(':') ? read6(text) : read4(text);
}

function read4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return BigInt(parts.reduce((sum, part) => sum * 256 + Number(part), 0));
}

function read6(text: string): Address | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const tail = read4(dotted[2] ?? '');
    if (tail === undefined) return undefined;
    return read6(`${dotted[1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const gap = tail === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...new Array<string>(Math.max(gap, 0)).fill('0'), ...(tail ?? [])];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return V6 + groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function remembered<T>(memory: Map<string, T>, text: string, read: (text: string) => T): T {
  const found = memory.get(text);
  if (found !== undefined || memory.has(text)) return found as T;
  if (memory.size > 50_000) memory.clear();
  const value = read(text);
  memory.set(text, value);
  return value;
}
