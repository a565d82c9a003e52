import type { Kind } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { imported } from '../cloudformation/templates.fixture.ts';
import { DUMP } from './samples/dump.fixture.ts';
import { type InPlan, plannedOver } from './samples/plan.fixture.ts';

type Written = readonly [type: string, physicalId: string, properties: object];

/** A stack is found by what it has in common with its template. */
const GATEWAY: Written = ['InternetGateway', 'igw-9', {}];

const HTTPS = {
  ...{ SecurityGroupRuleId: 'sgr-443', GroupId: 'sg-1', IsEgress: false, IpProtocol: 'tcp', FromPort: 443 },
  ...{ ToPort: 443, CidrIpv4: '10.0.0.0/8' },
};

async function laid(there: Written | undefined, now: Written | undefined) {
  const { snapshot, diagnostics } = await imported({
    'live.json': { ...DUMP, SecurityGroupRules: [HTTPS] },
    'net.json': { Resources: { Gw: { Type: 'AWS::EC2::InternetGateway' }, ...(now ? { X: resource(now) } : {}) } },
    'deployed.json': {
      StackResources: [GATEWAY, ...(there ? [there] : [])].map(([type, PhysicalResourceId], i) => ({
        ...{ StackName: 'net', StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/net/1' },
        ...{ LogicalResourceId: i === 0 ? 'Gw' : 'X', PhysicalResourceId, ResourceType: `AWS::EC2::${type}` },
        ResourceStatus: 'CREATE_COMPLETE',
      })),
    },
  });
  const recordOf = (kind: Kind, key: string) => {
    const own = snapshot.records[kind].find((one) => Object.values(one)[0] === key);
    return JSON.stringify(own, (name, value) => (name === 'source' ? undefined : value));
  };
  return { recordOf, messages: diagnostics.map(({ message }) => message) };
}

const resource = ([type, , Properties]: Written) => ({ Type: `AWS::EC2::${type}`, Properties });

describe('what a template puts into things of others is there, and they keep all else', () => {
  test.each<readonly [written: Written, kind: Kind, key: string, text: string]>([
    [
      ['VPCCidrBlock', 'vpc-cidr-assoc-8', { VpcId: 'vpc-1', CidrBlock: '10.8.0.0/16' }],
      ...(['vpc', 'vpc-1', '10.8.0.0/16'] as const),
    ],
    [
      [
        'Route',
        'rtb-2|10.5.0.0/16',
        { RouteTableId: 'rtb-2', DestinationCidrBlock: '10.5.0.0/16', GatewayId: 'igw-1' },
      ],
      ...(['routeTable', 'rtb-2', '10.5.0.0/16'] as const),
    ],
    [
      ['VPCGatewayAttachment', 'IGW|vpc-1', { VpcId: 'vpc-1', InternetGatewayId: 'igw-1' }],
      ...(['internetGateway', 'igw-1', '"vpc-1"'] as const),
    ],
    [
      [
        'SecurityGroupIngress',
        'sgr-1',
        { GroupId: 'sg-1', IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.4.0.0/16' },
      ],
      ...(['securityGroup', 'sg-1', '10.4.0.0/16'] as const),
    ],
    [
      [
        'NetworkAclEntry',
        'entry',
        { NetworkAclId: 'acl-1', RuleNumber: 7, Protocol: -1, RuleAction: 'deny', CidrBlock: '10.4.0.0/16' },
      ],
      ...(['networkAcl', 'acl-1', '10.4.0.0/16'] as const),
    ],
    [
      ['EIPAssociation', 'eipassoc-1', { AllocationId: 'eipalloc-1', InstanceId: 'i-a' }],
      ...(['networkInterface', 'eni-a', '198.51.100.1'] as const),
    ],
    [
      [
        'NetworkInterfaceAttachment',
        'eni-attach-c',
        { NetworkInterfaceId: 'eni-c', InstanceId: 'i-b', DeviceIndex: '1' },
      ],
      ...(['networkInterface', 'eni-c', '"i-b"'] as const),
    ],
  ])('%o', async (written, kind, key, text) => {
    const [live, come] = [await laid(undefined, undefined), await laid(undefined, written)];
    expect(live.recordOf(kind, key)).not.toContain(text);
    expect(come.recordOf(kind, key)).toContain(text);
    // Everything that it was stays.
    const was = JSON.parse(live.recordOf(kind, key)) as Readonly<Record<string, unknown>>;
    const is = JSON.parse(come.recordOf(kind, key)) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(was)) {
      if (Array.isArray(value) && name !== 'privateIpAddresses')
        expect(is[name]).toEqual(expect.arrayContaining(value));
    }
  });

  test('what a stack has put into them and its template has no more goes', async () => {
    const table: Written = [
      'SubnetRouteTableAssociation',
      'rtbassoc-2',
      { RouteTableId: 'rtb-2', SubnetId: 'subnet-2' },
    ];
    expect((await laid(table, table)).recordOf('routeTable', 'rtb-2')).toContain('"subnet-2"');
    const gone = await laid(table, undefined);
    expect(gone.recordOf('routeTable', 'rtb-2')).not.toContain('"subnet-2"');
    expect(gone.messages.filter((one) => one.includes('no longer has it: it goes'))).toHaveLength(1);
  });

  test('what it puts into them otherwise is no more as it was', async () => {
    const route = (DestinationCidrBlock: string, target: object): Written => [
      ...(['Route', 'rtb-1|0.0.0.0/0', { RouteTableId: 'rtb-1', DestinationCidrBlock, ...target }] as const),
    ];
    const out = route('0.0.0.0/0', { GatewayId: 'igw-1' });
    expect((await laid(out, out)).recordOf('routeTable', 'rtb-1')).toContain('"igw-1"');
    const led = (await laid(out, route('0.0.0.0/0', { NatGatewayId: 'nat-1' }))).recordOf('routeTable', 'rtb-1');
    expect([led.includes('"nat-1"'), led.includes('"igw-1"')]).toEqual([true, false]);
    const other = (await laid(out, route('10.5.0.0/16', { GatewayId: 'igw-1' }))).recordOf('routeTable', 'rtb-1');
    expect([other.includes('10.5.0.0/16'), other.includes('0.0.0.0/0"')]).toEqual([true, false]);
    const rule = (CidrIp: string): Written => [
      ...(['SecurityGroupIngress', 'sgr-443'] as const),
      { GroupId: 'sg-1', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp },
    ];
    const narrowed = (await laid(rule('10.0.0.0/8'), rule('10.4.0.0/16'))).recordOf('securityGroup', 'sg-1');
    expect([narrowed.includes('10.4.0.0/16'), narrowed.includes('10.0.0.0/8')]).toEqual([true, false]);
  });

  test('what is put into something that nobody has is told', async () => {
    const { messages } = await laid(undefined, [
      'Route',
      'x',
      { RouteTableId: 'rtb-9', DestinationCidrBlock: '10.5.0.0/16' },
    ]);
    expect(messages.filter((one) => one.includes('X is put into rtb-9'))).toHaveLength(1);
  });
});

test('a connection that a plan leads to another transit gateway leaves the attachment that it had', () => {
  const answers = {
    ...DUMP,
    TransitGateways: ['tgw-1', 'tgw-2'].map((TransitGatewayId) => ({ TransitGatewayId })),
    TransitGatewayAttachments: [
      {
        ...{ TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', ResourceType: 'vpn' },
        ...{ ResourceId: 'vpn-1', State: 'available' },
      },
    ],
  };
  const vpn = (transit_gateway_id: string): InPlan => [
    'aws_vpn_connection.v',
    {
      ...{ id: 'vpn-1', type: 'ipsec.1', customer_gateway_id: 'cgw-1', transit_gateway_id },
      transit_gateway_attachment_id: 'tgw-attach-1',
    },
  ];
  const after = (to: string) =>
    plannedOver([answers], [vpn('tgw-1')], [vpn(to)]).records.transitGatewayAttachment.map(
      ({ transitGatewayAttachmentId: id, transitGatewayId }) => [id, transitGatewayId],
    );
  expect(after('tgw-1')).toEqual([['tgw-attach-1', 'tgw-1']]);
  expect(after('tgw-2')).toEqual([['vpn-1#attachment', 'tgw-2']]);
});
