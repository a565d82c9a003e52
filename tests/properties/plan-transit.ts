import fc from 'fast-check';

/** How the VPCs of a plan hang on transit gateways. */
export interface TransitPlan {
  /** One table for all, one for each attachment, or everything through firewalls and the NAT gateway of a hub VPC. */
  readonly shape: 'none' | 'mesh' | 'separate' | 'hub';
  /** Pairs of VPCs that talk over the transit gateway although they could peer: 1–2, 2–3, 1–3. */
  readonly instead: readonly boolean[];
  /** The second VPC hangs on a transit gateway of its own. */
  readonly isSplit: boolean;
  /** Whether the search lists all routes, or the static ones only. */
  readonly listing: 'whole' | 'static';
  readonly hasReferences: boolean;
  readonly hub: {
    readonly isApplianceMode: boolean;
    /** Firewalls, and everything between, are those of networks that are written. */
    readonly appliance: 'forward' | 'unstated' | 'firewall';
    readonly hasNat: boolean;
  };
}

export const NO_TRANSIT: TransitPlan = {
  shape: 'none',
  instead: [],
  isSplit: false,
  listing: 'whole',
  hasReferences: false,
  hub: { isApplianceMode: false, appliance: 'forward', hasNat: false },
};

const often = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 2);

export const transitPlans: fc.Arbitrary<TransitPlan> = fc.record({
  shape: fc.constantFrom('mesh', 'separate', 'hub', 'hub'),
  instead: fc.tuple(often, often, often),
  isSplit: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 6),
  listing: fc.constantFrom('whole', 'static'),
  hasReferences: often,
  hub: fc.record({
    isApplianceMode: often,
    appliance: fc.constantFrom('forward', 'forward', 'forward', 'forward', 'forward', 'unstated'),
    hasNat: often,
  }),
});

/** By which of its subnets a VPC is attached: subnets for that alone, in two zones or one, or those of its hosts. */
export type Attached = 'dedicated' | 'oneZone' | 'shared';
export const attachedBy: fc.Arbitrary<Attached> = fc.constantFrom(
  'dedicated',
  'dedicated',
  'dedicated',
  'oneZone',
  'shared',
);
