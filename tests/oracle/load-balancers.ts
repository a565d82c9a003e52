import type { RecordOfKind } from '@hopwise/core';
import { type Address, contains, parseAddress, parseCidr } from './addresses.ts';
import { coverageOf, interfaceType, type Lookups, type NetworkInterface, present, sameWord, works } from './lookups.ts';
import type { Sure } from './sure.ts';
import { zoneOfSubnet } from './zones.ts';

type LoadBalancer = RecordOfKind<'loadBalancer'>;
type TargetGroup = RecordOfKind<'targetGroup'>;

export interface Balancer {
  readonly kind: 'application' | 'network' | 'classic';
  readonly id: string;
  readonly record: LoadBalancer | RecordOfKind<'classicLoadBalancer'>;
}

/** LB-02: only its description tells what balancer an interface belongs to; undefined where that was not collected. */
export function balancerOf(look: Lookups, eni: NetworkInterface): Balancer | undefined {
  const name = eni.description?.replace(/^ELB /, '');
  if (name === undefined) return undefined;
  if (!name.includes('/')) {
    const record = look.snapshot.records.classicLoadBalancer.find((one) => one.loadBalancerName === name);
    return record && { kind: 'classic', id: name, record };
  }
  const record = look.snapshot.records.loadBalancer.find((one) => one.loadBalancerArn?.endsWith(`/${name}`));
  if (record === undefined) return undefined;
  return { kind: name.startsWith('net/') ? 'network' : 'application', id: record.loadBalancerArn ?? '', record };
}

/** 0.6: the state of a balancer that does not work. */
export function stateOf({ record }: Balancer): string | undefined {
  const state = 'state' in record ? record.state?.code : undefined;
  return works(state, 'active', 'active_impaired') ? undefined : state;
}

/** LB-02: but for the type of a Network Load Balancer's, only the requester and the description tell a node (ENI-04). */
export function isNode(eni: NetworkInterface): boolean {
  const type = interfaceType(eni);
  if (type !== 'interface') return type === 'networkloadbalancer';
  return eni.requesterId === 'amazon-elb' || eni.description?.startsWith('ELB ') === true;
}

/** The interfaces of a balancer, one a zone. */
export function nodesOf(look: Lookups, balancerArn: string): readonly NetworkInterface[] {
  const suffix = balancerArn.split(':loadbalancer/')[1];
  return look.snapshot.records.networkInterface.filter((one) => isNode(one) && one.description === `ELB ${suffix}`);
}

/** What may take a flow: a target, the balancer itself (LB-08), or `unknown` what is not listed. */
export type Option = Target | 'itself' | 'unknown';

export interface Target {
  readonly group: TargetGroup | undefined;
  readonly type: 'instance' | 'ip' | 'alb';
  readonly id: string;
  readonly port: number;
  /** NLB-02: whether it sees the client. */
  readonly keepsClient: Sure;
  readonly isCrossZone: Sure;
}

