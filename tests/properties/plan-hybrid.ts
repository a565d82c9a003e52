import fc from 'fast-check';

/** How a place outside AWS is joined. Those of transit gateways are others where a network has none. */
export interface LinkPlan {
  readonly how: 'vpnToVpc' | 'staticToVpc' | 'vpnToTransit' | 'staticToTransit' | 'interface' | 'private' | 'transit';
  /** Which of the VPCs, taken modulo. */
  readonly vpc: number;
}

export interface SitePlan {
  readonly links: readonly LinkPlan[];
  /** What it announces: its prefixes, a longer one over the last link, or a wider one besides. */
  readonly announces: 'prefixes' | 'longer' | 'wide';
  readonly prefers: 'nothing' | 'last';
  /** Whether the owner says that the first link does not work. */
  readonly isFirstDown: boolean;
  readonly preference: 'none' | 'high' | 'low';
}

/** Sites, how VPCs know of them, and clients of Client VPN. */
export interface HybridPlan {
  readonly sites: readonly SitePlan[];
  /** How tables of VPCs lead to virtual private gateways. */
  readonly routes: 'derived' | 'listed' | 'static';
  readonly allowed: 'exact' | 'wide' | 'narrow';
  readonly hasEdgeTable: boolean;
  readonly clients: 'none' | 'one' | 'two' | 'groups';
}

export const NO_HYBRID: HybridPlan = {
  sites: [],
  routes: 'derived',
  allowed: 'exact',
  hasEdgeTable: false,
  clients: 'none',
};

const often = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 2);
const seldom = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 7);

const links: fc.Arbitrary<LinkPlan> = fc.record({
  how: fc.constantFrom(
    ...(['vpnToVpc', 'vpnToVpc', 'staticToVpc', 'vpnToTransit', 'vpnToTransit', 'staticToTransit'] as const),
    ...(['interface', 'private', 'private', 'transit', 'transit'] as const),
  ),
  vpc: fc.nat(9),
});

const sites: fc.Arbitrary<SitePlan> = fc.record({
  links: fc.array(links, { minLength: 1, maxLength: 3 }),
  announces: fc.constantFrom('prefixes', 'prefixes', 'prefixes', 'longer', 'wide'),
  prefers: fc.constantFrom('nothing', 'last'),
  isFirstDown: seldom,
  preference: fc.constantFrom('none', 'none', 'high', 'low'),
});

export const hybridPlans: fc.Arbitrary<HybridPlan> = fc.record({
  sites: fc.array(sites, { minLength: 1, maxLength: 3 }),
  routes: fc.constantFrom('derived', 'listed', 'static'),
  allowed: fc.constantFrom('exact', 'exact', 'wide', 'wide', 'narrow'),
  hasEdgeTable: often,
  clients: fc.constantFrom('none', 'one', 'one', 'two', 'groups'),
});
