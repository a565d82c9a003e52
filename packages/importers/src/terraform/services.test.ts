import { expect, test } from 'vitest';
import { imported as stackOf, verdicts as stackVerdicts } from '../cloudformation/templates.fixture.ts';
import { imported, networkOf, type Planned, planOf, verdict } from './terraform.fixture.ts';

const id = (address: string) => [`${address}.id`, address];
const PLACE: readonly Planned[] = [
  { address: 'aws_vpc.v', values: { cidr_block: '10.0.0.0/16' } },
  { address: 'aws_subnet.a', values: { cidr_block: '10.0.1.0/24' }, after: { vpc_id: id('aws_vpc.v') } },
  { address: 'aws_subnet.fw', values: { cidr_block: '10.0.9.0/28' }, after: { vpc_id: id('aws_vpc.v') } },
  {
    address: 'aws_security_group.open',
    values: {
      ingress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }],
      egress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }],
    },
    after: { vpc_id: id('aws_vpc.v') },
  },
  {
    address: 'aws_instance.host',
    values: { private_ip: '10.0.1.10' },
    after: { subnet_id: id('aws_subnet.a'), vpc_security_group_ids: id('aws_security_group.open') },
  },
];

test('a firewall in one subnet is followed by routes that name its endpoint, and its rules decide', () => {
  const rules = (text: string): readonly Planned[] => [
    ...PLACE,
    { address: 'aws_internet_gateway.i', after: { vpc_id: id('aws_vpc.v') } },
    {
      address: 'aws_networkfirewall_firewall.f',
      values: { name: 'f', subnet_mapping: [{}] },
      unknown: { subnet_mapping: [{ subnet_id: true }] },
      after: {
        vpc_id: id('aws_vpc.v'),
        firewall_policy_arn: ['aws_networkfirewall_firewall_policy.p.arn'],
        firewall_status: [],
        subnet_mapping: id('aws_subnet.fw'),
      },
    },
    {
      address: 'aws_networkfirewall_firewall_policy.p',
      values: {
        firewall_policy: [
          {
            stateless_default_actions: ['aws:forward_to_sfe'],
            stateless_fragment_default_actions: ['aws:forward_to_sfe'],
            stateful_rule_group_reference: [{ resource_arn: 'aws_networkfirewall_rule_group.g' }],
          },
        ],
      },
    },
    { address: 'aws_networkfirewall_rule_group.g', values: { type: 'STATEFUL', rules: text } },
    { address: 'aws_route_table.a', after: { vpc_id: id('aws_vpc.v') } },
    { address: 'aws_route_table.fw', after: { vpc_id: id('aws_vpc.v') } },
    { address: 'aws_route_table.edge', after: { vpc_id: id('aws_vpc.v') } },
    ...(['a', 'fw'] as const).map(
      (name): Planned => ({
        address: `aws_route_table_association.${name}`,
        after: { subnet_id: id(`aws_subnet.${name}`), route_table_id: id(`aws_route_table.${name}`) },
      }),
    ),
    {
      address: 'aws_route_table_association.edge',
      after: { gateway_id: id('aws_internet_gateway.i'), route_table_id: id('aws_route_table.edge') },
    },
    {
      address: 'aws_route.out',
      values: { destination_cidr_block: '0.0.0.0/0' },
      after: {
        route_table_id: id('aws_route_table.a'),
        vpc_endpoint_id: ['aws_networkfirewall_firewall.f.firewall_status', 'aws_networkfirewall_firewall.f'],
      },
    },
    {
      address: 'aws_route.back',
      values: { destination_cidr_block: '10.0.1.0/24' },
      after: {
        route_table_id: id('aws_route_table.edge'),
        vpc_endpoint_id: ['aws_networkfirewall_firewall.f.firewall_status', 'aws_networkfirewall_firewall.f'],
      },
    },
    {
      address: 'aws_route.internet',
      values: { destination_cidr_block: '0.0.0.0/0' },
      after: { route_table_id: id('aws_route_table.fw'), gateway_id: id('aws_internet_gateway.i') },
    },
    { address: 'aws_eip.host', after: { instance: id('aws_instance.host') } },
  ];
  const asked = (text: string, port: number) => {
    return verdict(networkOf(planOf(rules(text))), 'aws_instance.host', `8.8.8.8:${port}`);
  };
  const drop = 'drop tcp any any -> any 443 (sid:1;)';
  expect([asked(drop, 443), asked(drop, 80)]).toEqual(['blocked', 'reachable']);
});

