import type { ComponentId, Filter } from '../model/route.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import type { Packet } from './packet.ts';

/** Is told what of its two addresses an evaluation reads, so that others can be known to fare alike. */
export interface Listener {
  /** The rules that guard the two ends are left out: they are asked apart. */
  readonly isUnguarded: boolean;
  /** On later legs the rules that let in to these are left out too. */
  readonly openBehind: readonly ComponentId[];
  /** A filter was asked about an address. `areMeant`: groups that it names may be those of the sender, or of the target. */
  asked(filter: Filter, address: Label, areMeant: boolean): void;
  /** The sender's, or the target's, own address decided: another one may fare differently for no rule's sake. */
  singled(end: 'sender' | 'target'): void;
  /** The sender's address came to a box, to which those of another piece may be somebody else. */
  toldApart(callers: AddressMap, address: Label): void;
  /** An address came to a translation, which may leave it as it is. */
  translated(field: 'source' | 'destination', map: ReadonlyMap<Label, Label>, address: Label): void;
  /**
   * A leg, the first or a later one, came to a component, where the guards of both its ends stand; `isTracked`: its own
   * have seen it before.
   */
  met(at: string, packet: Packet, isTracked: boolean, isFirst: boolean): void;
  /** Nobody knows where the first leg ends. */
  lost(): void;
}
