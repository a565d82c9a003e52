import { valueAt } from '../../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { onlyAsNamed } from '../as-named.ts';
import { converse } from '../converse.ts';
import { groupsOf } from '../packet.ts';
import type { Trip } from '../trip.ts';
import { Reading, type Threshold } from './cuts.ts';
import { type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import type { Guard } from './guards.ts';
import type { PairAt, Whole } from './meet.ts';
import { type DialledPlace, onlyValueOf, type SendingPlace } from './place-ends.ts';
import { BLOCKED, FIRST_BOX, type PlaceWay, type WayNumber } from './place-way.ts';
import type { PlaceWays } from './place-ways.ts';

/** What the walker says of a sender, and so of all that are read alike. */
interface Known {
  readonly source: Label;
  readonly reading: Reading;
  readonly way: WayNumber;
}

/** How the guards of both ends know the other one. */
type Introduced = Pick<PlaceWay, 'knowsSender' | 'knowsTarget' | 'shownAs'>;

/**
 * Ways to one place of targets that end at a box, as far as they are like others: what guards the target is left to ask, of
 * the sender's address at a balancer, and of the box's own behind a NAT gateway.
 */
export class BoxWays {
  readonly #whole: Whole;
  readonly #ways: PlaceWays;
  readonly #to: DialledPlace;
  /** By number of the way to a box. */
  readonly #known: Known[][] = [];

  constructor(whole: Whole, ways: PlaceWays, to: DialledPlace) {
    this.#whole = whole;
    this.#ways = ways;
    this.#to = to;
  }

  /** The way on from a place; `box` itself where this does not know. From places of equal `box` the same comes to the box. */
  through(box: WayNumber, from: SendingPlace): WayNumber {
    let all = this.#known[FIRST_BOX - box];
    if (!all) {
      all = [];
      this.#known[FIRST_BOX - box] = all;
    }
    let known = all.find((one) => isReadAlike(one, from));
    if (!known) {
      const pair = this.#whole.selves.apart(from.from, from.to, this.#to.from, this.#to.to);
      // Of a host with itself nothing is known of others of its place.
      if (!pair) return box;
      known = this.#asked(box, from, pair);
      all.push(known);
    }
    return known.way;
  }

  #asked(box: WayNumber, from: SendingPlace, [senderAt, targetAt]: PairAt): Known {
    const { network, asking, senders, targets } = this.#whole;
    const [sender, target] = [senders.ends[senderAt] as EstateSender, targets.ends[targetAt] as EstateTarget];
    const owners = ownersOf(network, target);
    const reading = new Reading(true, sender.source, target.to, insideOf(network, target), owners);
    const { outcome } = converse(network, { ...asking, listener: reading }, { sender, target });
    const known = (way: WayNumber): Known => ({ source: sender.source, reading, way });
    if (!outcome || !isReadAlike(known(box), from) || !this.#areReadAlike(reading)) return known(box);
    const { delivered, answered, clientPorts, trips } = onlyAsNamed(network, outcome, { sender, target });
    const introduced = this.#introducedBy(reading, sender, target, owners, trips);
    if (!introduced) return known(box);
    if (delivered === ADMITS_NOTHING) return known(BLOCKED);
    return known(this.#ways.of({ delivered, answered, clientPorts, endsAtTarget: true, ...introduced }));
  }

  /** Whether all targets of the place fare as the one that was asked. */
  #areReadAlike({ ofTarget, ofInside, singles }: Reading): boolean {
    const { inside } = this.#to;
    if (singles.sender || singles.target || (ofInside.size > 0 && !inside)) return false;
    for (const map of ofTarget) if (onlyValueOf(map, this.#to) === undefined) return false;
    for (const map of ofInside) if (!inside || onlyValueOf(map, inside) === undefined) return false;
    return true;
  }

  /** Undefined where guards do more than let in, or let in at several places. */
  #introducedBy(
    { thresholds, behind, isTracked, isLost, members }: Reading,
    sender: EstateSender,
    target: EstateTarget,
    owners: readonly string[],
    trips: readonly Trip[],
  ): Introduced | undefined {
    const { network, guards } = this.#whole;
    const [first, ...others] = thresholds;
    if (!first || others.length > 0 || isTracked || isLost || members.size > 0) return undefined;
    const { knowsSender, knowsTarget } = first;
    if (owners.includes(first.at))
      return behind.length === 0 && first.source === sender.source ? { knowsSender, knowsTarget } : undefined;
    const [last, ...more] = behind;
    if (!last || more.length > 0 || last.knowsSender || isGuarding(guards.of(first.at, target.family, 'ingress')))
      return undefined;
    if (!trips.every((trip) => isHandedOn(trip, last))) return undefined;
    // Whom rules of the sender may mean by a group is the box.
    if (knowsTarget === 'yes' && groupsOf(network, first.at).length > 0) return undefined;
    return { knowsSender: false, knowsTarget: knowsTarget === 'no' ? 'no' : 'nobody', shownAs: last.source };
  }
}

/** Whether senders of a place fare as one of whom it is known. */
function isReadAlike({ source, reading }: Known, from: SendingPlace): boolean {
  // Nothing is told of it that others could share.
  if (reading.singles.sender) return true;
  for (const map of reading.ofSender) if (onlyValueOf(map, from) !== valueAt(map, source)) return false;
  return true;
}

function isGuarding({ fixed, filters }: Guard): boolean {
  return fixed !== ADMITS_ALL || filters.length > 0;
}

/** Of what comes to the box the same comes to the end, but for what does not get there at all. */
function isHandedOn({ request, join, onward, next }: Trip, to: Threshold): boolean {
  if (request.end.kind === 'dropped') return true;
  if (!join) return request.end.kind === 'arrival' && request.end.at === to.at;
  const isPlain = join.next.length === 1 && join.next[0] === onward && join.recast === undefined;
  return isPlain && onward !== undefined && !onward.ports && next !== undefined && isHandedOn(next, to);
}
