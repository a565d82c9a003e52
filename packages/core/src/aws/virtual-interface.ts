import { flag, integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { connectHybridLink } from './hybrid-links.ts';
import type { RecordType } from './resource-type.ts';
import { directConnectSigns } from './signs.ts';

// Never its authentication keys or the configuration of the router: they are secrets.
const fields = {
  virtualInterfaceId: text,
  virtualInterfaceName: text,
  virtualInterfaceType: text,
  virtualInterfaceState: text,
  ownerAccount: text,
  region: text,
  connectionId: text,
  vlan: integer,
  asn: integer,
  asnLong: integer,
  amazonSideAsn: integer,
  amazonAddress: text,
  customerAddress: text,
  addressFamily: text,
  virtualGatewayId: text,
  directConnectGatewayId: text,
  routeFilterPrefixes: list(shape({ cidr: text })),
  bgpPeers: list(
    shape({
      bgpPeerId: text,
      asn: integer,
      asnLong: integer,
      addressFamily: text,
      amazonAddress: text,
      customerAddress: text,
      bgpPeerState: text,
      bgpStatus: text,
    }),
  ),
  siteLinkEnabled: flag,
  tags,
};
export type VirtualInterface = RecordOf<typeof fields>;

export const virtualInterface = {
  kind: 'virtualInterface',
  title: 'virtual interface',
  aspects: {
    modelled: ['private, transit and public, BGP sessions by family, SiteLink, local preference as stated'],
    assumed: {
      'DX-01': 'It works while it is available and a BGP session of the family is up, or its owner states that it is.',
    },
    unknown: ['what BGP tells, unless stated or propagated'],
  },
  calls: [
    {
      service: 'directconnect',
      operation: 'DescribeVirtualInterfaces',
      key: 'virtualInterfaces',
      holds: 'elements',
      holdsSecrets: true,
    },
  ],
  without: 'What Direct Connect reaches, and whether its BGP sessions are up, is unknown.',
  neededBy: directConnectSigns,
  idPrefix: 'dxvif-',
  prefixes: (record) => record.routeFilterPrefixes.map((one) => one?.cidr),
  connect: (record, net, graph) => connectHybridLink(net, graph, record.virtualInterfaceId, 'virtualInterface'),
  record: shape(fields),
  key: (record) => record.virtualInterfaceId,
  owner: (record) => record.ownerAccount,
} as const satisfies RecordType<'virtualInterface', VirtualInterface>;
