import { flag, list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  TransitGatewayRouteTableId: text,
  TransitGatewayPrefixListReferences: list(
    shape({
      TransitGatewayRouteTableId: text,
      PrefixListId: text,
      PrefixListOwnerId: text,
      State: text,
      Blackhole: flag,
      TransitGatewayAttachment: shape({ TransitGatewayAttachmentId: text, ResourceType: text, ResourceId: text }),
    }),
  ),
};
export type TransitGatewayPrefixListReferences = RecordOf<typeof fields>;

/** The prefix lists that one table has routes for. */
export const transitGatewayPrefixListReferences = {
  kind: 'transitGatewayPrefixListReferences',
  title: 'prefix list references of a transit gateway route table',
  aspects: {
    modelled: ['static routes of all entries, blackholes too'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'GetTransitGatewayPrefixListReferences',
      key: 'TransitGatewayPrefixListReferences',
      holds: 'answer',
      argument: { name: 'TransitGatewayRouteTableId', of: 'transitGatewayRouteTable' },
    },
  ],
  without: 'Where a transit gateway sends what a prefix list holds is known only as far as its routes list it.',
  neededBy: [{ in: 'transitGatewayRoutes', at: 'routes.prefixListId' }],
  record: shape(fields),
  key: (record) =>
    record.transitGatewayRouteTableId ?? record.transitGatewayPrefixListReferences[0]?.transitGatewayRouteTableId,
} as const satisfies RecordType<'transitGatewayPrefixListReferences', TransitGatewayPrefixListReferences>;
