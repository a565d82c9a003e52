import type { Settings } from '@hopwise/core';
import type fc from 'fast-check';
import { linksOfPlan, statedSites } from './hybrid-links.ts';
import { type NetworkPlan, networkPlans, type Part, type VpcPlan } from './plan.ts';
import type { LinkPlan } from './plan-hybrid.ts';
import { publicSites } from './written-public.ts';

const PARTS = [
  ...(['transitGateway', 'loadBalancer', 'privateLink', 'inspection'] as const),
  ...(['hybrid', 'hybridTransit'] as const),
];

/** Plans of what all forms can say: one account and Region, and boxes that are appliances or firewalls. */
const plans = (always: readonly Part[], more: (plan: NetworkPlan) => NetworkPlan): fc.Arbitrary<NetworkPlan> =>
  networkPlans(PARTS, always).map((plan) => written(more(plan)));

/**
 * In turn: a mesh that VPN joins, as templates can say it; a hub with a firewall in two zones; anything, Direct Connect
 * mostly, of transit gateways too; and appliances behind Gateway Load Balancers.
 */
export const writtenPlans: readonly fc.Arbitrary<NetworkPlan>[] = [
  plans(['transitGateway', 'hybrid', 'hybridTransit'], (plan) => {
    const joined = withLinks(plan, {
      staticToTransit: 'vpnToTransit',
      transit: 'vpnToTransit',
      interface: 'vpnToTransit',
    });
    return { ...joined, transit: { ...plan.transit, shape: 'mesh' } };
  }),
  plans(['transitGateway', 'inspection'], (plan) => {
    const hub = { ...plan.transit.hub, hasNat: true };
    return { ...withLinks(plan, TO_VPCS), transit: { ...plan.transit, shape: 'hub', hub } };
  }),
  plans(['hybrid'], (plan) => withLinks(plan, { vpnToTransit: 'transit', vpnToVpc: 'private' })),
  plans(['inspection'], (plan) => withLinks({ ...plan, vpcs: plan.vpcs.map(behindBalancer) }, TO_VPCS)),
];

function behindBalancer(one: VpcPlan): VpcPlan {
  return { ...one, appliance: 'forward', inspector: { ...one.inspector, kind: 'gateway' } };
}

/**
 * In turn: VPCs that peerings and transit gateways join, those that VPN and Direct Connect join to sites, and those whose
 * packets pass firewalls.
 */
export const laidOverPlans: readonly fc.Arbitrary<NetworkPlan>[] = [
  networkPlans(['transitGateway'], ['transitGateway']).map(written),
  networkPlans(['transitGateway', 'hybrid'], ['hybrid']).map((plan) => written(asListed(withLinks(plan, TO_VPCS)))),
  networkPlans(['transitGateway', 'inspection'], ['inspection']).map(written),
  networkPlans(['transitGateway', 'loadBalancer'], ['loadBalancer']).map(written),
  networkPlans(['loadBalancer', 'privateLink'], ['loadBalancer', 'privateLink']).map(written),
];

/** As answers of AWS have it: tables list what is propagated to them. */
function asListed(plan: NetworkPlan): NetworkPlan {
  const { hybrid } = plan;
  return { ...plan, hybrid: { ...hybrid, routes: hybrid.routes === 'static' ? 'static' : 'listed' } };
}

type How = LinkPlan['how'];

const TO_VPCS = { vpnToTransit: 'vpnToVpc', staticToTransit: 'staticToVpc', transit: 'private' } as const;

function withLinks(plan: NetworkPlan, instead: Partial<Record<How, How>>): NetworkPlan {
  const sites = plan.hybrid.sites.map((site) => ({
    ...site,
    links: site.links.map((link) => ({ ...link, how: instead[link.how] ?? link.how })),
  }));
  return { ...plan, hybrid: { ...plan.hybrid, sites } };
}

