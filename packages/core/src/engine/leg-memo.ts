import type { ComponentId, Filter } from '../model/route.ts';
import { type AddressMap, pieceAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { locusKey } from './fork-at.ts';
import type { Listener } from './listener.ts';
import type { Packet } from './packet.ts';
import type { Outcome } from './trip.ts';
import type { Walk } from './walk.ts';

interface Remembered {
  readonly outcome: Outcome;
  readonly ear: Ear;
}

/**
 * What comes of a leg behind a box, worked out once for whoever comes by the box; a listener hears it each time. Clients
 * whose addresses a balancer keeps share it where no filter tells them apart: their replies are pulled back to the balancer
 * past every route (NLB-04). Its trips are those of one of them.
 */
export class LegMemo {
  readonly #known = new Map<string, Remembered[]>();

  outcomeOf(walk: Walk, evaluate: (walk: Walk) => Outcome): Outcome {
    const { asking } = walk;
    const { source } = walk.leg;
    const key = keyOf(walk);
    let all = this.#known.get(key);
    if (!all) {
      all = [];
      this.#known.set(key, all);
    }
    let known = all.find((one) => one.ear.isAlike(source));
    if (!known) {
      const ear = new Ear(source, asking.listener?.openBehind ?? []);
      known = { outcome: evaluate({ ...walk, asking: { ...asking, listener: ear } }), ear };
      all.push(known);
    }
    if (asking.listener) known.ear.tell(asking.listener, source);
    return known.outcome;
  }
}

function keyOf({ network, leg, asking, joins }: Walk): string {
  const isOwn = network.behaviour(leg.client)?.owns?.(leg.client, leg.source, leg.from.family, network);
  const client = leg.bySession ? `${isOwn} ${leg.source === leg.to}` : leg.source;
  const held = `${leg.client} ${leg.to} ${leg.bySession} ${leg.isAnonymous} ${client}`;
  const open = asking.listener?.openBehind.join() ?? '';
  return `${locusKey(leg.from)} ${held} ${asking.clientPorts} ${joins.join()} ${open}`;
}

/** Keeps what it is told, to tell it again of others that fare alike. */
class Ear implements Listener {
  readonly isUnguarded = false;
  readonly openBehind: readonly ComponentId[];
  readonly #source: Label;
  readonly #heard: ((listener: Listener, as: (address: Label) => Label) => void)[] = [];
  /** What told senders apart. */
  readonly #read = new Set<AddressMap>();
  #isSingle = false;

  constructor(source: Label, openBehind: readonly ComponentId[]) {
    this.#source = source;
    this.openBehind = openBehind;
  }

  isAlike(source: Label): boolean {
    if (source === this.#source) return true;
    if (this.#isSingle) return false;
    for (const map of this.#read) if (pieceAt(map, source) !== pieceAt(map, this.#source)) return false;
    return true;
  }

  tell(listener: Listener, source: Label): void {
    const as = (address: Label) => (address === this.#source ? source : address);
    for (const tell of this.#heard) tell(listener, as);
  }

  asked(filter: Filter, address: Label, areMeant: boolean): void {
    this.#reads(filter.admits, address);
    this.#heard.push((listener, as) => listener.asked(filter, as(address), areMeant));
  }

  singled(end: 'sender' | 'target'): void {
    this.#isSingle = true;
    this.#heard.push((listener) => listener.singled(end));
  }

  toldApart(callers: AddressMap, address: Label): void {
    this.#reads(callers, address);
    this.#heard.push((listener, as) => listener.toldApart(callers, as(address)));
  }

  translated(field: 'source' | 'destination', map: ReadonlyMap<Label, Label>, address: Label): void {
    if (address === this.#source) this.#isSingle = true;
    this.#heard.push((listener, as) => listener.translated(field, map, as(address)));
  }

  met(at: string, packet: Packet, isTracked: boolean, isFirst: boolean): void {
    this.#heard.push((listener) => listener.met(at, packet, isTracked, isFirst));
  }

  lost(): void {
    this.#heard.push((listener) => listener.lost());
  }

  #reads(map: AddressMap, address: Label): void {
    if (address === this.#source && map.starts.length > 1) this.#read.add(map);
  }
}
