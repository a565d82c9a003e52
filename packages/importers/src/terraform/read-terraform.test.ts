import { expect, test } from 'vitest';
import { base, everything, group, imported, instance, networkOf, planOf, verdict } from './terraform.fixture.ts';

test('what a plan makes anew is joined by its references', () => {
  const network = networkOf(
    planOf([
      ...base,
      group('web', { ingress: [{ from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }] }),
      instance('web', 'public', 'web'),
    ]),
  );
  expect(verdict(network, 'internet', 'aws_instance.web:443')).toBe('reachable');
  expect(verdict(network, 'internet', 'aws_instance.web:22')).toBe('blocked');
});

test('a group sends what is written alone; without any group it is the one of the VPC', () => {
  const network = networkOf(
    planOf([
      ...base,
      group('silent', { ingress: [everything] }),
      group('talking', { ingress: [everything], egress: [everything] }),
      instance('a', 'private', 'silent'),
      instance('b', 'private', 'talking'),
      instance('c', 'private'),
      instance('d', 'private'),
    ]),
  );
  expect(verdict(network, 'aws_instance.a', 'aws_instance.b:22')).toBe('blocked');
  expect(verdict(network, 'aws_instance.b', 'aws_instance.a:22')).toBe('reachable');
  expect(verdict(network, 'aws_instance.c', 'aws_instance.d:22')).toBe('reachable');
  expect(verdict(network, 'aws_instance.b', 'aws_instance.d:22')).toBe('blocked');
});

