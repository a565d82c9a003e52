import type { ComponentId } from '../model/route.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { ProvenPart } from './exposed-parts.ts';
import type { ExposedPart, Proof, Witness } from './exposure.ts';
import { type Share, type Way, witnessOf } from './known-ways.ts';
import type { AdmittedSender } from './open-rules.ts';
import type { Ranges } from './ranges.ts';

/** A share of an end, and by which of its ways it has it. */
export interface Cell extends Share {
  readonly proof: Proof;
  readonly way: number;
}

/** A part that many ends have, as it is of one of them. */
export class EndPart implements ExposedPart {
  readonly proof: Proof;
  readonly services: ServiceSetId;
  readonly from: Ranges;
  declare readonly isHandshakeOnly?: true;
  readonly #end: ComponentId;
  readonly #way: Way;
  readonly #part: ProvenPart<Cell>;

  constructor(end: ComponentId, way: Way, part: ProvenPart<Cell>, isHandshakeOnly = false) {
    this.proof = isHandshakeOnly ? 'delivered' : part.proof;
    this.services = part.services;
    this.from = part.from;
    if (isHandshakeOnly) this.isHandshakeOnly = true;
    this.#end = end;
    this.#way = way;
    this.#part = part;
  }

  get rule(): AdmittedSender | undefined {
    const { first, services } = this.#part;
    if (first.verdict !== 'blocked') return undefined;
    const { rulesOf } = this.#way;
    const at = rulesOf === undefined || rulesOf === this.#end ? {} : { at: rulesOf };
    return { ...at, sender: first.sender, services };
  }

  witness(): Witness | undefined {
    const witness = witnessOf(this.#end, this.#way, this.#part.first);
    // Behind a box the port is another than the one that is dialled.
    return witness && (witness.behind ? witness : { ...witness, services: this.services });
  }

  /** The same, where a connection opens and carries nothing. */
  openedOnly(): EndPart {
    return new EndPart(this.#end, this.#way, this.#part, true);
  }
}
