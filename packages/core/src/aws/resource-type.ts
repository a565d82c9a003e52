import type { Edit } from '../model/change.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Field } from '../model/fields.ts';
import type { LegJoin } from '../model/leg-join.ts';
import type { Arrival, ComponentId, Filter, Forwarding, Locus, Membership, Step, Stop } from '../model/route.ts';
import type { Provenance } from '../model/source.ts';
import type { ByFamily, Family, Prefix } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import type { Lookup, Place } from './lookup.ts';
import type { Apart } from './openings.ts';

/** How people name objects of a kind as ends, and the interfaces that answer for them. */
export interface Naming<R> {
  /** `rds` of `rds:NAME`. */
  readonly word: string;
  /** What it is called beside its id: identifiers and ARNs. */
  names(record: R): readonly (string | undefined)[];
  /** Host names that lead to it. */
  hosts?(record: R): readonly (string | undefined)[];
  /**
   * The interfaces that have its addresses, by what its record says or by the marks that AWS puts on them (ENI-04);
   * undefined where it has none in a VPC.
   */
  interfaces(record: R, net: Lookup): readonly (ComponentId | undefined)[] | undefined;
  /** Its host names lead to its public addresses, from wherever they are asked. */
  isPublic?(record: R): boolean;
  /** What people store there is why it is asked for. */
  readonly holdsData?: true;
  /** The name, in the description of its interfaces: for want of the record, they are found by it. */
  readonly mark?: RegExp;
}

/** The AWS CLI's words for services. */
export type Service =
  | 'ec2'
  | 'elb'
  | 'elbv2'
  | 'directconnect'
  | 'network-firewall'
  | 'rds'
  | 'elasticache'
  | 'redshift'
  | 'opensearch'
  | 'efs'
  | 'lambda'
  | 'ecs'
  | 'eks'
  | 'networkmanager'
  | 'vpc-lattice';

/** A call of AWS's API whose answer holds records of one kind. Importers, the collect script and the docs read it. */
export interface DescribeCall {
  readonly service: Service;
  /** As the API spells it; `describe-…` of the CLI follows from it. */
  readonly operation: string;
  /** The key of the answer that holds the records. */
  readonly key: string;
  /**
   * Where a record is: each element of the list under `key`; each element of a list inside those elements (`within`);
   * each text of the list under `key`, read as the field `named`; the object under `key` itself; or the whole answer,
   * for calls whose elements say nothing of what was asked.
   */
  readonly holds: 'elements' | { readonly within: string } | { readonly named: string } | 'object' | 'answer';
  /** The call is made once for each of these. */
  readonly argument?: Argument;
  /** What is asked for beside it, as the API spells it; the options of the CLI follow from it. */
  readonly request?: Readonly<Record<string, RequestValue>>;
  /** The call takes ids that another one lists about the same argument. */
  readonly listed?: ListedIds;
  /** Elements of one page, for lists that may be longer than one answer should be; no more than AWS gives. */
  readonly pageSize?: number;
  /** Beside what the records read, the answer holds keys and passwords, which must not get into a file. */
  readonly holdsSecrets?: true;
  /** It is asked for by more than one id, which neither the script nor a command to paste can; its answer tells them all. */
  readonly isAskedByHand?: true;
  /** Tells apart calls that answer under one key, by a field that only its elements have. */
  readonly when?: { readonly has: string } | { readonly lacks: string };
  /** Fields that a record of the call has together, and no other: so it is known without its answer around it. */
  readonly alone?: readonly string[];
}

/** What a call is asked for one by one. An answer without it is wrapped: `{ "PrefixListId": "pl-…", "Entries": […] }`. */
/** A value of a request: a switch, or filters by name. */
type RequestValue = true | readonly { readonly Name: string; readonly Values: readonly string[] }[];

/** Ids that a call of the same service lists under `key`; so many `at most` are asked for at once, by the name `as`. */
export interface ListedIds {
  readonly operation: string;
  readonly key: string;
  readonly as: string;
  readonly atMost: number;
}
export interface Argument {
  readonly name: string;
  /** The kind whose objects it runs over; the kind itself where another of its calls lists their ids. */
  readonly of: string;
  /** The field of those objects that gives it, where it is not called like the argument. */
  readonly field?: string;
  /** The API takes a list of them. */
  readonly isList?: true;
  /** Only objects that have this value have an answer. */
  readonly where?: { readonly field: string; readonly is: string };
}