test('services that AWS runs in subnets have interfaces there, and are called by their names', () => {
  const within = { subnet_ids: ['aws_subnet.a'], security_group_ids: ['aws_security_group.open'] };
  const plan = planOf([
    ...PLACE,
    { address: 'aws_elasticache_subnet_group.s', values: { name: 's' }, after: { subnet_ids: id('aws_subnet.a') } },
    {
      address: 'aws_elasticache_cluster.c',
      values: { cluster_id: 'cache', engine: 'redis', subnet_group_name: 's' },
      after: { security_group_ids: id('aws_security_group.open') },
    },
    { address: 'aws_opensearch_domain.d', values: { domain_name: 'logs', vpc_options: [within] } },
    { address: 'aws_eks_cluster.k', values: { name: 'k8s', vpc_config: [within] } },
    { address: 'aws_redshift_subnet_group.s', values: { name: 'r' }, after: { subnet_ids: id('aws_subnet.a') } },
    {
      address: 'aws_redshift_cluster.r',
      values: { cluster_identifier: 'wh', cluster_subnet_group_name: 'r' },
      after: { vpc_security_group_ids: id('aws_security_group.open') },
    },
    { address: 'aws_efs_file_system.e', values: {} },
    {
      address: 'aws_efs_mount_target.e',
      after: {
        file_system_id: id('aws_efs_file_system.e'),
        subnet_id: id('aws_subnet.a'),
        security_groups: id('aws_security_group.open'),
      },
    },
    {
      address: 'aws_ec2_instance_connect_endpoint.i',
      after: { subnet_id: id('aws_subnet.a'), security_group_ids: id('aws_security_group.open') },
    },
  ]);
  const network = networkOf(plan);
  const asked = ['aws_elasticache_cluster.c:6379', 'aws_opensearch_domain.d:443', 'aws_redshift_cluster.r:5439'];
  for (const to of [...asked, 'aws_efs_mount_target.e:2049']) {
    expect([to, verdict(network, 'aws_instance.host', to)]).toEqual([to, 'reachable']);
  }
  const { networkInterface } = imported(plan).snapshot.records;
  expect(networkInterface.filter(({ description }) => description?.startsWith('Amazon EKS k8s'))).toHaveLength(1);
  expect(
    networkInterface.filter(({ interfaceType }) => interfaceType === 'ec2_instance_connect_endpoint'),
  ).toHaveLength(1);
});

test('Direct Connect and Client VPN are told as far as a plan tells them', () => {
  const { records } = imported(
    planOf([
      ...PLACE,
      { address: 'aws_dx_gateway.d', values: { name: 'd', amazon_side_asn: '64512' } },
      { address: 'aws_vpn_gateway.g', after: { vpc_id: id('aws_vpc.v') } },
      {
        address: 'aws_dx_gateway_association.a',
        values: { allowed_prefixes: ['10.0.0.0/16'] },
        after: { dx_gateway_id: id('aws_dx_gateway.d'), associated_gateway_id: id('aws_vpn_gateway.g') },
      },
      {
        address: 'aws_dx_private_virtual_interface.p',
        values: { bgp_asn: 65000, address_family: 'ipv4', bgp_auth_key: 'hush' },
        after: { dx_gateway_id: id('aws_dx_gateway.d') },
      },
      { address: 'aws_ec2_client_vpn_endpoint.c', values: { client_cidr_block: '10.100.0.0/22' } },
      {
        address: 'aws_ec2_client_vpn_network_association.c',
        after: { client_vpn_endpoint_id: id('aws_ec2_client_vpn_endpoint.c'), subnet_id: id('aws_subnet.a') },
      },
      {
        address: 'aws_ec2_client_vpn_authorization_rule.c',
        values: { target_network_cidr: '10.0.0.0/16', authorize_all_groups: true },
        after: { client_vpn_endpoint_id: id('aws_ec2_client_vpn_endpoint.c') },
      },
    ]),
  ).snapshot;
  expect(records.directConnectGatewayAssociation[0]?.associatedGateway).toMatchObject({
    id: 'aws_vpn_gateway.g',
    type: 'virtualPrivateGateway',
  });
  expect(records.directConnectGatewayAttachment).toHaveLength(1);
  expect(records.virtualInterface[0]?.bgpPeers).toMatchObject([{ addressFamily: 'ipv4', asn: 65000 }]);
  expect(JSON.stringify(records)).not.toContain('hush');
  expect(records.clientVpnRoute).toMatchObject([{ destinationCidr: '10.0.0.0/16', targetSubnet: 'aws_subnet.a' }]);
  expect(records.clientVpnAuthorizationRule[0]?.accessAll).toBe(true);
});

test('IPv6 ranges that AWS assigns are ranges that nobody has, each subnet its own', () => {
  const six = (name: string): Planned => ({
    address: `aws_subnet.${name}`,
    values: { cidr_block: name === 'b' ? '10.0.1.0/24' : '10.0.2.0/24' },
    after: { vpc_id: id('aws_vpc.v'), ipv6_cidr_block: ['aws_vpc.v.ipv6_cidr_block', 'aws_vpc.v'] },
  });
  const values = { cidr_block: '10.0.0.0/16', assign_generated_ipv6_cidr_block: true };
  const { records } = imported(planOf([{ address: 'aws_vpc.v', values }, six('b'), six('c')])).snapshot;
  const ranges = records.subnet.map((one) => one.ipv6CidrBlockAssociationSet[0]?.ipv6CidrBlock ?? '');
  expect(new Set(ranges).size).toBe(2);
  expect(ranges.every((range) => /^2001:db8:.*::\/64$/.test(range))).toBe(true);
});

test('a service and its endpoint in one template are joined', async () => {
  const text = `
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 } }
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: x, VpcId: !Ref Vpc, SecurityGroupIngress: [{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }] }
  Client: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group] } }
  Server: { Type: AWS::EC2::Instance, Properties: { SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group] } }
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { Port: 80, Protocol: TCP, VpcId: !Ref Vpc, Targets: [{ Id: !Ref Server }] }
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [!Ref Subnet] }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Targets }]
  Service:
    Type: AWS::EC2::VPCEndpointService
    Properties: { NetworkLoadBalancerArns: [!Ref Balancer], AcceptanceRequired: false }
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.vpce.\${AWS::Region}.\${Service}
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref Group]
`;
  const stack = await stackOf({ 'link.yaml': text });
  expect(stackVerdicts(stack, ['Client', 'Balancer:80'], ['Client', 'Endpoint:80'], ['Client', 'Balancer:81'])).toEqual(
    ['reachable', 'reachable', 'blocked'],
  );
});
