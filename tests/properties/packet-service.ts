import type { Random } from '../../bench/random.mjs';
import type { Packet } from '../oracle/oracle.ts';
import { pick } from './mutations.ts';
import type { PacketPlan } from './packets.ts';

const PORTS = [0, 21, 22, 53, 79, 80, 81, 442, 443, 444, 1023, 1024, 5432, 8080, 8081, 32768, 60999, 65535];
const CLIENT_PORTS = [1024, 9000, 20000, 32767, 61000, 61001, 65535, 60999];

/** What a packet asks for. */
export function serviceOf(
  { service: { what, a, b, c }, intent }: PacketPlan,
  v6: boolean,
): Omit<Packet, 'from' | 'to'> {
  const isEndpoint = intent === 'endpoint' || intent === 'service';
  // Behind balancers and endpoints little else is served.
  const isServed =
    isEndpoint || intent === 'balancer' || intent === 'balancerIn' || intent === 'privateLink' || intent === 'resource';
  const port = (isServed ? what % 8 > 0 : what % 2 === 0) ? 443 : (pick(PORTS, a) ?? 443);
  const sourcePort = b % 4 === 0 ? 40000 : (pick(CLIENT_PORTS, c) ?? 40000);
  const kind = isEndpoint ? what % 24 : what % 16;
  if (kind < 11 || kind > 15) return { protocol: 6, port, sourcePort };
  if (kind === 11) return { protocol: 17, port: a % 2 === 0 ? 53 : port, sourcePort };
  if (kind < 14) {
    const types = v6 ? [128, 128, 1, 129] : [8, 8, 8, 3, 13, 0];
    return { protocol: v6 ? 58 : 1, icmpType: pick(types, a) ?? 8, icmpCode: pick([0, 0, 0, 4], c) ?? 0 };
  }
  return {
    protocol: pick([50, 47, 17, 132], b) ?? 50,
    ...(pick([50, 47, 17, 132], b) === 17 ? { port, sourcePort } : {}),
  };
}

/** A service of whatever protocol, mostly one that some rule is about. */
export function anyService(random: Random, v6: boolean): Pick<Packet, 'protocol' | 'port' | 'icmpType' | 'icmpCode'> {
  const kind = random.integer(16);
  if (kind < 11) return { protocol: 6, port: random.integer(5) < 2 ? 443 : random.pick(PORTS) };
  if (kind < 13) return { protocol: 17, port: random.integer(2) === 0 ? 53 : random.pick(PORTS) };
  if (kind < 15) {
    const types = v6 ? [128, 128, 1, 129] : [8, 8, 8, 3, 13, 0];
    return { protocol: v6 ? 58 : 1, icmpType: random.pick(types), icmpCode: random.pick([0, 0, 0, 4]) };
  }
  return { protocol: random.pick([50, 47, 132]) };
}

/** Where sets of services have what a packet asks for: tcp, udp, icmp, icmpv6, then the other protocols. */
export function placeOnLine({ protocol, port = 0, icmpType = 0, icmpCode = 0 }: Packet): number {
  const part = 65_536;
  if (protocol === 6) return port;
  if (protocol === 17) return part + port;
  if (protocol === 1 || protocol === 58) return (protocol === 1 ? 2 : 3) * part + icmpType * 256 + icmpCode;
  return 4 * part + protocol;
}