/** LB-03; `none`, or `unknown` where listeners were not all collected. */
export function optionsOf(
  look: Lookups,
  balancer: Balancer,
  protocol: number,
  port: number,
  client: Address,
): readonly Option[] | 'none' | 'unknown' {
  if (balancer.kind === 'classic')
    return classicOptions(look, balancer.record as RecordOfKind<'classicLoadBalancer'>, protocol, port);
  const record = balancer.record as LoadBalancer;
  const there = look.snapshot.records.listener.filter(
    (one) => one.loadBalancerArn === balancer.id && one.port === port,
  );
  // What an Application Load Balancer takes is TCP; one that nobody tells of may take either.
  const usual = balancer.kind === 'application' ? 'HTTP' : undefined;
  const listener = there.find((one) => serves(one.protocol ?? usual, protocol));
  const isUntold = listener === undefined && there.some((one) => (one.protocol ?? usual) === undefined);
  if (isUntold && (protocol === 6 || protocol === 17)) return 'unknown';
  if (listener === undefined) {
    return coverageOf(look.snapshot, 'listener', record) === 'complete' ? 'none' : 'unknown';
  }
  const rules = balancer.kind === 'application' ? rulesOf(look, listener.listenerArn) : [];
  const isOpen = balancer.kind === 'application' && coverageOf(look.snapshot, 'listenerRule', record) !== 'complete';
  const actions: (typeof listener.defaultActions)[number][] = [];
  let isTaken = false;
  for (const rule of rules) {
    const conditions = present(rule.conditions);
    const bySource = conditions.filter((one) => (one.sourceIpConfig?.values ?? []).length > 0);
    if (!bySource.every((one) => listsClient(one.sourceIpConfig?.values ?? [], client))) continue;
    actions.push(...rule.actions);
    isTaken = bySource.length === conditions.length;
    if (isTaken) break;
  }
  if (!isTaken) actions.push(...listener.defaultActions);
  const options = present(actions).flatMap((action): readonly Option[] => {
    const type = action.type?.toLowerCase();
    if (type === 'redirect' || type === 'fixed-response') return ['itself'];
    if (type !== 'forward') return [];
    const weighed = present(action.forwardConfig?.targetGroups ?? []).filter(({ weight }) => weight !== 0);
    const arns = weighed.length > 0 ? weighed.map((one) => one.targetGroupArn) : [action.targetGroupArn];
    return present(arns).flatMap((arn) => targetsOf(look, balancer, arn));
  });
  return isOpen ? [...options, 'unknown'] : options;
}

function serves(name: string | undefined, protocol: number): boolean {
  const word = name?.toUpperCase() ?? '';
  if (protocol === 6) return ['HTTP', 'HTTPS', 'TCP', 'TLS', 'SSL', 'TCP_UDP', 'TCP_QUIC'].includes(word);
  return protocol === 17 && ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'].includes(word);
}

function rulesOf(look: Lookups, listenerArn: string | undefined) {
  const listenerOf = (arn: string | undefined) => arn?.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');
  const rank = (one: RecordOfKind<'listenerRule'>) => (one.isDefault ? 1e9 : Number(one.priority ?? 0));
  return look.snapshot.records.listenerRule
    .filter((one) => (one.listenerArn ?? listenerOf(one.ruleArn)) === listenerArn && one.isDefault !== true)
    .sort((a, b) => rank(a) - rank(b));
}

function listsClient(values: readonly (string | undefined)[], client: Address): boolean {
  return present(values.map(parseCidr)).some((cidr) => contains(cidr, client));
}

function targetsOf(look: Lookups, { kind, id }: Balancer, arn: string): readonly Option[] {
  const { records } = look.snapshot;
  const group = records.targetGroup.find((one) => one.targetGroupArn === arn);
  if (group === undefined) return ['unknown'];
  const type = group.targetType?.toLowerCase() ?? 'instance';
  if (type === 'lambda') return ['itself'];
  const health = records.targetHealth.find((one) => one.targetGroupArn === arn);
  if (health === undefined) return ['unknown'];
  const attributes = groupAttributes(look, arn);
  const isCrossZone = crossesZones(look, kind, arn, id);
  return present(health.targetHealthDescriptions).flatMap((one): readonly Option[] => {
    // LB-05: these never get new flows.
    const isIdle = ['unused', 'draining'].some((state) => sameWord(one.targetHealth?.state, state));
    const port = one.target?.port ?? group.port;
    if (isIdle || one.target?.id === undefined) return [];
    if (port === undefined) return ['unknown'];
    return [
      {
        group,
        type: type as Target['type'],
        id: one.target.id,
        port,
        keepsClient: kind === 'network' ? keepsClient(look, group, type, attributes) : 'no',
        isCrossZone,
      },
    ];
  });
}

type Attributes = ReadonlyMap<string, string> | undefined;

function attributesIn(
  list: readonly ({ readonly key: string | undefined; readonly value: string | undefined } | undefined)[] | undefined,
): Attributes {
  return list && new Map(present(list).map((one) => [one.key ?? '', one.value?.toLowerCase() ?? '']));
}

