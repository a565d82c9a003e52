import type { AdmissionId } from '../net/admission.ts';
import { ICMP, LINE_END, NONE, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Network } from './network.ts';

/** Whatever of the asked ports gets an answer decides for all services of its protocol (ACL-12). */
export function portsServed(network: Network, clientPorts: AdmissionId, asked: ServiceSetId): AdmissionId {
  const { admissions: pool } = network;
  const { services } = pool;
  const served = (ports: ServiceSetId): ServiceSetId => {
    const met = services.intersect(ports, asked);
    const tcp = services.of([TCP, UDP]);
    const udp = services.of([UDP, ICMP]);
    let set = services.of([ICMP, LINE_END]);
    if (services.intersect(met, tcp) !== NONE) set = services.union(set, tcp);
    if (services.intersect(met, udp) !== NONE) set = services.union(set, udp);
    return set;
  };
  return pool.pair(served(pool.must(clientPorts)), served(pool.may(clientPorts)));
}
