import { compile, findPath, type Network, parseQuestion, type Verdict } from '@hopwise/core';
import type { Imported } from '../describe/finish-snapshot.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { stepsOf } from './address.ts';

type Values = Readonly<Record<string, unknown>>;

/** A resource of a plan in short: what is known, and what stands behind the rest. */
export interface Planned {
  readonly address: string;
  readonly values?: Values;
  /** Arguments that are known after apply, with their references. */
  readonly after?: Readonly<Record<string, readonly string[]>>;
  /** What is known after apply in blocks, as `after_unknown` has it. */
  readonly unknown?: Values;
  readonly forEach?: readonly string[];
}

/** A plan that makes all of this, in the shape of `terraform show -json`; resources of modules need an outputs list. */
export function planOf(resources: readonly Planned[], modules: Readonly<Record<string, Values>> = {}): Values {
  const planned = new Map<string, object[]>();
  const blocks = new Map<string, Map<string, object>>();
  const changes = resources.map((one) => {
    const { address, values = {}, after = {}, unknown = {}, forEach } = one;
    const steps = stepsOf(address);
    const key = steps.at(-1)?.keys[0];
    const [type, name] = steps.slice(-2).map((step) => step.name) as [string, string];
    const module = address.slice(0, Math.max(0, address.indexOf(`.${type}.`)));
    const resource = { address, mode: 'managed', type, name, index: key, values };
    planned.set(module, [...(planned.get(module) ?? []), resource]);
    const written = {
      ...Object.fromEntries(Object.keys(values).map((argument) => [argument, { constant_value: values[argument] }])),
      ...Object.fromEntries(Object.entries(after).map(([argument, references]) => [argument, { references }])),
    };
    const call = steps.length > 2 ? (steps[1]?.name ?? '') : '';
    const own = blocks.get(call) ?? new Map<string, object>();
    blocks.set(call, own);
    own.set(`${type}.${name}`, {
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      provider_config_key: 'aws',
      expressions: written,
      ...(forEach ? { for_each_expression: { references: forEach } } : {}),
    });
    const marks = Object.fromEntries(Object.keys(after).map((argument) => [argument, true]));
    return { address, type, change: { actions: ['create'], after_unknown: { id: true, ...marks, ...unknown } } };
  });
  const children = [...planned].filter(([module]) => module !== '');
  return {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: planned.get('') ?? [],
        child_modules: children.map(([address, own]) => ({ address, resources: own })),
      },
    },
    resource_changes: changes,
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: 'eu-west-1' } } } },
      root_module: {
        resources: [...(blocks.get('')?.values() ?? [])],
        module_calls: Object.fromEntries(
          Object.entries(modules).map(([name, { outputs = {}, ...call }]) => [
            name,
            { ...call, module: { outputs, resources: [...(blocks.get(name)?.values() ?? [])] } },
          ]),
        ),
      },
    },
  };
}

export function imported(document: unknown): Imported {
  return snapshotOf([{ file: 'plan.json', value: document }]);
}

export function networkOf(document: unknown): Network {
  return compile(imported(document).snapshot);
}

export function verdict(network: Network, from: string, to: string): Verdict {
  return findPath(network, parseQuestion(network, { from, to })).verdict;
}

const VPC = ['aws_vpc.main.id', 'aws_vpc.main'];

/** A VPC with a public and a private subnet of it, and a way to the internet from the former. */
export const base: readonly Planned[] = [
  { address: 'aws_vpc.main', values: { cidr_block: '10.0.0.0/16' } },
  {
    address: 'aws_subnet.public',
    values: { cidr_block: '10.0.0.0/24', availability_zone: 'eu-west-1a', map_public_ip_on_launch: true },
    after: { vpc_id: VPC },
  },
  {
    address: 'aws_subnet.private',
    values: { cidr_block: '10.0.1.0/24', availability_zone: 'eu-west-1a' },
    after: { vpc_id: VPC },
  },
  { address: 'aws_internet_gateway.main', after: { vpc_id: VPC } },
  { address: 'aws_route_table.public', after: { vpc_id: VPC }, unknown: { route: true } },
  {
    address: 'aws_route.out',
    values: { destination_cidr_block: '0.0.0.0/0' },
    after: {
      route_table_id: ['aws_route_table.public.id', 'aws_route_table.public'],
      gateway_id: ['aws_internet_gateway.main.id', 'aws_internet_gateway.main'],
    },
  },
  {
    address: 'aws_route_table_association.public',
    after: {
      route_table_id: ['aws_route_table.public.id', 'aws_route_table.public'],
      subnet_id: ['aws_subnet.public.id', 'aws_subnet.public'],
    },
  },
];

/** An instance in one of the subnets, with the groups of these names. */
export function instance(name: string, subnet: string, ...groups: readonly string[]): Planned {
  return {
    address: `aws_instance.${name}`,
    values: { tags: { Name: name } },
    after: {
      subnet_id: [`aws_subnet.${subnet}.id`, `aws_subnet.${subnet}`],
      ...(groups.length > 0
        ? {
            vpc_security_group_ids: groups.flatMap((one) => [
              `aws_security_group.${one}.id`,
              `aws_security_group.${one}`,
            ]),
          }
        : {}),
    },
    unknown: { private_ip: true, ...(groups.length > 0 ? {} : { vpc_security_group_ids: true }) },
  };
}

/** What an argument refers to, as a plan lists it. */
export function ref(address: string, attribute = 'id'): readonly string[] {
  return [`${address}.${attribute}`, address];
}

export function placed(address: string, values: Values = {}, after: Planned['after'] = {}): Planned {
  return { address, values, after };
}

export function group(name: string, values: Values = {}): Planned {
  return { address: `aws_security_group.${name}`, values: { name, ...values }, after: { vpc_id: VPC } };
}

export const everything = { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] };

/** A group that lets everything through. */
export const open = group('open', { ingress: [everything], egress: [everything] });