test('rules in a group and apart count once, and the one apart tells where it is written', () => {
  const rule = { from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'] };
  const { snapshot } = imported(
    planOf([
      ...base,
      group('app', { ingress: [rule] }),
      {
        address: 'aws_security_group_rule.ssh',
        values: { type: 'ingress', ...rule },
        after: { security_group_id: ['aws_security_group.app.id', 'aws_security_group.app'] },
      },
      {
        address: 'aws_vpc_security_group_ingress_rule.ssh',
        values: { ip_protocol: 'tcp', from_port: 22, to_port: 22, cidr_ipv4: '10.0.0.0/8' },
        after: { security_group_id: ['aws_security_group.app.id', 'aws_security_group.app'] },
      },
    ]),
  );
  const rules = snapshot.records.securityGroupRule.filter(({ groupId }) => groupId === 'aws_security_group.app');
  expect(rules.map(({ source }) => source.pointer)).toEqual(['aws_security_group_rule.ssh']);
});

test('a VPC comes with a main table, an ACL and a group, unless the plan adopts them', () => {
  const { snapshot } = imported(
    planOf([
      ...base,
      {
        address: 'aws_default_security_group.main',
        after: { vpc_id: ['aws_vpc.main.id', 'aws_vpc.main'] },
        unknown: { ingress: true, egress: true },
      },
    ]),
  );
  const [defaultGroup] = snapshot.records.securityGroup;
  expect(defaultGroup).toMatchObject({
    groupId: 'aws_vpc.main#default-group',
    ipPermissions: [],
    ipPermissionsEgress: [],
  });
  expect(snapshot.records.networkAcl).toMatchObject([
    {
      networkAclId: 'aws_vpc.main#default-acl',
      associations: [{ subnetId: 'aws_subnet.public' }, { subnetId: 'aws_subnet.private' }],
    },
  ]);
  expect(snapshot.records.routeTable.map(({ routeTableId }) => routeTableId)).toEqual([
    'aws_route_table.public',
    'aws_vpc.main#main',
  ]);
});

test('a rule whose peers come after apply leaves what it may admit unknown, not blocked', () => {
  const network = networkOf(
    planOf([
      ...base,
      {
        ...group('web', { ingress: [{ from_port: 443, to_port: 443, protocol: 'tcp' }] }),
        unknown: { ingress: [{ cidr_blocks: true }] },
      },
      instance('web', 'public', 'web'),
    ]),
  );
  expect(verdict(network, 'internet', 'aws_instance.web:443')).toBe('unknown');
});

test('an address that AWS chooses decides nothing: where rules cut the subnet, none is given', () => {
  const from = (cidr: string) =>
    networkOf(
      planOf([
        ...base,
        group('web', { egress: [everything] }),
        group('app', { ingress: [{ from_port: 80, to_port: 80, protocol: 'tcp', cidr_blocks: [cidr] }] }),
        instance('web', 'public', 'web'),
        instance('app', 'private', 'app'),
      ]),
    );
  expect(verdict(from('10.0.0.0/24'), 'aws_instance.web', 'aws_instance.app:80')).toBe('reachable');
  expect(verdict(from('10.0.0.128/25'), 'aws_instance.web', 'aws_instance.app:80')).toBe('unknown');
});

test('a subnet with one of several tables has what all of them agree in', () => {
  const network = networkOf(
    planOf([
      ...base,
      {
        address: 'aws_route_table.other',
        after: { vpc_id: ['aws_vpc.main.id', 'aws_vpc.main'] },
        unknown: { route: true },
      },
      {
        address: 'aws_route_table_association.private',
        after: {
          route_table_id: [
            'aws_route_table.public.id',
            'aws_route_table.public',
            'aws_route_table.other.id',
            'aws_route_table.other',
          ],
          subnet_id: ['aws_subnet.private.id', 'aws_subnet.private'],
        },
      },
      group('all', { ingress: [everything], egress: [everything] }),
      instance('a', 'private', 'all'),
      instance('b', 'public', 'all'),
    ]),
  );
  expect(verdict(network, 'aws_instance.a', 'aws_instance.b:22')).toBe('reachable');
  expect(verdict(network, 'aws_instance.b', 'aws_instance.a:22')).toBe('reachable');
  // Without a public address no packet comes back, whichever table it is.
  expect(verdict(network, 'aws_instance.a', 'internet')).not.toBe('reachable');
});

test('addresses of modules and keys name ends; without its key an address means all instances', () => {
  const { snapshot } = imported(
    planOf([
      ...base,
      { ...instance('app["a, b"]', 'private'), address: 'aws_instance.app["a, b"]' },
      { ...instance('app["c"]', 'private'), address: 'aws_instance.app["c"]' },
    ]),
  );
  expect(snapshot.aliases).toMatchObject({
    'aws_instance.app["a, b"]': ['aws_instance.app["a,%20b"]'],
    'aws_instance.app': ['aws_instance.app["a,%20b"]', 'aws_instance.app["c"]'],
  });
  const network = networkOf(
    planOf([
      ...base,
      { ...instance('app["a, b"]', 'private'), address: 'aws_instance.app["a, b"]' },
      instance('z', 'private'),
    ]),
  );
  expect(verdict(network, 'aws_instance.z', 'aws_instance.app["a, b"]:22')).toBe('reachable');
});

test('groups that a launch template or a local may give leave open what is let through', () => {
  const given = (more: object) =>
    networkOf(
      planOf([
        ...base,
        group('talking', { egress: [everything] }),
        instance('client', 'public', 'talking'),
        { ...instance('app', 'private', 'talking'), ...more },
      ]),
    );
  const own = ['aws_security_group.talking.id', 'aws_security_group.talking'];
  const subnet_id = ['aws_subnet.private.id', 'aws_subnet.private'];
  const withLocal = given({ after: { subnet_id, vpc_security_group_ids: ['local.more', ...own] } });
  expect(verdict(withLocal, 'aws_instance.client', 'aws_instance.app:22')).toBe('unknown');
  const unknown = { private_ip: true, vpc_security_group_ids: true };
  const launched = given({ values: { launch_template: [{ id: 'lt-1' }] }, after: { subnet_id }, unknown });
  expect(verdict(launched, 'aws_instance.client', 'aws_instance.app:22')).toBe('unknown');
  expect(verdict(given({}), 'aws_instance.client', 'aws_instance.app:22')).toBe('blocked');
});
