import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { Edit } from './change.ts';
import type { Code } from './codes.ts';
import type { Evidence, Missing } from './evidence.ts';

/** An id as AWS gives it, or the name of a place that has none (`internet`). */
export type ComponentId = string;
/** The place outside every VPC. Not a resource, but packets wait, start and end there like at one. */
export const INTERNET: ComponentId = 'internet';
/** An edge of the topology graph. Every hop of every trace is one. */
export type LinkId = number;

/** Where a packet waits for its next routing decision. Equal locus, equal destination: equal route, whatever the source. */
export interface Locus {
  readonly at: ComponentId;
  /** Availability Zone id, where the next decision depends on it. */
  readonly zone?: string;
  readonly family: Family;
  /** Replies of this session leave by this component, whatever the route table says (NAT-09). */
  readonly via?: ComponentId;
}

/** The packet is at an end, or at a box that ends this leg. */
export interface Arrival {
  readonly kind: 'arrival';
  readonly at: ComponentId;
  /** Where its answer starts. */
  readonly replies: Locus;
}

/** The packet goes no further: surely, or as far as the input tells. */
export interface Stop {
  readonly kind: 'dropped' | 'unknown';
  readonly code: Code;
  readonly at: ComponentId;
  readonly evidence: readonly Evidence[];
  /** What the input lacks, where that is why. */
  readonly missing?: Missing;
  /** Edits of which each would let the packet go on. */
  mends?(): readonly Edit[];
}

export interface Branch {
  /** The edges this branch runs over, in order; its first one leaves the component of the locus. */
  readonly links: readonly LinkId[];
  /** Where a branch without edges stands. */
  readonly at?: ComponentId;
  readonly steps: readonly Step[];
  readonly next: Locus | Arrival | Stop;
  /** The route that was chosen, read again when somebody asks. */
  why?(): readonly Evidence[];
}

/** `aws`: it picks, so sure is what all branches give. `any`: one branch that works is enough. */
export interface Choice {
  readonly pick: 'aws' | 'any';
  /** Who picks. */
  readonly choice: ComponentId;
  readonly code: Code;
  readonly of: readonly Fork[];
  /** Both directions of a conversation take the branch of the same name; without it each direction is picked for itself. */
  readonly sticky?: Sticky;
  readonly missing?: Missing;
}
export interface Sticky {
  readonly key: string;
  /** One for each branch. */
  readonly names: readonly string[];
}
export type Fork = Branch | Choice;

/** What a locus does with the destinations of a range. */
export interface Forwarding {
  readonly to: LabelRange;
  readonly fork: Fork;
}

/** All that ever happens to a packet between two loci. The engine knows these five words and no resource names. */
export type Step =
  | {
      readonly kind: 'filter';
      readonly filter: Filter;
      readonly tracks?: ComponentId;
      /** By source: the component whose packets are not asked. */
      readonly spares?: ReadonlyMap<Label, ComponentId>;
    }
  | {
      readonly kind: 'translate';
      readonly by: ComponentId;
      readonly field: 'source' | 'destination';
      readonly map: ReadonlyMap<Label, Label>;
    }
  | {
      readonly kind: 'stateful';
      readonly by: ComponentId;
      readonly missed: 'drop' | 'warn';
      readonly code: Code;
      /** A reply that comes to this place is led back to it, whatever else leads there. */
      readonly returns?: ComponentId;
    }
  | { readonly kind: 'identity'; readonly becomes: 'ingress-only' | 'none'; readonly by: ComponentId }
  | { readonly kind: 'note'; readonly code: Code; readonly about: ComponentId };

/** The layers of filtering that a question can set aside with `--ignore`. */
export type Layer = 'security-groups' | 'acls' | 'firewalls' | 'gateways';

/** In `Filter.members`: what may be admitted of any sender whose identity is kept, for want of knowing who is a member. */
export const ANY_MEMBER: ComponentId = '*';

/** Rules that read one address of a packet, its protocol and its destination port (SG-03, ACL-04), never the source port. */
export interface Filter {
  /** What holds the rules: a network ACL, the interface whose groups are asked, a gateway. */
  readonly component: ComponentId;
  /** Where it stands: a subnet, an interface, a gateway. */
  readonly at: ComponentId;
  readonly direction: 'ingress' | 'egress';
  readonly layer: Layer;
  readonly code: Code;
  readonly reads: 'source' | 'destination';
  /** By label of the address read: what packets it admits. */
  readonly admits: AddressMap;
  /** What rules admit that name a group instead of an address, while the path keeps the sender's identity (ID-01…14). */
  readonly members?: ReadonlyMap<ComponentId, AdmissionId>;
  /** A reply is let through because its request was, without being asked (Block Public Access, egress-only gateways). */
  readonly answers?: 'unasked';
  /** What the input lacks, where it does not decide. */
  readonly missing?: Missing;
  /** The rules, read again: those that admit, or those or the absence that block. */
  evidence(asked: FilterQuestion): readonly Evidence[];
  /** Edits of which each makes it admit what it refuses of this; none where no rule of the owner's decides. */
  mends?(asked: FilterQuestion): readonly Edit[];
  /** Edits of which each takes away one rule that admits some of this. */
  cuts?(asked: FilterQuestion): readonly Edit[];
}

/** A security group that an end carries, by which rules elsewhere may mean it. */
export interface Membership {
  readonly group: ComponentId;
  /** False where the input lacks what tells whether the group counts there (SG-16). */
  readonly isSure: boolean;
}

/** One packet set at a filter. `groups`: those of the end whose address is read, where the path keeps its identity. */
export interface FilterQuestion {
  readonly family: Family;
  readonly address: Label;
  readonly groups: readonly ComponentId[];
  readonly services: ServiceSetId;
}

/** A box that ends one conversation and opens the next: a NAT device, later balancers and PrivateLink. */
export interface LegJoin {
  readonly kind: 'join';
  readonly accepts: AdmissionId;
  /** What the next leg carries as something else, so that its filters do not tell whether it gets there. */
  readonly recast?: ServiceSetId;
  /** Why what it does not accept is dropped. */
  readonly code: Code;
  /** The client ports of the next leg are its own, 1024–65535. */
  readonly clientPorts: 'kept' | 'remapped';
  readonly pick: 'aws' | 'any';
  readonly next: readonly NextLeg[];
}
export interface NextLeg {
  readonly from: Locus;
  /** The interface that sends the next leg and receives its reply. */
  readonly end: ComponentId;
  readonly source: Label;
  readonly to: Label;
  readonly family: Family;
}
