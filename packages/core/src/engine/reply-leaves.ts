import type { AdmissionId } from '../net/admission.ts';
import { ICMP, NONE, OTHER, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Network } from './network.ts';
import { portsServed } from './ports-served.ts';
import type { Asking } from './walk.ts';

/** What one filter on the way back leaves of the services asked, the client's ports considered. */
export interface ReplyLeaves {
  readonly services: AdmissionId;
  /** The reply packets of some services, as the filter sees them: for its evidence. */
  packets(services: ServiceSetId): ServiceSetId;
}

export function replyLeaves(network: Network, asking: Asking, admitted: AdmissionId): ReplyLeaves {
  const pool = network.admissions;
  const reply = network.replies.of(admitted);
  const services = pool.both(reply.services, portsServed(network, reply.clientPorts, asking.clientPorts));
  return { services, packets: (asked) => replyPackets(network, asking, asked) };
}

function replyPackets(network: Network, asking: Asking, asked: ServiceSetId): ServiceSetId {
  const { services: pool } = network.admissions;
  const within = (from: number, to: number) => pool.intersect(asked, pool.of([from, to]));
  let packets = pool.union(within(OTHER, OTHER + 256), NONE);
  if (within(TCP, UDP) !== NONE) packets = pool.union(packets, pool.intersect(asking.clientPorts, pool.of([TCP, UDP])));
  if (within(UDP, ICMP) !== NONE)
    packets = pool.union(packets, pool.intersect(asking.clientPorts, pool.of([UDP, ICMP])));
  return pool.union(packets, network.replies.answersTo(asked));
}
