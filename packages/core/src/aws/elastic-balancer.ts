import { groupBy } from '../model/group-by.ts';
import type { Stop } from '../model/route.ts';
import { parsePrefix } from '../net/address.ts';
import type { Balancer, Handling, Offer } from './balancer.ts';
import { transportsOf } from './balancer-transports.ts';
import { listenerOfRule } from './listener.ts';
import { listenerEdits, withoutListener } from './listener-edits.ts';
import { derived, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import { targetPool } from './target-pool.ts';
import { type Zone, zoneOfSubnet } from './zone.ts';

type Elastic = RecordOfKind<'loadBalancer'>;
type Listener = RecordOfKind<'listener'>;
type Action = NonNullable<Listener['defaultActions'][number]>;

/** An Application or Network Load Balancer, by its listeners, their rules and target groups. */
export function elasticBalancer(net: Lookup, record: Elastic): Balancer {
  const id = record.loadBalancerArn ?? '';
  const listeners = listenersOf(net).get(id) ?? [];
  const isRead = net.coverage('listener', record) === 'complete';
  return {
    id,
    kind: record.type?.toLowerCase() === 'application' ? 'application' : 'network',
    place: record,
    groups: record.securityGroups.flatMap((group) => group ?? []),
    zones: record.availabilityZones.flatMap((one) => (one ? zoneOf(net, record, one) : [])),
    subnets: record.availabilityZones.flatMap((one) => one?.subnetId ?? []),
    stop: works(record.state?.code, 'active', 'active_impaired') ? undefined : inactive(id, record.state?.code),
    offers: listeners.flatMap((listener) => (listener.port === undefined ? [] : offerOf(net, record, listener))),
    unread: isRead ? undefined : notCollected(net, id, 'listener', undefined, record, id),
    listens: (refused) => listenerEdits(net, record, refused),
    guardsPrivateLink: record.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic?.toLowerCase() !== 'off',
  };
}

function inactive(id: string, state: string | undefined): Stop {
  return dropped(id, 'BAD_STATE', { component: id, effect: 'blocks', text: `its state is ${state}` });
}

function zoneOf(net: Lookup, record: Elastic, listed: NonNullable<Elastic['availabilityZones'][number]>): Zone {
  const account = record.loadBalancerArn?.split(':')[4] ?? record.account;
  return zoneOfSubnet(net, listed.subnetId) ?? { id: undefined, name: listed.zoneName, account };
}

const listenersOf = derived((net) => groupBy(net.all('listener'), (listener) => listener.loadBalancerArn));

const rulesOf = derived((net) =>
  groupBy(net.all('listenerRule'), (rule) => rule.listenerArn ?? listenerOfRule(rule.ruleArn)),
);

function offerOf(net: Lookup, balancer: Elastic, listener: Listener): Offer {
  const { listenerArn: id = '', port = 0 } = listener;
  const isApplication = balancer.type?.toLowerCase() === 'application';
  // A Network Load Balancer may take datagrams: of a listener without a protocol nobody knows (LB-03).
  const isUntold = listener.protocol === undefined && !isApplication;
  const protocol = listener.protocol ?? (isApplication ? 'TCP' : 'TCP_UDP');
  const own = listener.defaultActions.flatMap((action) => (action ? handlingsOf(net, balancer, id, action) : []));
  const rules = isApplication ? ruleHandlings(net, balancer, id) : [];
  return {
    transports: transportsOf(protocol),
    port,
    evidence: {
      component: balancer.loadBalancerArn ?? id,
      effect: 'routes',
      rule: `${protocol}:${port}`,
      text: `listener ${protocol}:${port}`,
      source: listener.source,
    },
    handlings: isUntold ? [{ kind: 'stop', stop: untold(net, balancer, id) }] : [...own, ...rules],
    cuts: () => [withoutListener(net, listener)],
  };
}

function untold(net: Lookup, balancer: Elastic, id: string): Stop {
  const stop = notCollected(net, id, 'listener', id, balancer, balancer.loadBalancerArn);
  return { ...stop, evidence: [{ component: id, effect: 'blocks', text: 'its protocol is not in the input' }] };
}

/** Conditions of hosts and paths are beyond packets: every rule may be met, but not by clients it does not name (LB-08). */
function ruleHandlings(net: Lookup, balancer: Elastic, listenerArn: string): readonly Handling[] {
  const rules = rulesOf(net).get(listenerArn) ?? [];
  // The default rule is always listed: where it is missing, others may be too.
  const isWhole = rules.some(({ isDefault }) => isDefault) || net.coverage('listenerRule', balancer) === 'complete';
  const unread: readonly Handling[] = isWhole
    ? []
    : [{ kind: 'stop', stop: notCollected(net, listenerArn, 'listenerRule', undefined, balancer, listenerArn) }];
  const found = rules
    .filter(({ isDefault }) => !isDefault)
    .flatMap((rule) => {
      const limits = rule.conditions.filter((one) => one?.field === 'source-ip');
      const named = limits.flatMap((one) => one?.sourceIpConfig?.values ?? one?.values ?? []);
      const sources = named.flatMap((text) => (text ? (parsePrefix(text) ?? []) : []));
      return rule.actions.flatMap((action) =>
        action
          ? handlingsOf(net, balancer, listenerArn, action).map((one) =>
              limits.length > 0 ? { ...one, sources } : one,
            )
          : [],
      );
    });
  return [...found, ...unread];
}

function handlingsOf(net: Lookup, balancer: Elastic, listenerArn: string, action: Action): readonly Handling[] {
  switch (action.type?.toLowerCase()) {
    case 'redirect':
    case 'fixed-response':
      return [{ kind: 'here', text: `the balancer itself answers: ${action.type}` }];
    case 'forward':
    case undefined:
      return groupsOf(action).map((arn) => groupHandling(net, balancer, listenerArn, arn));
    default:
      // Authentication comes before another action.
      return [];
  }
}

/** A group of weight 0 gets nothing, unless all have that weight. */
function groupsOf({ forwardConfig, targetGroupArn }: Action): readonly string[] {
  const listed = forwardConfig?.targetGroups ?? [];
  const weighty = listed.filter((one) => one?.weight !== 0);
  const arns = (weighty.length > 0 ? weighty : listed).flatMap((one) => one?.targetGroupArn ?? []);
  return arns.length > 0 ? arns : targetGroupArn ? [targetGroupArn] : [];
}

function groupHandling(net: Lookup, balancer: Elastic, listenerArn: string, arn: string): Handling {
  const group = net.get('targetGroup', arn);
  if (!group) return { kind: 'stop', stop: notCollected(net, listenerArn, 'targetGroup', arn, balancer) };
  if (group.targetType?.toLowerCase() === 'lambda')
    return { kind: 'here', text: 'a function is invoked, no packet sent' };
  const health = net.get('targetHealth', arn);
  if (!health) return { kind: 'stop', stop: notCollected(net, listenerArn, 'targetHealth', arn, group) };
  return { kind: 'pool', pool: targetPool(net, group, health, balancer) };
}
