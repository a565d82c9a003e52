import type { ComponentId } from '../../model/route.ts';
import { addressesOf, associationsOf } from '../interface-addresses.ts';
import { interfaceIndex } from '../interface-index.ts';
import { roleOf } from '../interface-owner.ts';
import type { Lookup } from '../lookup.ts';
import { labelsWritten } from './addresses.ts';
import { wholeNat } from './nat-touches.ts';
import { areShared, type InterfaceRecord, interfaceRecords, isPlain } from './plain-interface.ts';
import type { Touch } from './touch.ts';

/**
 * An interface that came, went, or has other addresses: who dials these and who sends from them, and its host, which
 * answers for all its interfaces (ENI-01…08).
 */
export function wholeInterface(id: ComponentId, before: Lookup, after: Lookup): readonly Touch[] | undefined {
  const networks = [before, after];
  const both = networks.map((net) => interfaceRecords(net, id));
  // Of one that is listed twice it is not told which counts.
  if (both.some((records) => records.length > 1)) return undefined;
  const records = both.flat();
  const addresses = textsOf(records);
  const own = new Set([id]);
  if (networks.some((net) => records.some((one) => areShared(net, vpcOf(net, one), addresses, own)))) return undefined;
  if (networks.every((net) => records.every((one) => roleOf(net, one).isNat))) return ofNat(id, records, before, after);
  const hosts = new Set(records.flatMap(({ attachment }) => attachment?.instanceId ?? []));
  const others = networks.flatMap((net) => [...hosts].flatMap((host) => interfaceIndex(net).holdersOfInstance(host)));
  const all = [...records, ...others.flatMap(({ record }) => record ?? [])];
  if (!networks.every((net) => all.every((one) => isPlain(net, one)))) return undefined;
  const interfaces = new Set([id, ...hosts, ...others.map(({ at }) => at)]);
  return [{ interfaces, addresses: labelsWritten(before, addresses) }];
}

/** The addresses of a NAT gateway are the gateway's own affair. */
function ofNat(
  id: ComponentId,
  records: readonly InterfaceRecord[],
  before: Lookup,
  after: Lookup,
): readonly Touch[] | undefined {
  const nats = [before, after].flatMap((net) =>
    net
      .all('natGateway')
      .filter(({ natGatewayAddresses }) => natGatewayAddresses.some((one) => one?.networkInterfaceId === id))
      .map(({ natGatewayId = '' }) => natGatewayId),
  );
  const touches = [...new Set(nats)].map((nat) => wholeNat(nat, before, after));
  const known = touches.flatMap((one) => one ?? []);
  if (touches.includes(undefined)) return undefined;
  return [{ interfaces: [id], addresses: labelsWritten(before, textsOf(records)) }, ...known];
}

function textsOf(records: readonly InterfaceRecord[]): readonly string[] {
  return records.flatMap((one) => [...addressesOf(one), ...associationsOf(one).map(({ outside }) => outside)]);
}

function vpcOf(net: Lookup, { vpcId, subnetId }: InterfaceRecord): string | undefined {
  return vpcId ?? net.get('subnet', subnetId)?.vpcId;
}
