import type { ComponentId } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import { aclAdmissions } from '../acl-filters.ts';
import { emittersOf } from '../emitters.ts';
import { isAlike } from '../field-edits.ts';
import type { Lookup } from '../lookup.ts';
import type { NetworkAcl } from '../network-acl.ts';
import { type Decision, type RouteChoices, routeChoices, tableOfSubnet } from '../route-choice.ts';
import type { Route } from '../route-table.ts';
import { targetOf } from '../route-target.ts';
import { routedInterface } from '../routed-interface.ts';
import { passedBy } from './passed-subnets.ts';
import { ANYBODY, differing, NOBODY, type Peers } from './peers.ts';
import { peersBehind } from './peers-behind.ts';
import type { Touch, Touches } from './touch.ts';

/** A network ACL is asked where packets enter or leave its subnets by their router (ACL-10). */
export const aclTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('networkAcl', id), after.get('networkAcl', id)];
  if (old && now && isAlike(old.entries, now.entries) && isAlike(old.associations, now.associations)) return [];
  const isMoved = !isAlike(old?.associations, now?.associations);
  const subnets = [old, now].flatMap((acl) => (acl ? subnetsOf(acl) : []));
  // Which of two ACLs that list a subnet is asked is not the record's own affair.
  if (isMoved && !subnets.every((subnet) => isListedOnce(before, subnet) && isListedOnce(after, subnet)))
    return undefined;
  const peers = isMoved ? ANYBODY : peersOfAcl(id, before, after);
  return touching(subnets, peers, before, after);
};

/** Whom the two editions of an ACL treat otherwise; of packets in either direction it reads the other end's address. */
function peersOfAcl(id: ComponentId, before: Lookup, after: Lookup): Peers {
  const at = (family: Family) =>
    (['ingress', 'egress'] as const).flatMap((direction) => {
      const [a, b] = [before, after].map((net) => aclAdmissions(net, id, direction, family));
      return differing(a as AddressMap, b as AddressMap, before.labels[family].size);
    });
  return { ...NOBODY, at: { 4: at(4), 6: at(6) } };
}

function subnetsOf({ associations }: NetworkAcl): readonly ComponentId[] {
  return associations.flatMap((one) => one?.subnetId ?? []);
}

function isListedOnce(net: Lookup, subnetId: ComponentId): boolean {
  return net.all('networkAcl').filter((acl) => subnetsOf(acl).includes(subnetId)).length <= 1;
}

/** A route is asked of what the subnets of its table send, and of what is sent back from there (RT-01…12). */
export const routeTableTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('routeTable', id), after.get('routeTable', id)];
  // Another table may be the main one, or a subnet's, for this one having come or gone.
  if (!old || !now || old.vpcId !== now.vpcId || !old.vpcId) return undefined;
  if (!isAlike(old.associations, now.associations) || !isAlike(old.propagatingVgws, now.propagatingVgws))
    return undefined;
  if (isAlike(old.routes, now.routes)) return [];
  // What comes in by a gateway, or to a pool of addresses, is led by this table too; so is what a NAT gateway sends.
  if (now.associations.some((one) => one?.gatewayId || one?.publicIpv4Pool)) return undefined;
  if ([before, after].some((net) => net.all('natGateway').some(({ routeTableId }) => routeTableId === id)))
    return undefined;
  const routes = (list: typeof old.routes) => list.flatMap((route) => route ?? []);
  const [olds, news] = [routes(old.routes), routes(now.routes)];
  const others = [...without(olds, news), ...without(news, olds)];
  // What a gateway propagates tells what is behind it; an interface that routes lead to is passed by others.
  if (others.some(({ origin }) => origin === 'EnableVgwRoutePropagation')) return undefined;
  for (const route of others) {
    const target = targetOf(route);
    if (target && [before, after].some((net) => routedInterface(net, target))) return undefined;
  }
  const senders = [before, after].flatMap((net) => emittersOf(net, old.vpcId as string));
  const own = senders.filter((at) => tableOfSubnet(after, at, old.vpcId as string)?.routeTableId === id);
  // A NAT gateway without a subnet sends by a table of its VPC.
  if (!own.every((at) => after.get('subnet', at))) return undefined;
  return touching(own, peersOfTable(id, before, after), before, after);
};

/** To whom a table leads otherwise. */
function peersOfTable(id: ComponentId, before: Lookup, after: Lookup): Peers {
  const choices = ([4, 6] as const).map((family) => [before, after].map((net) => routeChoices(net, id, family)));
  if (choices.flat().some(({ unread }) => unread.length > 0)) return ANYBODY;
  const at = (family: Family) => {
    const [a, b] = choices[family === 4 ? 0 : 1] as [RouteChoices, RouteChoices];
    const [olds, news] = [a, b].map(({ decisions }) => decisions.map(decisionText));
    return differing(a.map, b.map, before.labels[family].size, (i, j) => olds?.[i] === news?.[j]);
  };
  return { ...NOBODY, at: { 4: at(4), 6: at(6) } };
}

function decisionText({ routes, length, isAssumed }: Decision): string {
  const texts = routes.map(({ route, target, rank }) => [target, route.state, route.origin, rank].join(' '));
  return [length, isAssumed, ...texts].join();
}

function without(some: readonly Route[], others: readonly Route[]): readonly Route[] {
  return some.filter((one) => !others.some((other) => isAlike(one, other)));
}

/** With the subnets whose packets come through these: none but by NAT gateways, as far as that can be told. */
function touching(
  subnets: readonly ComponentId[],
  peers: Peers,
  before: Lookup,
  after: Lookup,
): readonly Touch[] | undefined {
  // A NAT gateway sends from itself, by the table and the ACL of its subnet.
  const nats = new Set<ComponentId>();
  const behind: Touch[] = [];
  for (const subnet of new Set(subnets)) {
    for (const net of [before, after]) {
      const passing = passedBy(net, subnet);
      if (!passing) return undefined;
      for (const { natGatewayId, users } of passing) {
        nats.add(natGatewayId);
        for (const user of users) behind.push({ subnets: [user], peers: peersBehind(net, user, natGatewayId, peers) });
      }
    }
  }
  return [{ subnets: [...subnets, ...nats], peers }, ...behind];
}
