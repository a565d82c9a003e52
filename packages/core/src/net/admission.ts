import { ALL, NONE, ServicePool, type ServiceSetId } from './service-set.ts';

/**
 * An interned pair (must, may) of service sets, must ⊆ may: what is surely admitted, and what may be. They differ only
 * where the input lacks something or AWS picks. The first two ids mean the same as the sets `NONE` and `ALL`.
 */
export type AdmissionId = number;

export const ADMITS_NOTHING: AdmissionId = 0;
export const ADMITS_ALL: AdmissionId = 1;
/** Nothing surely, everything perhaps: what missing input admits. */
export const UNDECIDED: AdmissionId = 2;

const LAST = 4096;

export class AdmissionPool {
  readonly services: ServicePool = new ServicePool();
  readonly #pairs: { readonly must: ServiceSetId; readonly may: ServiceSetId }[] = [];
  readonly #ids = new Map<number, AdmissionId>();
  /** The last answers of `both`, which is asked for the same again and again: by a slot, what was asked and said. */
  readonly #a = new Int32Array(LAST);
  readonly #b = new Int32Array(LAST);
  readonly #both = new Int32Array(LAST);
  /** The same of `either`. */
  readonly #c = new Int32Array(LAST);
  readonly #d = new Int32Array(LAST);
  readonly #either = new Int32Array(LAST);

  constructor() {
    this.pair(NONE, NONE);
    this.pair(ALL, ALL);
    this.pair(NONE, ALL);
  }

  pair(must: ServiceSetId, may: ServiceSetId): AdmissionId {
    const key = must * 67_108_864 + may;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#pairs.length;
      this.#pairs.push({ must, may });
      this.#ids.set(key, id);
    }
    return id;
  }

  exactly(set: ServiceSetId): AdmissionId {
    return this.pair(set, set);
  }

  must(id: AdmissionId): ServiceSetId {
    return (this.#pairs[id] as { must: ServiceSetId }).must;
  }

  may(id: AdmissionId): ServiceSetId {
    return (this.#pairs[id] as { may: ServiceSetId }).may;
  }

  /** Both must admit: filters in a row. */
  both(a: AdmissionId, b: AdmissionId): AdmissionId {
    if (a === b || b === ADMITS_ALL) return a;
    if (a === ADMITS_ALL) return b;
    if (a === ADMITS_NOTHING || b === ADMITS_NOTHING) return ADMITS_NOTHING;
    const slot = (a * 61 + b) % LAST;
    if (this.#a[slot] !== a || this.#b[slot] !== b) {
      this.#a[slot] = a;
      this.#b[slot] = b;
      this.#both[slot] = this.#combine(a, b, 'intersect', 'intersect');
    }
    return this.#both[slot] as AdmissionId;
  }

  /** One that admits is enough: rules of a security group, targets of a balancer. */
  either(a: AdmissionId, b: AdmissionId): AdmissionId {
    if (a === b || b === ADMITS_NOTHING) return a;
    if (a === ADMITS_NOTHING) return b;
    const slot = (a * 61 + b) % LAST;
    if (this.#c[slot] !== a || this.#d[slot] !== b) {
      this.#c[slot] = a;
      this.#d[slot] = b;
      this.#either[slot] = this.#combine(a, b, 'union', 'union');
    }
    return this.#either[slot] as AdmissionId;
  }

  /** AWS picks one of the two: sure is what both admit, possible what either does. */
  picked(a: AdmissionId, b: AdmissionId): AdmissionId {
    return a === b ? a : this.#combine(a, b, 'intersect', 'union');
  }

  #combine(a: AdmissionId, b: AdmissionId, must: 'intersect' | 'union', may: 'intersect' | 'union'): AdmissionId {
    return this.pair(this.services[must](this.must(a), this.must(b)), this.services[may](this.may(a), this.may(b)));
  }
}
