import type { Family } from '../net/address.ts';
import type { Target } from './balancer.ts';
import { nodesOf } from './balancer-nodes.ts';
import { type Holder, labelOfAddress } from './holder.ts';
import { holderAt, interfaceIndex } from './interface-index.ts';
import type { Lookup, Place } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { leftOpen } from './open-address.ts';
import { isKnownAfterApply } from './prefix-list-entries.ts';
import { routedInterface } from './routed-interface.ts';
import { type Zone, zoneOfSubnet } from './zone.ts';

type Found = Pick<Target, 'id' | 'zone' | 'at'>;

/** One that is known only after apply. */
export function openTarget(id: string): Found | undefined {
  return isKnownAfterApply(id) ? { id, zone: 'any', at: leftOpen(id, 'it is known after apply') } : undefined;
}

/** An instance is sent to at the primary address of its primary interface (NLB-06). */
export function instanceTarget(net: Lookup, instanceId: string, family: Family, place: Place): Found {
  const record = routedInterface(net, instanceId);
  const holder = record && interfaceIndex(net).holderOf(record.networkInterfaceId ?? '');
  if (!record || !holder) {
    const at = notCollected(net, instanceId, 'networkInterface', undefined, net.get('instance', instanceId) ?? place);
    return { id: instanceId, zone: undefined, at };
  }
  return { id: instanceId, zone: zoneOfSubnet(net, holder.subnetId), at: addressOf(net, holder, family, instanceId) };
}

/** An address, inside the VPC or wherever the routes of the nodes lead (ALB-03). `zoneName`: as it was registered. */
export function addressTarget(
  net: Lookup,
  address: string,
  vpcId: string | undefined,
  zoneName: string | undefined,
  place: Place,
): Found {
  const label = labelOfAddress(net, address);
  if (label === undefined) {
    const evidence = { component: address, effect: 'blocks' as const, text: 'it is no address' };
    return { id: address, zone: 'any', at: dropped(address, 'NO_POSSIBLE_DESTINATION', evidence) };
  }
  const family = address.includes(':') ? 6 : 4;
  const inside = vpcId ? holderAt(net, vpcId, family, label) : undefined;
  const others = interfaceIndex(net).holdersOf(family, label);
  const holder = inside ?? (others.length === 1 ? others[0] : undefined);
  return { id: address, zone: zoneOf(net, inside, zoneName, place), at: { label, holder } };
}

function zoneOf(net: Lookup, inside: Holder | undefined, name: string | undefined, place: Place): Zone | 'any' {
  if (name === 'all') return 'any';
  const own = inside && zoneOfSubnet(net, inside.subnetId);
  if (own) return own;
  // Outside the VPC an address belongs to no zone.
  return name ? { id: undefined, name, account: place.account } : 'any';
}

/** An Application Load Balancer behind a Network Load Balancer: any of its nodes, in whatever zone. */
export function balancerTargets(net: Lookup, arn: string, family: Family, place: Place): readonly Found[] {
  const record = net.get('loadBalancer', arn);
  if (!record) return [{ id: arn, zone: 'any', at: notCollected(net, arn, 'loadBalancer', arn, place) }];
  const nodes = nodesOf(net, arn);
  if (nodes.length === 0) {
    return [{ id: arn, zone: 'any', at: notCollected(net, arn, 'networkInterface', undefined, record) }];
  }
  return nodes.map((node) => ({ id: node.at, zone: 'any', at: addressOf(net, node, family, node.at) }));
}

function addressOf(net: Lookup, holder: Holder, family: Family, id: string): Target['at'] {
  const label = ownLabel(net, holder, family);
  if (label !== undefined) return { label, holder };
  const text = `it has no IPv${family} address`;
  return dropped(id, 'NO_POSSIBLE_DESTINATION', { component: id, effect: 'blocks', text });
}

/** The main address of an interface. */
export function ownLabel(net: Lookup, holder: Holder, family: Family) {
  const own = holder.prefixes.find((prefix) => prefix.family === family);
  return own && net.labels[family].rangeOf(own)?.from;
}
