import type { Filter, FlowEnds } from '../model/route.ts';
import { ADMITS_ALL, type AdmissionId } from '../net/admission.ts';
import type { PortSlices } from '../net/port-slices.ts';
import type { ReplyAdmission } from '../net/reply.ts';
import { ALL, ICMP, LINE_END, NONE, type ServicePool, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Network } from './network.ts';
import type { Asking } from './walk.ts';

const PORTED = [TCP, UDP] as const;

/**
 * What a filter on both ports leaves: the services that some of the client's ports get, and the client ports that get
 * all of them. Ports that get only some of those services are no sure ones.
 */
export function flowLeaves(
  network: Network,
  asking: Asking,
  filter: Pick<Filter, 'flows' | 'layer'>,
  way: 'request' | 'reply',
  ends: FlowEnds,
): ReplyAdmission {
  const pool = network.admissions;
  const { services } = pool;
  if (!filter.flows || asking.ignore.has(filter.layer))
    return { services: ADMITS_ALL, clientPorts: pool.exactly(services.of([TCP, ICMP])) };
  asking.listener?.singled('sender');
  asking.listener?.singled('target');
  const slices = filter.flows[way](ends);
  const must = leaves(services, slices, asking, (of) => pool.must(of));
  const may = leaves(services, slices, asking, (of) => pool.may(of));
  return {
    services: pool.pair(must.services, may.services),
    clientPorts: pool.pair(services.intersect(must.wholePorts, may.somePorts), may.somePorts),
  };
}

interface Leaves {
  readonly services: ServiceSetId;
  /** Client ports that get every one of those that are asked, and those that get any. */
  readonly wholePorts: ServiceSetId;
  readonly somePorts: ServiceSetId;
}

function leaves(
  pool: ServicePool,
  slices: PortSlices<AdmissionId>,
  asking: Asking,
  read: (of: AdmissionId) => ServiceSetId,
): Leaves {
  let services = pool.intersect(read((slices[0] as { value: AdmissionId }).value), pool.of([ICMP, LINE_END]));
  let [wholePorts, somePorts]: [ServiceSetId, ServiceSetId] = [NONE, NONE];
  for (const part of PORTED) {
    const line = pool.of([part, part + 65_536]);
    const met = slices.map(({ from, to, value }) => {
      const ports = pool.of([part + from, part + to]);
      const isAsked = pool.intersect(ports, asking.clientPorts) !== NONE;
      return { ports, isAsked, admits: pool.intersect(read(value), line) };
    });
    const here = met.filter(({ isAsked }) => isAsked).reduce((sum, { admits }) => pool.union(sum, admits), NONE);
    services = pool.union(services, here);
    const wanted = pool.intersect(here, asking.services ?? ALL);
    for (const { ports, admits } of met) {
      if (pool.isSubset(wanted, admits)) wholePorts = pool.union(wholePorts, ports);
      if (wanted === NONE || pool.intersect(admits, wanted) !== NONE) somePorts = pool.union(somePorts, ports);
    }
  }
  return { services, wholePorts, somePorts };
}
