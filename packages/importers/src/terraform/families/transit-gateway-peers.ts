import type { Attributes } from '../attributes.ts';
import type { Mapping } from '../mapping.ts';
import { TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT } from '../wanted.ts';
import type { Attachment } from './transit-gateway-tables.ts';

export function addConnect(mapping: Mapping, { id, gateway, resource, from }: Attachment): void {
  mapping.add(
    'transitGatewayConnect',
    {
      TransitGatewayAttachmentId: id,
      TransportTransitGatewayAttachmentId: resource,
      TransitGatewayId: gateway,
      Options: { Protocol: from.text('protocol') ?? 'gre' },
    },
    from,
  );
}

/** Who speaks BGP behind a Connect attachment; what it announces nobody can tell beforehand. */
export function addConnectPeer(mapping: Mapping, one: Attributes): void {
  const PeerAddress = one.text('peer_address');
  mapping.add(
    'transitGatewayConnectPeer',
    {
      TransitGatewayConnectPeerId: mapping.idOf(one),
      TransitGatewayAttachmentId: one.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT),
      ConnectPeerConfiguration: {
        TransitGatewayAddress: one.text('transit_gateway_address'),
        PeerAddress,
        InsideCidrBlocks: one.texts('inside_cidr_blocks'),
        BgpConfigurations: [{ PeerAsn: one.integer('bgp_asn'), PeerAddress: one.text('bgp_peer_address') }],
      },
      Tags: one.tags(),
    },
    one,
  );
}

/** Where the requester is another state's, the side that accepts tells of both. */
export function addPeerings(mapping: Mapping): void {
  const own = mapping.managed('aws_ec2_transit_gateway_peering_attachment');
  const known = new Set(own.map((one) => mapping.idOf(one)));
  const accepted = mapping
    .managed('aws_ec2_transit_gateway_peering_attachment_accepter')
    .filter((one) => !known.has(mapping.idOf(one)));
  for (const one of [...own, ...accepted]) addPeering(mapping, one);
}

function addPeering(mapping: Mapping, one: Attributes): void {
  const id = mapping.idOf(one);
  const accepter = mapping
    .managed('aws_ec2_transit_gateway_peering_attachment_accepter')
    .find((other) => other.id('transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT) === id);
  mapping.add(
    'transitGatewayPeeringAttachment',
    {
      TransitGatewayAttachmentId: id,
      RequesterTgwInfo: { TransitGatewayId: one.id('transit_gateway_id', TRANSIT_GATEWAY) },
      AccepterTgwInfo: {
        TransitGatewayId: one.id('peer_transit_gateway_id', TRANSIT_GATEWAY),
        OwnerId: one.text('peer_account_id'),
        Region: one.text('peer_region'),
      },
      State: one.text('state') ?? (accepter ? 'available' : 'pendingAcceptance'),
      Tags: one.tags(),
    },
    one,
  );
  // What is learned over it then, nobody can tell beforehand.
  if (one.blocks('options')[0]?.text('dynamic_routing') === 'enable') mapping.leavesOpen('transitGatewayRoutes');
}
