import { type ServicePool, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Transport } from './balancer.ts';

const DATAGRAMS = ['UDP', 'QUIC'];

/** What a listener or target group speaks below its protocol: HTTP, HTTPS and TLS are TCP, QUIC is UDP (LB-03). */
export function transportsOf(protocol: string | undefined): readonly Transport[] {
  const name = protocol?.toUpperCase() ?? 'TCP';
  if (name.startsWith('TCP_')) return ['tcp', 'udp'];
  return DATAGRAMS.includes(name) ? ['udp'] : ['tcp'];
}

export function portOf(pool: ServicePool, transport: Transport, port: number): ServiceSetId {
  const start = (transport === 'tcp' ? TCP : UDP) + port;
  return pool.of([start, start + 1]);
}
