import { PairMemo } from './pair-memo.ts';
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

export class AdmissionPool {
  readonly services: ServicePool = new ServicePool();
  readonly #musts: ServiceSetId[] = [];
  readonly #mays: ServiceSetId[] = [];
  readonly #ids = new PairMemo();
  readonly #both = new PairMemo();
  readonly #either = new PairMemo();

  constructor() {
    this.pair(NONE, NONE);
    this.pair(ALL, ALL);
    this.pair(NONE, ALL);
  }

  pair(must: ServiceSetId, may: ServiceSetId): AdmissionId {
    const known = this.#ids.get(must, may);
    if (known >= 0) return known;
    const id = this.#musts.push(must) - 1;
    this.#mays.push(may);
    this.#ids.set(must, may, id);
    return id;
  }

  exactly(set: ServiceSetId): AdmissionId {
    return this.pair(set, set);
  }

  must(id: AdmissionId): ServiceSetId {
    return this.#musts[id] as ServiceSetId;
  }

  may(id: AdmissionId): ServiceSetId {
    return this.#mays[id] as ServiceSetId;
  }

  /** Both must admit: filters in a row. */
  both(a: AdmissionId, b: AdmissionId): AdmissionId {
    if (a === b || b === ADMITS_ALL) return a;
    if (a === ADMITS_ALL) return b;
    if (a === ADMITS_NOTHING || b === ADMITS_NOTHING) return ADMITS_NOTHING;
    const known = this.#both.get(a, b);
    if (known >= 0) return known;
    const id = this.#combine(a, b, 'intersect', 'intersect');
    this.#both.set(a, b, id);
    return id;
  }

  /** One that admits is enough: rules of a security group, targets of a balancer. */
  either(a: AdmissionId, b: AdmissionId): AdmissionId {
    if (a === b || b === ADMITS_NOTHING) return a;
    if (a === ADMITS_NOTHING) return b;
    const known = this.#either.get(a, b);
    if (known >= 0) return known;
    const id = this.#combine(a, b, 'union', 'union');
    this.#either.set(a, b, id);
    return id;
  }

  /** AWS picks one of the two: sure is what both admit, possible what either does. */
  picked(a: AdmissionId, b: AdmissionId): AdmissionId {
    return a === b ? a : this.#combine(a, b, 'intersect', 'union');
  }

  #combine(a: AdmissionId, b: AdmissionId, must: 'intersect' | 'union', may: 'intersect' | 'union'): AdmissionId {
    return this.pair(this.services[must](this.must(a), this.must(b)), this.services[may](this.may(a), this.may(b)));
  }
}
