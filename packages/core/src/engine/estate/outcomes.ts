import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Outcome } from '../trip.ts';

/** What comes of a pair, without the ways that lead there. */
export type Result = Pick<Outcome, 'delivered' | 'answered' | 'clientPorts'>;
/** An interned `Result`: equal results have equal ids. */
export type ResultId = number;

/** Results of which the way back is the same. */
export interface ResultsOf {
  readonly blocked: ResultId;
  id(delivered: AdmissionId): ResultId;
}

export class ResultPool {
  readonly #results: Result[] = [];
  /** By what is answered and at which ports. */
  readonly #backs = new Map<number, ResultsOf>();
  /** Nothing is delivered. */
  readonly blocked: ResultId;

  constructor() {
    this.blocked =
      this.#results.push({ delivered: ADMITS_NOTHING, answered: ADMITS_NOTHING, clientPorts: ADMITS_NOTHING }) - 1;
  }

  id(delivered: AdmissionId, answered: AdmissionId, clientPorts: AdmissionId): ResultId {
    return this.of(answered, clientPorts).id(delivered);
  }

  of(answered: AdmissionId, clientPorts: AdmissionId): ResultsOf {
    // Ids are far below 2^26, so both fit in the 53 bits of a number.
    const key = answered * 67_108_864 + clientPorts;
    let back = this.#backs.get(key);
    if (!back) {
      back = this.#newBack(answered, clientPorts);
      this.#backs.set(key, back);
    }
    return back;
  }

  #newBack(answered: AdmissionId, clientPorts: AdmissionId): ResultsOf {
    // What does not arrive has no answers to tell apart.
    const known = new Map<AdmissionId, ResultId>([[ADMITS_NOTHING, this.blocked]]);
    return {
      blocked: this.blocked,
      id: (delivered) => {
        let id = known.get(delivered);
        if (id === undefined) {
          id = this.#results.push({ delivered, answered, clientPorts }) - 1;
          known.set(delivered, id);
        }
        return id;
      },
    };
  }

  get(id: ResultId): Result {
    return this.#results[id] as Result;
  }
}
