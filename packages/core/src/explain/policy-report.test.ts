import { describe, expect, test } from 'vitest';
import { customerGateway, hybrid, propagated, vpn } from '../aws/hybrid.fixture.ts';
import { base, edit, group, networkInterface, permission, subnet, table, vpc } from '../aws/network.fixture.ts';
import { networkOf } from './ask.fixture.ts';
import { checkPolicies } from './policy-report.ts';

/** So many interfaces of one open group in one subnet. */
function crowd(count: number) {
  return networkOf([
    vpc('vpc-a', '10.0.0.0/16'),
    subnet('subnet-a', 'vpc-a', '10.0.0.0/24'),
    table('rtb-a', 'vpc-a', ['main'], { '10.0.0.0/16': 'local' }),
    group('sg-all', 'vpc-a'),
    ...Array.from({ length: count }, (_, at) =>
      networkInterface(`eni-${at}`, 'subnet-a', `10.0.0.${at + 4}`, { groups: ['sg-all'] }),
    ),
  ]);
}
const apart = { name: 'apart', from: '*', to: '*', expect: 'blocked' } as const;
const idsOf = (count: number) => checkPolicies(crowd(count), [apart]).findings.map(({ id }) => id);

test('a new violation has an id that no baseline had, however many there are', () => {
  const [before, after] = [new Set(idsOf(102)), idsOf(103)];
  expect(before.size).toBe(10_001);
  // Some are told one by one, the rest together.
  expect(after.filter((id) => !before.has(id)).length).toBeGreaterThan(1);
  expect(after.at(-1)).toMatch(/^apart and more [\da-f]{16}$/);
  expect(before.has(after.at(-1) ?? '')).toBe(false);
  expect(idsOf(102)).toEqual([...before]);
});

test.each(['cgw-office', '192.168.0.0/16'])(
  'a violation of %s, a place outside, is called the same whatever else is in use',
  (from) => {
    const office = [customerGateway('cgw-office'), vpn('office', ['192.168.0.0/16'])];
    const told = (...more: Parameters<typeof hybrid>[0]) => {
      const network = networkOf(hybrid([...office, ...more], [propagated('192.168.0.0/16')]));
      const policies = [{ name: 'closed', from, to: 'i-db', services: ['tcp/443'], expect: 'blocked' }] as const;
      return checkPolicies(network, policies).findings.map(({ id, message }) => [id, message]);
    };
    const name = from.startsWith('cgw') ? 'cgw-office/192.168.0.0/16' : from;
    expect(told()).toEqual([[`closed ${name} > i-db`, `${name} can reach i-db on tcp/443`]]);
    expect(told(vpc('vpc-far', '10.77.0.0/16'), subnet('subnet-far', 'vpc-far', '10.77.1.0/24'))).toEqual(told());
  },
);

describe('the internet is told as prefixes that fare alike', () => {
  const SSH = permission('tcp', 22, 22, { IpRanges: [{ CidrIp: '8.8.0.0/16' }] });
  const WEB = permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
  const partner = (...cidrs: readonly string[]) =>
    permission('tcp', 9999, 9999, { IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) });
  const told = (IpPermissions: readonly object[], ...elsewhere: readonly string[]) => {
    const resources = [
      ...edit(base(), 'sg-web', { IpPermissions }),
      group('sg-elsewhere', 'vpc-a', { IpPermissions: [partner(...elsewhere)] }),
    ];
    const policy = { name: 'closed', from: 'internet', to: 'i-web', services: ['tcp'], expect: 'blocked' } as const;
    return checkPolicies(networkOf(resources), [policy]).findings.map(({ id, message }) => [id, message]);
  };

  test('once for all of it, whatever prefixes rules name elsewhere', () => {
    const once = [['closed internet/0.0.0.0/0 > i-web', 'internet/0.0.0.0/0 can reach i-web on tcp/443']];
    expect(told([WEB])).toEqual(once);
    expect(told([WEB], '8.0.0.0/8', '8.8.4.0/24', '203.0.113.0/24')).toEqual(once);
  });

  test('and by itself what fares otherwise, of which the rest says that it is without it', () => {
    const both = [
      [
        'closed internet/0.0.0.0/0 except 8.8.0.0/16 > i-web',
        'internet/0.0.0.0/0 except 8.8.0.0/16 can reach i-web on tcp/443',
      ],
      ['closed internet/8.8.0.0/16 > i-web', 'internet/8.8.0.0/16 can reach i-web on tcp/22, tcp/443'],
    ];
    expect(told([WEB, SSH])).toEqual(both);
    expect(told([WEB, SSH], '8.0.0.0/8', '8.8.4.0/24')).toEqual(both);
    expect(told([SSH], '8.0.0.0/8', '8.8.4.0/24')).toEqual([
      ['closed internet/8.8.0.0/16 > i-web', 'internet/8.8.0.0/16 can reach i-web on tcp/22'],
    ]);
  });

  test('many that fare otherwise are counted, and others have another id', () => {
    const cidrs = (last: number) => ['8.8.0.0/16', '9.9.0.0/16', '11.11.0.0/16', `12.${last}.0.0/16`];
    const [one, other] = [cidrs(12), cidrs(13)].map((some) => told([WEB, partner(...some)])[0] ?? []);
    expect(one?.[1]).toBe(
      'internet/0.0.0.0/0 except 8.8.0.0/16, 9.9.0.0/16, 11.11.0.0/16 and 1 more can reach i-web on tcp/443',
    );
    expect(one?.[0]).toMatch(/^closed internet\/0\.0\.0\.0\/0 except 4 prefixes [\da-f]{16} > i-web$/);
    expect(other?.[0]).not.toBe(one?.[0]);
  });
});

test('a violation of a policy about some ways alone says which', () => {
  const policy = { name: 'by', from: 'eni-0', to: 'eni-1', services: ['tcp/443'], expect: 'reachable' } as const;
  const told = (more: object) => checkPolicies(crowd(2), [{ ...policy, ...more }]).findings.map((one) => one.message);
  expect(told({ through: ['subnet-a'] })).toEqual([]);
  expect(told({ through: ['rtb-a'] })).toEqual(['eni-0 cannot reach eni-1 on tcp/443, through rtb-a']);
});
