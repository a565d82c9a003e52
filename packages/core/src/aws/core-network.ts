import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { enterCoreNetwork } from './core-network-entry.ts';
import type { Behaviour, RecordType } from './resource-type.ts';

const fields = { CoreNetworkId: text, CoreNetworkArn: text, State: text, OwnerAccountId: text, Tags: tags };
export type CoreNetwork = RecordOf<typeof fields>;

/** Of Cloud WAN. Routes of VPCs name it by its ARN. */
export const coreNetwork = {
  kind: 'coreNetwork',
  title: 'core network',
  aspects: {
    modelled: ['from VPC to VPC, by the routes of its segments, where the input has them'],
    unknown: [
      'segments without their routes; what is not a VPC behind it; whether its policy lets rules see groups of other VPCs',
    ],
  },
  calls: [{ service: 'networkmanager', operation: 'ListCoreNetworks', key: 'CoreNetworks', holds: 'elements' }],
  without: 'Whether core networks of Cloud WAN work is unknown, and so is every path through one.',
  neededBy: [{ in: 'routeTable', at: 'routes.coreNetworkArn' }],
  record: shape(fields),
  key: (record) => record.coreNetworkArn,
  owner: (record) => record.ownerAccountId ?? accountOfArn(record.coreNetworkArn),
} as const satisfies RecordType<'coreNetwork', CoreNetwork>;

/** Packets go by the attachment of their VPC, and on by the table of its segment (CW-01). */
export const coreNetworkBehaviour: Behaviour = {
  keepsReferences: true,
  take: (id, from, to, net) => enterCoreNetwork(net, id, from, to),
};
