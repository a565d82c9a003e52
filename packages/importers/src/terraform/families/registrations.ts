import type { Attributes } from '../attributes.ts';
import { plannedId } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { TARGET_GROUP } from '../wanted.ts';
import { unknownTarget } from './undecided-tables.ts';

interface Registered {
  readonly targets: Map<string, Json[]>;
  readonly instances: Map<string, Set<string>>;
  /** What registers with groups that nobody can tell, and with which it may be; undefined where with any. */
  readonly open: { readonly id: string; readonly groups: readonly string[] | undefined }[];
}

/** What workloads register by themselves, by target group and by classic balancer. */
const of = perMapping((): Registered => ({ targets: new Map(), instances: new Map(), open: [] }));

export function register(mapping: Mapping, group: string, target: Json): void {
  const { targets } = of(mapping);
  targets.set(group, [...(targets.get(group) ?? []), target]);
}

/** Registers it with whatever group the argument names: each that it may name has a target of which nobody knows what it is. */
export function registerSomewhere(mapping: Mapping, one: Attributes, argument: string): void {
  const groups = one.possible(argument, TARGET_GROUP);
  of(mapping).open.push({ id: unknownTarget(plannedId(one.resource)), groups: groups.length > 0 ? groups : undefined });
}

export function registerClassic(mapping: Mapping, balancer: string, instance: string): void {
  const { instances } = of(mapping);
  instances.set(balancer, (instances.get(balancer) ?? new Set()).add(instance));
}

export function registered(mapping: Mapping): ReadonlyMap<string, readonly Json[]> {
  return of(mapping).targets;
}

/** What may be registered with a group, and may not. */
export function registeredPerhaps(mapping: Mapping, group: string): readonly Json[] {
  const own = of(mapping).open.filter(({ groups }) => groups === undefined || groups.includes(group));
  return [...new Set(own.map(({ id }) => id))].map((Id) => ({ Id }));
}

export function registeredClassic(mapping: Mapping, balancer: string): readonly string[] {
  return [...(of(mapping).instances.get(balancer) ?? [])];
}
