import type { ComponentId } from '../model/route.ts';
import type { Lookup } from './lookup.ts';
import type { Kind } from './record-types.ts';

/**
 * What can be read of a network: records of a kind; which groups and tags interfaces list; which ids there are; the links;
 * or more than anybody keeps count of.
 */
export type Read = Kind | 'interface-groups' | 'ids' | 'links' | 'anything';

/** What is read by who looks at records of a kind. */
export function readsOf(kind: Kind): readonly Read[] {
  return kind === 'networkInterface' ? ['networkInterface', 'interface-groups'] : [kind];
}

/**
 * A network that was made of another by changes: addresses have the same labels in both, sets of services the same ids,
 * and nothing but these records differs.
 */
export interface Edition {
  readonly of: Lookup;
  readonly changed: ReadonlySet<Read>;
  /** The ids of records that differ, came or went; both where a record got another one. */
  readonly ids: ReadonlyMap<Kind, ReadonlySet<ComponentId>>;
}

const interned = new Map<string, ReadonlySet<Read>>();

/** Equal sets are one: what is known of one change is known of the next that bears on the same kinds. */
export function setOfReads(all: Iterable<Read>): ReadonlySet<Read> {
  const key = [...new Set(all)].sort().join();
  const known = interned.get(key) ?? new Set(all);
  interned.set(key, known);
  return known;
}

/** Counts what was read more by whoever was asked before what he read. */
let version = 0;

/** What was read to work something out, at first and later: what does not differ of it need not be worked out again. */
export class Reads {
  readonly #own = new Set<Read>();
  readonly #others = new Set<Reads>();
  /** Mostly the same is read again. */
  #last: Reads | undefined;
  readonly #known = new WeakMap<ReadonlySet<Read>, { readonly version: number; readonly meets: boolean }>();
  #isAsked = false;

  note(what: Read): void {
    if (this.#own.has(what)) return;
    this.#own.add(what);
    if (this.#isAsked) version++;
  }

  include(others: Reads): void {
    if (others === this || others === this.#last) return;
    this.#last = others;
    if (this.#others.has(others)) return;
    this.#others.add(others);
    if (this.#isAsked) version++;
  }

  /** Whether any of this was read. */
  meets(changed: ReadonlySet<Read>): boolean {
    const known = this.#known.get(changed);
    // Nobody has read anything new since; and what was read stays read.
    if (known && (known.meets || known.version === version)) return known.meets;
    const meets = this.#meets(changed, new Set());
    this.#known.set(changed, { version, meets });
    return meets;
  }

  #meets(changed: ReadonlySet<Read>, met: Set<Reads>): boolean {
    if (met.has(this)) return false;
    met.add(this);
    this.#isAsked = true;
    if (this.#own.has('anything')) return changed.size > 0;
    for (const what of changed) if (this.#own.has(what)) return true;
    for (const others of this.#others) if (others.#meets(changed, met)) return true;
    return false;
  }
}

/** What an edition has in common with the network that it was made of. */
const COMMON: ReadonlySet<string> = new Set([
  'labels',
  'admissions',
  'assume',
  'coverage',
  'recordType',
  'kindOfId',
  'isModelled',
  'replies',
  'formatLabel',
  'edition',
]);

/** The same network, which notes what is read of it: now, and by whatever keeps it. */
export function watched(net: Lookup, reads: Reads): Lookup {
  return noticing(net, () => reads);
}

/**
 * One view for many things that are worked out one after the other, each with notes of its own: a view is large. What is read
 * by whoever keeps it, and is not at work, is noted for nobody.
 */
export class Watch {
  readonly #view: Lookup;
  readonly #idle = new Reads();
  #reads = this.#idle;

  constructor(net: Lookup) {
    this.#view = noticing(net, () => this.#reads);
  }

  noting<T>(reads: Reads, work: (view: Lookup) => T): T {
    const outer = this.#reads;
    this.#reads = reads;
    try {
      return work(this.#view);
    } finally {
      this.#reads = outer;
    }
  }
}

function noticing(net: Lookup, readsNow: () => Reads): Lookup {
  const root = net.root ?? net;
  const noting = <A extends readonly [Kind, ...unknown[]], T>(ask: (...asked: A) => T) => {
    return (...asked: A): T => {
      for (const read of readsOf(asked[0])) readsNow().note(read);
      return ask(...asked);
    };
  };
  const view: Lookup = {
    ...root,
    root,
    get reads() {
      return readsNow();
    },
    get: noting(root.get) as Lookup['get'],
    all: noting(root.all) as Lookup['all'],
    table: noting(root.table),
    behaviour(id) {
      readsNow().note('ids');
      return root.behaviour(id, view);
    },
    link(from, to) {
      readsNow().note('links');
      return root.link(from, to);
    },
  };
  const records = () => {
    readsNow().note('anything');
    return root.snapshot.records;
  };
  const snapshot = { ...root.snapshot };
  Object.defineProperty(snapshot, 'records', { get: records });
  Object.defineProperty(view, 'snapshot', { value: snapshot });
  // Whatever else a network can do, nobody knows of what it tells.
  for (const name of Object.keys(root).filter((one) => !COMMON.has(one) && !WATCHED.has(one))) {
    const get = () => {
      readsNow().note(name === 'topology' ? 'links' : 'anything');
      return root[name as keyof Lookup];
    };
    Object.defineProperty(view, name, { get, enumerable: true });
  }
  return view;
}

const WATCHED: ReadonlySet<string> = new Set(['get', 'all', 'table', 'behaviour', 'link', 'snapshot', 'root', 'reads']);

const regardless = new WeakMap<Lookup, Lookup>();

/**
 * The same network for who does not look at the groups and tags of interfaces: what he works out an edition shares where
 * interfaces list other ones, and are what they were.
 */
export function regardlessOfGroups(net: Lookup): Lookup {
  const { root, reads } = net;
  if (!root || !reads) return net;
  let view = regardless.get(net);
  if (!view) {
    view = Object.create(net) as Lookup;
    const noting = <A extends readonly [Kind, ...unknown[]], T>(ask: (...asked: A) => T, other: (...asked: A) => T) => {
      return (...asked: A): T => {
        if (asked[0] !== 'networkInterface') return other(...asked);
        reads.note('networkInterface');
        return ask(...asked);
      };
    };
    Object.defineProperties(view, {
      get: { value: noting(root.get as Asked, net.get as Asked) },
      all: { value: noting(root.all as Asked, net.all as Asked) },
      table: { value: noting(root.table, net.table) },
    });
    regardless.set(net, view);
  }
  return view;
}

type Asked = (kind: Kind, id?: string) => unknown;