/** Something in records of another kind that shows that the place has objects of this one. */
export interface Sign {
  readonly in: string;
  /** The path of a field, through lists: `routes.transitGatewayId`. Without it, one record is enough. */
  readonly at?: string;
  readonly like?: RegExp;
}

/** What is known of a type of resource and what is not: a row of docs/modelled.md. */
export interface Aspects {
  readonly modelled: readonly string[];
  /** By the id of the rule: what AWS does not say, or what nobody has seen it do. */
  readonly assumed?: Readonly<Record<string, string>>;
  /** What leaves an answer unknown though the record is there. */
  readonly unknown?: readonly string[];
}

/** One file of this folder: all that Hopwise knows of one type of resource. */
export interface RecordType<K extends string, R> {
  readonly kind: K;
  /** As AWS names it in sentences: `security group`. */
  readonly title: string;
  readonly aspects: Aspects;
  readonly calls: readonly DescribeCall[];
  readonly record: Field<R | undefined>;
  /** The id by which other records refer to this one; undefined makes the element a bad one. */
  key(record: R): string | undefined;
  /** The account that owns the object, where the record says it; else that of the file. */
  owner?(record: R): string | undefined;
  /** What stays unknown while this kind is not in the input, as a sentence. */
  readonly without?: string;
  /** Where the input shows none of these, nobody misses the kind; a kind without signs is missed in every place. */
  readonly neededBy?: readonly Sign[];
  /** Which of the things that its call is asked for one by one the record is about; its field of that name if absent. */
  about?(record: R): string | undefined;
  /** As ARNs of EC2 call the kind, `internet-gateway`; ids of other services are ARNs, or have none. */
  readonly arnType?: string;
  /** What Network Access Analyzer calls the type in its scopes; a way that has passed such an object is told by it. */
  readonly scopeTypes?: readonly string[];
  /** Nobody is at the object itself: named as an end of a scope, it means the ways that lead through it. */
  readonly isPassage?: true;
  /** 1 for destinations that rules may still mean by a group at or behind one that the input does not hold (SG-10, SG-12). */
  mayBeMeant?(from: Handover, family: Family, net: Lookup): AddressMap;
  /** What even one that the input does not hold does with packets that a route hands to it. */
  unreadSteps?(id: ComponentId, from: Handover, family: Family, net: Lookup): readonly Step[];
  /** How ids of this kind begin, to name what a dangling reference refers to. */
  readonly idPrefix?: string;
  /** Addresses and CIDRs that the record uses: labels are cut along them. */
  prefixes?(record: R): Iterable<string | undefined>;
  /** Routing never reads `prefixes`: only filters do, or they are addresses that somebody has. */
  readonly isUnrouted?: true;
  /** It may join VPCs: where not all of its kind were read, nobody knows what is joined. */
  readonly joinsVpcs?: true;
  /** Edits of which each takes away a rule of the record, told as evidence tells it. */
  withoutRule?(record: Recorded<R>, rule: string, net: Lookup): readonly Edit[];
  /** Edits of which each lays a link between two places that have none: a new object, or one that is used nowhere. */
  openings?(apart: Apart, net: Lookup): readonly Edit[];
  /** Subnets in which the object takes what others send and sends it on. */
  passes?(record: R): readonly (ComponentId | undefined)[];
  /** Lays every link AWS could use, routed to or not. */
  connect?(record: Recorded<R>, net: Lookup, graph: LinkSink): void;
}

