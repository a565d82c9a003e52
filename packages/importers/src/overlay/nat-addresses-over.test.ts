import { describe, expect, test } from 'vitest';
import { imported } from '../cloudformation/templates.fixture.ts';
import { DUMP, nic } from './samples/dump.fixture.ts';
import { type InPlan, plannedOver } from './samples/plan.fixture.ts';

const pair = (n: number) => ({
  ...{ AllocationId: `eipalloc-${n}`, PublicIp: `198.51.100.${n}`, PrivateIp: `10.0.0.${90 + n}`, Status: 'succeeded' },
  ...{ NetworkInterfaceId: 'eni-n', IsPrimary: n === 9 },
});
const shown = (n: number) => ({
  ...{ PrivateIpAddress: `10.0.0.${90 + n}`, Primary: n === 9 },
  Association: { PublicIp: `198.51.100.${n}`, AllocationId: `eipalloc-${n}` },
});
const [gateway] = DUMP.NatGateways;
const LIVE = {
  ...DUMP,
  NatGateways: [{ ...gateway, NatGatewayAddresses: [pair(9), pair(1)] }],
  NetworkInterfaces: [nic('n', '10.0.0.99', { PrivateIpAddresses: [shown(9), shown(1)], RequesterManaged: true })],
};

/** The public addresses of the gateway, and those that its interface shows. */
function addressesOf({ records }: Pick<ReturnType<typeof plannedOver>, 'records'>) {
  const [nat] = records.natGateway;
  const pairs = nat?.natGatewayAddresses.map((one) => [one?.publicIp, one?.privateIp] as const) ?? [];
  const [own] = records.networkInterface;
  const there = own?.privateIpAddresses.map((one) => [one?.association?.publicIp, one?.privateIpAddress] as const);
  expect(there).toEqual(pairs);
  return pairs.map(([outside]) => outside?.replace('198.51.100.', ''));
}

const eips: readonly InPlan[] = [1, 2, 9].map((n) => [
  `aws_eip.e${n}`,
  { id: `eipalloc-${n}`, allocation_id: `eipalloc-${n}`, public_ip: `198.51.100.${n}` },
]);
const nat = (secondary: readonly number[], inside?: readonly string[]): InPlan => [
  'aws_nat_gateway.n',
  {
    ...{ id: 'nat-1', subnet_id: 'subnet-1', allocation_id: 'eipalloc-9', public_ip: '198.51.100.9' },
    ...{ private_ip: '10.0.0.99', network_interface_id: 'eni-n', connectivity_type: 'public' },
    secondary_allocation_ids: secondary.map((n) => `eipalloc-${n}`),
    ...(inside ? { secondary_private_ip_addresses: inside } : {}),
  },
  inside ? {} : { secondary_private_ip_addresses: true },
];

describe('secondary addresses of a NAT gateway are those of a plan', () => {
  const after = (secondary: readonly number[], inside?: readonly string[]) =>
    addressesOf(plannedOver([LIVE], [...eips, nat([1], ['10.0.0.91'])], [...eips, nat(secondary, inside)]));
  test.each<readonly [secondary: readonly number[], inside: readonly string[] | undefined, all: readonly string[]]>([
    [[1], ['10.0.0.91'], ['9', '1']],
    [[], undefined, ['9']],
    [[], [], ['9']],
    [[1, 2], undefined, ['9', '1', '2']],
    [[2], undefined, ['9', '2']],
  ])('%o %o', (secondary, inside, all) => {
    expect(after(secondary, inside)).toEqual(all);
  });
});

describe('so are those of a template', () => {
  const after = async (properties: object, answers: object = LIVE) => {
    const own = [1, 2, 9].map((n) => [`E${n}`, { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } }]);
    const AllocationId = { 'Fn::GetAtt': ['E9', 'AllocationId'] };
    const N = { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'subnet-1', AllocationId, ...properties } };
    const rows = [['N', 'NatGateway', 'nat-1'], ...[1, 2, 9].map((n) => [`E${n}`, 'EIP', `198.51.100.${n}`])];
    const { snapshot } = await imported({
      'live.json': answers,
      'net.json': { Resources: { ...Object.fromEntries(own), N } },
      'deployed.json': {
        StackResources: rows.map(([LogicalResourceId, type, PhysicalResourceId]) => ({
          ...{ StackName: 'net', StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/net/1' },
          ...{ LogicalResourceId, PhysicalResourceId, ResourceType: `AWS::EC2::${type}` },
          ResourceStatus: 'CREATE_COMPLETE',
        })),
      },
    });
    return addressesOf({ records: snapshot.records });
  };
  const allocated = (...all: readonly number[]) => all.map((n) => ({ 'Fn::GetAtt': [`E${n}`, 'AllocationId'] }));

  test('the allocations that it says are the whole truth', async () => {
    expect(await after({ SecondaryAllocationIds: allocated(1) })).toEqual(['9', '1']);
    expect(await after({})).toEqual(['9']);
    expect(await after({ SecondaryAllocationIds: allocated(1, 2) })).toEqual(['9', '1', '2']);
    const other = { SecondaryAllocationIds: allocated(2), SecondaryPrivateIpAddresses: ['10.0.0.77'] };
    expect(await after(other)).toEqual(['9', '2']);
  });

  test('of so many that it asks for those that are there stay', async () => {
    const [own] = LIVE.NatGateways;
    const bare = { PrivateIp: '10.0.0.91', NetworkInterfaceId: 'eni-n', IsPrimary: false };
    const eni = nic('n', '10.0.0.99', {
      PrivateIpAddresses: [shown(9), { PrivateIpAddress: '10.0.0.91', Primary: false }],
    });
    const inside = {
      ...LIVE,
      NatGateways: [{ ...own, NatGatewayAddresses: [pair(9), bare] }],
      NetworkInterfaces: [eni],
    };
    expect(await after({ SecondaryPrivateIpAddressCount: 1 }, inside)).toEqual(['9', undefined]);
    expect(await after({ SecondaryPrivateIpAddressCount: 2 }, inside)).toHaveLength(3);
    expect(await after({}, inside)).toEqual(['9']);
  });
});
