import type { ComponentId } from '../../model/route.ts';
import type { Lookup } from '../lookup.ts';
import type { Labels } from './addresses.ts';
import type { Peers } from './peers.ts';

/**
 * What fares otherwise where one record differs between two networks: nothing else does, whatever the record is part of.
 * Interfaces are those that their own addresses are dialled at, or that send themselves.
 */
export interface Touch {
  /** Interfaces that other rules guard, by the direction of the rules, and whom these treat otherwise. */
  readonly ingress?: Guarded;
  readonly egress?: Guarded;
  /** Subnets whose interfaces send otherwise, or are come to otherwise: to whom, and from whom. */
  readonly subnets?: Iterable<ComponentId>;
  readonly peers?: Peers;
  /** Interfaces of which more than their rules differs, their addresses aside; hosts too, by what they are called. */
  readonly interfaces?: Iterable<ComponentId>;
  /** Addresses that fare otherwise whoever dials them. */
  readonly dialled?: Labels;
  /**
   * Addresses that somebody may have who did not, or not any more: whoever dials them or sends from them fares otherwise,
   * and any place may do otherwise with them.
   */
  readonly addresses?: Labels;
}

interface Guarded {
  readonly at: Iterable<ComponentId>;
  readonly peers: Peers;
}

/** All of them together; none where nothing fares otherwise; undefined where that cannot be told of the record by itself. */
export type Touches = (id: ComponentId, before: Lookup, after: Lookup) => readonly Touch[] | undefined;
