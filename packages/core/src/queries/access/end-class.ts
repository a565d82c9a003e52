import { interfaceIndex } from '../../aws/interface-index.ts';
import { standsFor } from '../../aws/stands-for.ts';
import type { Network } from '../../engine/network.ts';
import { groupsOf } from '../../engine/packet.ts';
import type { ComponentId } from '../../model/route.ts';
import { formatPrefix } from '../../net/address.ts';
import { isOutside, isOutsider, type Sender, type Target } from '../positions.ts';
import { shownInternet } from '../shown-ends.ts';

/**
 * What ends are, in words that stay the same when others like them come and go: an instance of an autoscaling group, or
 * a task of a service, is one of its VPC with its security groups; hosts outside are the addresses that all of them have.
 */
export function endClasses(network: Network, ends: readonly (Sender | Target)[]): readonly string[] {
  const isFar = (one: Sender | Target) =>
    'source' in one ? isOutsider(one) : isOutside(network, one.family, one.to) && !one.stop;
  const inside = ends.filter((one) => !isFar(one)).map((one) => classOf(network, one));
  return [...new Set([...inside, ...shownInternet(network, ends.filter(isFar)).exact])].sort();
}

function classOf(network: Network, end: Sender | Target): string {
  const owner = 'source' in end ? end.end : (end.at ?? network.ownersOf(end.family, end.to)[0] ?? end.ends?.[0]);
  const holder = owner === undefined ? undefined : interfaceIndex(network).holderOf(owner);
  if (!holder) return [owner ?? '', formatPrefix(end.address), ...(end.except ?? []).map(formatPrefix)].join('!');
  const groups = groupsOf(network, holder.at).map(({ group }) => group);
  if (groups.length > 0) return `${holder.vpcId} ${groups.sort().join()} IPv${end.family}`;
  return `${holder.vpcId} ${lastingId(network, holder.at, holder.instanceId)} IPv${end.family}`;
}

/** Of an interface without groups what it belongs to: a balancer, an endpoint, a NAT gateway, an instance. */
function lastingId(network: Network, at: ComponentId, instanceId: ComponentId | undefined): ComponentId {
  return standsFor(network, at)[1] ?? instanceId ?? at;
}
