import type { Settings } from '@hopwise/core';
import type { Raw } from '../oracle/build.ts';
import { PUBLIC, PUBLIC_SITE } from './written-public.ts';
import { isOfService } from './written-transit.ts';

export type Ends = readonly (readonly [from: string | undefined, to: string])[];

/**
 * Every pair of hosts at their first addresses, each host with the internet, both ways, and both with what serves; and
 * with sites, both ways; hosts from clients of Client VPN, and by public addresses from the place at a public virtual interface.
 */
export function endsOf(all: readonly Raw[], { sites = {} }: Partial<Settings>): Ends {
  const hosts = all.flatMap((one) => {
    const id = String(one.fields.NetworkInterfaceId);
    const isHost = one.kind === 'networkInterface' && !id.includes('nat') && !isOfService(one);
    return isHost ? [[id, String(one.fields.PrivateIpAddress)] as const] : [];
  });
  const serving = all.flatMap(({ kind, fields }) => {
    const isEndpoint = kind === 'vpcEndpoint' && fields.VpcEndpointType === 'Interface';
    const id = isEndpoint ? fields.VpcEndpointId : (fields.LoadBalancerArn ?? fields.LoadBalancerName);
    return isEndpoint || kind === 'loadBalancer' || kind === 'classicLoadBalancer' ? [String(id)] : [];
  });
  const among = hosts.flatMap(([from, address]) =>
    hosts.flatMap(([to, dialled]) => (from === to ? [] : [[`${from}/${address}`, dialled] as const])),
  );
  const out = hosts.flatMap(([from, address]) =>
    ['8.8.8.8', '198.51.100.7', '52.218.1.1', ...serving].map((to) => [`${from}/${address}`, to] as const),
  );
  const from = [...hosts.map(([id]) => id), ...serving].map((id) => [undefined, id] as const);
  const isPrivate = (to: string) => all.some(({ fields }) => fields.VpcEndpointId === to && isOfProvider(fields));
  const ends = [...among, ...out, ...from];
  const each = Math.ceil(ends.length / MOST);
  return [
    ...ends.filter(([, to], i) => i % each === 0 || isPrivate(to)),
    ...withSites(hosts, sites),
    ...fromClients(hosts, all),
    ...overPublic(hosts, sites),
  ];
}

/** Each host with an address in what a site may announce by itself, and with one beside that. */
function withSites(hosts: readonly (readonly [string, string])[], sites: Settings['sites']): Ends {
  const own = Object.entries(sites).filter(([name]) => name !== PUBLIC_SITE);
  const ends = own.flatMap(([name, { prefixes }]) =>
    [7, 9].flatMap((third) => {
      const far = prefixes[0]?.replace('0.0/16', `${third}.9`) ?? '';
      return hosts.flatMap(([from, address]) => [
        [`${from}/${address}`, far] as const,
        [`onprem:${name}/${far}`, address] as const,
      ]);
    }),
  );
  const each = Math.ceil(ends.length / MOST);
  // Two stand for the two ways.
  return ends.filter((_, i) => (i >> 1) % each === 0);
}

/** Users of any group and of those that rules name. */
function fromClients(hosts: readonly (readonly [string, string])[], all: readonly Raw[]): Ends {
  const users = all.flatMap(({ kind, fields }) => {
    const id = String(fields.ClientVpnEndpointId);
    return kind === 'clientVpnEndpoint' ? [id, `${id}/group:G1`, `${id}/group:G2`] : [];
  });
  return users.flatMap((from) => [...hosts.map(([, address]) => [from, address] as const), [from, '8.8.8.8'] as const]);
}

function overPublic(hosts: readonly (readonly [string, string])[], sites: Settings['sites']): Ends {
  if (!sites[PUBLIC_SITE]) return [];
  const from = `onprem:${PUBLIC_SITE}/${PUBLIC.replace('0/24', '77')}`;
  return hosts.flatMap(([id, address]) => [[from, id] as const, [from, address] as const]);
}

function isOfProvider({ ServiceName }: Raw['fields']): boolean {
  return String(ServiceName).startsWith('com.amazonaws.vpce.');
}

/** Questions of one network: hundreds of pairs tell no more. */
const MOST = 90;
