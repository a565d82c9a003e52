import { expect, test } from 'vitest';
import { imported, networkOf, type Planned, placed, planOf, ref, verdict } from './terraform.fixture.ts';

const OPEN = { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] };
const HUB = 'aws_ec2_transit_gateway.hub';

/** A VPC with a host in it that is attached to the transit gateway. */
function spoke(name: string, n: number): readonly Planned[] {
  const vpc = ref(`aws_vpc.${name}`);
  return [
    placed(`aws_vpc.${name}`, { cidr_block: `10.${n}.0.0/16` }),
    placed(`aws_subnet.${name}`, { cidr_block: `10.${n}.0.0/24`, availability_zone: 'eu-west-1a' }, { vpc_id: vpc }),
    placed(`aws_security_group.${name}`, { ingress: [OPEN], egress: [OPEN] }, { vpc_id: vpc }),
    placed(
      `aws_instance.${name}`,
      {},
      { subnet_id: ref(`aws_subnet.${name}`), vpc_security_group_ids: ref(`aws_security_group.${name}`) },
    ),
    placed(
      `aws_route.${name}`,
      { destination_cidr_block: '10.0.0.0/8' },
      { route_table_id: ref(`aws_vpc.${name}`, 'main_route_table_id'), transit_gateway_id: ref(HUB) },
    ),
    placed(
      `aws_ec2_transit_gateway_vpc_attachment.${name}`,
      {},
      { transit_gateway_id: ref(HUB), vpc_id: vpc, subnet_ids: ref(`aws_subnet.${name}`) },
    ),
  ];
}

const spokes = [...spoke('a', 1), ...spoke('b', 2)];
const gateway = (values: Planned['values'] = {}) => placed(HUB, values);
const ask = (resources: readonly Planned[]) =>
  verdict(networkOf(planOf(resources)), 'aws_instance.a', 'aws_instance.b:443');
const NONE = { default_route_table_association: 'disable', default_route_table_propagation: 'disable' };
const table = placed('aws_ec2_transit_gateway_route_table.t', {}, { transit_gateway_id: ref(HUB) });
const use = (kind: string, name: string, of: readonly string[] = ref('aws_ec2_transit_gateway_route_table.t')) =>
  placed(
    `aws_ec2_transit_gateway_route_table_${kind}.${name}`,
    {},
    {
      transit_gateway_attachment_id: ref(`aws_ec2_transit_gateway_vpc_attachment.${name}`),
      transit_gateway_route_table_id: of,
    },
  );

const associations = ['a', 'b'].map((name) => use('association', name));
const propagations = ['a', 'b'].map((name) => use('propagation', name));

test('attachments talk over the table that the gateway makes, and over none where it makes none', () => {
  expect(ask([...spokes, gateway()])).toBe('reachable');
  expect(ask([...spokes, gateway(NONE)])).toBe('blocked');
  expect(ask([...spokes, gateway(NONE), table, ...associations, ...propagations])).toBe('reachable');
  expect(ask([...spokes, gateway(NONE), table, ...associations])).toBe('blocked');
});

test.each(['association', 'propagation'])(
  'a resource may name the table of the gateway by its %s attribute',
  (kind) => {
    const of = ref(HUB, `${kind}_default_route_table_id`);
    const isAssociated = kind === 'association';
    const own = gateway({ [`default_route_table_${isAssociated ? 'propagation' : 'association'}`]: 'disable' });
    const other = isAssociated ? 'propagation' : 'association';
    expect(ask([...spokes, own])).toBe('blocked');
    expect(ask([...spokes, own, use(other, 'a', of), use(other, 'b', of)])).toBe('reachable');
  },
);

test('a route may be put into the table that the gateway makes', () => {
  const route = placed(
    'aws_ec2_transit_gateway_route.drop',
    { destination_cidr_block: '10.2.0.0/24', blackhole: true },
    { transit_gateway_route_table_id: ref(HUB, 'association_default_route_table_id') },
  );
  expect(ask([...spokes, gateway(), route])).toBe('blocked');
});

