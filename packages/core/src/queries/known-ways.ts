import type { Verdict } from '../engine/partition.ts';
import type { ComponentId } from '../model/route.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { Proof, Witness } from './exposure.ts';
import type { PortClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Ranges } from './ranges.ts';

/** Services of one class that some senders have, of an end that is not named: thousands of ends may have it alike. */
export interface Share {
  readonly portClass: PortClass;
  readonly verdict: Verdict;
  /** Undefined where the input does not decide. */
  readonly proof: Proof | undefined;
  /** As the end sees them, and as they are dialled. */
  readonly services: ServiceSetId;
  readonly dialled: ServiceSetId;
  readonly from: Ranges;
  /** One of them. */
  readonly sender: Sender;
}

/** What is known of an end by one of its addresses, or by its rules. */
export interface Way {
  /** The same list wherever the same is known. */
  readonly shares: readonly Share[];
  /** What is dialled; absent where rules speak, and there is no address. */
  readonly target?: Target;
  /** Who hands on, where another end is dialled. */
  readonly through?: ComponentId;
  /** Whose rules speak, where no packets do. */
  readonly rulesOf?: ComponentId;
}

/** Everything that is known of ends. */
export type KnownWays = Map<ComponentId, Way[]>;

export function addWay(known: KnownWays, end: ComponentId, way: Way): void {
  const ways = known.get(end);
  if (ways) ways.push(way);
  else known.set(end, [way]);
}

/** A pair that has a share; none where nothing can be dialled. */
export function witnessOf(end: ComponentId, { target, through }: Way, share: Share): Witness | undefined {
  const { sender, dialled: services, verdict } = share;
  return target && { sender, target, services, verdict, ...(through === undefined ? {} : { behind: end }) };
}
