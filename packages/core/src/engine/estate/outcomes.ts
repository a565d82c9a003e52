import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Outcome } from '../trip.ts';

/** What comes of a pair, without the ways that lead there. */
export type Result = Pick<Outcome, 'delivered' | 'answered' | 'clientPorts'>;
/** An interned `Result`: equal results have equal ids. */
export type ResultId = number;

export class ResultPool {
  readonly #results: Result[] = [];
  /** By what is answered and at which ports, and then by what is delivered. */
  readonly #ids = new Map<number, Map<AdmissionId, ResultId>>();
  /** The last of them, which is mostly asked for again. */
  #last: { readonly key: number; readonly known: Map<AdmissionId, ResultId> } | undefined;
  /** Nothing is delivered. */
  readonly blocked: ResultId;

  constructor() {
    this.blocked = this.#add(ADMITS_NOTHING, ADMITS_NOTHING, ADMITS_NOTHING);
  }

  id(delivered: AdmissionId, answered: AdmissionId, clientPorts: AdmissionId): ResultId {
    // What does not arrive has no answers to tell apart.
    if (delivered === ADMITS_NOTHING) return this.blocked;
    return this.#add(delivered, answered, clientPorts);
  }

  #add(delivered: AdmissionId, answered: AdmissionId, clientPorts: AdmissionId): ResultId {
    // Ids are far below 2^26, so both fit in the 53 bits of a number.
    const known = this.#of(answered * 67_108_864 + clientPorts);
    let id = known.get(delivered);
    if (id === undefined) {
      id = this.#results.push({ delivered, answered, clientPorts }) - 1;
      known.set(delivered, id);
    }
    return id;
  }

  #of(key: number): Map<AdmissionId, ResultId> {
    if (this.#last?.key === key) return this.#last.known;
    let known = this.#ids.get(key);
    if (!known) {
      known = new Map();
      this.#ids.set(key, known);
    }
    this.#last = { key, known };
    return known;
  }

  get(id: ResultId): Result {
    return this.#results[id] as Result;
  }
}
