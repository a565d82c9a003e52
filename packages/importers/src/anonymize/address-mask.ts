import ipaddr from 'ipaddr.js';

/** Gives public addresses and prefixes others of the same kind; all else is not changed. */
export type AddressMask = (text: string) => string;

/** Ranges that AWS, or the internet, treats by what they are: what is in them stays as it is. */
const SPECIAL: readonly string[] = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['224.0.0.0/4', '240.0.0.0/4', '::/8', '64:ff9b::/96', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
];

/**
 * Addresses that share their first bits share as many afterwards, so every prefix holds what it held before. Each bit is
 * turned, or not, by `coin` of the bits before it. Bits behind a `frozen` prefix stay: AWS keeps addresses at the ends of
 * a subnet for itself (SUB-02), and which those are is told by their last bits.
 */
export function addressMask(coin: (text: string) => boolean, frozen: Iterable<string>): AddressMask {
  const special = SPECIAL.flatMap((cidr) => bitsOf(cidr) ?? []);
  const ends = new Set([...frozen].flatMap((cidr) => keyOf(bitsOf(cidr)) ?? []));
  const known = new Map<string, boolean>();
  return (text) => {
    const read = bitsOf(text);
    if (!read || special.some((one) => one.family === read.family && read.bits.startsWith(one.bits))) return text;
    return written(masked(read), text.includes('/'));
  };

  function masked({ family, bits }: Bits): Bits {
    let turned = '';
    let isFrozen = false;
    for (let at = 0; at < bits.length; at++) {
      const before = bits.slice(0, at);
      isFrozen ||= ends.has(`${family}/${before}`);
      turned += isFrozen || !isTurned(family, before) ? bits[at] : bits[at] === '0' ? '1' : '0';
    }
    return { family, bits: turned };
  }

  function isTurned(family: 4 | 6, before: string): boolean {
    const key = `${family}/${before}`;
    let turned = known.get(key);
    if (turned === undefined) {
      turned = !special.some((one) => one.family === family && one.bits.startsWith(before)) && coin(key);
      known.set(key, turned);
    }
    return turned;
  }
}

interface Bits {
  readonly family: 4 | 6;
  /** As many as the prefix is long. */
  readonly bits: string;
}

function keyOf(read: Bits | undefined): string | undefined {
  return read && `${read.family}/${read.bits}`;
}

/** Of an address or CIDR; undefined for any other text. */
function bitsOf(text: string): Bits | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}(\/\d+)?$|^[\da-f:.]*:[\da-f:.]*(\/\d+)?$/i.test(text)) return undefined;
  try {
    const [address, length] = text.includes('/') ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), 128];
    const bytes = address.toByteArray().map((byte) => byte.toString(2).padStart(8, '0'));
    return { family: address.kind() === 'ipv4' ? 4 : 6, bits: bytes.join('').slice(0, length) };
  } catch {
    return undefined;
  }
}

function written({ family, bits }: Bits, isCidr: boolean): string {
  const whole = bits.padEnd(family === 4 ? 32 : 128, '0');
  const bytes = Array.from({ length: whole.length / 8 }, (_, i) => Number.parseInt(whole.slice(8 * i, 8 * i + 8), 2));
  const address = ipaddr.fromByteArray(bytes).toString();
  return isCidr ? `${address}/${bits.length}` : address;
}
