import type { ComponentId } from '../../model/route.ts';
import type { Label } from '../../net/label-tree.ts';
import { tableOfGateway } from '../associated-table.ts';
import { isAlike } from '../field-edits.ts';
import { interfaceIndex } from '../interface-index.ts';
import { gatewaysOf } from '../internet-edge.ts';
import type { Lookup } from '../lookup.ts';
import { type Labels, united } from './addresses.ts';
import { usersOf } from './led-to.ts';
import { throughUsers } from './through-subnets.ts';
import type { Touches } from './touch.ts';

/**
 * By a gateway between the internet and a VPC goes what the VPC's tables lead there, and comes what is for the VPC's public
 * addresses (IGW-01…08, EIG-01).
 */
function gatewayTouches(kind: 'internetGateway' | 'egressOnlyInternetGateway'): Touches {
  return (id, before, after) => {
    const networks = [before, after];
    const [old, now] = networks.map((net) => net.get(kind, id)?.attachments);
    if (old && now && isAlike(old, now)) return [];
    const vpcs = [old, now].flatMap((list) => list?.flatMap((one) => one?.vpcId ?? []) ?? []);
    // Which gateway leads in, and takes answers back, may depend on what others there are.
    const others = networks.flatMap((net) => vpcs.flatMap((vpcId) => Object.values(gatewaysOf(net, vpcId)).flat()));
    const gateways = [...new Set([id, ...others])];
    const isTabled = (net: Lookup) =>
      gateways.some((one) => vpcs.some((vpc) => tableOfGateway(net, one, vpc) !== 'none'));
    if (networks.some(isTabled)) return undefined;
    const users = gateways.map((one) => usersOf(networks, one));
    if (users.includes(undefined)) return undefined;
    const all = users.flatMap((own) => own ?? []);
    const through = throughUsers(all, before, after);
    const dialled = united(networks.flatMap((net) => vpcs.map((vpcId) => publicLabels(net, vpcId))));
    return through && [{ dialled }, ...through];
  };
}

export const internetGatewayTouches: Touches = gatewayTouches('internetGateway');
export const egressOnlyTouches: Touches = gatewayTouches('egressOnlyInternetGateway');

/** By which addresses the internet can mean somebody in a VPC. */
function publicLabels(net: Lookup, vpcId: ComponentId): Labels {
  const { publicAddresses, holders } = interfaceIndex(net);
  const found = { 4: new Set<Label>(), 6: new Set<Label>() };
  for (const [outside, { holder }] of publicAddresses) if (holder.vpcId === vpcId) found[4].add(outside);
  for (const holder of holders) {
    for (const prefix of holder.vpcId === vpcId ? holder.prefixes : []) {
      const range = prefix.family === 6 ? net.labels[6].rangeOf(prefix) : null;
      for (let label = range?.from ?? 0; label < (range?.to ?? 0); label++) found[6].add(label);
    }
  }
  return found;
}
