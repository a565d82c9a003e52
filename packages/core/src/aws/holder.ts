import { compact } from '../model/compact.ts';
import type { ComponentId } from '../model/route.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { addressesOf } from './interface-addresses.ts';
import { type InterfaceRole, NAT_GATEWAY } from './interface-role.ts';
import type { Lookup } from './lookup.ts';
import type { NatGateway } from './nat-gateway.ts';
import type { PlacedInterface } from './network-interface.ts';
import type { Recorded } from './resource-type.ts';

/** Whoever answers at an address inside a VPC: an interface, or a NAT gateway whose interface is not in the input. */
export interface Holder {
  readonly at: ComponentId;
  readonly vpcId: string;
  readonly subnetId: string | undefined;
  readonly instanceId: string | undefined;
  readonly role: InterfaceRole;
  readonly record: Recorded<PlacedInterface> | undefined;
  readonly prefixes: readonly Prefix[];
}

export function interfaceHolder(record: Recorded<PlacedInterface>, vpcId: string, role: InterfaceRole): Holder {
  return new InterfaceHolder(record, vpcId, role);
}

/** There are a hundred thousand of them, and of few anybody asks for the prefixes. */
class InterfaceHolder implements Holder {
  readonly at: ComponentId;
  readonly vpcId: string;
  readonly subnetId: string | undefined;
  readonly instanceId: string | undefined;
  readonly role: InterfaceRole;
  readonly record: Recorded<PlacedInterface>;

  constructor(record: Recorded<PlacedInterface>, vpcId: string, role: InterfaceRole) {
    this.at = record.networkInterfaceId as string;
    this.vpcId = vpcId;
    this.subnetId = record.subnetId;
    this.instanceId = record.attachment?.instanceId;
    this.role = role;
    this.record = record;
  }

  get prefixes(): readonly Prefix[] {
    return prefixesOf(addressesOf(this.record));
  }
}

function prefixesOf(texts: readonly string[]): readonly Prefix[] {
  return compact(texts.map((text) => parsePrefix(text) ?? undefined));
}

/** Who has an address of a NAT gateway: its interface there, or the gateway itself where it has no subnet (NAT-14). */
export function natHolderId(nat: NatGateway, address: NatGateway['natGatewayAddresses'][number]): ComponentId {
  return (nat.subnetId && address?.networkInterfaceId) || (nat.natGatewayId as string);
}

export function vpcOfNat(net: Lookup, nat: NatGateway): string | undefined {
  return nat.vpcId ?? net.get('subnet', nat.subnetId)?.vpcId;
}

/** Listed for an hour yet, while its addresses may be somebody else's already (PAR-19). */
export function isGone({ state }: NatGateway): boolean {
  return ['deleted', 'failed'].includes(state?.toLowerCase() ?? '');
}

/** Addresses of NAT gateways whose interface was not listed; a regional one has none to list (NAT-14). */
export function natHolders(net: Lookup): readonly Holder[] {
  // That there is a record is told without reading it.
  const { positionOf } = net.table('networkInterface');
  return net.all('natGateway').flatMap((nat) => {
    const vpcId = vpcOfNat(net, nat);
    if (!nat.natGatewayId || !vpcId || isGone(nat)) return [];
    return nat.natGatewayAddresses.flatMap((address) => {
      const inside = parsePrefix(address?.privateIp ?? address?.publicIp ?? '');
      const at = natHolderId(nat, address);
      if (!inside || positionOf(at) !== undefined) return [];
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

export function labelOfAddress(net: Lookup, text: string | undefined): Label | undefined {
  const prefix = text ? parsePrefix(text) : null;
  return prefix ? net.labels[prefix.family].rangeOf(prefix)?.from : undefined;
}
