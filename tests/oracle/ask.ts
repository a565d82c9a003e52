import { edit, type Raw, route, snapshotOf } from './build.ts';
import { judge, type Packet } from './oracle.ts';

export const ips: Readonly<Record<string, string>> = {
  web: '10.0.0.10',
  app: '10.0.1.10',
  app2: '10.0.1.11',
  db: '10.0.2.10',
  bhost: '10.1.1.10',
};

export function tcp(from: string, to: string, port: number, more: Partial<Packet> = {}): Packet {
  const address = ips[from];
  const source = address ? { networkInterfaceId: `eni-${from}`, address } : { internet: from };
  return { from: source, to: ips[to] ?? to, protocol: 6, port, sourcePort: 40000, ...more };
}

export function ask(resources: readonly Raw[], packet: Packet, options: Parameters<typeof snapshotOf>[1] = {}): string {
  return judge(snapshotOf(resources, options), packet).verdict;
}

export function kindsOf(resources: readonly Raw[], packet: Packet): readonly string[] {
  return judge(snapshotOf(resources), packet).kinds;
}

export const PING = { protocol: 1, icmpType: 8, icmpCode: 0 };
export const rule = (protocol: string, port: number, peers: object) => ({
  IpProtocol: protocol,
  FromPort: port,
  ToPort: port,
  ...peers,
});
export const from = (cidr: string) => ({ IpRanges: [{ CidrIp: cidr }] });
export const fromGroup = (id: string, more: object = {}) => ({ UserIdGroupPairs: [{ GroupId: id, ...more }] });
export const ingress = (resources: readonly Raw[], id: string, ...rules: object[]) =>
  edit(resources, id, { IpPermissions: rules });
export const egress = (resources: readonly Raw[], id: string, ...rules: object[]) =>
  edit(resources, id, { IpPermissionsEgress: rules });
export const entries = (resources: readonly Raw[], id: string, ...list: object[]) =>
  edit(resources, id, { Entries: list });
export const routes = (resources: readonly Raw[], id: string, list: Readonly<Record<string, string>>) =>
  edit(resources, id, { Routes: Object.entries(list).map(([to, target]) => route(to, target)) });
