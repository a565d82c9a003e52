import { expect, test } from 'vitest';
import {
  base,
  everything,
  group,
  imported,
  instance,
  networkOf,
  placed,
  planOf,
  ref,
  verdict,
} from './terraform.fixture.ts';

const port443 = { protocol: 'tcp', from_port: 443, to_port: 443 };
const client = [group('client', { egress: [everything] }), instance('client', 'private', 'client')];

const shut = ref('aws_security_group.shut');
const open = ref('aws_security_group.open');
const guards = [group('shut'), group('open', { ingress: [{ ...port443, cidr_blocks: ['10.0.0.0/8'] }] })];

/** Whether a server answers whose groups are what these references lead to. */
function behind(groups: readonly string[], variables: object = {}) {
  const server = { ...instance('server', 'private'), unknown: { private_ip: true } };
  const after = { ...server.after, vpc_security_group_ids: groups };
  const plan = planOf([...base, ...client, ...guards, { ...server, after }]);
  return verdict(networkOf({ ...plan, variables }), 'aws_instance.client', 'aws_instance.server:443');
}

test('a list is known where all its references are followed', () => {
  expect(behind(shut)).toBe('blocked');
  expect(behind([...shut, ...open])).toBe('reachable');
  expect(behind([...shut, 'var.more'], { more: { value: [] } })).toBe('blocked');
});

test('what one of them names is not known: there may be more', () => {
  for (const more of ['local.more', 'data.terraform_remote_state.net.outputs.groups', 'module.gone.groups'])
    expect(behind([...shut, more]), more).toBe('unknown');
  expect(behind([...shut, 'var.more'], { more: { value: ['sg-0123456789abcdef0'] } })).toBe('unknown');
});

test('where a variable may choose among several, nobody can tell which', () => {
  const isOpen = (value: unknown) => ({ isOpen: { value } });
  expect(behind(['var.isOpen', ...open, ...shut], isOpen(true))).toBe('unknown');
  // Nothing but the group can be what is not known.
  expect(behind(['var.isOpen', ...open], isOpen(true))).toBe('reachable');
});

test('a variable of a module is as open as what its caller gives', () => {
  const server = (more: object) => {
    const one = instance('server', 'private', 'shut');
    const modules = { app: { expressions: { more, subnet: { references: ref('aws_subnet.private') } } } };
    const own = { ...group('shut'), address: 'module.app.aws_security_group.shut' };
    const inside = {
      ...one,
      address: 'module.app.aws_instance.server',
      after: { subnet_id: ['var.subnet'], vpc_security_group_ids: [...shut, 'var.more'] },
    };
    const plan = planOf([...base, ...client, ...guards, own, inside], modules);
    return verdict(networkOf(plan), 'aws_instance.client', 'module.app.aws_instance.server:443');
  };
  expect(server({ constant_value: [] })).toBe('blocked');
  expect(server({ references: open })).toBe('reachable');
  expect(server({ references: ['local.more'] })).toBe('unknown');
});

/** The server's port 443 and another, where its one rule names these as its peers. */
function ruledBy(argument: string, references: readonly string[]) {
  const lists = ['far', 'near'].map((name, i) =>
    placed(`aws_ec2_managed_prefix_list.${name}`, {
      address_family: 'IPv4',
      entry: [{ cidr: `10.${9 - 9 * i}.0.0/16` }],
    }),
  );
  const rule = placed(
    'aws_security_group_rule.one',
    { type: 'ingress', ...port443 },
    { security_group_id: ref('aws_security_group.server'), [argument]: references },
  );
  const own = [group('server'), instance('server', 'private', 'server'), rule];
  const network = networkOf(planOf([...base, ...client, ...lists, ...own]));
  return [443, 80].map((port) => verdict(network, 'aws_instance.client', `aws_instance.server:${port}`));
}

test('a rule whose peers are not known admits what it admits of nobody knows whom', () => {
  expect(ruledBy('cidr_blocks', ['aws_eip.office.public_ip', 'aws_eip.office'])).toEqual(['unknown', 'blocked']);
  expect(ruledBy('source_security_group_id', ['data.terraform_remote_state.net.outputs.group'])).toEqual([
    'unknown',
    'blocked',
  ]);
});

