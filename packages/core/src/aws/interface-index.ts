import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, constantMap, paintMap, valueAt } from '../net/address-map.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { type InterfaceRole, NAT_GATEWAY, roleOf } from './interface-role.ts';
import { derivedFrom, type Lookup } from './lookup.ts';
import type { NatGateway } from './nat-gateway.ts';
import type { NetworkInterface } from './network-interface.ts';
import type { Recorded } from './resource-type.ts';

/** Whoever answers at an address inside a VPC: an interface, or a NAT gateway whose interface is not in the input. */
export interface Holder {
  readonly at: ComponentId;
  readonly vpcId: string;
  readonly subnetId: string | undefined;
  readonly instanceId: string | undefined;
  readonly role: InterfaceRole;
  readonly record: Recorded<NetworkInterface> | undefined;
  readonly prefixes: readonly Prefix[];
}

/** A public IPv4 address that is mapped 1:1 to an address of a VPC (IGW-02, IGW-05). */
export interface PublicAddress {
  readonly holder: Holder;
  readonly inside: Label;
}

export interface InterfaceIndex {
  readonly holders: readonly Holder[];
  /** Every public IPv4 label in use by an interface. */
  readonly publicAddresses: ReadonlyMap<Label, PublicAddress>;
  /** Per VPC: private label → public label. */
  readonly outward: ReadonlyMap<string, ReadonlyMap<Label, Label>>;
  holderOf(at: ComponentId): Holder | undefined;
  holdersOfInstance(instanceId: string): readonly Holder[];
  /** Everybody who has the addresses of a label, in whatever VPC. */
  holdersOf(family: Family, label: Label): readonly Holder[];
  /** Pieces of the map are 1 + the position in `holders`; 0 is nobody. */
  map(vpcId: string, family: Family): AddressMap;
}

/** The kinds whose records tell who has which address. */
const HOLDING = ['networkInterface', 'natGateway', 'subnet'] as const;

const NOBODY: AddressMap = constantMap(0);
const EMPTY: ReadonlyMap<Label, Label> = new Map();

export const interfaceIndex: (net: Lookup) => InterfaceIndex = derivedFrom(HOLDING, (net) => {
  const holders = [...interfaceHolders(net), ...natHolders(net)];
  const byId = new Map(holders.map((holder) => [holder.at, holder]));
  const byInstance = groupBy(holders, (holder) => holder.instanceId);
  const byVpc = groupBy(holders.keys(), (position) => holders[position]?.vpcId);
  const byLabel = holdersByLabel(net, holders);
  const maps = { 4: new Map<string, AddressMap>(), 6: new Map<string, AddressMap>() };
  return {
    holders,
    ...publicAddresses(net, byId),
    holderOf: (at) => byId.get(at),
    holdersOfInstance: (instanceId) => byInstance.get(instanceId) ?? [],
    holdersOf: (family, label) => byLabel[family].get(label) ?? [],
    map(vpcId, family) {
      let map = maps[family].get(vpcId);
      if (!map) {
        map = holderMap(net, family, holders, byVpc.get(vpcId) ?? []);
        maps[family].set(vpcId, map);
      }
      return map;
    },
  };
});

export function holderAt(net: Lookup, vpcId: string, family: Family, label: Label): Holder | undefined {
  const index = interfaceIndex(net);
  return index.holders[valueAt(index.map(vpcId, family), label) - 1];
}

/** Private → public of the VPC's internet gateway. */
export function outwardMap(net: Lookup, vpcId: string): ReadonlyMap<Label, Label> {
  return interfaceIndex(net).outward.get(vpcId) ?? EMPTY;
}
export function labelOfAddress(net: Lookup, text: string | undefined): Label | undefined {
  const prefix = text ? parsePrefix(text) : null;
  return prefix ? net.labels[prefix.family].rangeOf(prefix)?.from : undefined;
}

/** The addresses of an interface: its own, and prefixes delegated to it (PAR-17). Written for 100,000 interfaces. */
export function addressesOf(record: NetworkInterface): readonly string[] {
  const own = record.privateIpAddress;
  const found = own === undefined ? [] : [own];
  for (const address of record.privateIpAddresses) include(found, address?.privateIpAddress);
  for (const address of record.ipv6Addresses) include(found, address?.ipv6Address);
  for (const prefix of record.ipv4Prefixes) include(found, prefix?.ipv4Prefix);
  for (const prefix of record.ipv6Prefixes) include(found, prefix?.ipv6Prefix);
  return found;
}

function include(found: string[], text: string | undefined): void {
  if (text !== undefined && !found.includes(text)) found.push(text);
}

/** Public IPv4 addresses of an interface, each with the private address it stands for. */
export function associationsOf(
  record: NetworkInterface,
): readonly { readonly inside: string; readonly outside: string }[] {
  const listed: { inside: string; outside: string }[] = [];
  for (const address of record.privateIpAddresses) {
    const [inside, outside] = [address?.privateIpAddress, address?.association?.publicIp];
    if (inside && outside) listed.push({ inside, outside });
  }
  const [inside, outside] = [record.privateIpAddress, record.association?.publicIp];
  if (listed.length === 0 && inside && outside) listed.push({ inside, outside });
  return listed;
}

