import type { RecordOfKind } from '@hopwise/core';
import type { Address } from './addresses.ts';
import type { Lookups, NetworkInterface, Place } from './lookups.ts';

export interface Header {
  readonly src: Address;
  readonly dst: Address;
  readonly protocol: number;
  /** A negative port is the one a translation chose: `-1 - i` is `session.natPorts[i]`, known only when the reply is asked. */
  readonly sport: number | undefined;
  readonly dport: number | undefined;
  readonly type: number | undefined;
  readonly code: number | undefined;
}

/** Whose groups a packet carries (0.5); `sure` is false for a group of another VPC whose association is not known. */
export interface Identity {
  readonly eni: NetworkInterface;
  readonly groups: readonly { readonly id: string; readonly sure: boolean }[];
  /** The transit gateway that it has crossed (ID-05). */
  readonly transit?: string;
  /** A network load balancer's, which are seen under the client's address (ID-10). */
  readonly anyAddress?: boolean;
  /** No rule about what comes in means it by a group, though its own rules mean by theirs whom it sends to (ID-12). */
  readonly unseen?: boolean;
}

/** `isRead`: whoever carries the group is in the input, and lists it. */
export interface GroupReference {
  readonly id: string;
  readonly sure: boolean;
  readonly isRead: boolean;
}

/** Egress rules that name groups: whether they admit is known when the packet arrives, and how it got there (SG-10). */
export interface PendingReferences {
  readonly groups: readonly GroupReference[];
  readonly fallback: 'maybe' | 'no';
}

/** The end of a way outside AWS: a site, or the clients of a Client VPN endpoint. */
export interface Outside {
  readonly outside: string;
}

export interface Binding {
  readonly place: Place;
  /** The Client VPN endpoint whose client it is, where the translator serves those. */
  readonly clientsOf?: string;
  readonly original: Header;
  readonly translated: Header;
}

/** How a request left for the internet or a service, which is how its reply comes back. */
export interface Exit {
  readonly by: 'igw' | 'eigw' | 'gatewayEndpoint';
  readonly id: string;
  readonly source: Place;
  readonly ownAddress: Address;
}

export interface Session {
  readonly tracked: Set<string>;
  readonly bindings: Binding[];
  /** NLB-04: what balancers handed on under the client's address. */
  readonly preserved: Binding[];
  /** What balancers were asked, and from where they answer. */
  readonly asked: Pick<Binding, 'place' | 'original'>[];
  readonly natPorts: number[];
  /** Egress-only gateways' state: flow keys, until their replies are back. */
  readonly egressOnly: Set<string>;
  /** NAT-09: peering connections that a NAT gateway sent by, under its private address. */
  readonly returnToSender: Map<Address, string>;
  /** TGW-13: the zone by which a flow entered a VPC, by attachment and flow. */
  readonly applianceZones: Map<string, string>;
  /** How endpoints inspected the flows of the request (NFW-02). */
  readonly inspected: Map<string, 'stateless' | 'stateful' | 'unknown' | 'appliance'>;
  /** Flows that a virtual private gateway's own table has led to a middlebox (GRT-05). */
  readonly guarded: Set<string>;
  /** Flows of the request that a middlebox has seen. */
  readonly crossed: Set<string>;
  exit: Exit | undefined;
  entryGateway: string | undefined;
}

export interface Walk {
  readonly look: Lookups;
  readonly leg: 'request' | 'reply';
  readonly origin: NetworkInterface | 'internet' | Outside;
  /** What the reply must look like when it is back. */
  readonly expected: Header;
  readonly session: Session;
  header: Header;
  identity: Identity | undefined;
  pending: PendingReferences | undefined;
  /** The node that has just sent the packet under the client's address. */
  preservedBy: Place | undefined;
  readonly doubts: string[];
  readonly kinds: Set<string>;
  readonly seen: Set<string>;
  /** What has passed the packet on since its addresses last changed. */
  readonly forwarders: Set<string>;
  /** The same flows, as far as the reply has been seen. */
  readonly repliesCrossed: Set<string>;
}

export interface Delivered {
  readonly kind: 'delivered';
  readonly at: Place | 'internet' | 'service' | Outside;
  readonly walk: Walk;
}
export interface Stopped<K extends string> {
  readonly kind: K;
  readonly reason: string;
  readonly walk: Walk;
}
/** Ways the packet may go: all must end alike where AWS or the snapshot leaves it open, one suffices among targets (LB-01). */
export type Outcome = Ending | { readonly pick: 'every' | 'any'; readonly of: readonly Outcome[] };

export function endingsOf(outcome: Outcome): readonly Ending[] {
  return 'pick' in outcome ? outcome.of.flatMap(endingsOf) : [outcome];
}