/** How a resource forwards, filters and ends packets: what the engine asks, by the id of a component of its kind. */
export interface Behaviour {
  /** The one statement of routing for packets that wait at this resource. Covers all of `to`. */
  forward?(at: Locus, to: LabelRange, net: Lookup): readonly Forwarding[];
  /** What the resource does with packets that a route hands to it. Covers all of `to`. */
  take?(id: ComponentId, from: Handover, to: LabelRange, net: Lookup): readonly Forwarding[];
  /** It says itself how far rules that name groups work through it; through others they do not (SG-10, SG-12). */
  readonly keepsReferences?: true;
  /** It joins networks: where only one of request and reply runs through it, they part on their way (RET-04). */
  readonly joinsNetworks?: true;
  /** What the resource does with packets that a transit gateway hands to its attachment. Covers all of `to`. */
  receive?(id: ComponentId, from: Handover, to: LabelRange, net: Lookup): readonly Forwarding[];
  /** Whether a prefix that it has propagated stands: what is down withdraws what it alone had taught (HYB-03). */
  stillTeaches?(id: ComponentId, prefix: Prefix, net: Lookup): boolean;
  /** The prefixes that it propagates to route tables of a transit gateway; undefined where the input does not tell. */
  advertises?(id: ComponentId, net: Lookup): readonly Prefix[] | undefined;
  /** What it takes for packets that wait here to leave by `via` on their way to `to`; undefined where nothing would do. */
  enable?(at: ComponentId, via: ComponentId, family: Family, to: Label, net: Lookup): Edit | undefined;
  /** Filters on the resource itself, asked when a leg starts or ends there. They track. */
  guards?(at: ComponentId, net: Lookup): ByFamily<Guards>;
  /** The groups that rules elsewhere may name to mean this end; none where the input does not say. */
  groups?(at: ComponentId, net: Lookup): readonly Membership[];
  /** Whether an address is its own: rules that name its groups mean no packet that it sends from another (SG-09). */
  owns?(at: ComponentId, address: Label, family: Family, net: Lookup): boolean;
  /** Whether a packet from `source` to `dialled` ends here, whoever sent it, dies here, or opens a next leg. */
  arrive?(end: Arrival, dialled: Label, family: Family, net: Lookup, source: Label): 'end' | Stop | LegJoin;
  /** Whatever of a family it hands on goes on from there, to the destination that it came with; undefined: who knows. */
  handsOn?(end: Arrival, family: Family, net: Lookup): Locus | undefined;
  /** All destinations that `answersBeside` may answer for, but for addresses of the host itself, are among these. */
  answeredBeside?(at: ComponentId, family: Family, net: Lookup): readonly LabelRange[];
  /**
   * Components of equal likeness are routed to, deliver and answer alike, but for their addresses and the rules that
   * guard them; without one, a component is like no other.
   */
  likeness?(at: ComponentId, net: Lookup): string | number | undefined;
  /**
   * Components of equal policy carry the same groups and are guarded by the same rules, but for whose they are; without
   * one, nobody knows.
   */
  policy?(at: ComponentId, net: Lookup): number | undefined;
  /** Whether it can send from `source`: a reason why not. */
  depart?(at: ComponentId, source: Label, family: Family, net: Lookup): Stop | undefined;
  /** Whether an end may be another name of this place: a packet that gets here has got to `other` (RET-10). */
  isSameAs?(at: ComponentId, other: ComponentId, address: Label, family: Family, net: Lookup): boolean;
  /** Destinations that are answered without a packet on the network, by the host or beside the interface; a stop where that is not known. */
  answersBeside?(
    at: ComponentId,
    to: Label,
    family: Family,
    net: Lookup,
  ): 'HOST_LOCAL' | 'LINK_LOCAL_SERVICE' | Stop | undefined;
}

export interface Guards {
  readonly egress: readonly Filter[];
  readonly ingress: readonly Filter[];
}

/** A packet that a route hands to its target. */
export interface Handover {
  /** The components from the locus to where the packet leaves: a subnet; a NAT gateway and its subnet. */
  readonly chain: readonly ComponentId[];
  readonly subnetId?: string;
  readonly vpcId: string;
  readonly zone?: string;
  /** What happened on leaving: the network ACL of the subnet, or nothing at a gateway. */
  readonly steps: readonly Step[];
  /** By an edge association: a packet that has just come in through this gateway (GRT-01). */
  readonly entered?: ComponentId;
  /** What has just passed it on: appliances behind a Gateway Load Balancer endpoint, or a Network Firewall (EIG-03, BPA-07). */
  readonly inspected?: 'appliance' | 'firewall';
  /** The sender is a NAT gateway, whose replies come back over peering without a route (NAT-09). */
  readonly returnsToSender?: boolean;
  /** The sender is a balancer's node under its client's address, which may be any (NLB-03). */
  readonly sendsForClient?: boolean;
  readonly place: Place;
  why(): readonly Evidence[];
}

/** Receives nodes and edges. Laying the same one twice is laying it once. */
export interface LinkSink {
  node(id: ComponentId, kind: string, label?: string): void;
  /** `needs`: what has to be there for the link to be used. Without it, packets that get to `from` may go on to `to`. */
  link(from: ComponentId, to: ComponentId, needs?: LinkNeed): void;
}

/** A route in the table of `from`; or a packet that `from` itself sends, as a NAT gateway does into its subnet. */
export type LinkNeed = 'route' | 'own-packet';

/** A record as a snapshot holds it. */
export type Recorded<R> = R & Provenance;
