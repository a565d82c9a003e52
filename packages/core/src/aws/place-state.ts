import type { ComponentId, Stop } from '../model/route.ts';
import type { Lookup, Place } from './lookup.ts';
import { notCollected } from './missing.ts';
import { works } from './states.ts';

/** Why nothing is known of a packet in a subnet: the input lacks it or its VPC, or one of them is not available (0.6). */
export function unreadySubnet(net: Lookup, subnetId: string, at: ComponentId, place: Place): Stop | undefined {
  const subnet = net.get('subnet', subnetId);
  if (!subnet) return notCollected(net, at, 'subnet', subnetId, place);
  const vpc = net.get('vpc', subnet.vpcId);
  if (!vpc) return notCollected(net, at, 'vpc', subnet.vpcId, subnet);
  const unready = !works(subnet.state, 'available')
    ? subnetId
    : !works(vpc.state, 'available')
      ? subnet.vpcId
      : undefined;
  if (!unready) return undefined;
  const evidence = { component: unready, effect: 'blocks' as const, text: 'its state is not available' };
  return { kind: 'unknown', code: 'NOT_MODELLED', at: unready, evidence: [evidence] };
}
