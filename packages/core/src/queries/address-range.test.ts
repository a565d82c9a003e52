import { describe, expect, it } from 'vitest';
import { networkOf } from '../explain/ask.fixture.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { commonRange, formatRange, labelsIn, rangeOf, rangesWithout } from './address-range.ts';

const prefix = (text: string) => parsePrefix(text) as Prefix;
/** `10.0.0.0/8 -10.1.0.0/16`. */
const range = (text: string) => {
  const [first = '', ...except] = text.split(' -');
  return { prefix: prefix(first), except: except.map(prefix) };
};

describe('two ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', '10.1.0.0/16'],
    ['10.1.0.0/16', '10.0.0.0/8 -10.1.2.0/24', '10.1.0.0/16 without 10.1.2.0/24'],
    ['10.0.0.0/8 -10.1.0.0/16', '10.1.2.0/24', undefined],
    ['10.0.0.0/8 -10.1.0.0/16', '10.0.0.0/8 -10.1.2.0/24', '10.0.0.0/8 without 10.1.0.0/16'],
    ['10.0.0.0/31 -10.0.0.0', '10.0.0.0/31 -10.0.0.1', undefined],
    ['10.0.0.0/8', '11.0.0.0/8', undefined],
    ['10.0.0.0/8', '2001:db8::/32', undefined],
  ])('%s and %s have %s in common', (a, b, common) => {
    const found = commonRange(range(a), range(b));
    expect(found && formatRange(found)).toBe(common);
    const swapped = commonRange(range(b), range(a));
    expect(swapped && formatRange(swapped)).toBe(common);
  });

  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', ['10.0.0.0/8 without 10.1.0.0/16']],
    ['10.1.0.0/16', '10.0.0.0/8', []],
    ['10.0.0.0/8', '10.1.0.0/16 -10.1.2.0/24', ['10.0.0.0/8 without 10.1.0.0/16', '10.1.2.0/24']],
    ['10.0.0.0/31 -10.0.0.0', '10.0.0.1', []],
    ['10.0.0.0/8', '11.0.0.0/8', ['10.0.0.0/8']],
    ['2001:db8::/32', '2001:db8:1::/48', ['2001:db8::/32 without 2001:db8:1::/48']],
  ])('%s without %s is %j', (a, b, left) => {
    expect(rangesWithout(range(a), range(b)).map((one) => formatRange(one))).toEqual(left);
  });
});

describe('labels of a range', () => {
  const network = networkOf([], { settings: { cidrs: { used: ['10.1.0.0/16', '10.1.2.0/24', '10.2.0.0/16'] } } });
  const named = (text: string) => labelsIn(network, range(text)).map((label) => network.formatLabel(4, label));
  it.each([
    ['10.1.0.0/16', ['10.1.0.0/16', '10.1.2.0/24']],
    ['10.1.0.0/16 -10.1.2.0/24', ['10.1.0.0/16']],
    ['10.1.0.0/16 -10.1.2.128/25', ['10.1.0.0/16', '10.1.2.0/24']],
    ['10.1.2.0/23 -10.1.3.0/24', ['10.1.2.0/24']],
    ['10.1.2.0/23 -10.1.3.0/25', ['10.1.0.0/16', '10.1.2.0/24']],
    [
      '10.1.0.0/16 -10.1.0.0/23 -10.1.3.0/24 -10.1.4.0/22 -10.1.8.0/21 -10.1.16.0/20 -10.1.32.0/19 -10.1.64.0/18',
      ['10.1.0.0/16', '10.1.2.0/24'],
    ],
    ['10.1.0.0/21 -10.1.0.0/23 -10.1.3.0/24 -10.1.4.0/22', ['10.1.2.0/24']],
  ])('%s are %j', (text, labels) => {
    expect(named(text)).toEqual(labels);
  });
  it('of a prefix alone are all of it', () => {
    expect(labelsIn(network, rangeOf(prefix('10.1.2.3')))).toHaveLength(1);
  });
});
