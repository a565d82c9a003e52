import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  ADDRESS_LENGTH,
  contains,
  type Family,
  familyOf,
  formatAddress,
  formatPrefix,
  lastAddress,
  maskBits,
  overlaps,
  type Prefix,
  parseAddress,
  parsePrefix,
} from './address.ts';

function read(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is no prefix`);
  return prefix;
}

function bytesOf(bits: string): number[] {
  return [...Array(bits.length).keys()].flatMap((i) => [bits.charCodeAt(i) >> 8, bits.charCodeAt(i) & 255]);
}

function numberOf(bits: string): bigint {
  return bytesOf(bits).reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

/** ipaddr.js as the other reader: [family, first address, last address, length] of a CIDR. */
function readByIpaddr(text: string): readonly [Family, number[], number[], number] {
  const [address, length] = ipaddr.parseCIDR(text);
  const type = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return [
    address.kind() === 'ipv4' ? 4 : 6,
    type.networkAddressFromCIDR(text).toByteArray(),
    type.broadcastAddressFromCIDR(text).toByteArray(),
    length,
  ];
}

const ipv6Text = fc
  .tuple(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), fc.nat(7), fc.nat(7), fc.boolean())
  .map(([groups, a, b, upper]) => {
    const hex = groups.map((group) => group.toString(16));
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    const text = from === to ? hex.join(':') : `${hex.slice(0, from).join(':')}::${hex.slice(to).join(':')}`;
    return upper ? text.toUpperCase() : text;
  });
const cidr = fc.oneof(
  fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, length]) => `${address}/${length}`),
  fc.tuple(ipv6Text, fc.nat(128)).map(([address, length]) => `${address}/${length}`),
);
const prefix = cidr.map(read);
/** Two prefixes that often nest: the second is the first's, cut at another length. */
const related = fc
  .tuple(prefix, fc.nat(128), prefix, fc.boolean())
  .map(([a, cut, other, nest]): readonly [Prefix, Prefix] => {
    const length = Math.min(cut, ADDRESS_LENGTH[a.family]);
    return [a, nest ? { family: a.family, bits: maskBits(a.bits, length), length } : other];
  });

describe('parsePrefix', () => {
  it('property: reads first address, last address and length as ipaddr.js does', () => {
    fc.assert(
      fc.property(cidr, (text) => {
        const { family, bits, length } = read(text);
        const last = bytesOf(lastAddress({ family, bits, length }));
        expect([family, bytesOf(bits), last, length]).toEqual(readByIpaddr(text));
      }),
    );
  });

  it('property: a text with one letter changed is refused unless ipaddr.js reads the same from it', () => {
    const changed = fc
      .tuple(cidr, fc.nat(48), fc.nat(1), fc.constantFrom('', '0', '1', 'a', 'g', ':', '.', '/', '%', '-', ' '))
      .map(([text, at, drop, put]) => text.slice(0, at) + put + text.slice(at + drop))
      // Octal and short forms of IPv4 and lengths with zeros ahead are the readers' known differences: see the tables.
      .filter((text) => text.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(text.trim().split('/')[0] ?? ''))
      .filter((text) => !/\/0\d/.test(text));
    fc.assert(
      fc.property(changed, (text) => {
        const trimmed = text.trim();
        const full = trimmed.includes('/') ? trimmed : `${trimmed}/${trimmed.includes(':') ? 128 : 32}`;
        const found = parsePrefix(text);
        const valid = ipaddr.isValidCIDR(full) && !full.includes('%');
        expect(found && [found.family, bytesOf(found.bits), found.length]).toEqual(
          valid ? readByIpaddr(full).filter((_, i) => i !== 2) : null,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('property: no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePrefix(text)));
  });

  it.each([
    '',
    ' ',
    '/',
    '//',
    '1/2/3',
    '1.2.3.4/8/8',
    '::/8/8',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4.',
    '.1.2.3.4',
    '1..2.3',
    '256.0.0.1',
    '010.0.0.1',
    '00.0.0.1',
    '0x0a.0.0.1',
    '167772161',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/1e1',
    '10.0.0.0/ 8',
    '10.0/8',
    '10.0.0.0 - 10.0.0.9',
    '１０.0.0.1',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    ':1:2:3:4:5:6:7',
    '12345::',
    '::g',
    '::/129',
    '::/1000',
    '::/',
    'fe80::1%eth0',
    '[::1]',
    '::ffff:010.1.1.1',
    '::ffff:1.2.3',
    '::ffff:0x1.2.3.4',
    '1.2.3.4::',
    '1:2:3:4:5:6:7:1.2.3.4',
    'sg-0123456789abcdef0',
    '__proto__',
  ])('%j is no prefix', (text) => {
    expect(parsePrefix(text)).toBeNull();
  });

  it.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255', '255.255.255.255'],
    ['10.0.0.1/32', '10.0.0.1'],
    [' 10.0.0.0/08\n', '10.0.0.0/8'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['2001:db8:ffff::1/32', '2001:db8::/32'],
    ['::', '::'],
    ['::/0', '::/0'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::ffff:1.2.3.4', '::ffff:102:304'],
    ['::1.2.3.4', '::102:304'],
    ['64:ff9b::192.0.2.1/96', '64:ff9b::/96'],
  ])('%j is %s', (text, written) => {
    expect(formatPrefix(read(text))).toBe(written);
  });

  it('an IPv4-mapped address stays an IPv6 address', () => {
    expect(read('::ffff:1.2.3.4').family).toBe(6);
  });

  it('reads on after more texts than it remembers', () => {
    const before = read('192.0.2.0/24');
    for (let i = 0; i <= 500_000; i++) parsePrefix(`?${i}`);
    expect(read('192.0.2.0/24')).toEqual(before);
  });
});

describe('parseAddress', () => {
  it('takes a prefix of full length for an address and no wider one', () => {
    expect(parseAddress('10.0.0.1')).toEqual(read('10.0.0.1/32'));
    expect(parseAddress('2001:db8::1/128')).toEqual(read('2001:db8::1'));
    expect(parseAddress('10.0.0.0/31')).toBeNull();
    expect(parseAddress('2001:db8::/127')).toBeNull();
    expect(parseAddress('localhost')).toBeNull();
  });
});

describe('formatPrefix', () => {
  it('property: what is written reads as the same prefix', () => {
    fc.assert(
      fc.property(prefix, (value) => {
        expect(parsePrefix(formatPrefix(value))).toEqual(value);
      }),
    );
  });

  it('property: ipaddr.js reads the address that is written', () => {
    fc.assert(
      fc.property(prefix, ({ family, bits }) => {
        expect(ipaddr.parse(formatAddress(bits)).toByteArray()).toEqual(bytesOf(bits));
        expect(familyOf(bits)).toBe(family);
      }),
    );
  });
});

describe('the order of addresses', () => {
  it('property: string order is numeric order', () => {
    const both = fc.oneof(fc.tuple(fc.ipV4(), fc.ipV4()), fc.tuple(ipv6Text, ipv6Text));
    fc.assert(
      fc.property(both, ([a, b]) => {
        expect(read(a).bits < read(b).bits).toBe(numberOf(read(a).bits) < numberOf(read(b).bits));
      }),
    );
  });
});

describe('contains', () => {
  const holds = (outer: Prefix, inner: Prefix) =>
    outer.family === inner.family &&
    numberOf(outer.bits) <= numberOf(inner.bits) &&
    numberOf(lastAddress(inner)) <= numberOf(lastAddress(outer));

  it('property: one prefix contains another when its first and last address enclose it', () => {
    fc.assert(
      fc.property(related, ([a, b]) => {
        expect(contains(a, b)).toBe(holds(a, b));
      }),
    );
  });

  it('property: prefixes overlap when one contains the other, whatever the order', () => {
    fc.assert(
      fc.property(related, ([a, b]) => {
        expect(overlaps(a, b)).toBe(holds(a, b) || holds(b, a));
        expect(overlaps(b, a)).toBe(overlaps(a, b));
      }),
    );
  });

  it('no prefix of one family contains one of the other', () => {
    expect(contains(read('0.0.0.0/0'), read('::1'))).toBe(false);
    expect(overlaps(read('::/0'), read('10.0.0.0/8'))).toBe(false);
  });
});

describe('maskBits', () => {
  it('property: masking clears what is behind the length, once and for all', () => {
    fc.assert(
      fc.property(prefix, fc.nat(128), ({ family, bits }, cut) => {
        const length = Math.min(cut, ADDRESS_LENGTH[family]);
        const host = BigInt(ADDRESS_LENGTH[family] - length);
        const masked = maskBits(bits, length);
        expect(numberOf(masked)).toBe((numberOf(bits) >> host) << host);
        expect(maskBits(masked, length)).toBe(masked);
      }),
    );
  });
});
