import { expect, test } from 'vitest';
import {
  base,
  everything,
  group,
  imported,
  instance,
  networkOf,
  open,
  type Planned,
  placed,
  planOf,
  ref,
  verdict,
} from './terraform.fixture.ts';

test('a route to a core network of Cloud WAN leads where nobody can tell, and is no dead end', () => {
  const core = placed('aws_networkmanager_core_network.wan', {});
  const attachment = placed(
    'aws_networkmanager_vpc_attachment.main',
    {},
    {
      core_network_id: ref('aws_networkmanager_core_network.wan'),
      vpc_arn: ref('aws_vpc.main', 'arn'),
      subnet_arns: ref('aws_subnet.private', 'arn'),
    },
  );
  const route = placed(
    'aws_route.wan',
    { destination_cidr_block: '10.9.0.0/16' },
    {
      route_table_id: ref('aws_route_table.public'),
      core_network_arn: ref('aws_networkmanager_core_network.wan', 'arn'),
    },
  );
  const document = planOf([...base, open, instance('web', 'public', 'open'), core, attachment, route]);
  expect(imported(document).diagnostics.filter(({ code }) => code === 'TERRAFORM_UNRESOLVED')).toEqual([]);
  expect(verdict(networkOf(document), 'aws_instance.web', '10.9.0.1:443')).toBe('unknown');
});

const firewall = (where: readonly string[]): readonly Planned[] => [
  ...base.filter(({ address }) => address !== 'aws_route.out'),
  placed(
    'aws_subnet.second',
    { cidr_block: '10.0.2.0/24', availability_zone: 'eu-west-1b' },
    { vpc_id: ref('aws_vpc.main') },
  ),
  open,
  instance('web', 'public', 'open'),
  placed('aws_networkfirewall_firewall_policy.all', {
    arn: 'arn:policy',
    firewall_policy: [{ stateless_default_actions: ['aws:pass'], stateless_fragment_default_actions: ['aws:pass'] }],
  }),
  {
    ...placed(
      'aws_networkfirewall_firewall.main',
      { firewall_policy_arn: 'arn:policy', subnet_mapping: [{}, {}] },
      { vpc_id: ref('aws_vpc.main') },
    ),
    unknown: { subnet_mapping: [{ subnet_id: true }, { subnet_id: true }], firewall_status: true },
  },
  placed('aws_route_table.inspected', {}, { vpc_id: ref('aws_vpc.main') }),
  ...['private', 'second'].map((name) =>
    placed(
      `aws_route_table_association.${name}`,
      {},
      {
        route_table_id: ref('aws_route_table.inspected'),
        subnet_id: ref(`aws_subnet.${name}`),
      },
    ),
  ),
  placed(
    'aws_route.back',
    { destination_cidr_block: '0.0.0.0/0' },
    {
      route_table_id: ref('aws_route_table.inspected'),
      gateway_id: ref('aws_internet_gateway.main'),
    },
  ),
  placed(
    'aws_route.in',
    { destination_cidr_block: '0.0.0.0/0' },
    {
      route_table_id: ref('aws_route_table.public'),
      vpc_endpoint_id: [...ref('aws_networkfirewall_firewall.main', 'firewall_status'), ...where],
    },
  ),
];

test.each([
  ['its subnet', ref('aws_subnet.second'), 'aws_networkfirewall_firewall.main#endpoint1'],
  [
    'the zone of its subnet',
    ref('aws_subnet.second', 'availability_zone'),
    'aws_networkfirewall_firewall.main#endpoint1',
  ],
  ['its zone as the key of a map', ['local.endpoints["eu-west-1b"]'], 'aws_networkfirewall_firewall.main#endpoint1'],
  ['a place in a list', ['local.endpoints[1]'], undefined],
  ['nothing', [], undefined],
])('of a firewall in several subnets a route means the endpoint that is told by %s', (_, where, endpoint) => {
  const document = planOf(firewall(where)) as unknown as {
    configuration: { root_module: { resources: { address: string; expressions: Record<string, unknown> }[] } };
  };
  const own = document.configuration.root_module.resources.find(
    (one) => one.address === 'aws_networkfirewall_firewall.main',
  );
  if (own) {
    own.expressions.subnet_mapping = ['private', 'second'].map((name) => ({
      subnet_id: { references: ref(`aws_subnet.${name}`) },
    }));
  }
  const { snapshot } = imported(document);
  const routes = snapshot.records.routeTable?.flatMap((one) => one.routes.map((route) => route?.gatewayId));
  const isThere = snapshot.records.vpcEndpoint?.map((one) => one.vpcEndpointId) ?? [];
  expect(isThere).toContain('aws_networkfirewall_firewall.main#endpoint0');
  if (endpoint) expect(routes).toContain(endpoint);
  else expect(routes?.filter((one) => isThere.includes(one ?? ''))).toEqual([]);
});

const hub = (values: Planned['values']): readonly Planned[] => [
  placed('aws_ec2_transit_gateway.hub', values),
  placed('aws_ec2_transit_gateway_route_table.own', {}, { transit_gateway_id: ref('aws_ec2_transit_gateway.hub') }),
  placed(
    'aws_ec2_transit_gateway_vpc_attachment.main',
    {},
    {
      transit_gateway_id: ref('aws_ec2_transit_gateway.hub'),
      vpc_id: ref('aws_vpc.main'),
      subnet_ids: ref('aws_subnet.private'),
    },
  ),
];

