import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { TRANSIT_GATEWAY, VPN_GATEWAY, type Wanted } from '../wanted.ts';

const GATEWAY: Wanted = { aws_dx_gateway: ['id'] };
const CONNECTION: Wanted = { aws_dx_connection: ['id'], aws_dx_lag: ['id'] };

const INTERFACES: Readonly<Record<string, string>> = {
  aws_dx_private_virtual_interface: 'private',
  aws_dx_public_virtual_interface: 'public',
  aws_dx_transit_virtual_interface: 'transit',
  aws_dx_hosted_private_virtual_interface: 'private',
  aws_dx_hosted_public_virtual_interface: 'public',
  aws_dx_hosted_transit_virtual_interface: 'transit',
};

const INTERFACE: Wanted = Object.fromEntries(Object.keys(INTERFACES).map((type) => [type, ['id']]));

/** Direct Connect gateways, what is associated with them and attached to them; BGP keys are not read. */
export const directConnect: Family = {
  types: [
    'aws_dx_gateway',
    'aws_dx_gateway_association',
    'aws_dx_connection',
    'aws_dx_lag',
    'aws_dx_bgp_peer',
    ...Object.keys(INTERFACES),
  ],
  map(mapping) {
    for (const one of mapping.all('aws_dx_gateway')) {
      const directConnectGatewayId = mapping.idOf(one);
      const name = { directConnectGatewayName: one.text('name'), amazonSideAsn: one.integer('amazon_side_asn') };
      mapping.add('directConnectGateway', { directConnectGatewayId, ...name }, one);
    }
    for (const one of mapping.all('aws_dx_lag')) {
      mapping.add(
        'directConnectLag',
        { lagId: mapping.idOf(one), lagName: one.text('name'), location: one.text('location') },
        one,
      );
    }
    for (const one of mapping.all('aws_dx_connection')) {
      mapping.add(
        'directConnectConnection',
        { connectionId: mapping.idOf(one), connectionName: one.text('name'), location: one.text('location') },
        one,
      );
    }
    for (const one of mapping.managed('aws_dx_gateway_association')) addAssociation(mapping, one);
    for (const one of mapping.managed(...Object.keys(INTERFACES))) addInterface(mapping, one);
  },
};

function addAssociation(mapping: Mapping, one: Attributes): void {
  const id = one.id('associated_gateway_id', { ...TRANSIT_GATEWAY, ...VPN_GATEWAY });
  const isVpn = mapping.all('aws_vpn_gateway').some((gateway) => mapping.idOf(gateway) === id);
  const isOfVpn = id?.startsWith('vgw-') || isVpn;
  mapping.add(
    'directConnectGatewayAssociation',
    {
      associationId: one.text('dx_gateway_association_id') ?? mapping.idOf(one),
      directConnectGatewayId: one.id('dx_gateway_id', GATEWAY),
      associatedGateway: {
        id,
        type: one.text('associated_gateway_type') ?? (isOfVpn ? 'virtualPrivateGateway' : 'transitGateway'),
        ownerAccount: one.text('associated_gateway_owner_account_id'),
      },
      allowedPrefixesToDirectConnectGateway: one.texts('allowed_prefixes').map((cidr) => ({ cidr })),
    },
    one,
  );
}

/** The sessions of an interface: its own, of whose state nobody tells, and those that stand apart (DX-01). */
function peersOf(mapping: Mapping, vif: Attributes, id: string): readonly Json[] {
  const more = mapping.managed('aws_dx_bgp_peer').flatMap((one) => {
    return one.id('virtual_interface_id', INTERFACE) === id ? [one] : [];
  });
  return [vif, ...more].map((one) => ({
    bgpPeerId: one.text('bgp_peer_id') ?? mapping.idOf(one),
    asn: one.integer('bgp_asn'),
    addressFamily: one.text('address_family'),
    amazonAddress: one.text('amazon_address'),
    customerAddress: one.text('customer_address'),
    bgpStatus: one.text('bgp_status'),
  }));
}

function addInterface(mapping: Mapping, one: Attributes): void {
  const id = mapping.idOf(one);
  const directConnectGatewayId = one.id('dx_gateway_id', GATEWAY);
  mapping.add(
    'virtualInterface',
    {
      virtualInterfaceId: id,
      virtualInterfaceName: one.text('name'),
      virtualInterfaceType: INTERFACES[one.resource.type],
      connectionId: one.id('connection_id', CONNECTION),
      vlan: one.integer('vlan'),
      asn: one.integer('bgp_asn'),
      amazonSideAsn: one.integer('amazon_side_asn'),
      addressFamily: one.text('address_family'),
      amazonAddress: one.text('amazon_address'),
      customerAddress: one.text('customer_address'),
      virtualGatewayId: one.id('vpn_gateway_id', VPN_GATEWAY),
      directConnectGatewayId,
      routeFilterPrefixes: one.texts('route_filter_prefixes').map((cidr) => ({ cidr })),
      siteLinkEnabled: one.flag('sitelink_enabled'),
      bgpPeers: peersOf(mapping, one, id),
    },
    one,
  );
  if (!directConnectGatewayId) return;
  const attachment = { directConnectGatewayId, virtualInterfaceId: id, attachmentState: 'attached' };
  mapping.add('directConnectGatewayAttachment', attachment, one);
}
