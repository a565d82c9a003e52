import fc from 'fast-check';

/** What stands where an appliance might: an interface by itself, or an endpoint with something behind it. */
export interface InspectorPlan {
  readonly kind: 'appliance' | 'firewall' | 'gateway';
  readonly rules: 'open' | 'strict' | 'lax' | 'stateless' | 'domains';
  readonly isStated: boolean;
  /** The interface by which the load balancer sends to its appliances was read. */
  readonly hasNode: boolean;
}

export const APPLIANCE_ALONE: InspectorPlan = { kind: 'appliance', rules: 'open', isStated: true, hasNode: false };

export const inspectorPlans: fc.Arbitrary<InspectorPlan> = fc.record({
  kind: fc.constantFrom('firewall', 'firewall', 'firewall', 'gateway', 'gateway', 'appliance'),
  rules: fc.constantFrom('open', 'strict', 'strict', 'lax', 'lax', 'stateless', 'stateless', 'domains'),
  hasNode: fc.boolean(),
  isStated: fc.integer({ min: 0, max: 9 }).map((roll) => roll > 1),
});
