import { expect, test } from 'vitest';
import { base, everything, instance, networkOf, open, type Planned, planOf, verdict } from './terraform.fixture.ts';

const ref = (address: string, attribute = 'id') => [`${address}.${attribute}`, address];
const subnets = ref('aws_subnet.private');
const groups = ref('aws_security_group.open');

const targets: Planned = {
  address: 'aws_lb_target_group.app',
  values: { name: 'app', port: 8080, protocol: 'HTTP', target_type: 'ip' },
  after: { vpc_id: ref('aws_vpc.main') },
};
const balancer: readonly Planned[] = [
  {
    address: 'aws_lb.web',
    values: { name: 'web', load_balancer_type: 'application', internal: false },
    after: { subnets: ref('aws_subnet.public'), security_groups: groups },
  },
  {
    address: 'aws_lb_listener.web',
    values: { port: 80, protocol: 'HTTP', default_action: [{ type: 'forward' }] },
    after: { load_balancer_arn: ref('aws_lb.web', 'arn') },
    unknown: { default_action: [{ target_group_arn: true }] },
  },
];

type Plan = ReturnType<typeof planOf>;

interface Configured {
  configuration: { root_module: { resources: { address: string; expressions: Record<string, unknown> }[] } };
}

/** Blocks as the configuration writes them. */
function withBlock(planned: Plan, address: string, argument: string, expressions: object): Plan {
  const document = structuredClone(planned) as Plan & Configured;
  const own = document.configuration.root_module.resources.find((one) => one.address === address);
  if (own) own.expressions[argument] = [expressions];
  return document;
}

test('a service behind a balancer is reached through it, on its own port', () => {
  const service: Planned = {
    address: 'aws_ecs_service.app',
    values: {
      name: 'app',
      network_configuration: [{ assign_public_ip: false }],
      load_balancer: [{ container_port: 8080 }],
    },
    unknown: {
      network_configuration: [{ subnets: true, security_groups: true }],
      load_balancer: [{ target_group_arn: true }],
    },
  };
  const planned = planOf([...base, open, targets, ...balancer, service]);
  const target = { target_group_arn: { references: ref('aws_lb_target_group.app', 'arn') } };
  const places = { subnets: { references: subnets }, security_groups: { references: groups } };
  const forwarding = withBlock(planned, 'aws_lb_listener.web', 'default_action', target);
  const placed = withBlock(forwarding, 'aws_ecs_service.app', 'network_configuration', places);
  const document = withBlock(placed, 'aws_ecs_service.app', 'load_balancer', target);
  const network = networkOf(document);
  expect(verdict(network, 'internet', 'aws_lb.web:80')).toBe('reachable');
  expect(verdict(network, 'internet', 'aws_lb.web:81')).toBe('blocked');
  expect(verdict(network, 'internet', 'aws_ecs_service.app:8080')).toBe('blocked');
});

test('a scaling group starts instances with the groups of its template, where it is known', () => {
  const planned = planOf([
    ...base,
    open,
    instance('client', 'public', 'open'),
    { address: 'aws_launch_template.app', after: { vpc_security_group_ids: groups } },
    {
      address: 'aws_autoscaling_group.app',
      values: { name: 'app', launch_template: [{}] },
      after: { vpc_zone_identifier: subnets },
      unknown: { launch_template: [{ id: true }] },
    },
  ]);
  const asked = (document: unknown) =>
    verdict(networkOf(document), 'aws_instance.client', 'aws_autoscaling_group.app:22');
  expect(asked(planned)).toBe('unknown');
  const template = { id: { references: ref('aws_launch_template.app') } };
  expect(asked(withBlock(planned, 'aws_autoscaling_group.app', 'launch_template', template))).toBe('reachable');
});

test('a database is dialled by its name or address; a function only calls', () => {
  const planned = planOf([
    ...base,
    open,
    { address: 'aws_db_subnet_group.main', values: { name: 'main' }, after: { subnet_ids: subnets } },
    {
      address: 'aws_db_instance.orders',
      values: { identifier: 'orders', engine: 'postgres', db_subnet_group_name: 'main', password: 'secret' },
      after: { vpc_security_group_ids: groups },
    },
    {
      address: 'aws_lambda_function.job',
      values: { function_name: 'job', vpc_config: [{}] },
      unknown: { vpc_config: [{ subnet_ids: true, security_group_ids: true }] },
    },
    instance('client', 'public', 'open'),
  ]);
  const places = { subnet_ids: { references: subnets }, security_group_ids: { references: groups } };
  const network = networkOf(withBlock(planned, 'aws_lambda_function.job', 'vpc_config', places));
  expect(verdict(network, 'aws_instance.client', 'aws_db_instance.orders:5432')).toBe('reachable');
  expect(verdict(network, 'aws_instance.client', 'rds:orders')).toBe('reachable');
  expect(verdict(network, 'aws_lambda_function.job', 'rds:orders')).toBe('reachable');
  expect(verdict(network, 'aws_instance.client', 'lambda:job')).toBe('blocked');
});

test.each([
  ['a dynamic block', { vpc_config: [{}] }, { vpc_config: [{ subnet_ids: true, security_group_ids: true }] }],
  ['blocks that are known after apply', {}, { vpc_config: true }],
])('a function of %s is in some subnet', (_, values, unknown) => {
  const job = { address: 'aws_lambda_function.job', values: { function_name: 'job', ...values }, unknown };
  const network = networkOf(planOf([...base, open, instance('client', 'public', 'open'), job]));
  expect(verdict(network, 'aws_lambda_function.job', 'aws_instance.client:443')).toBe('unknown');
  expect(verdict(network, 'lambda:job', 'aws_instance.client:443')).toBe('unknown');
});

