import type { Kind } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { ANSWERS, GROUP_ARN } from './samples/dump.fixture.ts';
import { type InPlan, type Planned, plannedOver } from './samples/plan.fixture.ts';

type Row = readonly [type: string, values: object, kind: Kind, key: string, field: string];

/** What is put into something of others, and the field of the record that has it. */
const ROWS: readonly Row[] = [
  ['vpc_ipv4_cidr_block_association', { vpc_id: 'vpc-1', cidr_block: '10.8.0.0/16' }, 'vpc', 'vpc-1', '10.8.0.0/16'],
  ['vpc_encryption_control', { vpc_id: 'vpc-1', mode: 'enforce' }, 'vpc', 'vpc-1', '"enforce"'],
  [
    ...(['internet_gateway_attachment', { internet_gateway_id: 'igw-1', vpc_id: 'vpc-1' }] as const),
    ...(['internetGateway', 'igw-1', '"vpcId":"vpc-1"'] as const),
  ],
  [
    ...(['vpn_gateway_attachment', { vpn_gateway_id: 'vgw-1', vpc_id: 'vpc-1' }] as const),
    ...(['vpnGateway', 'vgw-1', '"vpcId":"vpc-1"'] as const),
  ],
  [
    ...(['route', { route_table_id: 'rtb-2', destination_cidr_block: '10.5.0.0/16', gateway_id: 'igw-1' }] as const),
    ...(['routeTable', 'rtb-2', '10.5.0.0/16'] as const),
  ],
  [
    ...(['route_table_association', { route_table_id: 'rtb-2', subnet_id: 'subnet-1' }] as const),
    ...(['routeTable', 'rtb-2', '"subnet-1"'] as const),
  ],
  [
    ...(['main_route_table_association', { route_table_id: 'rtb-2', vpc_id: 'vpc-1' }] as const),
    ...(['routeTable', 'rtb-2', '"main":true'] as const),
  ],
  [
    ...(['vpn_gateway_route_propagation', { route_table_id: 'rtb-2', vpn_gateway_id: 'vgw-1' }] as const),
    ...(['routeTable', 'rtb-2', '"vgw-1"'] as const),
  ],
  [
    ...(['vpc_endpoint_route_table_association', { route_table_id: 'rtb-2', vpc_endpoint_id: 'vpce-1' }] as const),
    ...(['routeTable', 'rtb-2', '"vpce-1"'] as const),
  ],
  [
    ...(['vpc_endpoint_subnet_association', { subnet_id: 'subnet-2', vpc_endpoint_id: 'vpce-2' }] as const),
    ...(['vpcEndpoint', 'vpce-2', '"subnet-2"'] as const),
  ],
  [
    'vpc_endpoint_security_group_association',
    { security_group_id: 'sg-2', vpc_endpoint_id: 'vpce-2' },
    ...(['networkInterface', 'eni-e', '"sg-2"'] as const),
  ],
  [
    'network_acl_rule',
    {
      network_acl_id: 'acl-2',
      rule_number: 7,
      egress: false,
      protocol: '-1',
      rule_action: 'deny',
      cidr_block: '0.0.0.0/0',
    },
    ...(['networkAcl', 'acl-2', '"ruleNumber":7'] as const),
  ],
  [
    ...(['network_acl_association', { network_acl_id: 'acl-2', subnet_id: 'subnet-1' }] as const),
    ...(['networkAcl', 'acl-2', '"subnet-1"'] as const),
  ],
  [
    'security_group_rule',
    {
      security_group_id: 'sg-1',
      type: 'ingress',
      protocol: 'tcp',
      from_port: 22,
      to_port: 22,
      cidr_blocks: ['10.4.0.0/16'],
    },
    ...(['securityGroup', 'sg-1', '10.4.0.0/16'] as const),
  ],
  [
    'vpc_security_group_egress_rule',
    { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 22, to_port: 22, cidr_ipv4: '10.4.0.0/16' },
    ...(['securityGroup', 'sg-1', '10.4.0.0/16'] as const),
  ],
  [
    ...(['eip_association', { allocation_id: 'eipalloc-1', instance_id: 'i-a' }] as const),
    ...(['networkInterface', 'eni-a', '198.51.100.1'] as const),
  ],
  [
    ...(['eip_association', { allocation_id: 'eipalloc-1', network_interface_id: 'eni-b' }] as const),
    ...(['networkInterface', 'eni-b', '198.51.100.1'] as const),
  ],
  [
    'network_interface_sg_attachment',
    { network_interface_id: 'eni-a', security_group_id: 'sg-2' },
    ...(['networkInterface', 'eni-a', '"sg-2"'] as const),
  ],
  [
    'network_interface_attachment',
    { network_interface_id: 'eni-c', instance_id: 'i-a', device_index: 1 },
    ...(['networkInterface', 'eni-c', '"i-a"'] as const),
  ],
  [
    'lb_target_group_attachment',
    { target_group_arn: GROUP_ARN, target_id: 'i-b', port: 80 },
    ...(['targetHealth', GROUP_ARN, '"i-b"'] as const),
  ],
  ['elb_attachment', { elb: 'old', instance: 'i-a' }, 'classicLoadBalancer', 'old', '"i-a"'],
  [
    ...(['nat_gateway_eip_association', { nat_gateway_id: 'nat-1', allocation_id: 'eipalloc-1' }] as const),
    ...(['natGateway', 'nat-1', '198.51.100.1'] as const),
  ],
  [
    'vpn_connection_route',
    { vpn_connection_id: 'vpn-1', destination_cidr_block: '192.168.0.0/16' },
    ...(['vpnConnection', 'vpn-1', '192.168.0.0/16'] as const),
  ],
];

