import { isAlike } from '../field-edits.ts';
import { interfaceIndex } from '../interface-index.ts';
import type { RecordOfKind } from '../record-types.ts';
import { labelsWritten } from './addresses.ts';
import type { Touches } from './touch.ts';

type Address = RecordOfKind<'address'>;

/** An Elastic IP address that no interface shows is the network's own all the same, or somebody's whom it names (IGW-05). */
export const addressTouches: Touches = (id, before, after) => {
  const networks = [before, after];
  const both = networks.flatMap((net) => net.get('address', id) ?? []);
  const [old, now] = both as [Address, Address | undefined];
  if (now && isAlike({ ...old, tags: {}, source: {} }, { ...now, tags: {}, source: {} })) return [];
  const addresses = labelsWritten(
    before,
    both.map(({ publicIp }) => publicIp),
  );
  // What an interface itself says of its address counts.
  const isShown = networks.every((net) => {
    const { publicAddresses } = interfaceIndex(net);
    return [...addresses[4]].every((label) => publicAddresses.has(label));
  });
  if (isShown) return [];
  const named = both.flatMap(({ networkInterfaceId, instanceId }) => [networkInterfaceId, instanceId]);
  const own = named.filter((one) => one !== undefined);
  const holders = networks.flatMap((net) => own.flatMap((at) => interfaceIndex(net).holderOf(at) ?? []));
  const interfaces = new Set([...own, ...holders.flatMap(({ instanceId }) => instanceId ?? [])]);
  return [{ interfaces, addresses }];
};
