import type { Settings } from '@hopwise/core';
import type { Raw } from '../oracle/build.ts';
import type { Packet } from '../oracle/oracle.ts';
import { ofKind, pick } from './mutations.ts';
import type { Own } from './packet-ends.ts';
import type { PacketPlan } from './packets.ts';

/** Ends of packets from, to and between sites, and of those that clients send. */
export function hybridEnds(
  resources: readonly Raw[],
  sites: Settings['sites'],
  all: readonly Own[],
  { intent, ends: { a, b, c } }: PacketPlan,
): Pick<Packet, 'from' | 'to'> | undefined {
  const inside = all.filter(({ address, type }) => !address.includes(':') && type !== 'client_vpn');
  const hosts = inside.filter(({ type, isNode }) => type === 'interface' && !isNode);
  const names = Object.keys(sites);
  const at = (name: string | undefined, choice: number) => {
    const base = sites[name ?? '']?.prefixes[0]?.replace(/0\.0\/16$/, '');
    return base && `${base}${pick([7, 9], choice)}.9`;
  };
  const name = pick(names, a);
  const address = at(name, c);
  const site = name && address ? { site: name, address } : undefined;
  if (intent === 'fromSite') {
    const anywhere = ['8.8.8.8', '10.1.0.200', '10.77.0.1', '203.0.113.40'];
    const to = c % 12 === 0 ? pick(anywhere, b) : pick(c % 5 === 0 ? inside : hosts, b)?.address;
    return site && to ? { from: site, to } : undefined;
  }
  if (intent === 'siteToSite') {
    const to = at(
      pick(
        names.filter((one) => one !== name),
        b,
      ),
      b,
    );
    return site && to ? { from: site, to } : undefined;
  }
  if (intent === 'clients') {
    const endpoint = pick(ofKind(resources, 'clientVpnEndpoint'), a);
    const id = String(endpoint?.fields.ClientVpnEndpointId);
    const groups = pick([undefined, ['G1'], ['G2'], ['G1', 'G2']], c);
    const near = hosts.filter(({ vpcId }) => vpcId === endpoint?.fields.VpcId);
    const to = [pick(near, b)?.address, pick(hosts, b)?.address, '8.8.8.8', address][c % 7 < 4 ? 0 : (c % 7) - 3];
    const from = { clientVpn: id, address: `10.10${id.at(-1)}.0.9`, ...(groups ? { groups } : {}) };
    return endpoint && to ? { from, to } : undefined;
  }
  const sender = pick(hosts, b);
  return sender && address
    ? { from: { networkInterfaceId: sender.id, address: sender.address }, to: address }
    : undefined;
}