test('nor is it known of whom where some of its lists are', () => {
  const [far, near] = ['far', 'near'].map((name) => ref(`aws_ec2_managed_prefix_list.${name}`));
  expect(ruledBy('prefix_list_ids', far ?? [])).toEqual(['blocked', 'blocked']);
  expect(ruledBy('prefix_list_ids', near ?? [])).toEqual(['reachable', 'blocked']);
  expect(ruledBy('prefix_list_ids', [...(far ?? []), 'local.more'])).toEqual(['unknown', 'blocked']);
  expect(ruledBy('prefix_list_ids', ['local.more'])).toEqual(['unknown', 'blocked']);
});

test('an argument of another resource is what that refers to', () => {
  const more = placed(
    'aws_vpc_ipv4_cidr_block_association.more',
    { cidr_block: '100.64.0.0/16' },
    { vpc_id: ref('aws_vpc.main') },
  );
  const subnet = placed(
    'aws_subnet.more',
    { cidr_block: '100.64.1.0/24' },
    { vpc_id: ref('aws_vpc_ipv4_cidr_block_association.more', 'vpc_id') },
  );
  const { snapshot, diagnostics } = imported(planOf([...base, more, subnet]));
  expect(snapshot.records.subnet).toContainEqual(
    expect.objectContaining({ subnetId: 'aws_subnet.more', vpcId: 'aws_vpc.main' }),
  );
  expect(diagnostics.filter(({ code }) => code.startsWith('TERRAFORM'))).toEqual([]);
});

test('what a dynamic block refers to is told by no plan, and said', () => {
  const dynamic = {
    ...group('dynamic', { ingress: [port443] }),
    unknown: { ingress: [{ security_groups: true }] },
  };
  const plan = planOf([...base, dynamic]);
  const written = (plan.configuration as { root_module: { resources: { expressions: Record<string, unknown> }[] } })
    .root_module.resources;
  for (const { expressions } of written) delete expressions.ingress;
  const { diagnostics } = imported(plan);
  expect(diagnostics.find(({ code }) => code === 'TERRAFORM_UNRESOLVED')).toMatchObject({
    message: expect.stringContaining('ingress[0].security_groups of aws_security_group.dynamic'),
    source: { pointer: 'aws_security_group.dynamic' },
  });
});

test('arguments that refer to one another in several ways end', () => {
  const around = ['a', 'b', 'c'].map((name) =>
    placed(
      `aws_subnet.${name}`,
      { cidr_block: '10.0.0.0/24' },
      { vpc_id: ['a', 'b', 'c'].flatMap((other) => ref(`aws_subnet.${other}`, 'vpc_id')) },
    ),
  );
  const { snapshot, diagnostics } = imported(planOf(around));
  expect(snapshot.records.subnet.map(({ vpcId }) => vpcId)).toEqual([undefined, undefined, undefined]);
  expect(diagnostics.map(({ code }) => code)).toContain('TERRAFORM_UNRESOLVED');
});

test('what a key cuts off of a reference is what alone can be meant', () => {
  const vpcs = ['a', 'b'].map((key) => placed(`aws_vpc.each["${key}"]`, { cidr_block: '10.1.0.0/16' }));
  const routes = ['a', 'b'].map((key) => ({
    ...placed(
      `aws_route.each["${key}"]`,
      { destination_cidr_block: '0.0.0.0/0' },
      { route_table_id: ['aws_vpc.each', 'each.key'], gateway_id: ref('aws_internet_gateway.main') },
    ),
    forEach: ['var.vpcs'],
  }));
  const { snapshot, diagnostics } = imported(planOf([...base, ...vpcs, ...routes]));
  const tables = snapshot.records.routeTable.filter(({ routes: own }) => own.length > 1);
  expect(tables.map(({ routeTableId }) => routeTableId)).toEqual(
    expect.arrayContaining(['aws_vpc.each["a"]#main', 'aws_vpc.each["b"]#main']),
  );
  expect(diagnostics.map(({ code }) => code)).not.toContain('TERRAFORM_UNRESOLVED');
});
