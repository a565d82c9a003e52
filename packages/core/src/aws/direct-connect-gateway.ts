import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { connectHybridLink } from './hybrid-links.ts';
import type { RecordType } from './resource-type.ts';
import { directConnectSigns } from './signs.ts';

const fields = {
  directConnectGatewayId: text,
  directConnectGatewayName: text,
  directConnectGatewayState: text,
  amazonSideAsn: integer,
  ownerAccount: text,
  tags,
};
export type DirectConnectGateway = RecordOf<typeof fields>;

/** Belongs to no Region: every Region answers the same. */
export const directConnectGateway = {
  kind: 'directConnectGateway',
  title: 'Direct Connect gateway',
  aspects: {
    modelled: ['from virtual interfaces to its gateways and back, and nowhere else'],
    assumed: { 'HYB-03': 'Without Direct Connect, VPN carries what it is stated or propagated to know.' },
  },
  calls: [
    {
      service: 'directconnect',
      operation: 'DescribeDirectConnectGateways',
      key: 'directConnectGateways',
      holds: 'elements',
    },
  ],
  without: 'Whether Direct Connect gateways work is unknown.',
  neededBy: directConnectSigns,
  connect(record, _net, graph) {
    const { directConnectGatewayId: id } = record;
    if (id) graph.node(id, 'directConnectGateway', record.directConnectGatewayName);
  },
  record: shape(fields),
  key: (record) => record.directConnectGatewayId,
  owner: (record) => record.ownerAccount,
} as const satisfies RecordType<'directConnectGateway', DirectConnectGateway>;

const associationFields = {
  associationId: text,
  directConnectGatewayId: text,
  directConnectGatewayOwnerAccount: text,
  associationState: text,
  associatedGateway: shape({ id: text, type: text, ownerAccount: text, region: text }),
  associatedCoreNetwork: shape({ id: text, ownerAccount: text, attachmentId: text }),
  allowedPrefixesToDirectConnectGateway: list(shape({ cidr: text })),
  virtualGatewayId: text,
  virtualGatewayRegion: text,
  virtualGatewayOwnerAccount: text,
};
export type DirectConnectGatewayAssociation = RecordOf<typeof associationFields>;

/** What a Direct Connect gateway leads to: virtual private gateways, or transit gateways. */
export const directConnectGatewayAssociation = {
  kind: 'directConnectGatewayAssociation',
  title: 'association of a Direct Connect gateway',
  aspects: {
    modelled: ['allowed prefixes: a filter for virtual private gateways, the announcement for transit gateways'],
    assumed: { 'DX-06': 'What is not announced is not reached, whatever is routed.' },
    unknown: ['core networks'],
  },
  calls: [
    {
      service: 'directconnect',
      operation: 'DescribeDirectConnectGatewayAssociations',
      key: 'directConnectGatewayAssociations',
      holds: 'elements',
      argument: { name: 'directConnectGatewayId', of: 'directConnectGateway' },
    },
  ],
  without: 'Which gateways Direct Connect gateways lead to, and what they advertise, is unknown.',
  neededBy: [{ in: 'directConnectGateway' }],
  prefixes: (record) => record.allowedPrefixesToDirectConnectGateway.map((one) => one?.cidr),
  connect({ directConnectGatewayId: id, associatedGateway, virtualGatewayId }, net, graph) {
    const gateway = associatedGateway?.id ?? virtualGatewayId;
    // A transit gateway is joined by an attachment, which lays that link itself.
    if (!id || !gateway || net.kindOfId(gateway) === 'transitGateway') return;
    graph.link(id, gateway);
    graph.link(gateway, id);
  },
  record: shape(associationFields),
  key: ({ associationId, directConnectGatewayId, associatedGateway, virtualGatewayId }) => {
    const gateway = associatedGateway?.id ?? virtualGatewayId;
    return associationId ?? (directConnectGatewayId && gateway && `${directConnectGatewayId}/${gateway}`);
  },
  owner: (record) => record.directConnectGatewayOwnerAccount,
} as const satisfies RecordType<'directConnectGatewayAssociation', DirectConnectGatewayAssociation>;

const attachmentFields = {
  directConnectGatewayId: text,
  virtualInterfaceId: text,
  virtualInterfaceRegion: text,
  virtualInterfaceOwnerAccount: text,
  attachmentState: text,
  attachmentType: text,
};
export type DirectConnectGatewayAttachment = RecordOf<typeof attachmentFields>;

/** The virtual interfaces of a Direct Connect gateway, those of other accounts included. */
export const directConnectGatewayAttachment = {
  kind: 'directConnectGatewayAttachment',
  title: 'attachment of a Direct Connect gateway',
  aspects: {
    modelled: ['virtual interfaces of other accounts'],
  },
  calls: [
    {
      service: 'directconnect',
      operation: 'DescribeDirectConnectGatewayAttachments',
      key: 'directConnectGatewayAttachments',
      holds: 'elements',
      argument: { name: 'directConnectGatewayId', of: 'directConnectGateway' },
    },
  ],
  without: 'Which virtual interfaces of other accounts use a Direct Connect gateway is unknown.',
  neededBy: [{ in: 'directConnectGateway' }],
  connect: (record, net, graph) => connectHybridLink(net, graph, record.virtualInterfaceId, 'virtualInterface'),
  record: shape(attachmentFields),
  key: ({ directConnectGatewayId, virtualInterfaceId }) =>
    directConnectGatewayId && virtualInterfaceId && `${directConnectGatewayId}/${virtualInterfaceId}`,
  owner: (record) => record.virtualInterfaceOwnerAccount,
} as const satisfies RecordType<'directConnectGatewayAttachment', DirectConnectGatewayAttachment>;
