import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import type { PortSlices } from '../net/port-slices.ts';
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
  /** Who sends, where that decides how the packet goes on: a user's groups. */
  readonly as?: string;
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

/** In bulk: each label of the range is treated by itself, so that its forwarding is to be asked for again. */
export const LEFT_OPEN: Stop = { kind: 'unknown', code: 'NOT_MODELLED', at: '', evidence: [] };

export interface Branch {
  /** The edges this branch runs over, in order; its first one leaves the component of the locus. */
  readonly links: readonly LinkId[];
  /** Where a branch without edges stands. */
  readonly at?: ComponentId;
  readonly steps: readonly Step[];
  readonly next: Locus | Arrival | Stop;
  /** What picked this branch keeps to it: where the reply comes to a choice of the same key, it takes the branch of that name. */
  readonly binds?: { readonly key: string; readonly name: string };
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
  /** Not picked anew, but taken by the other direction of a conversation that came by them (TGW-13). */
  readonly kept?: readonly Fork[];
  readonly missing?: Missing;
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
      /** What a missed half does: it ends the conversation, only a missed request does, or it is worth a note. */
      readonly missed: 'drop' | 'drop-unasked' | 'warn';
      readonly code: Code;
      /** A reply that comes to this place is led back to it, whatever else leads there. */
      readonly returns?: ComponentId;
    }
  | {
      readonly kind: 'identity';
      /** `both-or-none`: what rules saw at one end alone is gone. */
      readonly becomes: 'ingress-only' | 'both-or-none' | 'none';
      readonly by: ComponentId;
    }
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
  /** Rules that read both addresses and both ports; they are asked instead of `admits`. */
  readonly flows?: FlowRules;
  /** What the input lacks, where it does not decide. */
  readonly missing?: Missing;
  /** What nobody knows of an address, where that is why it does not decide. */
  doubt?(address: Label, family: Family): Code | undefined;
  /** The rules, read again: those that admit, or those or the absence that block. */
  evidence(asked: FilterQuestion): readonly Evidence[];
  /** Edits of which each makes it admit what it refuses of this; none where no rule of the owner's decides. */
  mends?(asked: FilterQuestion): readonly Edit[];
  /** Edits of which each takes away one rule that admits some of this. */
  cuts?(asked: FilterQuestion): readonly Edit[];
}

/** A request's addresses; its reply goes between the same two. */
export interface FlowEnds {
  readonly source: Label;
  readonly destination: Label;
}

/** Rules on both addresses and both ports (NFW-02…06). Services are those of the request, by the client's port. */
export interface FlowRules {
  /** What is let through of requests. */
  request(ends: FlowEnds): PortSlices<AdmissionId>;
  /** Of the requests that it let through, those whose replies pass too. */
  reply(ends: FlowEnds): PortSlices<AdmissionId>;
  /** Why it is not sure of something. */
  doubt(ends: FlowEnds): Doubt | undefined;
  /** What is worth telling where some of the services are refused. */
  remarks(ends: FlowEnds, refused: ServiceSetId): readonly Code[];
}

export interface Doubt {
  readonly code: Code;
  readonly missing?: Missing;
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
  /** For `flows`: the request, and which half of the conversation is looked at. */
  readonly ends: FlowEnds;
  readonly way: 'request' | 'reply';
  readonly address: Label;
  readonly groups: readonly ComponentId[];
  readonly services: ServiceSetId;
}
