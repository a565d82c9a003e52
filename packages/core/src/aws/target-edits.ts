import { type Change, type Edit, PRICE } from '../model/change.ts';
import type { Target } from './balancer.ts';
import { editCommand } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { routedInterface } from './routed-interface.ts';
import { works } from './states.ts';

type Health = RecordOfKind<'targetHealth'>;

/** Of so many instances that would do, the first ones are offered. */
const MOST_OFFERED = 8;

/**
 * Registers a target with a group that has none in use: one that it had until now, one that another group of the balancer
 * has, else an instance that runs in one of the subnets (LB-05).
 */
export function registrationEdits(net: Lookup, groupArn: string, subnetIds: readonly string[]): readonly Edit[] {
  const group = net.get('targetGroup', groupArn);
  const health = net.get('targetHealth', groupArn);
  if (!group || !health || !works(group.targetType, 'instance')) return [];
  const draining = health.targetHealthDescriptions.flatMap((one, position) =>
    one?.target?.id && one.targetHealth?.state?.toLowerCase() === 'draining' ? [{ id: one.target.id, position }] : [],
  );
  if (draining.length > 0) return draining.map(({ id, position }) => registered(health, id, position));
  const near = new Set(subnetIds);
  const running = net.all('instance').flatMap(({ instanceId = '', state }) => {
    const { subnetId = '' } = routedInterface(net, instanceId) ?? {};
    return near.has(subnetId) && works(state?.name, 'running') ? instanceId : [];
  });
  const siblings = siblingTargets(net, group);
  return running
    .sort((a, b) => Number(siblings.has(b)) - Number(siblings.has(a)) || (a < b ? -1 : 1))
    .slice(0, MOST_OFFERED)
    .map((id) => registered(health, id, undefined));
}

function siblingTargets(net: Lookup, group: RecordOfKind<'targetGroup'>): ReadonlySet<string> {
  const own = net
    .all('targetGroup')
    .filter((one) => one.loadBalancerArns.some((arn) => group.loadBalancerArns.includes(arn)));
  const listed = own.flatMap(({ targetGroupArn }) => net.get('targetHealth', targetGroupArn) ?? []);
  return new Set(listed.flatMap((one) => one.targetHealthDescriptions.flatMap((each) => each?.target?.id ?? [])));
}

function registered(health: Health, id: string, position: number | undefined): Edit {
  const arn = health.targetGroupArn as string;
  const list = '/TargetHealthDescriptions';
  const change: Change =
    position === undefined
      ? { op: 'add', component: arn, at: `${list}/-`, value: { Target: { Id: id }, TargetHealth: INITIAL } }
      : { op: 'replace', component: arn, at: `${list}/${position}/TargetHealth`, value: INITIAL };
  return {
    component: arn,
    price: PRICE.association,
    text: `register ${id} with it`,
    commands: [editCommand('register-targets', { 'target-group-arn': arn, targets: `Id=${id}` }, health, 'elbv2')],
    changes: [change],
  };
}

const INITIAL = { State: 'initial' };

/** Takes a target out of its group. */
export function withoutTarget(net: Lookup, groupArn: string, { position, port }: Target): readonly Edit[] {
  const health = net.get('targetHealth', groupArn);
  const target = position === undefined ? undefined : health?.targetHealthDescriptions[position]?.target;
  if (!health || !target?.id) return [];
  const own = target.port === undefined ? '' : `,Port=${target.port}`;
  const options = { 'target-group-arn': groupArn, targets: `Id=${target.id}${own}` };
  return [
    {
      component: groupArn,
      price: PRICE.association,
      text: `deregister ${target.id}:${target.port ?? port}`,
      commands: [editCommand('deregister-targets', options, health, 'elbv2')],
      changes: [{ op: 'remove', component: groupArn, at: `/TargetHealthDescriptions/${position}` }],
    },
  ];
}

/** Lets nodes send to targets in other zones (LB-06). */
export function crossZoneEdits(net: Lookup, groupArn: string): readonly Edit[] {
  return attributeEdits(net, groupArn, 'load_balancing.cross_zone.enabled', 'true', 'let it be used across zones');
}

/** Lets targets see the node instead of the client, where the group's protocol leaves the choice (NLB-02). */
export function unkeptSourceEdits(net: Lookup, groupArn: string): readonly Edit[] {
  const text = 'turn its preservation of client addresses off';
  const protocol = net.get('targetGroup', groupArn)?.protocol?.toUpperCase() ?? '';
  if (!['TCP', 'TLS'].includes(protocol)) return [];
  return attributeEdits(net, groupArn, 'preserve_client_ip.enabled', 'false', text);
}

function attributeEdits(net: Lookup, groupArn: string, Key: string, Value: string, text: string): readonly Edit[] {
  const record = net.get('targetGroupAttributes', groupArn);
  if (!record) return [];
  const position = record.attributes.findIndex((one) => one?.key === Key);
  const change: Change =
    position < 0
      ? { op: 'add', component: groupArn, at: '/Attributes/-', value: { Key, Value } }
      : { op: 'replace', component: groupArn, at: `/Attributes/${position}`, value: { Key, Value } };
  const options = { 'target-group-arn': groupArn, attributes: `Key=${Key},Value=${Value}` };
  return [
    {
      component: groupArn,
      price: PRICE.option,
      text,
      commands: [editCommand('modify-target-group-attributes', options, record, 'elbv2')],
      changes: [change],
    },
  ];
}

/** The same of a Classic Load Balancer. */
export function classicCrossZoneEdits(net: Lookup, name: string): readonly Edit[] {
  const record = net.get('classicLoadBalancerAttributes', name);
  if (!record) return [];
  const value = { CrossZoneLoadBalancing: { Enabled: true } };
  const options = { 'load-balancer-name': name, 'load-balancer-attributes': JSON.stringify(value) };
  return [
    {
      component: name,
      price: PRICE.option,
      text: 'let it send to instances in other zones',
      commands: [editCommand('modify-load-balancer-attributes', options, record, 'elb')],
      changes: [{ op: 'replace', component: name, at: '/LoadBalancerAttributes', value }],
    },
  ];
}

export function withoutInstance(balancer: RecordOfKind<'classicLoadBalancer'>, position: number): Edit {
  const name = balancer.loadBalancerName as string;
  const id = balancer.instances[position]?.instanceId ?? '';
  const options = { 'load-balancer-name': name, instances: id };
  return {
    component: name,
    price: PRICE.association,
    text: `deregister ${id}`,
    commands: [editCommand('deregister-instances-from-load-balancer', options, balancer, 'elb')],
    changes: [{ op: 'remove', component: name, at: `/Instances/${position}` }],
  };
}