function interfaceHolders(net: Lookup): readonly Holder[] {
  return net.all('networkInterface').flatMap((record) => {
    const at = record.networkInterfaceId;
    const vpcId = record.vpcId ?? net.get('subnet', record.subnetId)?.vpcId;
    if (!at || !vpcId) return [];
    return {
      at,
      vpcId,
      subnetId: record.subnetId,
      instanceId: record.attachment?.instanceId,
      role: roleOf(record),
      record,
      prefixes: prefixesOf(addressesOf(record)),
    };
  });
}

function prefixesOf(texts: readonly string[]): readonly Prefix[] {
  const prefixes: Prefix[] = [];
  for (const text of texts) {
    const prefix = parsePrefix(text);
    if (prefix) prefixes.push(prefix);
  }
  return prefixes;
}

/** Who has an address of a NAT gateway: its interface there, or the gateway itself where it has no subnet (NAT-14). */
export function natHolderId(nat: NatGateway, address: NatGateway['natGatewayAddresses'][number]): ComponentId {
  return (nat.subnetId && address?.networkInterfaceId) || (nat.natGatewayId as string);
}

export function vpcOfNat(net: Lookup, nat: NatGateway): string | undefined {
  return nat.vpcId ?? net.get('subnet', nat.subnetId)?.vpcId;
}

/** Addresses of NAT gateways whose interface was not listed; a regional one has none to list (NAT-14). */
function natHolders(net: Lookup): readonly Holder[] {
  return net.all('natGateway').flatMap((nat) => {
    const vpcId = vpcOfNat(net, nat);
    if (!nat.natGatewayId || !vpcId) return [];
    return nat.natGatewayAddresses.flatMap((address) => {
      const inside = parsePrefix(address?.privateIp ?? address?.publicIp ?? '');
      const at = natHolderId(nat, address);
      if (!inside || net.get('networkInterface', at)) return [];
      return {
        at,
        vpcId,
        subnetId: nat.subnetId,
        instanceId: undefined,
        role: NAT_GATEWAY,
        record: undefined,
        prefixes: [inside],
      };
    });
  });
}

function publicAddresses(
  net: Lookup,
  byId: ReadonlyMap<ComponentId, Holder>,
): Pick<InterfaceIndex, 'publicAddresses' | 'outward'> {
  const found = new Map<Label, PublicAddress>();
  const outward = new Map<string, Map<Label, Label>>();
  const isPrivateNat = new Set(
    net
      .all('natGateway')
      .filter(({ connectivityType }) => connectivityType?.toLowerCase() === 'private')
      .flatMap((nat) => [nat.natGatewayId, ...nat.natGatewayAddresses.map((one) => one?.networkInterfaceId)]),
  );
  function add(holder: Holder | undefined, insideText: string, outsideText: string): void {
    const [inside, outside] = [labelOfAddress(net, insideText), labelOfAddress(net, outsideText)];
    if (!holder || inside === undefined || outside === undefined || found.has(outside)) return;
    found.set(outside, { holder, inside });
    // A private NAT gateway shows no public address, whatever its interface lists (NAT-05).
    if (!isPrivateNat.has(holder.at)) mapOf(outward, holder.vpcId).set(inside, outside);
  }
  for (const holder of byId.values()) {
    for (const { inside, outside } of holder.record ? associationsOf(holder.record) : []) add(holder, inside, outside);
  }
  for (const nat of net.all('natGateway')) {
    for (const address of nat.natGatewayAddresses) {
      if (!address?.publicIp) continue;
      add(byId.get(natHolderId(nat, address)), address.privateIp ?? address.publicIp, address.publicIp);
    }
  }
  return { publicAddresses: found, outward };
}

function holdersByLabel(
  net: Lookup,
  holders: readonly Holder[],
): { readonly [F in Family]: ReadonlyMap<Label, readonly Holder[]> } {
  const found: { readonly [F in Family]: Map<Label, Holder[]> } = { 4: new Map(), 6: new Map() };
  for (const holder of holders) {
    for (const prefix of holder.prefixes) {
      const label = net.labels[prefix.family].rangeOf(prefix)?.from;
      if (label === undefined) continue;
      const known = found[prefix.family].get(label);
      if (known) known.push(holder);
      else found[prefix.family].set(label, [holder]);
    }
  }
  return found;
}

function holderMap(net: Lookup, family: Family, holders: readonly Holder[], positions: readonly number[]): AddressMap {
  const layers: (LabelRange & { readonly value: number; readonly length: number })[] = [];
  for (const position of positions) {
    for (const prefix of (holders[position] as Holder).prefixes) {
      const range = prefix.family === family ? net.labels[family].rangeOf(prefix) : null;
      if (range) layers.push({ ...range, value: position + 1, length: prefix.length });
    }
  }
  if (layers.length === 0) return NOBODY;
  layers.sort((a, b) => a.length - b.length);
  return paintMap(0, layers, (_, layer) => layer.value);
}

function mapOf(maps: Map<string, Map<Label, Label>>, key: string): Map<Label, Label> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}
