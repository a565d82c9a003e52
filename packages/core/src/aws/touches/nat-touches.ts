import type { ComponentId } from '../../model/route.ts';
import { isAlike } from '../field-edits.ts';
import { vpcOfNat } from '../holder.ts';
import type { RecordOfKind } from '../record-types.ts';
import { labelsWritten } from './addresses.ts';
import { usersOf } from './led-to.ts';
import { areShared, isTarget } from './plain-interface.ts';
import { throughUsers } from './through-subnets.ts';
import type { Touches } from './touch.ts';

type NatGateway = RecordOfKind<'natGateway'>;

/** Whoever a table leads to a NAT gateway talks by it to whom it is led there; nobody else can (NAT-01…16). */
export const natTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('natGateway', id), after.get('natGateway', id)];
  return old && now && isAlike({ ...old, tags: {} }, { ...now, tags: {} }) ? [] : wholeNat(id, before, after);
};

/** The same where its interfaces differ. */
export const wholeNat: Touches = (id, before, after) => {
  const networks = [before, after];
  const records = networks.flatMap((net) => net.get('natGateway', id) ?? []);
  // A regional one sends from itself, by a table of its own.
  if (records.some(({ subnetId, availabilityMode }) => !subnetId || availabilityMode === 'regional')) return undefined;
  const addresses = records.flatMap(textsOf);
  const own = new Set(records.flatMap(interfacesOf));
  const interfaces = new Set([id, ...own]);
  for (const net of networks) {
    if ([...own].some((at) => isTarget(net, at))) return undefined;
    if (records.some((one) => areShared(net, vpcOfNat(net, one), addresses, interfaces))) return undefined;
  }
  const users = usersOf(networks, id);
  const through = users && throughUsers(users, before, after);
  return through && [{ interfaces, addresses: labelsWritten(before, addresses) }, ...through];
};

function textsOf({ natGatewayAddresses }: NatGateway): readonly (string | undefined)[] {
  return natGatewayAddresses.flatMap((one) => [one?.privateIp, one?.publicIp]);
}

function interfacesOf({ natGatewayAddresses }: NatGateway): readonly ComponentId[] {
  return natGatewayAddresses.flatMap((one) => one?.networkInterfaceId ?? []);
}