/** The table of NLB-02. Where no attributes were read at all, all have their defaults. */
function keepsClient(look: Lookups, group: TargetGroup, type: string, attributes: Attributes): Sure {
  const protocol = group.protocol?.toUpperCase();
  if (protocol === 'UDP' || protocol === 'TCP_UDP' || protocol === 'QUIC' || protocol === 'TCP_QUIC') return 'yes';
  const set = attributes?.get('preserve_client_ip.enabled');
  if (set !== undefined) return set === 'true' ? 'yes' : 'no';
  const isRead = coverageOf(look.snapshot, 'targetGroupAttributes', group) !== 'absent';
  if (attributes === undefined && isRead) return 'maybe';
  return type === 'ip' ? 'no' : 'yes';
}

function groupAttributes({ snapshot }: Lookups, arn: string | undefined): Attributes {
  return attributesIn(snapshot.records.targetGroupAttributes.find((one) => one.targetGroupArn === arn)?.attributes);
}

/** LB-06. */
export function crossesZones(
  look: Lookups,
  kind: Balancer['kind'],
  groupArn: string | undefined,
  balancerArn: string,
): Sure {
  const { loadBalancerAttributes } = look.snapshot.records;
  const group = groupAttributes(look, groupArn);
  const balancer = attributesIn(loadBalancerAttributes.find((one) => one.loadBalancerArn === balancerArn)?.attributes);
  const key = 'load_balancing.cross_zone.enabled';
  const own = group?.get(key);
  if (own === 'true' || own === 'false') return own === 'true' ? 'yes' : 'no';
  if (group === undefined) return 'maybe';
  if (kind === 'application') return 'yes';
  if (balancer === undefined) return 'maybe';
  return balancer.get(key) === 'true' ? 'yes' : 'no';
}

function classicOptions(
  look: Lookups,
  record: RecordOfKind<'classicLoadBalancer'>,
  protocol: number,
  port: number,
): readonly Option[] | 'none' {
  const listener = present(record.listenerDescriptions).find(
    ({ listener: one }) => one?.loadBalancerPort === port && protocol === 6,
  )?.listener;
  if (listener === undefined) return 'none';
  const attributes = look.snapshot.records.classicLoadBalancerAttributes.find(
    (one) => one.loadBalancerName === record.loadBalancerName,
  );
  const isEnabled = attributes?.loadBalancerAttributes?.crossZoneLoadBalancing?.enabled;
  return present(record.instances).map(({ instanceId = '' }) => ({
    group: undefined,
    type: 'instance',
    id: instanceId,
    port: listener.instancePort ?? port,
    keepsClient: 'no',
    isCrossZone: isEnabled === undefined ? 'maybe' : isEnabled ? 'yes' : 'no',
  }));
}

/** The zones that a balancer is enabled in; undefined where one of its subnets was not collected. */
export function zonesOfBalancer(look: Lookups, { kind, record }: Balancer): readonly string[] | undefined {
  const subnetIds =
    kind === 'classic'
      ? (record as RecordOfKind<'classicLoadBalancer'>).subnets
      : present((record as LoadBalancer).availabilityZones).map(({ subnetId }) => subnetId);
  const zones = present(subnetIds).map((subnetId) => zoneOfSubnet(look, subnetId));
  return zones.every((zone) => zone !== undefined) ? present(zones) : undefined;
}

/** NLB-06: an instance is reached at the first address of its first interface; a balancer at any of its nodes. */
export function addressesOf(look: Lookups, target: Target): readonly Address[] {
  const is6 = sameWord(target.group?.ipAddressType, 'ipv6');
  const main = (eni: NetworkInterface | undefined) =>
    parseAddress(is6 ? present(eni?.ipv6Addresses ?? [])[0]?.ipv6Address : eni?.privateIpAddress);
  if (target.type === 'ip') return present([parseAddress(target.id)]);
  if (target.type === 'alb') return present(nodesOf(look, target.id).map(main));
  const attached = look.snapshot.records.networkInterface.filter((eni) => eni.attachment?.instanceId === target.id);
  return present([main(attached.find((eni) => eni.attachment?.deviceIndex === 0) ?? attached[0])]);
}
