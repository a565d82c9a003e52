import { describe, expect, it } from 'vitest';
import { networkOf } from '../explain/ask.fixture.ts';
import { parsePrefix } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import { cidrsIn, MAYBE, NO, readAddresses, readPorts, type Variables, YES } from './firewall-terms.ts';
import { ANYWHERE } from './lookup.ts';
import { raw } from './network.fixture.ts';

const variables: Variables = {
  addresses: new Map([
    ['IN', ['10.0.0.0/8', '!10.1.0.0/16']],
    ['OUT', ['!$IN']],
    ['SELF', ['$SELF']],
  ]),
  ports: new Map([['WEB', ['80', '443']]]),
  references: new Map([
    ['KNOWN', 'pl-1'],
    ['LOST', 'pl-2'],
  ]),
  place: ANYWHERE,
};
const cidrs = ['10.0.0.0/8', '10.1.0.0/16', '10.2.3.4/32', '192.0.2.0/24'];
const net = networkOf([raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '192.0.2.0/24' }] })], {
  settings: { cidrs: { used: cidrs } },
});
const meaning = (term: string) => {
  const { map } = readAddresses(net, term, 4, variables);
  return cidrs.map((cidr) => valueAt(map, net.labels[4].rangeOf(parsePrefix(cidr) as never)?.from ?? -1));
};

describe('the addresses of a firewall’s rule', () => {
  it.each([
    ['any', [YES, YES, YES, YES]],
    ['ANY', [YES, YES, YES, YES]],
    ['10.2.3.4', [NO, NO, YES, NO]],
    ['!10.0.0.0/8', [NO, NO, NO, YES]],
    ['[10.0.0.0/8, !10.1.0.0/16]', [YES, NO, YES, NO]],
    ['[!10.1.0.0/16]', [YES, NO, YES, YES]],
    ['[]', [NO, NO, NO, NO]],
    ['$IN', [YES, NO, YES, NO]],
    ['$OUT', [NO, YES, NO, YES]],
    ['@KNOWN', [NO, NO, NO, YES]],
    ['@LOST', [MAYBE, MAYBE, MAYBE, MAYBE]],
    ['[10.0.0.0/8, @LOST]', [YES, YES, YES, MAYBE]],
    ['[10.0.0.0/8, !@LOST]', [MAYBE, MAYBE, MAYBE, NO]],
    ['$SELF', [MAYBE, MAYBE, MAYBE, MAYBE]],
    ['$NOBODY', [MAYBE, MAYBE, MAYBE, MAYBE]],
    ['2001:db8::/32', [NO, NO, NO, NO]],
  ])('%s', (term, expected) => {
    expect(meaning(term)).toEqual(expected);
  });
  it('say what would tell of those that are not known', () => {
    expect(readAddresses(net, '[@LOST]', 4, variables).doubt).toMatchObject({
      code: 'PREFIX_LIST_UNKNOWN',
      missing: { id: 'pl-2' },
    });
    expect(readAddresses(net, '$NOBODY', 4, variables).doubt).toEqual({ code: 'PAYLOAD_RULE' });
  });
  it('are found in a text, so that labels are cut along them', () => {
    expect(cidrsIn('[10.0.0.0/8, !2001:db8::/32, $X, 443]')).toEqual(['10.0.0.0/8', '2001:db8::/32']);
  });
});

describe('its ports', () => {
  it.each([
    ['any', undefined],
    ['443', [[443, 444]]],
    ['80:90', [[80, 91]]],
    [':1023', [[0, 1024]]],
    ['1024:', [[1024, 65_536]]],
    [
      '!22',
      [
        [0, 22],
        [23, 65_536],
      ],
    ],
    [
      '[80,443]',
      [
        [80, 81],
        [443, 444],
      ],
    ],
    [
      '[1:100,!50]',
      [
        [1, 50],
        [51, 101],
      ],
    ],
    [
      '[!22]',
      [
        [0, 22],
        [23, 65_536],
      ],
    ],
    [
      '$WEB',
      [
        [80, 81],
        [443, 444],
      ],
    ],
    ['$NOBODY', null],
    ['90:80', null],
    ['70000', null],
    ['http', null],
    [':', null],
    ['[80,http]', null],
  ])('%s', (term, expected) => {
    expect(readPorts(term, variables)).toEqual(expected);
  });
});
