import { type Edition, type Read, Reads, readsOf, setOfReads, watched } from './edition.ts';
import type { Lookup } from './lookup.ts';
import type { Kind } from './record-types.ts';

interface Built<T> {
  readonly value: T;
  readonly reads: Reads;
}

/**
 * Something worked out once per network, when first asked for; the same one with another router shares it, by its labels.
 * An edition of a network shares it too, where nothing differs of what was read for it: so what is built reads all that
 * it will ever tell when it is built, but for the evidence of rules.
 */
export function derived<T>(build: (net: Lookup) => T): (net: Lookup) => T {
  const builtFor = ownOf((net): Built<T> => {
    const { edition } = net;
    if (edition) {
      const before = builtFor(edition.of);
      if (!before.reads.meets(edition.changed)) return before;
    }
    const reads = new Reads();
    return { value: build(watched(net, reads)), reads };
  });
  return (net) => {
    const { value, reads } = builtFor(net);
    net.reads?.include(reads);
    return value;
  };
}

/** Of which keys changes of some kinds of records make another thing; whatever else was read must not differ at all. */
export interface Touching {
  readonly kinds: readonly Kind[];
  touches(key: string, edition: Edition, net: Lookup): boolean;
}

interface Table<T> {
  readonly values: Map<string, T>;
  /** The network, which notes what is read. */
  view(): Lookup;
  readonly reads: Reads;
  /** What the network that this is an edition of has for a key, where it is the same here. */
  before(key: string): T | undefined;
}

/** `derived` per key: a subnet, a group, a table. */
export function derivedBy<T>(
  build: (net: Lookup, key: string) => T,
  touching?: Touching,
): (net: Lookup, key: string) => T {
  const tables = ownOf((net): Table<T> => {
    const reads = new Reads();
    const values = new Map<string, T>();
    const { edition } = net;
    let made: Lookup | undefined;
    const view = () => {
      made ??= watched(net, reads);
      return made;
    };
    if (!edition) return { values, reads, view, before: () => undefined };
    const earlier = tables(edition.of);
    const told = new Set<Read>(touching?.kinds.flatMap(readsOf));
    const others = setOfReads([...edition.changed].filter((one) => !told.has(one)));
    return {
      values,
      reads,
      view,
      before(key) {
        const value = earlier.values.get(key) ?? earlier.before(key);
        if (value === undefined || earlier.reads.meets(others)) return undefined;
        if (earlier.reads.meets(edition.changed) && (touching?.touches(key, edition, net) ?? true)) return undefined;
        // What was read for it there counts as read here.
        reads.include(earlier.reads);
        return value;
      },
    };
  });
  return (net, key) => {
    const { values, reads, view, before } = tables(net);
    net.reads?.include(reads);
    let value = values.get(key);
    if (value === undefined) {
      value = before(key) ?? build(view(), key);
      values.set(key, value);
    }
    return value;
  };
}

/** Shared with no other network: by the labels, of which every network has an object of its own. */
export function ownOf<T>(make: (net: Lookup) => T): (net: Lookup) => T {
  const made = new WeakMap<Lookup['labels'], { readonly value: T }>();
  // Mostly the network asked about is the one before: looking it up each time costs more than what is looked up.
  let last: Lookup['labels'] | undefined;
  let known: T;
  return (net) => {
    if (net.labels === last) return known;
    let found = made.get(net.labels);
    if (!found) {
      found = { value: make(net) };
      made.set(net.labels, found);
    }
    [last, known] = [net.labels, found.value];
    return known;
  };
}
