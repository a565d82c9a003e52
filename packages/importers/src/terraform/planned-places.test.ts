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

const groups = ref('aws_security_group.open');

test('services that are nothing but interfaces in subnets are dialled by their addresses in the plan', () => {
  const network = networkOf(
    planOf([
      ...base,
      open,
      instance('app', 'private', 'open'),
      placed(
        'aws_db_proxy.orders',
        { name: 'orders' },
        { vpc_subnet_ids: ref('aws_subnet.private'), vpc_security_group_ids: groups },
      ),
      placed('aws_mq_broker.jobs', { broker_name: 'jobs' }, { subnet_ids: ref('aws_subnet.private') }),
    ]),
  );
  expect(verdict(network, 'aws_instance.app', 'aws_db_proxy.orders:5432')).toBe('reachable');
  // The default group takes in its own members alone.
  expect(verdict(network, 'aws_instance.app', 'aws_mq_broker.jobs:5671')).toBe('blocked');
});

test('an endpoint of the resolver is at the addresses that are written', () => {
  const planned = planOf([
    ...base,
    open,
    instance('app', 'private', 'open'),
    {
      ...placed('aws_route53_resolver_endpoint.in', { direction: 'INBOUND', ip_address: [{ ip: '10.0.1.77' }] }),
      after: { security_group_ids: groups },
      unknown: { ip_address: [{ subnet_id: true }] },
    },
  ]);
  const own = planned.configuration as { root_module: { resources: { address: string; expressions: object }[] } };
  const endpoint = own.root_module.resources.find((one) => one.address.startsWith('aws_route53'));
  Object.assign(endpoint?.expressions ?? {}, {
    ip_address: [{ subnet_id: { references: ref('aws_subnet.private') } }],
  });
  const network = networkOf(planned);
  expect(verdict(network, 'aws_instance.app', '10.0.1.77:53')).toBe('reachable');
  expect(verdict(network, 'aws_instance.app', 'aws_route53_resolver_endpoint.in:53')).toBe('reachable');
});

const template: Planned = {
  address: 'aws_launch_template.web',
  values: { name: 'web', network_interfaces: [{ associate_public_ip_address: true, ipv6_address_count: 1 }] },
  after: { vpc_security_group_ids: groups },
};

test('an instance has the groups and the public address of its launch template', () => {
  const named = (one: string) =>
    planOf([
      ...base,
      open,
      template,
      placed('aws_instance.web', { launch_template: [{ name: one }] }, { subnet_id: ref('aws_subnet.public') }),
    ]);
  expect(verdict(networkOf(named('web')), 'internet', 'aws_instance.web:443')).toBe('reachable');
  // Of a template that is not in the plan nobody knows the groups.
  expect(verdict(networkOf(named('other')), 'internet', 'aws_instance.web:443')).toBe('unknown');
});

const six: readonly Planned[] = [
  placed('aws_vpc.main', { cidr_block: '10.0.0.0/16', ipv6_cidr_block: '2001:db8:1::/56' }),
  placed(
    'aws_route.six',
    { destination_ipv6_cidr_block: '::/0' },
    {
      route_table_id: ref('aws_route_table.public'),
      gateway_id: ref('aws_internet_gateway.main'),
    },
  ),
  group('six', { ingress: [{ ...everything, cidr_blocks: [], ipv6_cidr_blocks: ['::/0'] }] }),
];

test.each([
  ['its subnet gives one to whatever is made in it', { assign_ipv6_address_on_creation: true }, {}],
  ['it asks for one', {}, { ipv6_address_count: 1 }],
])('an instance has an IPv6 address that AWS will choose where %s', (_, subnet, server) => {
  const own = base.flatMap((one) => {
    if (one.address === 'aws_vpc.main') return six;
    const values = { ...one.values, ipv6_cidr_block: '2001:db8:1:1::/64', ...subnet };
    return one.address === 'aws_subnet.public' ? [{ ...one, values }] : [one];
  });
  const { values, ...rest } = instance('web', 'public', 'six');
  const network = networkOf(planOf([...own, { ...rest, values: { ...values, ...server } }]));
  expect(verdict(network, 'internet/2001:db8:ffff::1', 'aws_instance.web:443')).toBe('reachable');
});

const scaling = (values: Planned['values'], after: Planned['after']): readonly Planned[] => [
  ...base,
  open,
  template,
  placed(
    'aws_autoscaling_group.web',
    { name: 'web', launch_template: [{ name: 'web' }], ...values },
    {
      vpc_zone_identifier: ref('aws_subnet.private'),
      ...after,
    },
  ),
  placed(
    'aws_lb_target_group.web',
    { name: 'web', port: 8080, protocol: 'TCP', target_type: 'instance' },
    { vpc_id: ref('aws_vpc.main') },
  ),
  placed(
    'aws_lb.web',
    { name: 'web', load_balancer_type: 'network', internal: false },
    { subnets: ref('aws_subnet.public') },
  ),
  placed(
    'aws_lb_listener.web',
    { port: 80, protocol: 'TCP', default_action: [{ type: 'forward', target_group_arn: 'arn:web' }] },
    {
      load_balancer_arn: ref('aws_lb.web', 'arn'),
    },
  ),
];

test('instances of a scaling group are behind the balancers that it is attached to by a resource of its own', () => {
  const all = scaling({}, {}).map((one) =>
    one.address === 'aws_lb_target_group.web' ? { ...one, values: { ...one.values, arn: 'arn:web' } } : one,
  );
  const attached = placed('aws_autoscaling_attachment.web', {
    lb_target_group_arn: 'arn:web',
    autoscaling_group_name: 'web',
  });
  expect(verdict(networkOf(planOf([...all, attached])), 'internet', 'aws_lb.web:80')).toBe('reachable');
  expect(verdict(networkOf(planOf(all)), 'internet', 'aws_lb.web:80')).not.toBe('reachable');
});

test('an address that AWS will choose is none that something else is said to have', () => {
  const taken = Array.from({ length: 10 }, (_, i) => `10.0.3.${i + 4}`);
  const { snapshot } = imported(
    planOf([
      ...base,
      placed('aws_subnet.small', { cidr_block: '10.0.3.0/28' }, { vpc_id: ref('aws_vpc.main') }),
      placed('aws_network_interface.full', { private_ips: taken }, { subnet_id: ref('aws_subnet.small') }),
      instance('last', 'small', 'open'),
      open,
    ]),
  );
  const own = snapshot.records.networkInterface.find((one) => one.networkInterfaceId === 'aws_instance.last#eni');
  expect(own?.privateIpAddress).toBe('10.0.3.14');
});

test('a network balancer whose list of groups is empty has none', () => {
  const balancer = (type: string) =>
    imported(
      planOf([
        ...base,
        placed(
          'aws_lb.web',
          { name: 'web', load_balancer_type: type, security_groups: [] },
          { subnets: ref('aws_subnet.public') },
        ),
      ]),
    ).snapshot.records.loadBalancer[0]?.securityGroups;
  expect(balancer('network')).toEqual([]);
  expect(balancer('application')).toEqual(['aws_vpc.main#default-group']);
});
