import fc from 'fast-check';

/** The balancer of a VPC. */
export interface BalancerPlan {
  readonly kind: 'application' | 'network' | 'classic';
  readonly isPublic: boolean;
  readonly hasGroup: boolean;
  readonly targets: 'instance' | 'ip' | 'lambda' | 'far';
  readonly isCrossZone: boolean;
  readonly keepsClient: 'default' | 'true' | 'false';
  readonly port: number;
  /** Which of the hosts are targets: all, or one in three. */
  readonly isWide: boolean;
  readonly isEnforced: boolean;
}

const KINDS = [
  ...(['network', 'network', 'network', 'network'] as const),
  ...(['application', 'application', 'application', 'classic', 'classic'] as const),
];
const often = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 2);

export const balancerPlans: fc.Arbitrary<BalancerPlan> = fc.record({
  kind: fc.constantFrom(...KINDS),
  isPublic: often,
  hasGroup: fc.boolean(),
  targets: fc.constantFrom('instance', 'instance', 'instance', 'ip', 'ip', 'far', 'lambda'),
  isCrossZone: often,
  keepsClient: fc.constantFrom('default', 'default', 'true', 'false'),
  port: fc.constantFrom(443, 8080, 80),
  isWide: fc.boolean(),
  isEnforced: often,
});
