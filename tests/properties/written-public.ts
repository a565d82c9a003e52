import type { Settings } from '@hopwise/core';
import { ACCOUNT, type Raw, raw } from '../oracle/build.ts';
import type { NetworkPlan } from './plan.ts';

/** What was agreed for the public virtual interface: a range that lists and groups know. */
export const PUBLIC = '198.51.100.0/24';
export const PUBLIC_SITE = 'oslo';
const [ROUTER, LINK] = ['dxcon-public', 'dxvif-public'];

/** A public virtual interface, by which a place reaches the public addresses of AWS (DX-02). */
export function publicInterfaces({ parts }: NetworkPlan): readonly Raw[] {
  if (!parts.includes('hybrid')) return [];
  return [
    raw('directConnectConnection', { connectionId: ROUTER, connectionState: 'available', ownerAccount: ACCOUNT }),
    raw('virtualInterface', {
      virtualInterfaceId: LINK,
      virtualInterfaceType: 'public',
      virtualInterfaceState: 'available',
      connectionId: ROUTER,
      asn: 65_077,
      routeFilterPrefixes: [{ cidr: PUBLIC }],
      bgpPeers: [{ addressFamily: 'ipv4', asn: 65_077, bgpPeerState: 'available', bgpStatus: 'up' }],
    }),
  ];
}

/** The place at its end; of what is not there yet also that it will work. */
export function publicSites({ parts }: NetworkPlan, named?: (id: string) => string): Settings['sites'] {
  if (!parts.includes('hybrid')) return {};
  const name = named ?? ((id: string) => id);
  const site = { prefixes: ['172.31.0.0/16'], router: [name(ROUTER)], prefers: [], down: [] };
  return { [PUBLIC_SITE]: { ...site, ...(named ? { up: [name(LINK)] } : {}) } };
}
