import type { Label } from '../../net/label-tree.ts';
import { Numbering } from '../../net/numbering.ts';
import type { Threshold } from './cuts.ts';
import type { Result } from './outcomes.ts';

/** What comes of any pair of two places, the guards of their ends apart. */
export interface PlaceWay extends Result, Pick<Threshold, 'knowsSender' | 'knowsTarget'> {
  /** It ends at whose address is dialled, not at a place of which nobody is known. */
  readonly endsAtTarget: boolean;
  /** Under which addresses what guards the end sees the senders, where those are public ones of their own. */
  readonly shown?: ShownSenders | undefined;
  /** Under which address it sees all of them, where a box asks for them. */
  readonly shownAs?: Label | undefined;
}

/** The public address of each sender of a place, in their order. */
export interface ShownSenders {
  readonly labels: Int32Array;
  /** The position of the first sender. */
  readonly first: number;
}

/**
 * The number of a way; or nothing is delivered, or this does not know. From `FIRST_BOX` downwards: the way ends at a box, and
 * what the box hands on is known of none; of places of equal numbers the same comes there.
 */
export type WayNumber = number;
export const BLOCKED: WayNumber = -1;
export const UNKNOWN_WAY: WayNumber = -2;
export const FIRST_BOX: WayNumber = -3;

const KNOWN: readonly PlaceWay['knowsTarget'][] = ['yes', 'nobody', 'no'];

/** Ways by number: equal ones are one. */
export class PlaceWayPool {
  readonly all: PlaceWay[] = [];
  readonly #numbers = {
    delivered: new Numbering(),
    shown: new Numbering(),
    answered: new Numbering(),
    ways: new Numbering(),
  };

  /** `shown`: the number of the place that senders are seen in; 0 where it is their own. */
  of(way: PlaceWay, shown: number): WayNumber {
    const { delivered, answered, clientPorts, knowsSender, knowsTarget, endsAtTarget, shownAs } = way;
    const known = 4 * KNOWN.indexOf(knowsTarget) + (knowsSender ? 2 : 0) + (endsAtTarget ? 1 : 0);
    const by = shownAs === undefined ? 2 * shown : 2 * shownAs + 1;
    const there = this.#numbers.shown.of(this.#numbers.delivered.of(delivered, known), by);
    const number = this.#numbers.ways.of(there, this.#numbers.answered.of(answered, clientPorts));
    if (number === this.all.length) this.all.push(way);
    return number;
  }
}
