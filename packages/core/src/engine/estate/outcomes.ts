import type { AdmissionId } from '../../net/admission.ts';
import type { Outcome } from '../trip.ts';

/** What comes of a pair, without the ways that lead there. */
export type Result = Pick<Outcome, 'delivered' | 'answered' | 'clientPorts'>;
/** An interned `Result`: equal results have equal ids. */
export type ResultId = number;

export class ResultPool {
  readonly #results: Result[] = [];
  readonly #ids = new Map<string, ResultId>();

  id(delivered: AdmissionId, answered: AdmissionId, clientPorts: AdmissionId): ResultId {
    const key = `${delivered} ${answered} ${clientPorts}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#results.push({ delivered, answered, clientPorts }) - 1;
      this.#ids.set(key, id);
    }
    return id;
  }

  get(id: ResultId): Result {
    return this.#results[id] as Result;
  }
}
