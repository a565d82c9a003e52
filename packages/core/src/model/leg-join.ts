import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { Edit } from './change.ts';
import type { Code } from './codes.ts';
import type { Evidence, Missing } from './evidence.ts';
import type { ComponentId, Filter, Locus, Stop } from './route.ts';

/** A box that ends one conversation and opens the next: a NAT device, a load balancer, an interface endpoint. */
export interface LegJoin {
  readonly kind: 'join';
  readonly accepts: AdmissionId;
  readonly recast?: Recast;
  /** Why what it does not accept is dropped. */
  readonly code: Code;
  /** Whether the client ports of the next leg are its own, 1024–65535; a next leg may say otherwise of itself. */
  readonly clientPorts: ClientPorts;
  readonly pick: 'aws' | 'any';
  readonly next: readonly Onward[];
  /** Clients whose addresses are of one piece are handed on alike; all clients are where it is absent. */
  readonly callers?: AddressMap;
  /** Edits of which each makes it take what it refuses. */
  mends?(refused: ServiceSetId): readonly Edit[];
}
export type ClientPorts = 'kept' | 'remapped';

/** What the next leg would carry as something else, so that its filters do not tell whether it gets there. */
export interface Recast {
  readonly services: ServiceSetId;
  /** Why nobody knows whether the box does that. */
  readonly code: Code;
}

/** What becomes of a conversation behind a box. */
export type Onward = NextLeg | NextEnd | NextChoice;

export interface NextChoice {
  readonly pick: 'aws' | 'any';
  readonly choice: ComponentId;
  readonly code: Code;
  readonly of: readonly Onward[];
  readonly missing?: Missing;
}

interface Handing {
  /** What it takes, and as what the next leg carries that; everything, unchanged, where absent. */
  readonly ports?: readonly PortPair[];
  /** What stands between the legs: asked with this leg's addresses, and blind to the groups of who sent it. */
  readonly filters?: readonly Filter[];
  readonly notes?: readonly { readonly code: Code; readonly about: ComponentId }[];
  /** What chose it: the listener, the target group. */
  why?(): readonly Evidence[];
  /** Edits of which each takes away something that chose it. */
  cuts?(): readonly Edit[];
}
export interface NextLeg extends Handing {
  readonly from: Locus;
  /** The interface that sends the next leg and receives its reply. */
  readonly end: ComponentId;
  /** `kept`: the address that this leg has come with. */
  readonly source: Label | 'kept';
  readonly to: Label;
  readonly family: Family;
  readonly clientPorts?: ClientPorts;
  /** Its replies are pulled back to `end`, whatever routes the source address has (NLB-04). */
  readonly replies?: 'by-session';
  /** `none`: rules that name groups of the sender do not mean it (ID-12). */
  readonly identity?: 'none';
  /** Who opens the leg, where it is not the box itself: the balancer behind an endpoint. */
  readonly by?: ComponentId;
}

/** No next leg: the box answers by itself, or goes no further. */
export interface NextEnd extends Handing {
  readonly ends: 'here' | Stop;
  /** The client was chosen to be its own server, which does not work. */
  readonly isHairpin?: true;
}

/** A listener's port and the target's: `to` is one service. */
export interface PortPair {
  readonly from: ServiceSetId;
  readonly to: ServiceSetId;
}
