import { acl, group, host, networkInterface, type Raw, raw, subnet, table, vpc } from './build.ts';

/** F0 of chapter 12: a VPC with a public and two private subnets, a NAT gateway and four hosts. */
export function f0(): readonly Raw[] {
  const open = (name: string, subnetId: string, ip: string, publicIp?: string) => [
    group(`sg-${name}`, 'vpc-a'),
    ...host(name, 'vpc-a', subnetId, ip, { groups: [`sg-${name}`], ...(publicIp ? { publicIp } : {}) }),
  ];
  return [
    vpc('vpc-a', '10.0.0.0/16', { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8:a::/56' }] }),
    subnet('pub-a', 'vpc-a', '10.0.0.0/24', v6Block('2001:db8:a:0::/64')),
    subnet('priv-a', 'vpc-a', '10.0.1.0/24', v6Block('2001:db8:a:1::/64')),
    subnet('priv-b', 'vpc-a', '10.0.2.0/24', v6Block('2001:db8:a:2::/64')),
    table('rtb-main', 'vpc-a', { main: true }, LOCAL),
    table('rtb-pub', 'vpc-a', { subnets: ['pub-a'] }, { ...LOCAL, '0.0.0.0/0': 'igw-a' }),
    table('rtb-priv', 'vpc-a', { subnets: ['priv-a', 'priv-b'] }, { ...LOCAL, '0.0.0.0/0': 'nat-1' }),
    acl('acl-pub', 'vpc-a', ['pub-a']),
    acl('acl-a', 'vpc-a', ['priv-a']),
    acl('acl-b', 'vpc-a', ['priv-b']),
    raw('internetGateway', { InternetGatewayId: 'igw-a', Attachments: [{ VpcId: 'vpc-a', State: 'available' }] }),
    networkInterface('eni-nat', 'vpc-a', 'pub-a', '10.0.0.5', {
      publicIp: '203.0.113.5',
      more: { InterfaceType: 'nat_gateway', SourceDestCheck: false },
    }),
    raw('natGateway', {
      NatGatewayId: 'nat-1',
      State: 'available',
      VpcId: 'vpc-a',
      SubnetId: 'pub-a',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        { NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.0.5', PublicIp: '203.0.113.5', Status: 'succeeded' },
      ],
    }),
    ...open('web', 'pub-a', '10.0.0.10', '203.0.113.10'),
    ...open('app', 'priv-a', '10.0.1.10'),
    ...open('app2', 'priv-a', '10.0.1.11'),
    ...open('db', 'priv-b', '10.0.2.10'),
  ];
}

export const LOCAL = { '10.0.0.0/16': 'local', '2001:db8:a::/56': 'local' };

function v6Block(cidr: string): object {
  return { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: cidr }] };
}

/** F1: F0 and a second VPC, peered, with routes on both sides. */
export function f1(peering: object = {}): readonly Raw[] {
  const routes = { ...LOCAL, '0.0.0.0/0': 'nat-1', '10.1.0.0/16': 'pcx-ab' };
  return [
    ...f0().filter((one) => one.fields.RouteTableId !== 'rtb-priv'),
    table('rtb-priv', 'vpc-a', { subnets: ['priv-a', 'priv-b'] }, routes),
    vpc('vpc-b', '10.1.0.0/16'),
    subnet('bsub', 'vpc-b', '10.1.1.0/24'),
    table('rtb-b', 'vpc-b', { main: true }, { '10.1.0.0/16': 'local', '10.0.0.0/16': 'pcx-ab' }),
    acl('acl-bsub', 'vpc-b', ['bsub']),
    group('sg-bhost', 'vpc-b'),
    ...host('bhost', 'vpc-b', 'bsub', '10.1.1.10', { groups: ['sg-bhost'] }),
    raw('vpcPeeringConnection', {
      VpcPeeringConnectionId: 'pcx-ab',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-a', Region: 'eu-west-1' },
      AccepterVpcInfo: { VpcId: 'vpc-b', Region: 'eu-west-1' },
      ...peering,
    }),
  ];
}

export const S3 = '52.218.0.0/17';

/** A gateway endpoint with its prefix list, and priv-a routed to it. */
export function withGatewayEndpoint(): readonly Raw[] {
  return [
    ...f0().filter((one) => one.fields.RouteTableId !== 'rtb-priv'),
    table(
      'rtb-priv',
      'vpc-a',
      { subnets: ['priv-a', 'priv-b'] },
      { ...LOCAL, '0.0.0.0/0': 'nat-1', 'pl-s3': 'vpce-s3' },
    ),
    raw('vpcEndpoint', { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', VpcId: 'vpc-a', State: 'available' }),
    raw('prefixList', { PrefixListId: 'pl-s3', Cidrs: [S3] }),
  ];
}
