import type { Filter } from '../model/route.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import type { Listener } from './listener.ts';
import type { Packet } from './packet.ts';
import type { Outcome } from './trip.ts';
import type { Walk } from './walk.ts';

interface Remembered {
  readonly outcome: Outcome;
  readonly heard: readonly ((listener: Listener) => void)[];
}

/** What comes of a leg behind a box, worked out once for whoever comes by the box; a listener hears it each time. */
export class LegMemo {
  readonly #known = new Map<string, Remembered>();

  outcomeOf(walk: Walk, evaluate: (walk: Walk) => Outcome): Outcome {
    const { leg, asking, joins } = walk;
    const { at, family, zone, via, as } = leg.from;
    const locus = [at, family, zone, via, as, leg.client, leg.source, leg.to, leg.bySession, leg.isAnonymous];
    const key = `${locus} ${asking.clientPorts} ${joins}`;
    let known = this.#known.get(key);
    if (!known) {
      const ear = new Ear();
      known = { outcome: evaluate({ ...walk, asking: { ...asking, listener: ear } }), heard: ear.heard };
      this.#known.set(key, known);
    }
    const { listener } = asking;
    if (listener) for (const tell of known.heard) tell(listener);
    return known.outcome;
  }
}

/** Keeps what it is told, to tell it again. */
class Ear implements Listener {
  readonly isUnguarded = false;
  readonly heard: ((listener: Listener) => void)[] = [];

  asked(filter: Filter, address: Label, areMeant: boolean): void {
    this.heard.push((listener) => listener.asked(filter, address, areMeant));
  }

  singled(end: 'sender' | 'target'): void {
    this.heard.push((listener) => listener.singled(end));
  }

  toldApart(callers: AddressMap, address: Label): void {
    this.heard.push((listener) => listener.toldApart(callers, address));
  }

  translated(field: 'source' | 'destination', map: ReadonlyMap<Label, Label>, address: Label): void {
    this.heard.push((listener) => listener.translated(field, map, address));
  }

  met(at: string, packet: Packet, isTracked: boolean, isFirst: boolean): void {
    this.heard.push((listener) => listener.met(at, packet, isTracked, isFirst));
  }

  lost(): void {
    this.heard.push((listener) => listener.lost());
  }
}