export type Ending = Delivered | Stopped<'dropped'> | Stopped<'undecided'>;

export type Route = NonNullable<RecordOfKind<'routeTable'>['routes'][number]>;
export type RouteTable = RecordOfKind<'routeTable'>;

/** What happens to the packet next; `walk.ts` runs these one after the other. */
export type Next =
  | { readonly do: 'leave'; readonly place: Place }
  | { readonly do: 'route'; readonly place: Place }
  | { readonly do: 'follow'; readonly place: Place; readonly route: Route | undefined }
  | { readonly do: 'arrive'; readonly place: Place; readonly onLink: boolean }
  | { readonly do: 'crossInternet'; readonly exit: Exit }
  | { readonly do: 'enter'; readonly place: Place; readonly own: Address }
  | { readonly do: 'end'; readonly ending: Ending }
  | { readonly do: 'fork'; readonly pick?: 'any'; readonly branches: readonly (readonly [Walk, Next])[] };

/** NLB-03: the host that asked is the target. */
export const HAIRPIN = 'NLB-03 its own target';

export function drop(walk: Walk, reason: string): Next {
  return { do: 'end', ending: { kind: 'dropped', reason, walk } };
}

export function undecided(walk: Walk, reason: string): Next {
  return { do: 'end', ending: { kind: 'undecided', reason, walk } };
}

export function deliver(walk: Walk, at: Delivered['at']): Next {
  return { do: 'end', ending: { kind: 'delivered', at, walk } };
}

/** The walk may go on, but can no longer end in a sure delivery. */
export function doubt(walk: Walk, reason: string): undefined {
  walk.doubts.push(reason);
  return undefined;
}

export function cloneWalk(walk: Walk): Walk {
  return {
    ...walk,
    session: cloneSession(walk.session),
    doubts: [...walk.doubts],
    kinds: new Set(walk.kinds),
    seen: new Set(walk.seen),
    forwarders: new Set(walk.forwarders),
    repliesCrossed: new Set(walk.repliesCrossed),
  };
}

export function cloneSession(session: Session): Session {
  return {
    ...session,
    tracked: new Set(session.tracked),
    bindings: [...session.bindings],
    preserved: [...session.preserved],
    asked: [...session.asked],
    natPorts: [...session.natPorts],
    egressOnly: new Set(session.egressOnly),
    returnToSender: new Map(session.returnToSender),
    applianceZones: new Map(session.applianceZones),
    inspected: new Map(session.inspected),
    guarded: new Set(session.guarded),
    crossed: new Set(session.crossed),
  };
}

/** The port a filter compares: the concrete one of a translated flow's reply. */
export function destinationPort(walk: Walk): number {
  const port = walk.header.dport ?? 0;
  return port < 0 ? (walk.session.natPorts[-1 - port] ?? 1024) : port;
}

const answers = new Map([
  ['1/8', 0],
  ['1/13', 14],
  ['1/15', 16],
  ['1/17', 18],
  ['58/128', 129],
]);

export function isIcmp(protocol: number): boolean {
  return protocol === 1 || protocol === 58;
}

/** GEN-02; undefined for the ICMP types that nobody answers. */
export function replyTo(header: Header): Header | undefined {
  const { src, dst, protocol, sport, dport } = header;
  const swapped = { src: dst, dst: src, protocol, sport: dport, dport: sport };
  if (!isIcmp(protocol)) return { ...swapped, type: undefined, code: undefined };
  const type = answers.get(`${protocol}/${header.type}`);
  return type === undefined ? undefined : { ...swapped, type, code: 0 };
}

export function sameFlow(a: Header, b: Header): boolean {
  return a.src === b.src && a.dst === b.dst && a.protocol === b.protocol && a.sport === b.sport && a.dport === b.dport;
}

/** SG-31: ICMP and portless protocols are known by their addresses, the others by ports too. */
export function flowKey(header: Header): string {
  return `${header.protocol}|${header.src}|${header.sport ?? ''}|${header.dst}|${header.dport ?? ''}`;
}

export function reversedFlowKey(header: Header): string {
  return flowKey({ ...header, src: header.dst, dst: header.src, sport: header.dport, dport: header.sport });
}

/** What a middlebox remembers is one flow: the next leg of a conversation is another. */
export function flowAt({ leg, header }: Walk, id: string): string {
  return `${id} ${leg === 'request' ? flowKey(header) : reversedFlowKey(header)}`;
}

/** A middlebox sees the packet. */
export function noteCrossing(walk: Walk, id: string): void {
  const seen = walk.leg === 'request' ? walk.session.crossed : walk.repliesCrossed;
  seen.add(flowAt(walk, id));
}