function written(plan: NetworkPlan): NetworkPlan {
  // No template accepts a peering of transit gateways.
  const transit = { ...plan.transit, isSplit: false, listing: 'whole' as const };
  // Endpoints of a firewall in two zones let replies through only where both ways come by the same.
  const guarded = { ...transit.hub, appliance: 'firewall' as const, isApplianceMode: true };
  return {
    ...plan,
    peered: transit.shape === 'hub' ? plan.peered.map(() => false) : plan.peered,
    vpcs: plan.vpcs.map((one) => writtenVpc(one, plan)),
    transit: { ...transit, hub: plan.parts.includes('inspection') ? guarded : transit.hub },
    mutations: [],
    exclusion: 'none',
    publicAccess: plan.publicAccess === 'unstated' ? 'off' : plan.publicAccess,
  };
}

function writtenVpc(one: VpcPlan, { parts, transit }: NetworkPlan): VpcPlan {
  // A range on an interface cuts its subnet: what AWS chooses in it then has no address that stands for all.
  const isWhole = parts.length > 0;
  return {
    ...one,
    isFar: false,
    isForeign: false,
    // What a hub has VPCs may do without.
    nat:
      one.nat === 'none' || (transit.shape === 'hub' && transit.hub.hasNat)
        ? 'none'
        : one.nat === 'private'
          ? 'private'
          : 'public',
    hasInterfaceEndpoint: one.hasInterfaceEndpoint && isWhole,
    balancer: {
      ...one.balancer,
      // Only network balancers provide services to others.
      kind: parts.includes('privateLink') ? 'network' : one.balancer.kind,
      targets: one.balancer.targets === 'lambda' ? 'ip' : one.balancer.targets,
    },
    subnets: one.subnets.map((subnet) => ({
      ...subnet,
      hosts: subnet.hosts.map((host) => ({ ...host, hasPrefix: host.hasPrefix && !isWhole })),
    })),
  };
}

/**
 * Whether a template can say it: it cannot name the attachment of a VPN connection, which only default tables take up, nor
 * associate a Direct Connect gateway with a transit gateway.
 */
export function isOfTemplates(plan: NetworkPlan): boolean {
  const links = linksOfPlan(plan).filter(({ isTransit }) => isTransit);
  return links.every(({ isVpn, isStatic }) => isVpn && !isStatic && plan.transit.shape === 'mesh');
}

/** What the owner states, of things as they are called; of those that are not there yet also that they will work. */
export function settingsOf(plan: NetworkPlan, named?: (id: string) => string): Partial<Settings> {
  const name = named ?? ((id: string) => id);
  const links = linksOfPlan(plan);
  const sites = Object.entries(statedSites(plan) ?? {}).map(([site, { advertises, localPreference, ...stated }], s) => {
    const byLink = <T>(all: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(all).map(([id, value]) => [name(id), value]));
    const own = links.filter((link) => link.site === s).map(({ id }) => name(id));
    return [
      site,
      {
        ...stated,
        router: stated.router.map(name),
        prefers: stated.prefers.map(name),
        down: stated.down.map(name),
        ...(named ? { up: own } : {}),
        ...(localPreference ? { localPreference: byLink(localPreference) } : {}),
        ...(advertises ? { advertises: byLink(advertises as Readonly<Record<string, readonly string[]>>) } : {}),
      },
    ] as const;
  });
  const boxes = plan.vpcs.flatMap(({ appliance, inspector }, index) => {
    const isStated = appliance !== 'none' && appliance !== 'unstated' && inspector.kind === 'appliance';
    return isStated ? [[name(`i-${index + 1}fw`), appliance] as const] : [];
  });
  const behind = plan.vpcs.flatMap(({ appliance, inspector }, index) => {
    const isStated = appliance !== 'none' && inspector.kind === 'gateway' && inspector.isStated;
    return isStated ? [[name(`i-gw${index + 1}box`), 'forward'] as const] : [];
  });
  const isHub = plan.transit.shape === 'hub' && plan.transit.hub.appliance === 'forward';
  const hub = isHub ? ['i-8fw0', 'i-8fw1'].map((id) => [name(id), 'forward'] as const) : [];
  return {
    appliances: Object.fromEntries([...boxes, ...behind, ...hub]),
    sites: { ...Object.fromEntries(sites), ...publicSites(plan, named) },
  };
}
