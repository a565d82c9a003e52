import type { Family } from '../mapping.ts';
import { CUSTOMER_GATEWAY, TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT, VPN_GATEWAY, type Wanted } from '../wanted.ts';

const CONNECTION: Wanted = { aws_vpn_connection: ['id'] };

/** Customer gateways and VPN connections with their static routes; keys and tunnel secrets are not read. */
export const vpnConnections: Family = {
  types: ['aws_customer_gateway', 'aws_vpn_connection', 'aws_vpn_connection_route'],
  map(mapping) {
    for (const one of mapping.all('aws_customer_gateway')) {
      mapping.add(
        'customerGateway',
        {
          CustomerGatewayId: mapping.idOf(one),
          Type: one.text('type'),
          IpAddress: one.text('ip_address'),
          BgpAsn: one.text('bgp_asn') ?? one.text('bgp_asn_extended'),
          DeviceName: one.text('device_name'),
          Tags: one.tags(),
        },
        one,
      );
    }
    const routes = new Map<string, string[]>();
    for (const one of mapping.managed('aws_vpn_connection_route')) {
      const [connection, range] = [one.id('vpn_connection_id', CONNECTION), one.text('destination_cidr_block')];
      if (connection && range) routes.set(connection, [...(routes.get(connection) ?? []), range]);
    }
    for (const one of mapping.managed('aws_vpn_connection')) {
      const id = mapping.idOf(one);
      const listed = one.blocks('routes').flatMap((block) => block.text('destination_cidr_block') ?? []);
      mapping.add(
        'vpnConnection',
        {
          VpnConnectionId: id,
          Type: one.text('type') ?? 'ipsec.1',
          CustomerGatewayId: one.id('customer_gateway_id', CUSTOMER_GATEWAY),
          VpnGatewayId: one.id('vpn_gateway_id', VPN_GATEWAY),
          TransitGatewayId: one.id('transit_gateway_id', TRANSIT_GATEWAY),
          CoreNetworkArn: one.text('core_network_arn'),
          VpnConcentratorId: one.text('vpn_concentrator_id'),
          Options: {
            StaticRoutesOnly: one.flag('static_routes_only') ?? false,
            LocalIpv4NetworkCidr: one.text('local_ipv4_network_cidr'),
            RemoteIpv4NetworkCidr: one.text('remote_ipv4_network_cidr'),
            LocalIpv6NetworkCidr: one.text('local_ipv6_network_cidr'),
            RemoteIpv6NetworkCidr: one.text('remote_ipv6_network_cidr'),
            TunnelInsideIpVersion: one.text('tunnel_inside_ip_version'),
            OutsideIpAddressType: one.text('outside_ip_address_type'),
            TransportTransitGatewayAttachmentId: one.id(
              'transport_transit_gateway_attachment_id',
              TRANSIT_GATEWAY_ATTACHMENT,
            ),
            TunnelOptions: [1, 2].map((tunnel) => ({
              OutsideIpAddress: one.text(`tunnel${tunnel}_address`),
              TunnelInsideCidr: one.text(`tunnel${tunnel}_inside_cidr`),
              TunnelInsideIpv6Cidr: one.text(`tunnel${tunnel}_inside_ipv6_cidr`),
            })),
          },
          Routes: [...new Set([...listed, ...(routes.get(id) ?? [])])].map((DestinationCidrBlock) => ({
            DestinationCidrBlock,
            State: 'available',
          })),
          VgwTelemetry: one.blocks('vgw_telemetry').map((block) => ({
            OutsideIpAddress: block.text('outside_ip_address'),
            Status: block.text('status'),
            AcceptedRouteCount: block.integer('accepted_route_count'),
          })),
          Tags: one.tags(),
        },
        one,
      );
    }
  },
};
