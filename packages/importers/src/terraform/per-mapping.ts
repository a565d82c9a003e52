import type { Mapping } from './mapping.ts';

/** Something worked out once for a plan or state, when first asked for: fifty thousand resources may ask. */
export function perMapping<T>(build: (mapping: Mapping) => T): (mapping: Mapping) => T {
  const built = new WeakMap<Mapping, { readonly value: T }>();
  return (mapping) => {
    const known = built.get(mapping) ?? { value: build(mapping) };
    built.set(mapping, known);
    return known.value;
  };
}
