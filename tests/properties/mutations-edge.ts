import type { Kind } from '@hopwise/core';
import { type Raw, raw } from '../oracle/build.ts';
import { change, changeIn, isMade, listOf, type Mutation, ofKind, pick } from './mutations.ts';

const removable: readonly Kind[] = [
  ...(['vpc', 'subnet', 'networkInterface', 'instance', 'routeTable', 'securityGroup', 'networkAcl'] as const),
  ...(['prefixList', 'prefixListEntries', 'internetGateway', 'egressOnlyInternetGateway', 'natGateway'] as const),
  ...(['vpcPeeringConnection', 'vpcEndpoint'] as const),
];

const removal: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, pick(removable, a) ?? 'vpc'), b);
  return resources.filter((each) => each !== one);
};

const states: readonly Mutation[] = [
  change('instance', 'a', (_, { b }) => ({ State: { Name: pick(['stopped', 'terminated', 'pending'], b) } })),
  change('networkInterface', 'a', () => ({ Status: 'available', Attachment: undefined })),
  change('networkInterface', 'a', () => ({ Status: 'available' })),
  change('natGateway', 'a', (_, { b }) => ({ State: pick(['deleted', 'failed', 'pending'], b) })),
  changeIn('natGateway', 'NatGatewayAddresses', (one) => [{ ...one, Status: 'failed' }]),
  // One zone of a gateway whose owner manages the zones: clients elsewhere have no address.
  change('natGateway', 'a', (one) => ({
    AutoProvisionZones: 'disabled',
    NatGatewayAddresses: listOf(one, 'NatGatewayAddresses').slice(0, 1),
  })),
  change('natGateway', 'a', (_, { b }) => ({ ConnectivityType: pick(['private', 'public'], b) })),
  change('vpcPeeringConnection', 'a', (_, { b }) => ({ Status: { Code: pick(['deleted', 'pending-acceptance'], b) } })),
  change('internetGateway', 'a', () => ({ Attachments: [] })),
  change('internetGateway', 'a', () => ({ Attachments: [{ VpcId: 'vpc-1', State: 'detaching' }] })),
  change('egressOnlyInternetGateway', 'a', () => ({ Attachments: [] })),
  change('vpcEndpoint', 'a', (_, { b }) => ({ State: pick(['deleted', 'partial', 'pending', 'Available'], b) })),
  change('subnet', 'a', () => ({ State: 'pending' })),
];

const interfaces: readonly Mutation[] = [
  change('networkInterface', 'a', (one) => ({ SourceDestCheck: one.fields.SourceDestCheck === false })),
  change('networkInterface', 'a', () => ({ DenyAllIgwTraffic: true })),
  // Appliances behind balancers stay hosts. No instance has what AWS made.
  change('networkInterface', 'a', (one, { b }) =>
    !isMade(one) && one.fields.SourceDestCheck !== false && !/^eni-gw\d+box/.test(String(one.fields.NetworkInterfaceId))
      ? {
          InterfaceType: pick(['lambda', 'transit_gateway', 'vpc_endpoint', 'network_load_balancer'], b),
          Attachment: undefined,
        }
      : {},
  ),
  // Those of a NAT gateway are in its own record too.
  change('networkInterface', 'a', (one) =>
    isOfNat(one)
      ? {}
      : { PrivateIpAddresses: listOf(one, 'PrivateIpAddresses').map((each) => ({ ...each, Association: undefined })) },
  ),
  (resources, { a, b, c }) => {
    const PublicIp = `203.0.113.${210 + (c % 20)}`;
    const all = ofKind(resources, 'networkInterface').filter((one) => !isOfNat(one));
    const one = pick(all, a);
    // Nobody has the public address of another.
    if (JSON.stringify(resources).includes(`"${PublicIp}"`)) return resources;
    const inside = pick(listOf(one, 'PrivateIpAddresses'), b);
    const PrivateIpAddresses = listOf(one, 'PrivateIpAddresses').map((each) =>
      each === inside ? { ...each, Association: { PublicIp } } : each,
    );
    return resources.map((each) => (each === one ? { ...one, fields: { ...one.fields, PrivateIpAddresses } } : each));
  },
  change('networkInterface', 'a', (one, { b }) =>
    isMade(one) ? {} : { Attachment: { InstanceId: b % 2 === 0 ? undefined : 'i-9' } },
  ),
];

function isOfNat({ fields }: Raw): boolean {
  return fields.InterfaceType === 'nat_gateway';
}

const others: readonly Mutation[] = [
  removal,
  removal,
  change('vpcEndpoint', 'a', (_, { b }) => ({
    ServiceName: pick(
      [
        'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
        'com.amazonaws.eu-west-1.email-smtp',
        'aws.api.eu-west-1.iot.data',
        'com.amazonaws.eu-west-1.transfer',
      ],
      b,
    ),
  })),
  change('vpcPeeringConnection', 'a', () => ({
    AccepterVpcInfo: { VpcId: 'vpc-9', CidrBlock: '10.2.0.0/16', OwnerId: '999999999999' },
  })),
  change('vpc', 'a', (one) => ({
    CidrBlockAssociationSet: [{ CidrBlock: one.fields.CidrBlock }, { CidrBlock: '100.64.0.0/16' }],
  })),
  change('vpc', 'a', (one) => ({
    Ipv6CidrBlockAssociationSet: listOf(one, 'Ipv6CidrBlockAssociationSet').map((each) => ({
      ...each,
      Ipv6AddressAttribute: 'private',
    })),
  })),
  change('vpc', 'a', (_, { b }) => ({
    BlockPublicAccessStates: { InternetGatewayBlockMode: pick(['block-ingress', 'off'], b) },
  })),
  (resources, { b }) => [
    ...resources.filter(({ fields }) => fields.AllocationId !== 'eipalloc-2'),
    raw('address', {
      AllocationId: 'eipalloc-2',
      PublicIp: '203.0.113.201',
      ...(b % 2 === 0 ? {} : { NetworkInterfaceId: 'eni-9' }),
    }),
  ],
  (resources) => resources.filter(({ kind }) => kind !== 'prefixListEntries'),
  changeIn('prefixListEntries', 'Entries', (_, { c }) => [
    { Cidr: pick(['10.1.0.0/16', '0.0.0.0/0', '8.8.8.8/32', '2600:1f18::/32'], c) },
  ]),
];

/** States, interfaces, gateways, and objects that are simply not there. */
export const edgeMutations: readonly Mutation[] = [...states, ...interfaces, ...others];