test('a route to an attachment that nobody can tell leads where nobody can tell', () => {
  const route = placed(
    'aws_ec2_transit_gateway_route.more',
    { destination_cidr_block: '10.2.0.0/24' },
    {
      transit_gateway_route_table_id: ref(HUB, 'association_default_route_table_id'),
      transit_gateway_attachment_id: ['local.attachment'],
    },
  );
  expect(ask([...spokes, gateway(), route])).toBe('unknown');
});

test.each([
  ['association', propagations],
  ['propagation', associations],
])('an %s with a table that nobody can tell leaves it open', (kind, others) => {
  const unresolved = ['a', 'b'].map((name) => use(kind, name, ['local.table']));
  const second = { ...table, address: 'aws_ec2_transit_gateway_route_table.u' };
  expect(ask([...spokes, gateway(NONE), table, second, ...others, ...unresolved])).toBe('unknown');
});

test('a default table that nobody can tell leaves it open', () => {
  const made = ['association', 'propagation'].map((kind) =>
    placed(
      `aws_ec2_transit_gateway_default_route_table_${kind}.d`,
      {},
      { transit_gateway_id: ref(HUB), transit_gateway_route_table_id: ['local.table'] },
    ),
  );
  const second = { ...table, address: 'aws_ec2_transit_gateway_route_table.u' };
  expect(ask([...spokes, gateway(), table, second, ...made])).toBe('unknown');
});

/** The plan with the gateway as a data source, whose table others fill too. */
function withForeign(resources: readonly Planned[]): object {
  const plan = planOf(resources) as { planned_values: { root_module: { resources: object[] } } };
  const text = JSON.stringify(plan).replaceAll(`"${HUB}`, `"data.${HUB}`);
  const values = { id: 'tgw-1', association_default_route_table_id: 'tgw-rtb-1', ...BOTH };
  const hub = { address: `data.${HUB}`, mode: 'data', type: 'aws_ec2_transit_gateway', name: 'hub', values };
  return { ...JSON.parse(text), prior_state: { values: { root_module: { resources: [hub] } } } };
}

const BOTH = {
  default_route_table_association: 'enable',
  default_route_table_propagation: 'enable',
  propagation_default_route_table_id: 'tgw-rtb-1',
};

test('what else is in the table of a gateway of others nobody can tell', () => {
  const document = withForeign(spokes);
  const { transitGatewayAssociations: tables } = imported(document).snapshot.records;
  expect(tables.map((one) => [one.transitGatewayRouteTableId, one.associations.length])).toEqual([['tgw-rtb-1', 2]]);
  expect(verdict(networkOf(document), 'aws_instance.a', 'aws_instance.b:443')).toBe('unknown');
});

test('a gateway that is not the plan’s own says nothing of tables', () => {
  const foreign = JSON.parse(JSON.stringify(planOf(spokes)).replaceAll(`"${HUB}.id","${HUB}"`, '"var.hub"')) as object;
  const isOpen = imported(foreign);
  expect(verdict(networkOf(foreign), 'aws_instance.a', 'aws_instance.b:443')).toBe('unknown');
  expect(isOpen.diagnostics.map(({ code }) => code)).toContain('TERRAFORM_UNRESOLVED');
});

test('clients of an endpoint of Client VPN that is attached come with their own addresses', () => {
  const endpoint = 'aws_ec2_client_vpn_endpoint.c';
  const clients: readonly Planned[] = [
    {
      address: endpoint,
      values: { client_cidr_block: '10.100.0.0/16', transit_gateway_configuration: [{ transit_gateway_id: 'tgw-1' }] },
    },
    placed(
      'aws_ec2_client_vpn_route.all',
      { destination_cidr_block: '10.0.0.0/8', target_vpc_subnet_id: `${endpoint}#attachment` },
      { client_vpn_endpoint_id: ref(endpoint) },
    ),
    placed(
      'aws_ec2_client_vpn_authorization_rule.all',
      { target_network_cidr: '0.0.0.0/0', authorize_all_groups: true },
      { client_vpn_endpoint_id: ref(endpoint) },
    ),
  ];
  const hub = placed(HUB, { id: 'tgw-1' });
  const [request] = [networkOf(planOf([...spokes, hub, ...clients]))].map((network) =>
    verdict(network, endpoint, 'aws_instance.b:443'),
  );
  expect(request).toBe('reachable');
});
