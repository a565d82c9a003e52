import type { Family } from '../mapping.ts';
import {
  INTERFACE,
  NAT_GATEWAY,
  SUBNET,
  TRANSIT_GATEWAY,
  TRANSIT_GATEWAY_ATTACHMENT,
  VPC,
  type Wanted,
} from '../wanted.ts';

/** What a flow log may be of; it names one of them. */
const RECORDED: readonly (readonly [argument: string, wanted: Wanted])[] = [
  ['vpc_id', VPC],
  ['subnet_id', SUBNET],
  ['eni_id', INTERFACE],
  ['transit_gateway_id', TRANSIT_GATEWAY],
  ['transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT],
  ['regional_nat_gateway_id', NAT_GATEWAY],
];

/** Flow logs; whether one is delivered, only AWS can tell. */
export const flowLogs: Family = {
  types: ['aws_flow_log'],
  map(mapping) {
    for (const one of mapping.all('aws_flow_log')) {
      const of = RECORDED.map(([argument, wanted]) => one.id(argument, wanted)).find((id) => id !== undefined);
      const TrafficType = one.text('traffic_type');
      // What is not known may be what a check misses: whatever it is of, or records.
      if (of === undefined || one.isUnknown('traffic_type')) {
        mapping.leavesOpen('flowLog');
        continue;
      }
      mapping.add(
        'flowLog',
        { FlowLogId: mapping.idOf(one), FlowLogStatus: 'ACTIVE', ResourceId: of, TrafficType, Tags: one.tags() },
        one,
      );
    }
  },
};
