import type { AddressMap } from '../../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { onlyAsNamed } from '../as-named.ts';
import { converse } from '../converse.ts';
import type { Network } from '../network.ts';
import type { Asking } from '../walk.ts';
import { after, Reading, type Threshold } from './cuts.ts';
import { type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import type { Result } from './outcomes.ts';

/** One pair, the guards of its ends apart. */
export interface Cell extends Result {
  /** The sender's address where the guards of the other end see it. */
  readonly source: Label;
}

/** What comes of any pair of two places but for the rules that guard the ends: worked out once for each piece of their addresses. */
export interface Template {
  readonly reading: Reading;
  /** Where the guards stand; absent where none are asked. */
  readonly threshold: Threshold | undefined;
  /** The first leg ends at whose address is dialled, not at a box on the way. */
  readonly endsAtTarget: boolean;
  /** Whether what the sender's guards say counts. */
  readonly isSent: boolean;
  /** Nothing ever gets there. */
  readonly isBlocked: boolean;
  cell(sender: EstateSender, target: EstateTarget): Cell;
}

/** Undefined where the guards cannot be told apart from the rest. */
export function templateOf(
  network: Network,
  asking: Asking,
  sender: EstateSender,
  target: EstateTarget,
): Template | undefined {
  const reading = new Reading(true, sender.source, target.to, insideOf(network, target));
  const first = evaluated(network, asking, sender, target, reading);
  const { thresholds, isTracked, isLost, members, ofSender, ofTarget, ofInside, singles } = reading;
  if (isTracked || members.size > 0 || thresholds.size > 1 || (isLost && thresholds.size > 0)) return undefined;
  const [threshold] = thresholds.values();
  const cells = new Map<string, Cell>();
  const isConstant = ofSender.size + ofTarget.size + ofInside.size === 0 && !singles.sender && !singles.target;
  const keyOf = (one: EstateSender, other: EstateTarget) => {
    const own = singles.sender ? [one.source] : piecesAt(ofSender, one.source);
    const dialled = singles.target ? [other.to] : piecesAt(ofTarget, other.to);
    const inside = ofInside.size === 0 ? [] : piecesAt(ofInside, insideOf(network, other) ?? 0);
    return `${own} ${dialled} ${inside}`;
  };
  if (!isConstant) cells.set(keyOf(sender, target), first);
  return {
    reading,
    threshold,
    endsAtTarget: threshold !== undefined && ownersOf(network, target).includes(threshold.at),
    isSent: threshold !== undefined || isLost,
    isBlocked: isConstant && first.delivered === ADMITS_NOTHING,
    cell(one, other) {
      if (isConstant) return first.source === sender.source ? { ...first, source: one.source } : first;
      const key = keyOf(one, other);
      let cell = cells.get(key);
      if (!cell) {
        const again = new Reading(true, one.source, other.to, insideOf(network, other));
        cell = evaluated(network, asking, one, other, again);
        cells.set(key, cell);
      }
      return singles.sender ? cell : { ...cell, source: one.source };
    },
  };
}

function evaluated(
  network: Network,
  asking: Asking,
  sender: EstateSender,
  target: EstateTarget,
  reading: Reading,
): Cell {
  const { outcome } = converse(network, { ...asking, listener: reading }, { sender, target });
  if (!outcome) return { delivered: ADMITS_ALL, answered: ADMITS_ALL, clientPorts: ADMITS_ALL, source: sender.source };
  const { delivered, answered, clientPorts } = onlyAsNamed(network, outcome, { sender, target });
  const [threshold] = reading.thresholds.values();
  return { delivered, answered, clientPorts, source: threshold?.source ?? sender.source };
}

function piecesAt(maps: Iterable<AddressMap>, label: Label): readonly number[] {
  return [...maps].map(({ starts }) => after(starts, label, 0, starts.length));
}
