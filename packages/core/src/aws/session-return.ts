import type { Branch, ComponentId, Forwarding } from '../model/route.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { arrivalAt, deliverTo, nodesTo } from './delivery.ts';
import type { Origin } from './emission.ts';
import { all, linksAlong } from './forwarding.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { peeringBetween } from './peering-between.ts';

/** The node that replies of a session are pulled back to. */
export function sessionNode(net: Lookup, via: ComponentId | undefined): Holder | undefined {
  const holder = via ? interfaceIndex(net).holderOf(via) : undefined;
  return holder?.role.isBalancer ? holder : undefined;
}

/**
 * The answer to a client whose address a balancer kept: it goes back to the node, through the ACLs but past every route
 * that the client's address has (NLB-04).
 */
export function returnToNode(
  net: Lookup,
  origin: Omit<Origin, 'via'>,
  node: Holder,
  to: LabelRange,
): readonly Forwarding[] {
  return all(to, returning(net, origin, node, to));
}

function returning(net: Lookup, origin: Omit<Origin, 'via'>, node: Holder, to: LabelRange): Branch {
  if (origin.subnetId === node.subnetId) {
    const links = linksAlong(net, ...origin.chain, ...nodesTo(node).slice(1));
    return { links, steps: [], next: arrivalAt(net, node, to.family) };
  }
  const peering = origin.vpcId === node.vpcId ? undefined : peeringBetween(net, origin.vpcId, node.vpcId);
  const chain = peering ? [...origin.chain, peering, node.vpcId] : origin.chain;
  return deliverTo(net, { ...origin, chain, vpcId: node.vpcId, why: () => [] }, node, to);
}
