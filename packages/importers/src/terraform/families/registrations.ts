import type { Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';

interface Registered {
  readonly targets: Map<string, Json[]>;
  readonly instances: Map<string, Set<string>>;
}

/** What workloads register by themselves, by target group and by classic balancer. */
const registrations = new WeakMap<Mapping, Registered>();

function of(mapping: Mapping): Registered {
  const known = registrations.get(mapping) ?? { targets: new Map(), instances: new Map() };
  registrations.set(mapping, known);
  return known;
}

export function register(mapping: Mapping, group: string, target: Json): void {
  const { targets } = of(mapping);
  targets.set(group, [...(targets.get(group) ?? []), target]);
}

export function registerClassic(mapping: Mapping, balancer: string, instance: string): void {
  const { instances } = of(mapping);
  instances.set(balancer, (instances.get(balancer) ?? new Set()).add(instance));
}

export function registered(mapping: Mapping): ReadonlyMap<string, readonly Json[]> {
  return of(mapping).targets;
}

export function registeredClassic(mapping: Mapping, balancer: string): readonly string[] {
  return [...(of(mapping).instances.get(balancer) ?? [])];
}
