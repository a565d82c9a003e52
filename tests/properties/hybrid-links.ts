import type { Settings, Site } from '@hopwise/core';
import type { NetworkPlan } from './plan.ts';
import type { LinkPlan, SitePlan } from './plan-hybrid.ts';

/** A link of a plan with its ids. */
export interface PlannedLink {
  readonly how: LinkPlan['how'];
  readonly id: string;
  readonly router: string;
  readonly site: number;
  readonly k: number;
  /** What AWS learns over it. */
  readonly announced: readonly string[];
  readonly isVpn: boolean;
  readonly isStatic: boolean;
  readonly isTransit: boolean;
}

/** One in the range of the VPCs, which rules and lists know, and two elsewhere. */
export const PLACES = [
  { name: 'leeds', prefix: '10.20.0.0/16', longer: '10.20.7.0/24', wider: '10.0.0.0/8' },
  { name: 'york', prefix: '192.168.0.0/16', longer: '192.168.7.0/24', wider: '192.0.0.0/8' },
  { name: 'bath', prefix: '172.20.0.0/16', longer: '172.20.7.0/24', wider: '172.16.0.0/12' },
] as const;

export function linksOfPlan({ hybrid, vpcs, transit, parts }: NetworkPlan): readonly PlannedLink[] {
  const isJoined = transit.shape !== 'none' && parts.includes('hybridTransit');
  return hybrid.sites.flatMap((site, s) =>
    site.links.map((link, n): PlannedLink => {
      const how = isJoined ? link.how : WITHOUT_TRANSIT[link.how];
      const isVpn = how.startsWith('vpn') || how.startsWith('static');
      return {
        ...{ how, isVpn, site: s, k: (link.vpc % vpcs.length) + 1 },
        id: isVpn ? `vpn-${s}${n}` : `dxvif-${s}${n}`,
        router: isVpn ? `cgw-${s}${n}` : `dxcon-${s}${n}`,
        announced: announcedBy(site, s, n),
        isStatic: how.startsWith('static'),
        isTransit: how.toLowerCase().endsWith('transit'),
      };
    }),
  );
}

const WITHOUT_TRANSIT: Readonly<Record<LinkPlan['how'], LinkPlan['how']>> = {
  vpnToVpc: 'vpnToVpc',
  staticToVpc: 'staticToVpc',
  vpnToTransit: 'vpnToVpc',
  staticToTransit: 'staticToVpc',
  interface: 'interface',
  private: 'private',
  transit: 'private',
};

function announcedBy({ announces, links }: SitePlan, s: number, n: number): readonly string[] {
  const { prefix, longer, wider } = PLACES[s] ?? PLACES[0];
  if (announces === 'wide') return [prefix, wider];
  return announces === 'longer' && n === links.length - 1 ? [longer] : [prefix];
}

/** What the owner states of the sites. */
export function statedSites(plan: NetworkPlan): Settings['sites'] {
  const all = linksOfPlan(plan);
  return Object.fromEntries(
    plan.hybrid.sites.map((site, s) => {
      const { name, prefix } = PLACES[s] ?? PLACES[0];
      const own = all.filter((link) => link.site === s);
      const [first, last] = [own[0], own.at(-1)];
      const isAlone = plan.hybrid.sites.length === 1 && site.prefers === 'nothing';
      const stated: Site = {
        prefixes: [prefix],
        router: isAlone ? [] : own.map(({ router }) => router),
        ...(site.announces === 'prefixes'
          ? {}
          : { advertises: Object.fromEntries(own.map(({ id, announced }) => [id, announced])) }),
        ...(site.preference === 'none' || !last ? {} : { localPreference: { [last.id]: site.preference } }),
        prefers: site.prefers === 'last' && last ? [last.id] : [],
        down: site.isFirstDown && first && own.length > 1 ? [first.router] : [],
      };
      return [name, stated];
    }),
  );
}
