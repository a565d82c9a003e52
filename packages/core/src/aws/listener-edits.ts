import { type Edit, PRICE } from '../model/change.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import { editCommand } from './edit-command.ts';
import { listenerOfRule } from './listener.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { type ServiceTerm, serviceTerms } from './service-terms.ts';

type Elastic = RecordOfKind<'loadBalancer'>;
type Classic = RecordOfKind<'classicLoadBalancer'>;
type Group = RecordOfKind<'targetGroup'>;

/** A listener has one port: more of them than this are nothing that anybody would make. */
const MOST_LISTENERS = 4;

/** Listeners for what a balancer does not take, each in front of one of the target groups that could be behind it (LB-03). */
export function listenerEdits(net: Lookup, balancer: Elastic, refused: ServiceSetId): readonly Edit[] {
  const terms = portsOf(net, refused);
  return terms ? groupsFor(net, balancer, terms).map((group) => newListeners(balancer, group, terms)) : [];
}

/** One port each, of a protocol that has ports; undefined where listeners cannot take it all. */
function portsOf(net: Lookup, refused: ServiceSetId): readonly ServiceTerm[] | undefined {
  const terms = serviceTerms(net.admissions.services, refused);
  const isOne = ({ protocol, from, to }: ServiceTerm) => (protocol === 6 || protocol === 17) && from === to;
  return terms.length <= MOST_LISTENERS && terms.every(isOne) ? terms : undefined;
}

/** Those that it sends to already, then those that no balancer uses; with the port that is asked before others. */
function groupsFor(net: Lookup, balancer: Elastic, terms: readonly ServiceTerm[]): readonly Group[] {
  const { loadBalancerArn: arn = '', vpcId } = balancer;
  const isOwn = (group: Group) => group.loadBalancerArns.includes(arn);
  const fits = (group: Group) => terms.every((term) => protocolOf(balancer, group, term) !== undefined);
  const isNear = (group: Group) => group.vpcId === undefined || group.vpcId === vpcId;
  const rank = (group: Group) => (isOwn(group) ? 0 : 2) + (terms.some(({ from }) => from === group.port) ? 0 : 1);
  return net
    .all('targetGroup')
    .filter((group) => group.targetGroupArn && isNear(group) && fits(group))
    .filter((group) => isOwn(group) || group.loadBalancerArns.length === 0)
    .sort((a, b) => rank(a) - rank(b) || ((a.targetGroupArn ?? '') < (b.targetGroupArn ?? '') ? -1 : 1));
}

/** The protocol in which a listener could send to the group; an application's balancer speaks HTTP alone. */
function protocolOf(balancer: Elastic, group: Group, { protocol }: ServiceTerm): string | undefined {
  const own = group.protocol?.toUpperCase() ?? 'TCP';
  if (own === 'GENEVE') return undefined;
  const isHttp = own === 'HTTP' || own === 'HTTPS' || group.targetType?.toLowerCase() === 'lambda';
  if (balancer.type?.toLowerCase() === 'application') return protocol === 6 && isHttp ? 'HTTP' : undefined;
  if (isHttp) return undefined;
  if (own === 'TCP_UDP') return own;
  if (protocol === 17) return own === 'UDP' ? own : undefined;
  return own === 'TCP' || own === 'TLS' ? 'TCP' : undefined;
}

function newListeners(balancer: Elastic, group: Group, terms: readonly ServiceTerm[]): Edit {
  const arn = balancer.loadBalancerArn as string;
  const each = terms.map((term) => newListener(balancer, group, term));
  const ports = each.map(({ said }) => said).join(', ');
  return {
    component: arn,
    price: PRICE.option * terms.length,
    text: `add a listener ${ports} → ${group.targetGroupName ?? group.targetGroupArn}`,
    commands: each.map(({ command }) => command),
    changes: each.flatMap(({ changes }) => changes),
  };
}