test('a function without a VPC is told to have no interface there', () => {
  const job = { address: 'aws_lambda_function.job', values: { function_name: 'job', vpc_config: [] } };
  const network = networkOf(planOf([...base, open, instance('client', 'public', 'open'), job]));
  expect(() => verdict(network, 'lambda:job', 'aws_instance.client:443')).toThrowError(
    expect.objectContaining({ hint: expect.stringContaining('has no interface in a VPC') }),
  );
});

test('an interface endpoint has an interface in its subnet', () => {
  const network = networkOf(
    planOf([
      ...base,
      open,
      instance('client', 'public', 'open'),
      {
        address: 'aws_vpc_endpoint.ssm',
        values: { service_name: 'com.amazonaws.eu-west-1.ssm', vpc_endpoint_type: 'Interface' },
        after: { vpc_id: ref('aws_vpc.main'), subnet_ids: subnets, security_group_ids: groups },
      },
    ]),
  );
  expect(verdict(network, 'aws_instance.client', 'aws_vpc_endpoint.ssm:443')).toBe('reachable');
});

function transit(attachment: Record<string, boolean>, more: readonly Planned[] = []): readonly Planned[] {
  const far = ref('aws_vpc.far');
  const attach = (name: string, vpc: string, subnet: string): Planned => ({
    address: `aws_ec2_transit_gateway_vpc_attachment.${name}`,
    values: attachment,
    after: { transit_gateway_id: ref('aws_ec2_transit_gateway.hub'), vpc_id: ref(vpc), subnet_ids: ref(subnet) },
  });
  const route = (name: string, table: string, to: string): Planned => ({
    address: `aws_route.${name}`,
    values: { destination_cidr_block: to },
    after: { route_table_id: ref(table), transit_gateway_id: ref('aws_ec2_transit_gateway.hub') },
  });
  return [
    ...base,
    open,
    { address: 'aws_vpc.far', values: { cidr_block: '10.8.0.0/16' } },
    {
      address: 'aws_subnet.far',
      values: { cidr_block: '10.8.0.0/24', availability_zone: 'eu-west-1a' },
      after: { vpc_id: far },
    },
    {
      address: 'aws_security_group.far',
      values: { name: 'far', ingress: [everything], egress: [everything] },
      after: { vpc_id: far },
    },
    { address: 'aws_ec2_transit_gateway.hub' },
    attach('near', 'aws_vpc.main', 'aws_subnet.public'),
    attach('far', 'aws_vpc.far', 'aws_subnet.far'),
    route('there', 'aws_route_table.public', '10.8.0.0/16'),
    {
      address: 'aws_route.back',
      values: { destination_cidr_block: '10.0.0.0/16' },
      after: {
        route_table_id: ['aws_vpc.far.main_route_table_id', 'aws_vpc.far'],
        transit_gateway_id: ref('aws_ec2_transit_gateway.hub'),
      },
    },
    instance('a', 'public', 'open'),
    instance('b', 'far', 'far'),
    ...more,
  ];
}

test('a transit gateway joins by its default table unless attachments decline', () => {
  expect(verdict(networkOf(planOf(transit({}))), 'aws_instance.a', 'aws_instance.b:22')).toBe('reachable');
  const declined = {
    transit_gateway_default_route_table_association: false,
    transit_gateway_default_route_table_propagation: false,
  };
  expect(verdict(networkOf(planOf(transit(declined))), 'aws_instance.a', 'aws_instance.b:22')).toBe('blocked');
});

test('a peering that nobody accepts carries nothing', () => {
  const peering = (values: Record<string, boolean>): readonly Planned[] => [
    ...transit({}).filter(({ address }) => !address.includes('transit_gateway') && !address.startsWith('aws_route.')),
    {
      address: 'aws_vpc_peering_connection.both',
      values,
      after: { vpc_id: ref('aws_vpc.main'), peer_vpc_id: ref('aws_vpc.far') },
    },
    {
      address: 'aws_route.there',
      values: { destination_cidr_block: '10.8.0.0/16' },
      after: {
        route_table_id: ref('aws_route_table.public'),
        vpc_peering_connection_id: ref('aws_vpc_peering_connection.both'),
      },
    },
    {
      address: 'aws_route.back',
      values: { destination_cidr_block: '10.0.0.0/16' },
      after: {
        route_table_id: ['aws_vpc.far.main_route_table_id', 'aws_vpc.far'],
        vpc_peering_connection_id: ref('aws_vpc_peering_connection.both'),
      },
    },
  ];
  const asked = (values: Record<string, boolean>) =>
    verdict(networkOf(planOf(peering(values))), 'aws_instance.a', 'aws_instance.b:22');
  expect([asked({ auto_accept: true }), asked({})]).toEqual(['reachable', 'blocked']);
});

test('an instance that is told to be stopped answers nobody', () => {
  const resources = [...base, open, instance('a', 'private', 'open'), instance('b', 'private', 'open')];
  const stopped: Planned = {
    address: 'aws_ec2_instance_state.b',
    values: { state: 'stopped' },
    after: { instance_id: ref('aws_instance.b') },
  };
  const ask = (...more: readonly Planned[]) =>
    verdict(networkOf(planOf([...resources, ...more])), 'aws_instance.a', 'aws_instance.b:443');
  expect(ask()).toBe('reachable');
  expect(ask(stopped)).toBe('blocked');
});
