import { expect, test } from 'vitest';
import { writeSnapshot } from '../snapshot-file/write-snapshot.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { addressMask } from './address-mask.ts';
import { anonymizer } from './anonymize.ts';

const LB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/checkout/50dc6c495c0c9188';
const answers = {
  Vpcs: [
    { VpcId: 'vpc-0a', OwnerId: '111122223333', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'acme-prod' }] },
  ],
  LoadBalancers: [
    { LoadBalancerArn: LB, LoadBalancerName: 'checkout', DNSName: 'checkout-123.eu-west-1.elb.amazonaws.com' },
  ],
  NetworkInterfaces: [
    { NetworkInterfaceId: 'eni-1', Description: 'ELB app/checkout/50dc6c495c0c9188', OwnerId: '111122223333' },
    { NetworkInterfaceId: 'eni-2', Description: 'the database of Alice', Association: { PublicIp: '52.16.1.9' } },
  ],
  SecurityGroups: [
    {
      ...{ GroupId: 'sg-1', GroupName: 'checkout', Description: 'acme checkout' },
      IpPermissions: [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '52.16.0.0/16', Description: 'acme office' }] }],
    },
  ],
};

function anonymized(key: string) {
  const { snapshot } = snapshotOf([{ file: 'acme/eu-west-1/all.json', value: answers }]);
  return anonymizer(snapshot, key).snapshot(snapshot);
}

test('what tells whose network it is, is replaced; what says how it works stays', () => {
  const text = writeSnapshot(anonymized('key'));
  expect(text).not.toMatch(/acme|checkout|Alice|database|111122223333|52\.16/i);
  expect(text).toMatch(/"vpc-0a".*"10\.0\.0\.0\/16"/);
  expect(text).toContain('50dc6c495c0c9188');
});

test('the same name is the same everywhere, and an address is in the prefix that held it', () => {
  const { records } = anonymized('key');
  const [, , , , , resource = ''] = records.loadBalancer[0]?.loadBalancerArn?.split(':') ?? [];
  const [, , name] = resource.split('/');
  expect(records.loadBalancer[0]?.loadBalancerName).toBe(name);
  expect(records.securityGroup[0]?.groupName).toBe(name);
  expect(records.networkInterface[0]?.description).toBe(`ELB app/${name}/50dc6c495c0c9188`);
  const range = records.securityGroup[0]?.ipPermissions[0]?.ipRanges[0]?.cidrIp ?? '';
  expect(range).toMatch(/^\d+\.\d+\.0\.0\/16$/);
  expect(records.networkInterface[1]?.association?.publicIp?.startsWith(range.replace('0.0/16', ''))).toBe(true);
});

test('one key gives the same bytes again, and another gives others', () => {
  expect(writeSnapshot(anonymized('key'))).toBe(writeSnapshot(anonymized('key')));
  expect(writeSnapshot(anonymized('key'))).not.toBe(writeSnapshot(anonymized('other')));
});

test.each([
  '10.1.2.3',
  '172.31.0.0/16',
  '169.254.169.254',
  '0.0.0.0/0',
  '::/0',
  'fd00::1',
  '224.0.0.5',
  'no address',
  '1.2',
])('%s stays', (text) => expect(addressMask(() => true, [])(text)).toBe(text));

test('every bit can be turned but those that lead to special ranges and those of subnets', () => {
  const turned = addressMask(() => true, ['2600:1f18::/32']);
  // 52 is 00110100: its first two bits lead to ranges such as 10.0.0.0/8.
  expect(turned('52.0.0.1')).toMatch(/^\d+\.255\.255\.254$/);
  expect(turned('2600:1f18:0:1::5')).toMatch(/:0?:?1::5$/);
  expect(turned('52.1.2.0/24')).toMatch(/\.254\.253\.0\/24$/);
});
