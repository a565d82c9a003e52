import { expect, test } from 'vitest';
import { imported, type Planned, planOf } from './terraform.fixture.ts';

const MODULE = 'module.net["a"]';
const modules = {
  net: {
    expressions: { vpc: { references: ['aws_vpc.main.id', 'aws_vpc.main'] } },
    outputs: {
      subnets: { expression: { references: ['aws_subnet.own'] } },
      groups: {
        expression: {
          references: [
            'aws_security_group.one.id',
            'aws_security_group.one',
            'aws_security_group.two.id',
            'aws_security_group.two',
          ],
        },
      },
    },
  },
};
const main: Planned = { address: 'aws_vpc.main', values: { cidr_block: '10.0.0.0/16' } };
const other: Planned = { address: 'aws_vpc.other', values: { cidr_block: '10.9.0.0/16' } };

function own(key: string, cidr: string): Planned {
  return {
    address: `${MODULE}.aws_subnet.own["${key}"]`,
    values: { cidr_block: cidr },
    after: { vpc_id: ['var.vpc'] },
    forEach: ['var.subnets'],
  };
}

const subnets = [own('x', '10.0.0.0/24'), own('y', '10.0.1.0/24')];

/** What the subnet of an interface comes to be, and which codes say how. */
function subnetOf(references: readonly string[], extra: Partial<Planned> = {}, more: readonly Planned[] = []) {
  const eni: Planned = { address: 'aws_network_interface.eni', after: { subnet_id: references }, ...extra };
  const { snapshot, diagnostics } = imported(planOf([main, ...subnets, ...more, eni], modules));
  return {
    subnets: snapshot.records.networkInterface.map(({ subnetId }) => subnetId),
    codes: diagnostics
      .map(({ code }) => code)
      .filter((code) => code.startsWith('TERRAFORM') && code !== 'TERRAFORM_ADDRESS_CHOSEN'),
  };
}

test('an output with a key is the instance of that key, and a variable what the caller gives', () => {
  const found = subnetOf(['module.net["a"].subnets["y"]', 'module.net["a"].subnets', 'module.net["a"]']);
  expect(found).toEqual({ subnets: [`${MODULE}.aws_subnet.own["y"]`], codes: [] });
  const { snapshot } = imported(planOf([main, ...subnets], modules));
  expect(snapshot.records.subnet.map(({ vpcId }) => vpcId)).toEqual(['aws_vpc.main', 'aws_vpc.main']);
});

test('each.value of what for_each runs over has the same key', () => {
  const more = ['x', 'y'].map((key) => ({
    address: `aws_network_interface.each["${key}"]`,
    after: { subnet_id: ['each.value.id', 'each.value'] },
    forEach: ['aws_subnet.each'],
  }));
  const each = ['x', 'y'].map((key, i) => ({
    address: `aws_subnet.each["${key}"]`,
    values: { cidr_block: `10.0.${i}.0/24` },
    after: { vpc_id: ['aws_vpc.main.id', 'aws_vpc.main'] },
  }));
  const { snapshot } = imported(planOf([main, ...each, ...more]));
  expect(snapshot.records.networkInterface.map(({ subnetId }) => subnetId)).toEqual([
    'aws_subnet.each["x"]',
    'aws_subnet.each["y"]',
  ]);
});

test('by position where a list begins again: a guess, and said so', () => {
  const listed = [0, 1].map((i) => ({
    address: `aws_subnet.listed[${i}]`,
    values: { cidr_block: `10.0.${i}.0/24` },
    after: { vpc_id: ['aws_vpc.main.id', 'aws_vpc.main'] },
  }));
  const third = { address: 'aws_network_interface.eni[3]', after: { subnet_id: ['aws_subnet.listed', 'count.index'] } };
  const { snapshot, diagnostics } = imported(planOf([main, ...listed, third]));
  expect(snapshot.records.networkInterface).toMatchObject([{ subnetId: 'aws_subnet.listed[1]' }]);
  expect(diagnostics[0]).toMatchObject({
    code: 'TERRAFORM_INFERRED',
    source: { pointer: 'aws_network_interface.eni[3]' },
  });
});

test('behind a local is the one thing of its type; of several none is taken, by name', () => {
  const local = (more: readonly Planned[]) =>
    imported(
      planOf([
        main,
        ...more,
        { address: 'aws_subnet.s', values: { cidr_block: '10.0.0.0/24' }, after: { vpc_id: ['local.vpc'] } },
      ]),
    );
  expect(local([]).snapshot.records.subnet).toMatchObject([{ vpcId: 'aws_vpc.main' }]);
  const { snapshot, diagnostics } = local([other]);
  expect(snapshot.records.subnet).toMatchObject([{ subnetId: 'aws_subnet.s', vpcId: undefined }]);
  expect(diagnostics.map(({ code }) => code)).toContain('TERRAFORM_UNRESOLVED');
});

test('several that it may be are named, and the resource is not dropped', () => {
  const { subnets, codes } = subnetOf(['module.net["a"].subnets', 'module.net["a"]']);
  expect({ subnets, codes }).toEqual({ subnets: [], codes: ['TERRAFORM_UNRESOLVED', 'TERRAFORM_NO_ADDRESS'] });
});

test('modules and locals that refer to themselves end', () => {
  const circle = {
    net: {
      expressions: { a: { references: ['module.net.b'] } },
      outputs: { b: { expression: { references: ['var.a'] } } },
    },
  };
  const inside = {
    address: 'module.net.aws_subnet.s',
    values: { cidr_block: '10.0.0.0/24' },
    after: { vpc_id: ['var.a'] },
  };
  const { snapshot } = imported(planOf([main, other, inside], circle));
  expect(snapshot.records.subnet).toMatchObject([{ vpcId: undefined }]);
});
