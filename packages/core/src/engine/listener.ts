import type { Filter } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';

/** Is told what of its two addresses an evaluation reads, so that others can be known to fare alike. */
export interface Listener {
  /** A filter was asked about an address. */
  asked(filter: Filter, address: Label): void;
  /** The sender's, or the target's, own address decided: another one may fare differently for no rule's sake. */
  singled(end: 'sender' | 'target'): void;
}
