import type { Missing } from '../model/evidence.ts';
import type { NextEnd, NextLeg, Onward } from '../model/leg-join.ts';
import type { Stop } from '../model/route.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { tableOfSubnet } from './associated-table.ts';
import type { Asked, Handing } from './balanced-join.ts';
import type { Target, TargetPool } from './balancer.ts';
import { ownLabel } from './balancer-target.ts';
import { locusOf } from './delivery.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import { isNearPeering } from './peering-between.ts';
import { routeChoices } from './route-choice.ts';
import { AS_CLIENT } from './subnet.ts';

/** A target as it is sent to. */
interface Reached {
  readonly label: Label;
  readonly holder: Holder | undefined;
}

/** Whether targets see the client: not where it is translated between families, nor by PrivateLink (NLB-02, PL-03). */
export function keepsClient({ caller }: Asked, { family, keepsSource }: TargetPool): boolean | Missing {
  return !caller.privateLink && caller.family === family && keepsSource;
}

/** What becomes of a packet for which a node has chosen a target. */
export function onwardTo(asked: Asked, pool: TargetPool, { at }: Target, isKept: boolean, handing: Handing): Onward {
  if ('kind' in at) return { ...handing, ends: at };
  return isKept ? keptLeg(asked, pool, at, handing) : ownLeg(asked, pool, at, handing);
}

/** From the node's own address, port and groups (ALB-01, NLB-02). */
function ownLeg(asked: Asked, pool: TargetPool, { label }: Reached, handing: Handing): Onward {
  const { net, balancer, node, caller } = asked;
  const source = ownLabel(net, node, pool.family);
  if (source === undefined) {
    const text = `its node has no IPv${pool.family} address to send from`;
    const stop = dropped(balancer.id, 'NO_POSSIBLE_DESTINATION', { component: node.at, effect: 'blocks', text });
    return { ...handing, ends: stop };
  }
  const leg: NextLeg = {
    from: locusOf(net, node, pool.family),
    end: node.at,
    source,
    to: label,
    family: pool.family,
    clientPorts: 'remapped',
    ...handing,
    ...namesOf(asked),
  };
  return caller.privateLink ? { ...leg, by: node.at } : leg;
}

/** A Network Load Balancer without groups has none that rules could name, nor are its clients' seen (ID-11, ID-12). */
function namesOf({ net, balancer, node, caller: { privateLink } }: Asked): Pick<NextLeg, 'identity'> {
  const { kind, groups } = balancer;
  const listed = net.get('networkInterface', node.at)?.groups ?? [];
  const isGroupless = kind === 'network' && groups.length === 0 && listed.length === 0;
  return isGroupless || privateLink?.isAnonymous ? { identity: 'none' } : {};
}

/** From the client's address and port; the answer is led back through the node (NLB-03, NLB-04). */
function keptLeg(asked: Asked, pool: TargetPool, reached: Reached, handing: Handing): Onward {
  const { net, node } = asked;
  if (isOwnHost(asked, pool, reached))
    return { ...handing, ends: selfCall(asked, pool), isHairpin: true } satisfies NextEnd;
  const refused = keptRefusal(asked, pool, reached);
  if (refused) return { ...handing, ends: refused };
  // What is the same for all legs stands first: the other way round it takes several times as long to make one.
  return {
    from: { as: AS_CLIENT, ...locusOf(net, node, pool.family) },
    end: node.at,
    source: 'kept',
    to: reached.label,
    family: pool.family,
    clientPorts: 'kept',
    replies: 'by-session',
    ...handing,
    ...namesOf(asked),
  };
}

/** The client runs on the very machine that is chosen: it would get a packet from its own address (NLB-03). */
function isOwnHost({ net, caller }: Asked, pool: TargetPool, { holder }: Reached): boolean {
  if (!holder) return false;
  return interfaceIndex(net)
    .holdersOf(pool.family, caller.source)
    .some((one) => (holder.instanceId ? one.instanceId === holder.instanceId : one.at === holder.at));
}

function selfCall({ balancer, node }: Asked, pool: TargetPool): Stop {
  const text = 'a target cannot call itself while it sees the address of the client';
  const evidence = { component: node.at, effect: 'blocks' as const, text };
  return { ...dropped(balancer.id, 'ELBV2_SOURCE_ADDRESS_PRESERVATION', evidence), mends: pool.edits.hideSource };
}

/** Where client addresses cannot be kept: beyond the VPC and its peers, and in front of endpoints and balancers (NLB-03). */
function keptRefusal({ net, balancer, node }: Asked, pool: TargetPool, { label, holder }: Reached): Stop | undefined {
  const refuse = (text: string): Stop => ({
    ...dropped(balancer.id, 'ELBV2_SOURCE_ADDRESS_PRESERVATION', { component: pool.id, effect: 'blocks', text }),
    mends: pool.edits.hideSource,
  });
  if (holder?.role.isEndpoint || holder?.record?.interfaceType?.toLowerCase() === 'network_load_balancer') {
    return refuse('targets that are endpoints or balancers cannot see the address of the client');
  }
  if (holder?.vpcId === node.vpcId && holder.subnetId === node.subnetId) return undefined;
  const isDirect = routeTargets(net, node, pool, label).every(
    (target) => target === 'local' || isNearPeering(net, target),
  );
  return isDirect ? undefined : refuse('the way to the target is neither inside the VPC nor by peering in the Region');
}

function routeTargets(net: Lookup, node: Holder, { family }: TargetPool, label: Label): readonly string[] {
  const table = node.subnetId ? tableOfSubnet(net, node.subnetId, node.vpcId)?.routeTableId : undefined;
  if (!table) return [];
  const choices = routeChoices(net, table, family);
  return choices.decisions[valueAt(choices.map, label)]?.routes.map(({ target }) => target) ?? [];
}
