import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  FlowLogId: text,
  FlowLogStatus: text,
  /** A VPC, a subnet, an interface, or a transit gateway or its attachment. */
  ResourceId: text,
  TrafficType: text,
  DeliverLogsStatus: text,
  DeliverLogsErrorMessage: text,
  Tags: tags,
};
export type FlowLog = RecordOf<typeof fields>;

export const flowLog = {
  kind: 'flowLog',
  title: 'flow log',
  aspects: {
    modelled: ['whether what a VPC rejects is recorded'],
  },
  calls: [{ service: 'ec2', operation: 'DescribeFlowLogs', key: 'FlowLogs', holds: 'elements' }],
  without: 'What of the traffic is recorded is unknown.',
  // Records of traffic change nothing of it: nobody misses them.
  neededBy: [],
  idPrefix: 'fl-',
  record: shape(fields),
  key: (record) => record.flowLogId,
} as const satisfies RecordType<'flowLog', FlowLog>;
