import type { Code } from '../model/codes.ts';
import type { Missing } from '../model/evidence.ts';
import type { LegJoin, NextEnd, NextLeg } from '../model/leg-join.ts';
import type { Arrival, Branch, ComponentId, Locus, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';

/** One conversation between two ends whose addresses do not change: a client, and what it dials. */
export interface Leg {
  readonly family: Family;
  readonly from: Locus;
  /** The interface, or place, that sends and must get the reply. */
  readonly client: ComponentId;
  readonly source: Label;
  readonly to: Label;
  /** Replies are pulled back to the client, whatever routes its address has (NLB-04). */
  readonly bySession?: true;
  /** No rule means the client by its groups (ID-12). */
  readonly isAnonymous?: true;
}

/** The branches that one packet takes, and where it ends up, with the addresses it has there. */
export interface Way {
  readonly branches: readonly Branch[];
  readonly end: Arrival | Stop;
  readonly source: Label;
  readonly destination: Label;
  /** Choices that AWS makes on the way, or that the input leaves open. */
  readonly picks: readonly Pick[];
}
export interface Pick {
  readonly code: Code;
  readonly choice: ComponentId;
  readonly missing?: Missing;
}

/** There and back by one choice of branches, through every leg. */
export interface Trip {
  readonly leg: Leg;
  readonly request: Way;
  /** Absent where the request does not arrive. */
  readonly reply: ReplyWay | undefined;
  readonly next: Trip | undefined;
  /** The box that ends this leg and opens the next. */
  readonly join: LegJoin | undefined;
  /** What the box made of it: what opened the next leg, or ended the conversation. */
  readonly onward?: NextLeg | NextEnd;
  readonly delivered: AdmissionId;
  readonly answered: AdmissionId;
  readonly clientPorts: AdmissionId;
}
export interface ReplyWay extends Way {
  /** The reply arrives, but not as the answer to what was asked. */
  readonly broken: Stop | undefined;
}

/** What comes of a question between two addresses, over all ways. */
export interface Outcome {
  /** Services that are delivered to the last end. */
  readonly delivered: AdmissionId;
  /** Services whose reply comes back, client ports aside. */
  readonly answered: AdmissionId;
  /** Client ports (of tcp, of udp) that replies can reach. */
  readonly clientPorts: AdmissionId;
  readonly trips: readonly Trip[];
}
