import { type Edit, PRICE } from '../model/change.ts';
import type { ComponentId } from '../model/route.ts';
import { contains, type Family, formatCidr, type Prefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { type Association, associationsOf } from './direct-connect-associations.ts';
import { editCommand } from './edit-command.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import type { Apart } from './openings.ts';
import { destinationOf } from './route-edits.ts';
import { attachmentOfResource, attachmentOfVpc } from './transit-gateway-attachments.ts';
import { transitRouteEdit } from './transit-gateway-edits.ts';
import { rangesOf } from './vpc.ts';
import { attachedVpc } from './vpn-gateway-attachment.ts';

/** What lets a site know of a destination: a prefix that Direct Connect may announce, or a route that a VPN is told of. */
export function announcementEdits(net: Lookup, place: ComponentId, family: Family, label: Label): readonly Edit[] {
  return hybridLinks(net)
    .at(place)
    .flatMap((link) =>
      link.type === 'Direct Connect'
        ? allowedPrefixEdits(net, link.gateway, family, label)
        : tableEdits(net, link, family, label),
    );
}

/** A static route of the table that routes the attachment of a VPN connection (TGW-16). */
function tableEdits(net: Lookup, { id, gateway }: HybridLink, family: Family, label: Label): readonly Edit[] {
  const table = attachmentOfResource(net, gateway, id)?.table;
  if (typeof table !== 'object') return [];
  const holders = interfaceIndex(net).holdersOf(family, label);
  return holders.flatMap(({ vpcId }): readonly Edit[] => {
    const attachment = attachmentOfVpc(net, gateway, vpcId);
    const edit = attachment && transitRouteEdit(net, table.tableId, attachment.id, family, label);
    return edit ? [edit] : [];
  });
}

/** For a virtual private gateway the ranges of its VPC, which the list filters; for a transit gateway what is announced (DX-05, DX-06). */
export function allowedPrefixEdits(
  net: Lookup,
  directConnectGateway: ComponentId,
  family: Family,
  label: Label,
): readonly Edit[] {
  return associationsOf(net, directConnectGateway).flatMap((one): readonly Edit[] => {
    const prefix = one.isTransit
      ? destinationOf(net, family, label, { length: -1 })
      : rangeBehind(net, one, family, label);
    return prefix ? [allowedPrefix(one, formatCidr(prefix))] : [];
  });
}

function rangeBehind(net: Lookup, { gateway }: Association, family: Family, label: Label): Prefix | undefined {
  const vpc = net.get('vpc', attachedVpc(net, gateway));
  const address = net.labels[family].prefixOf(label);
  return vpc && rangesOf(vpc, family).find((range) => contains(range, address));
}

function allowedPrefix({ id, account, region }: Association, cidr: string): Edit {
  const options = {
    'association-id': id,
    'add-allowed-prefixes-to-direct-connect-gateway': `cidr=${cidr}`,
  };
  return {
    component: id,
    price: PRICE.option,
    text: `allow the prefix ${cidr}`,
    commands: [editCommand('update-direct-connect-gateway-association', options, { account, region }, 'directconnect')],
    changes: [{ op: 'add', component: id, at: '/allowedPrefixesToDirectConnectGateway/-', value: { cidr } }],
  };
}

/** A route of a static VPN connection to a destination behind it (VPN-04). */
export function staticVpnRouteEdits(net: Lookup, gateway: ComponentId, family: Family, label: Label): readonly Edit[] {
  const links = hybridLinks(net)
    .of(gateway)
    .filter(({ type }) => type === 'static VPN');
  const cidr = formatCidr(destinationOf(net, family, label, { length: -1 }));
  return links.flatMap(({ id }): readonly Edit[] => {
    const record = net.get('vpnConnection', id);
    // Static routes are of IPv4 alone.
    if (!record || family === 6) return [];
    const options = { 'vpn-connection-id': id, 'destination-cidr-block': cidr };
    const value = { DestinationCidrBlock: cidr, State: 'available' };
    return [
      {
        component: id,
        price: PRICE.route,
        text: `add the static route ${cidr}`,
        commands: [editCommand('create-vpn-connection-route', options, record)],
        changes: [{ op: 'add', component: id, at: '/Routes/-', value }],
      },
    ];
  });
}

/** A gateway that is attached nowhere, attached to a VPC that has none (VGW-01). */
export function attachmentEdits(net: Lookup, gateway: ComponentId, vpcId: string): readonly Edit[] {
  const record = net.get('vpnGateway', gateway);
  const hasOne = net.all('vpnGateway').some(({ vpnGatewayId: id }) => id && attachedVpc(net, id) === vpcId);
  if (!record || hasOne || attachedVpc(net, gateway) || !net.get('vpc', vpcId)) return [];
  return [
    {
      component: gateway,
      price: PRICE.attachment,
      text: `attach it to ${vpcId}`,
      commands: [editCommand('attach-vpn-gateway', { 'vpn-gateway-id': gateway, 'vpc-id': vpcId }, record)],
      changes: [{ op: 'add', component: gateway, at: '/VpcAttachments/-', value: { VpcId: vpcId, State: 'attached' } }],
    },
  ];
}

/** A VPC and a site that a gateway leads to which is attached nowhere. */
export function gatewayOpenings(net: Lookup, { from, to }: Apart): readonly Edit[] {
  return [
    [from, to],
    [to, from],
  ].flatMap(([vpcId = '', place = '']) => {
    const links = net.get('vpc', vpcId) ? hybridLinks(net).at(place) : [];
    const gateways = links.flatMap(({ gateway }) => [
      gateway,
      ...associationsOf(net, gateway).map((one) => one.gateway),
    ]);
    return [...new Set(gateways)].flatMap((gateway) => attachmentEdits(net, gateway, vpcId));
  });
}
