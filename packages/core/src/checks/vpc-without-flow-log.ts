import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { isRead, unread, unreadSentence } from './unread.ts';

type FlowLog = RecordOfKind<'flowLog'>;

export const vpcWithoutFlowLog: Check = {
  id: 'vpc-without-flow-log',
  title: 'VPC whose rejected packets nobody records',
  severity: 'medium',
  help: {
    wrong: 'Neither the VPC nor all of its subnets have a flow log that records rejected packets and is delivered.',
    why: 'Without it nobody sees who is knocking, and why a connection fails can only be guessed.',
    mend: 'Create a flow log of the VPC for rejected or all traffic: aws ec2 create-flow-logs --resource-type VPC --traffic-type REJECT.',
  },
  controls: {
    securityHub: ['EC2.6'],
    config: ['vpc-flow-logs-enabled'],
    cis: ['5.0 3.7', '3.0 3.7', '1.4 3.9', '1.2 2.9'],
    pci: ['3.2.1 10.3.3', '3.2.1 10.3.4', '3.2.1 10.3.5', '3.2.1 10.3.6'],
    nist: ['AC-4(26)', 'AU-2', 'AU-3', 'AU-6(3)', 'AU-6(4)', 'AU-12', 'CA-7', 'SI-7(8)'],
  },
  about: 'flowLog',
  *run({ network }) {
    const logsOf = groupBy(network.all('flowLog'), ({ resourceId }) => resourceId);
    const subnetsOf = groupBy(network.all('subnet'), ({ vpcId }) => vpcId);
    const isRecorded = (id: string) => logsOf.get(id)?.some(recordsRejected) === true;
    for (const vpc of network.all('vpc')) {
      const { vpcId = '' } = vpc;
      if (isRecorded(vpcId)) continue;
      const lacks = unread(network, ['flowLog'], vpc);
      if (lacks.length > 0) {
        yield { lacks, message: unreadSentence(network, 'flowLog', vpc) };
        continue;
      }
      if (areAllRecorded(network, vpc, subnetsOf.get(vpcId) ?? [], isRecorded)) continue;
      const own = logsOf.get(vpcId) ?? [];
      yield {
        component: vpcId,
        message: own.length === 0 ? 'It has no flow log.' : 'None of its flow logs records rejected packets.',
        evidence: [
          objectEvidence(vpcId, vpc, own.length === 0 ? 'no flow log names it' : own.map(shortcoming).join('; ')),
        ],
        place: vpc,
      };
    }
  },
};

/** A subnet that was not read may be recorded or not. */
function areAllRecorded(
  network: Network,
  vpc: RecordOfKind<'vpc'>,
  subnets: readonly RecordOfKind<'subnet'>[],
  isRecorded: (id: string) => boolean,
): boolean {
  const read = subnets.every(({ subnetId = '' }) => isRecorded(subnetId));
  return read && (subnets.length > 0 || !isRead(network, 'subnet', vpc));
}

/** A transit gateway has no type of traffic: all is recorded. */
function recordsRejected({ flowLogStatus, trafficType, deliverLogsStatus }: FlowLog): boolean {
  return works(flowLogStatus, 'active') && works(trafficType, 'reject', 'all') && works(deliverLogsStatus, 'success');
}

function shortcoming({ flowLogId, flowLogStatus, trafficType, ...log }: FlowLog): string {
  if (!works(flowLogStatus, 'active')) return `${flowLogId} is ${flowLogStatus}`;
  if (!works(trafficType, 'reject', 'all')) return `${flowLogId} records ${trafficType} alone`;
  const why = log.deliverLogsErrorMessage;
  return `${flowLogId} cannot be delivered${why ? `: ${why}` : ''}`;
}
