import { protocolPart, type ServicePool, type ServiceSetId } from '../net/service-set.ts';

/** TCP ports that Security Hub calls high-risk (EC2.19), and those of databases and file servers that Inspector names. */
const RISKY: readonly number[] = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888,
  9200, 9300, 111, 139, 389, 636, 1521, 1630, 2049, 3268, 3269, 6379, 11_211, 27_017, 27_018, 27_019, 28_017,
];

/** Ports that administrators use: the whole machine is behind them (EC2.13, EC2.14). */
export const REMOTE_ACCESS: readonly number[] = [22, 3389];

export function tcpPorts(pool: ServicePool, ports: readonly number[]): ServiceSetId {
  const { from } = protocolPart(6);
  return pool.of(...ports.map((port) => [from + port, from + port + 1] as const));
}

export function riskyServices(pool: ServicePool): ServiceSetId {
  return tcpPorts(pool, RISKY);
}

/** What is meant to be open to everybody, and ICMP, which opens nothing. */
export function expectedServices(pool: ServicePool): ServiceSetId {
  const icmp = [1, 58].map((protocol) => [protocolPart(protocol).from, protocolPart(protocol).to] as const);
  return pool.union(tcpPorts(pool, [80, 443]), pool.of(...icmp));
}