/** The record of a key, without where it was read. */
function textOf({ records }: Planned, kind: Kind, key: string): string {
  const own = records[kind].find((one) => Object.values(one)[0] === key);
  return JSON.stringify(own, (name, value) => (name === 'source' ? undefined : value));
}

describe('what a plan puts into things of others is there, and they keep all else', () => {
  const live = plannedOver(ANSWERS, [], []);
  test.each(ROWS)('%s %o', (type, values, kind, key, text) => {
    const part: InPlan = [`aws_${type}.x`, values as InPlan[1]];
    const after = plannedOver(ANSWERS, [], [part]);
    expect(textOf(live, kind, key)).not.toContain(text);
    expect(textOf(after, kind, key)).toContain(text);
    // Nothing else comes by it, and nothing goes.
    const sizes = ({ records }: Planned) => Object.values(records).map((all) => all.length);
    const more = type === 'vpc_endpoint_subnet_association' ? 1 : 0;
    expect(sum(sizes(after))).toBe(sum(sizes(live)) + more);
    // Where it is there already, it changes nothing.
    expect(textOf(plannedOver(ANSWERS, [part], [part]), kind, key)).toBe(textOf(live, kind, key));
  });
});

function sum(all: readonly number[]): number {
  return all.reduce((a, b) => a + b, 0);
}

describe('what a plan takes out of things of others is gone', () => {
  test.each<readonly [type: string, values: InPlan[1], kind: Kind, key: string, text: string]>([
    ['vpc_ipv4_cidr_block_association', { vpc_id: 'vpc-1', cidr_block: '10.9.0.0/16' }, 'vpc', 'vpc-1', '10.9.0.0/16'],
    [
      ...(['route', { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' }] as const),
      ...(['routeTable', 'rtb-1', '0.0.0.0/0'] as const),
    ],
    [
      ...(['network_interface_sg_attachment', { network_interface_id: 'eni-a', security_group_id: 'sg-1' }] as const),
      ...(['networkInterface', 'eni-a', '"sg-1"'] as const),
    ],
    [
      ...([
        'vpc_endpoint_security_group_association',
        { vpc_endpoint_id: 'vpce-2', security_group_id: 'sg-1' },
      ] as const),
      ...(['vpcEndpoint', 'vpce-2', '"sg-1"'] as const),
    ],
    [
      ...(['lb_target_group_attachment', { target_group_arn: GROUP_ARN, target_id: 'i-a', port: 80 }] as const),
      ...(['targetHealth', GROUP_ARN, '"i-a"'] as const),
    ],
    [
      'security_group_rule',
      {
        security_group_id: 'sg-1',
        type: 'ingress',
        protocol: 'tcp',
        from_port: 443,
        to_port: 443,
        cidr_blocks: ['10.0.0.0/8'],
      },
      ...(['securityGroup', 'sg-1', '10.0.0.0/8'] as const),
    ],
    [
      'network_interface_attachment',
      { network_interface_id: 'eni-a', instance_id: 'i-a', device_index: 0 },
      ...(['networkInterface', 'eni-a', '"in-use"'] as const),
    ],
  ])('%s %o', (type, values, kind, key, text) => {
    expect(textOf(plannedOver(ANSWERS, [], []), kind, key)).toContain(text);
    expect(textOf(plannedOver(ANSWERS, [[`aws_${type}.x`, values]], []), kind, key)).not.toContain(text);
  });
});

test('what is put into something that nobody has is left out, and told', () => {
  const entry: InPlan = ['aws_ec2_managed_prefix_list_entry.x', { prefix_list_id: 'pl-1', cidr: '10.0.0.0/8' }];
  const listed = plannedOver(ANSWERS, [], [entry]);
  expect(listed.records.prefixListEntries).toEqual([]);
  expect(listed.messages.filter((one) => one.includes('entries of a prefix list pl-1 is left out'))).toHaveLength(1);
  const rule = { type: 'ingress', protocol: 'tcp', from_port: 1, to_port: 2, cidr_blocks: ['10.0.0.0/8'] };
  const { messages, records } = plannedOver(
    ANSWERS,
    [],
    [['aws_security_group_rule.x', { security_group_id: 'sg-9', ...rule }]],
  );
  expect(messages.filter((one) => one.includes('put into sg-9'))).toHaveLength(1);
  expect(records.securityGroup).toHaveLength(3);
});
