import { describe, expect, test } from 'vitest';
import { compile } from '../engine/network.ts';
import { inForce } from './in-force.ts';
import { raw, snapshotOf } from './network.fixture.ts';

const RULE = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
const NETWORK = compile(
  snapshotOf([
    raw('vpc', { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }),
    raw('subnet', { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24' }),
    raw('subnet', { SubnetId: 'subnet-2', VpcId: 'vpc-1', CidrBlock: '10.0.2.0/24' }),
    raw('networkInterface', {
      NetworkInterfaceId: 'eni-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      PrivateIpAddress: '10.0.1.5',
      Groups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-gone' }],
      Attachment: { InstanceId: 'i-1' },
    }),
    raw('networkInterface', {
      NetworkInterfaceId: 'eni-2',
      InterfaceType: 'nat_gateway',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      PrivateIpAddress: '10.0.1.6',
      Groups: [{ GroupId: 'sg-1' }],
    }),
    raw('securityGroup', { GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: [RULE] }),
    raw('routeTable', {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Associations: [{ SubnetId: 'subnet-1' }],
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
        { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'blackhole' },
      ],
    }),
    raw('networkAcl', {
      NetworkAclId: 'acl-1',
      VpcId: 'vpc-1',
      Associations: [{ SubnetId: 'subnet-1' }],
      Entries: [
        { RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny', Egress: false, CidrBlock: '0.0.0.0/0' },
        { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress: false, CidrBlock: '0.0.0.0/0' },
      ],
    }),
  ]),
);

const texts = (id: string) =>
  inForce(NETWORK, id).map(({ of, title, rules }) => [of, title, rules?.map(({ evidence }) => evidence.text)]);
const change = (id: string, at: number) => inForce(NETWORK, id)[0]?.rules?.[at]?.off;

describe('what is in force', () => {
  test('at an interface: its groups, then the table and the ACL of its subnet', () => {
    expect(texts('eni-1')).toEqual([
      ['sg-1', 'ingress rules', ['ingress tcp/443 from 10.0.0.0/8']],
      ['sg-1', 'egress rules', []],
      ['sg-gone', 'ingress rules', undefined],
      ['sg-gone', 'egress rules', undefined],
      ['rtb-1', 'routes', ['10.0.0.0/16 → local', '0.0.0.0/0 → nat-1 is blackhole']],
      [
        'acl-1',
        'ingress rules',
        ['ingress rule 100 allows all traffic from 0.0.0.0/0', 'ingress rule * denies all traffic from 0.0.0.0/0'],
      ],
      ['acl-1', 'egress rules', []],
    ]);
  });

  test('at an instance: what is in force at its interfaces', () => {
    expect(texts('i-1')).toEqual(texts('eni-1'));
  });

  test('at the interface of a NAT gateway, which no group guards, the subnet alone (SG-17)', () => {
    expect(texts('eni-2').map(([of]) => of)).toEqual(['rtb-1', 'acl-1', 'acl-1']);
  });

  test('at a subnet that no table and no ACL lists: that the input does not tell', () => {
    expect(inForce(NETWORK, 'subnet-2').map(({ of, rules }) => [of, rules])).toEqual([
      ['route table', undefined],
      ['network ACL', undefined],
      ['network ACL', undefined],
    ]);
  });

  test('at a VPC, of itself nothing', () => {
    expect(inForce(NETWORK, 'vpc-1')).toEqual([]);
  });
});

test('switching a rule off takes it away; local routes and the last entry stay', () => {
  expect(change('sg-1', 0)).toEqual([{ op: 'remove', component: 'sg-1', at: '/IpPermissions/0/IpRanges/0' }]);
  expect(change('rtb-1', 0)).toEqual([]);
  expect(change('rtb-1', 1)).toEqual([{ op: 'remove', component: 'rtb-1', at: '/Routes/1' }]);
  expect(change('acl-1', 0)).toEqual([{ op: 'remove', component: 'acl-1', at: '/Entries/1' }]);
  expect(change('acl-1', 1)).toEqual([]);
});