test('a table that is made the default one of a transit gateway has what its own would have', () => {
  const made = ['association', 'propagation'].map((use) =>
    placed(
      `aws_ec2_transit_gateway_default_route_table_${use}.own`,
      {},
      {
        transit_gateway_id: ref('aws_ec2_transit_gateway.hub'),
        transit_gateway_route_table_id: ref('aws_ec2_transit_gateway_route_table.own'),
      },
    ),
  );
  const { snapshot } = imported(planOf([...base, ...hub({}), ...made]));
  const own = 'aws_ec2_transit_gateway_route_table.own';
  const attached = 'aws_ec2_transit_gateway_vpc_attachment.main';
  const associated = snapshot.records.transitGatewayAssociations?.find((one) => one.transitGatewayRouteTableId === own);
  expect(associated?.associations.map((one) => one?.transitGatewayAttachmentId)).toEqual([attached]);
  const sources = snapshot.records.transitGatewayPropagations?.find((one) => one.transitGatewayRouteTableId === own);
  const ids = sources?.transitGatewayRouteTablePropagations.map((one) => one?.transitGatewayAttachmentId);
  expect(ids).toEqual([attached]);
});

test('who accepts an attachment says which default tables it has', () => {
  const accepter = placed(
    'aws_ec2_transit_gateway_vpc_attachment_accepter.main',
    { transit_gateway_default_route_table_association: false },
    {
      transit_gateway_attachment_id: ref('aws_ec2_transit_gateway_vpc_attachment.main'),
    },
  );
  const { snapshot } = imported(planOf([...base, ...hub({}), accepter]));
  expect(snapshot.records.transitGatewayAssociations?.flatMap((one) => one.associations)).toEqual([]);
});

test('a rule may name the group that EKS makes for a cluster, which its nodes carry', () => {
  const cluster = 'aws_eks_cluster.k';
  const rule = placed(
    'aws_security_group_rule.fromNodes',
    { type: 'ingress', protocol: 'tcp', from_port: 5432, to_port: 5432 },
    {
      security_group_id: ref('aws_security_group.database'),
      source_security_group_id: [
        `${cluster}.vpc_config[0].cluster_security_group_id`,
        `${cluster}.vpc_config[0]`,
        `${cluster}.vpc_config`,
        cluster,
      ],
    },
  );
  const nodes = placed(
    'aws_eks_node_group.n',
    { node_group_name: 'n' },
    {
      cluster_name: ref(cluster, 'name'),
      subnet_ids: ref('aws_subnet.private'),
    },
  );
  const made = { address: cluster, values: { name: 'k', vpc_config: [{}] }, after: {} };
  const { records } = imported(planOf([...base, group('database'), made, nodes, rule])).snapshot;
  const database = records.securityGroup.find(({ groupId }) => groupId === 'aws_security_group.database');
  const named = database?.ipPermissions.flatMap((one) => one?.userIdGroupPairs.map((pair) => pair?.groupId));
  const node = records.networkInterface.find(({ networkInterfaceId }) => networkInterfaceId?.includes('#node'));
  expect(named).toEqual([`${cluster}#cluster-group`]);
  expect(node?.groups.map((one) => one?.groupId)).toEqual(named);
});

test('what BGP will propagate to a table nobody knows before, what a static connection does is known (VPN-03)', () => {
  const gateway = placed('aws_vpn_gateway.g', {}, { vpc_id: ref('aws_vpc.main') });
  const joined = (isStatic: boolean) => {
    const route = placed(
      'aws_vpn_connection_route.r',
      { destination_cidr_block: '192.168.0.0/16' },
      {
        vpn_connection_id: ref('aws_vpn_connection.v'),
      },
    );
    const connection = placed(
      'aws_vpn_connection.v',
      { type: 'ipsec.1', static_routes_only: isStatic },
      {
        vpn_gateway_id: ref('aws_vpn_gateway.g'),
        customer_gateway_id: ref('aws_customer_gateway.c'),
      },
    );
    const router = placed('aws_customer_gateway.c', { bgp_asn: '65000', ip_address: '203.0.113.1', type: 'ipsec.1' });
    const table = placed(
      'aws_route_table.private',
      {},
      {
        vpc_id: ref('aws_vpc.main'),
        propagating_vgws: ref('aws_vpn_gateway.g'),
      },
    );
    const use = placed(
      'aws_route_table_association.private',
      {},
      {
        route_table_id: ref('aws_route_table.private'),
        subnet_id: ref('aws_subnet.private'),
      },
    );
    const all = [gateway, connection, router, table, use, ...(isStatic ? [route] : [])];
    const sender = [group('open', { egress: [everything] }), instance('app', 'private', 'open')];
    const network = networkOf(planOf([...base, ...all, ...sender]));
    return ['192.168.0.5:443', '172.16.0.5:443', '10.0.0.9:443'].map((to) => verdict(network, 'aws_instance.app', to));
  };
  expect(joined(false)).toEqual(['unknown', 'unknown', 'blocked']);
  expect(joined(true)).toEqual(['unknown', 'blocked', 'blocked']);
});
