import { describe, expect, test } from 'vitest';
import { base, imported, instance, open, type Planned, planOf, ref } from './terraform.fixture.ts';

const bastion = instance('bastion', 'private', 'open');
const closed: Planned = { address: 'aws_security_group.closed', values: {}, after: { vpc_id: ref('aws_vpc.main') } };
const rule = (cidr_blocks: readonly string[], marks: unknown, known: readonly (string | null)[] | null): Planned => ({
  address: 'aws_security_group_rule.ssh',
  values: { type: 'ingress', protocol: 'tcp', from_port: 22, to_port: 22, ...(known ? { cidr_blocks: known } : {}) },
  after: { security_group_id: ref('aws_security_group.closed'), cidr_blocks },
  unknown: { cidr_blocks: marks },
});
const single = (cidr_ipv4: readonly string[]): Planned => ({
  address: 'aws_vpc_security_group_ingress_rule.ssh',
  values: { ip_protocol: 'tcp', from_port: 22, to_port: 22 },
  after: { security_group_id: ref('aws_security_group.closed'), cidr_ipv4 },
});

/** Whom rules of the group admit: ranges, the entries of lists, and lists that nobody has read. */
function admitted(...resources: readonly Planned[]): readonly string[] {
  const { records } = imported(planOf([...base, open, closed, bastion, ...resources])).snapshot;
  const hosts = new Map(records.networkInterface.map((one) => [`${one.privateIpAddress}/32`, one.networkInterfaceId]));
  const own = records.address.map((one) => [`${one.publicIp}/32`, one.allocationId] as const);
  const named = new Map([...hosts, ...own]);
  const entries = new Map(records.prefixListEntries.map((one) => [one.prefixListId, one.entries[0]?.cidr]));
  return records.securityGroupRule
    .filter(({ groupId }) => groupId === 'aws_security_group.closed')
    .map(({ cidrIpv4, prefixListId }) => cidrIpv4 ?? entries.get(prefixListId) ?? 'unread')
    .map((range) => named.get(range) ?? range)
    .sort();
}

describe('a rule for the address of a planned host', () => {
  const host = ref('aws_instance.bastion', 'private_ip');

  test('is for that host', () => {
    expect(admitted(single(host))).toEqual(['aws_instance.bastion#eni']);
    expect(admitted(rule(host, [true], [null]))).toEqual(['aws_instance.bastion#eni']);
    expect(admitted(rule(host, [false, true], ['192.0.2.0/24', null]))).toEqual([
      '192.0.2.0/24',
      'aws_instance.bastion#eni',
    ]);
  });

  test('or for an Elastic IP address, its own or that of a NAT gateway', () => {
    const eip: Planned = { address: 'aws_eip.out', values: {} };
    const nat: Planned = {
      address: 'aws_nat_gateway.out',
      after: { subnet_id: ref('aws_subnet.public'), allocation_id: ref('aws_eip.out') },
    };
    expect(admitted(eip, single(ref('aws_eip.out', 'public_ip')))).toEqual(['aws_eip.out']);
    expect(admitted(eip, nat, single(ref('aws_nat_gateway.out', 'public_ip')))).toEqual(['aws_eip.out']);
  });

  test('is for nobody knows whom where anything else may be meant', () => {
    // Of a whole list nobody knows how many others there are.
    expect(admitted(rule(host, true, null))).toEqual(['unread']);
    const eip: Planned = { address: 'aws_eip.out', values: {} };
    expect(admitted(eip, rule([...host, ...ref('aws_eip.out', 'public_ip')], [true], [null]))).toEqual(['unread']);
    expect(admitted(rule(host, [true, true], [null, null]))).toEqual(['unread']);
    expect(admitted(single([...host, 'local.mask']))).toEqual(['unread']);
    expect(admitted(single(['aws_instance.bastion']))).toEqual(['unread']);
    expect(admitted(single(ref('aws_instance.bastion', 'public_ip')))).toEqual(['unread']);
  });
});

test('a target by the address of a planned host', () => {
  const group: Planned = {
    address: 'aws_lb_target_group.web',
    values: { target_type: 'ip', port: 443, protocol: 'TCP' },
    after: { vpc_id: ref('aws_vpc.main') },
  };
  const attached: Planned = {
    address: 'aws_lb_target_group_attachment.web',
    after: {
      target_group_arn: ref('aws_lb_target_group.web', 'arn'),
      target_id: ref('aws_instance.bastion', 'private_ip'),
    },
  };
  const { records } = imported(planOf([...base, open, bastion, group, attached])).snapshot;
  const host = records.networkInterface.find((one) => one.networkInterfaceId === 'aws_instance.bastion#eni');
  expect(host?.privateIpAddress).toMatch(/^10\.0\./);
  expect(records.targetHealth[0]?.targetHealthDescriptions).toMatchObject([
    { target: { id: host?.privateIpAddress, port: 443 } },
  ]);
});