function newListener(balancer: Elastic, group: Group, term: ServiceTerm) {
  const arn = balancer.loadBalancerArn as string;
  const targetGroupArn = group.targetGroupArn as string;
  const protocol = protocolOf(balancer, group, term) as string;
  const listenerArn = `${arn.replace(':loadbalancer/', ':listener/')}/new-${protocol.toLowerCase()}-${term.from}`;
  const ruleArn = `${listenerArn.replace(':listener/', ':listener-rule/')}/default`;
  const actions = [{ Type: 'forward', TargetGroupArn: targetGroupArn }];
  const place = {
    ...(balancer.account ? { account: balancer.account } : {}),
    ...(balancer.region ? { region: balancer.region } : {}),
  };
  const listener = { ListenerArn: listenerArn, LoadBalancerArn: arn, Port: term.from, Protocol: protocol };
  const rule = { RuleArn: ruleArn, Priority: 'default', IsDefault: true, Actions: actions };
  const add = (component: string, value: object) => ({
    op: 'add' as const,
    component,
    at: '',
    value: { ...value, ...place },
  });
  const used = { op: 'add', component: targetGroupArn, at: '/LoadBalancerArns/-', value: arn } as const;
  const options = {
    'load-balancer-arn': arn,
    protocol,
    port: String(term.from),
    'default-actions': `Type=forward,TargetGroupArn=${targetGroupArn}`,
  };
  return {
    said: `${protocol}:${term.from}`,
    command: editCommand('create-listener', options, balancer, 'elbv2'),
    changes: [
      add(listenerArn, { ...listener, DefaultActions: actions }),
      ...(protocol === 'HTTP' ? [add(ruleArn, rule)] : []),
      ...(group.loadBalancerArns.includes(arn) ? [] : [used]),
    ],
  };
}

/** A Classic Load Balancer sends to the same port of its instances, for want of another. */
export function classicListenerEdits(net: Lookup, balancer: Classic, refused: ServiceSetId): readonly Edit[] {
  const name = balancer.loadBalancerName as string;
  const terms = portsOf(net, refused);
  if (!terms?.every(({ protocol }) => protocol === 6)) return [];
  const listeners = terms.map(({ from }) => ({
    Protocol: 'TCP',
    LoadBalancerPort: from,
    InstanceProtocol: 'TCP',
    InstancePort: from,
  }));
  const options = { 'load-balancer-name': name, listeners: JSON.stringify(listeners) };
  return [
    {
      component: name,
      price: PRICE.option * terms.length,
      text: `add a listener ${terms.map(({ from }) => `TCP:${from}`).join(', ')} → the same port of its instances`,
      commands: [editCommand('create-load-balancer-listeners', options, balancer, 'elb')],
      changes: listeners.map((Listener) => ({
        op: 'add' as const,
        component: name,
        at: '/ListenerDescriptions/-',
        value: { Listener },
      })),
    },
  ];
}

/** Takes a listener away, and its rules with it. */
export function withoutListener(net: Lookup, listener: RecordOfKind<'listener'>): Edit {
  const { listenerArn: arn = '', loadBalancerArn = '', protocol = 'TCP', port } = listener;
  const rules = net.all('listenerRule').filter((rule) => (rule.listenerArn ?? listenerOfRule(rule.ruleArn)) === arn);
  return {
    component: loadBalancerArn,
    price: PRICE.option,
    text: `remove the listener ${protocol}:${port}`,
    commands: [editCommand('delete-listener', { 'listener-arn': arn }, listener, 'elbv2')],
    changes: [arn, ...rules.flatMap(({ ruleArn }) => ruleArn ?? [])].map((component) => ({
      op: 'remove' as const,
      component,
      at: '',
    })),
  };
}

export function withoutClassicListener(balancer: Classic, position: number): Edit {
  const name = balancer.loadBalancerName as string;
  const { protocol = 'TCP', loadBalancerPort: port } = balancer.listenerDescriptions[position]?.listener ?? {};
  const options = { 'load-balancer-name': name, 'load-balancer-ports': String(port) };
  return {
    component: name,
    price: PRICE.option,
    text: `remove the listener ${protocol}:${port}`,
    commands: [editCommand('delete-load-balancer-listeners', options, balancer, 'elb')],
    changes: [{ op: 'remove', component: name, at: `/ListenerDescriptions/${position}` }],
  };
}
