import type { ComponentId } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { labelOfAddress, natHolderId } from './holder.ts';
import { addressesOf, associationsOf } from './interface-addresses.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import type { NatGateway } from './nat-gateway.ts';

/** A regional gateway whose zones its owner manages serves a zone only from the addresses it has there (NAT-14). */
export function addressesFor(
  net: Lookup,
  record: NatGateway,
  zone: string | undefined,
): NatGateway['natGatewayAddresses'] {
  const isManual = isRegional(record) && ['disabled', 'off'].includes(record.autoProvisionZones?.toLowerCase() ?? '');
  if (!isManual || !zone) return record.natGatewayAddresses;
  return record.natGatewayAddresses.filter((one) => {
    const { availabilityZoneId: id, availabilityZone: name } = one ?? {};
    // Who names the zone by its name alone, means the name that the account's own subnets give it.
    const names = zoneNames(net, zone);
    if (id && names.size > 0) return id === zone;
    return name !== undefined && (name === zone || names.has(name));
  });
}

/** The names that subnets give the zone of an id; none for what is no id. */
const zoneNames = derivedBy((net, zone): ReadonlySet<string | undefined> => {
  const subnets = net.all('subnet').filter(({ availabilityZoneId }) => availabilityZoneId === zone);
  return new Set(subnets.map(({ availabilityZone }) => availabilityZone));
});

/** Where it sends from: what its own record leaves out its interface tells (NAT-04), of a regional one its public address (NAT-14). */
export function senderOf(
  net: Lookup,
  record: NatGateway,
  address: NatGateway['natGatewayAddresses'][number],
): { readonly end: ComponentId; readonly source: Label } | undefined {
  const own = natHolderId(record, address);
  const [inside, outside] = [address?.privateIp, address?.publicIp].map((text) => labelOfAddress(net, text));
  const told = inside ?? (isRegional(record) ? outside : undefined);
  if (told !== undefined) return { end: own, source: told };
  const { holderOf, publicAddresses } = interfaceIndex(net);
  const shown = outside === undefined ? undefined : publicAddresses.get(outside);
  if (shown?.holder.record) return { end: shown.holder.at, source: shown.inside };
  const listed = holderOf(own)?.record;
  const [only, ...others] = listed ? addressesOf(listed) : [];
  const source = others.length === 0 ? labelOfAddress(net, only) : undefined;
  return source === undefined ? undefined : { end: own, source };
}

/** Whether it has an address, as its own record or that of its interface tells: nobody opens a conversation there (NAT-06). */
export function hasAddress(net: Lookup, record: NatGateway, label: Label): boolean {
  const isIt = (text: string | undefined) => labelOfAddress(net, text) === label;
  if (record.natGatewayAddresses.some((one) => isIt(one?.privateIp) || isIt(one?.publicIp))) return true;
  const { holderOf, contested } = interfaceIndex(net);
  const isListed = record.natGatewayAddresses.some((one) => {
    const own = holderOf(natHolderId(record, one))?.record;
    return own && (addressesOf(own).some(isIt) || associationsOf(own).some(({ outside }) => isIt(outside)));
  });
  return isListed && !contested.has(label);
}

export function isRegional(record: NatGateway): boolean {
  return record.availabilityMode === 'regional' || !record.subnetId;
}
