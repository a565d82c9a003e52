import { type Attributes, plannedId } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { TARGET_GROUP, type Wanted } from '../wanted.ts';
import { addInterface, asks6, subnetsOf } from './interfaces.ts';
import { configurationOf, type Launched, launched, TEMPLATES, templateIn } from './launch-templates.ts';
import { register, registerClassic, registerSomewhere } from './registrations.ts';
import { unknownTarget } from './undecided-tables.ts';

const CLASSIC: Wanted = { aws_elb: ['name', 'id'] };
const SCALING: Wanted = { aws_autoscaling_group: ['id', 'name'] };

/** AWS puts it on whatever a scaling group starts. */
export const GROUP_TAG = 'aws:autoscaling:groupName';

/** Of what a group will start, one instance in each of its subnets stands for all: they are made alike. */
export const scalingGroups: Family = {
  types: [
    'aws_autoscaling_group',
    'aws_autoscaling_attachment',
    'aws_autoscaling_traffic_source_attachment',
    ...TEMPLATES,
  ],
  map(mapping) {
    for (const one of mapping.managed('aws_autoscaling_group')) addScalingGroup(mapping, one);
    registerOthers(mapping);
  },
};

/** Behind target groups that nobody can tell, and of scaling groups that are not in the plan, are instances that it does not know. */
function registerOthers(mapping: Mapping): void {
  const own = new Set(mapping.managed('aws_autoscaling_group').flatMap((one) => [mapping.idOf(one), one.text('name')]));
  for (const { to, group, from, argument } of attachments(mapping)) {
    if (!group && from.isUnknown(argument) && from.isWritten(argument)) registerSomewhere(mapping, from, argument);
    // Answers tell what groups run that are there.
    else if (group && !own.has(to) && !mapping.isLaidOver)
      register(mapping, group, { Id: unknownTarget(plannedId(from.resource)) });
  }
}

function addScalingGroup(mapping: Mapping, one: Attributes): void {
  const id = mapping.idOf(one, '');
  const template = templateOf(mapping, one);
  const behind = balancersOf(mapping, one);
  const subnets = subnetsOf(mapping, one, 'vpc_zone_identifier');
  // Without subnets it uses the default ones of its zones, which nothing tells.
  if (subnets.length === 0) mapping.leavesOpen('networkInterface');
  const names = subnets.map((subnetId, i) => {
    const instanceId = `${id}#instance${i}`;
    const subnet = mapping.subnet(subnetId);
    mapping.add(
      'instance',
      {
        InstanceId: instanceId,
        State: { Name: 'running' },
        VpcId: subnet?.vpcId,
        SubnetId: subnetId,
        NetworkInterfaces: [{ NetworkInterfaceId: `${instanceId}#eni` }],
        Tags: { Name: nameOf(one), [GROUP_TAG]: one.text('id') ?? nameOf(one) },
      },
      one,
    );
    // A template that was not read may give any groups.
    const own: Partial<Launched> = template ? launched(mapping, template, subnetId) : {};
    addInterface(mapping, one, {
      id: `${instanceId}#eni`,
      subnetId,
      groups: own.groups ?? [`${id}#groups`],
      instanceId,
      publicIp: own.isPublic ?? subnet?.mapsPublic ?? false,
      assigns6: own.asks6 || asks6(mapping, one, subnetId),
    });
    for (const group of behind.groups) register(mapping, group, { Id: instanceId });
    for (const name of behind.classic) registerClassic(mapping, name, instanceId);
    return instanceId;
  });
  mapping.name(one, names);
}

function nameOf(one: Attributes): string {
  return one.text('name') ?? one.resource.name;
}

function templateOf(mapping: Mapping, one: Attributes): Attributes | undefined {
  const mixed = one.blocks('mixed_instances_policy').flatMap((block) => block.blocks('launch_template'));
  const blocks = [
    ...one.blocks('launch_template'),
    ...mixed.flatMap((block) => block.blocks('launch_template_specification')),
  ];
  const chosen = blocks.flatMap((block) => templateIn(mapping, block) ?? []);
  return chosen[0] ?? configurationOf(mapping, one);
}

interface Behind {
  readonly groups: readonly string[];
  readonly classic: readonly string[];
}

/** The balancers that its instances register with, written in the group or apart. */
function balancersOf(mapping: Mapping, one: Attributes): Behind {
  const own = [mapping.idOf(one), one.text('name')];
  const apart = attachments(mapping).filter(({ to }) => own.includes(to));
  if (
    one.isUnknown('target_group_arns') &&
    one.isWritten('target_group_arns') &&
    one.isOpen('target_group_arns', TARGET_GROUP)
  )
    registerSomewhere(mapping, one, 'target_group_arns');
  const sources = one.blocks('traffic_source').map((block) => sourceOf(block, block));
  return {
    groups: [
      ...new Set([
        ...one.ids('target_group_arns', TARGET_GROUP),
        ...[...apart, ...sources].flatMap(({ group }) => group ?? []),
      ]),
    ],
    classic: [
      ...new Set([
        ...one.ids('load_balancers', CLASSIC),
        ...[...apart, ...sources].flatMap(({ classic }) => classic ?? []),
      ]),
    ],
  };
}

const attachments = perMapping((mapping) => [
  ...mapping.managed('aws_autoscaling_attachment').map((one) => ({
    to: one.id('autoscaling_group_name', SCALING),
    group: one.id('lb_target_group_arn', TARGET_GROUP) ?? one.id('alb_target_group_arn', TARGET_GROUP),
    classic: one.id('elb', CLASSIC),
    ...{ from: one, argument: 'lb_target_group_arn' },
  })),
  ...mapping.managed('aws_autoscaling_traffic_source_attachment').map((one) => {
    const [block] = one.blocks('traffic_source');
    const to = one.id('autoscaling_group_name', SCALING);
    return { to, ...sourceOf(block, one), from: block ?? one, argument: 'identifier' };
  }),
]);

/** Of a service of VPC Lattice nothing is read. */
function sourceOf(block: Attributes | undefined, from: Attributes) {
  const type = block?.text('type') ?? 'elbv2';
  return {
    group: type === 'elbv2' ? (block ?? from).id('identifier', TARGET_GROUP) : undefined,
    classic: type === 'elb' ? (block ?? from).id('identifier', CLASSIC) : undefined,
  };
}
