import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { onlyAsNamed } from '../as-named.ts';
import { converse } from '../converse.ts';
import type { Network } from '../network.ts';
import type { Asking } from '../walk.ts';
import { after, Reading, type Spans, type Threshold } from './cuts.ts';
import { type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import type { Result } from './outcomes.ts';

/** One pair, the guards of its ends apart. */
export interface Cell extends Result {
  /** The sender's address where the guards of the other end see it, if another than its own. */
  readonly renamed?: Label;
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
  /** Every pair of the two places has the same cell. */
  readonly isConstant: boolean;
  cell(sender: EstateSender, target: EstateTarget): Cell;
}

/** Undefined where the guards cannot be told apart from the rest. */
export function templateOf(
  network: Network,
  asking: Asking,
  sender: EstateSender,
  target: EstateTarget,
  spans: Spans,
): Template | undefined {
  const reading = new Reading(true, sender.source, target.to, insideOf(network, target));
  const first = evaluated(network, asking, sender, target, reading);
  reading.within(spans);
  const { thresholds, isTracked, isLost, members, ofSender, ofTarget, ofInside, singles } = reading;
  if (isTracked || members.size > 0 || thresholds.length > 1 || (isLost && thresholds.length > 0)) return undefined;
  const [threshold] = thresholds;
  const isConstant = ofSender.size + ofTarget.size + ofInside.size === 0 && !singles.sender && !singles.target;
  const cell = isConstant ? () => first : cellsBy(network, asking, reading, target.family);
  return {
    reading,
    threshold,
    endsAtTarget: threshold !== undefined && ownersOf(network, target).includes(threshold.at),
    isSent: threshold !== undefined || isLost,
    isBlocked: isConstant && first.delivered === ADMITS_NOTHING,
    isConstant,
    cell,
  };
}

/** The cell of each piece of what was read, worked out when first asked for. */
function cellsBy(network: Network, asking: Asking, reading: Reading, family: Family): Template['cell'] {
  const cells = new Map<number | string, Cell>();
  const keyOf = keyBy(network, reading, family);
  return (sender, target) => {
    const key = keyOf(sender, target);
    let cell = cells.get(key);
    if (!cell) {
      const own = new Reading(true, sender.source, target.to, insideOf(network, target));
      cell = evaluated(network, asking, sender, target, own);
      cells.set(key, cell);
    }
    return cell;
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
  if (!outcome) return { delivered: ADMITS_ALL, answered: ADMITS_ALL, clientPorts: ADMITS_ALL };
  const { delivered, answered, clientPorts } = onlyAsNamed(network, outcome, { sender, target });
  const [threshold] = reading.thresholds;
  const isRenamed = threshold !== undefined && threshold.source !== sender.source;
  return { delivered, answered, clientPorts, ...(isRenamed ? { renamed: threshold.source } : {}) };
}

/** One number for each piece of what was read: its places are the numbers of the pieces. */
function keyBy(network: Network, { singles, ofSender, ofTarget, ofInside }: Reading, family: Family) {
  const { size } = network.labels[family];
  const [sending, dialled, inside] = [[...ofSender], [...ofTarget], [...ofInside]];
  const digits = (maps: readonly AddressMap[]) =>
    maps.reduce((product, { starts }) => product * (starts.length + 1), 1);
  const most = (singles.sender ? size : digits(sending)) * (singles.target ? size : digits(dialled)) * digits(inside);
  const numberAt = (maps: readonly AddressMap[], label: Label) =>
    maps.reduce((number, { starts }) => number * (starts.length + 1) + after(starts, label, 0, starts.length), 0);
  return (sender: EstateSender, target: EstateTarget): number | string => {
    const a = singles.sender ? sender.source : numberAt(sending, sender.source);
    const b = singles.target ? target.to : numberAt(dialled, target.to);
    const c = inside.length === 0 ? 0 : numberAt(inside, insideOf(network, target) ?? 0);
    if (most >= Number.MAX_SAFE_INTEGER) return `${a} ${b} ${c}`;
    return (a * (singles.target ? size : digits(dialled)) + b) * digits(inside) + c;
  };
}
