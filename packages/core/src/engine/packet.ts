import type { Code } from '../model/codes.ts';
import type { Missing } from '../model/evidence.ts';
import { ANY_MEMBER, type Branch, type ComponentId, type Filter, type Membership, type Step } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import { ADMITS_ALL, type AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { ICMP, NONE, TCP } from '../net/service-set.ts';
import { flowLeaves } from './flow-leaves.ts';
import type { Network } from './network.ts';
import type { PathChoice } from './router.ts';
import type { Leg, Pick } from './trip.ts';
import type { Asking } from './walk.ts';

const UNBOUND: ReadonlyMap<string, string> = new Map();

/** A request as something on its way saw it: its answer is the one between the same two addresses (SG-30, SG-31). */
export interface Tracked {
  readonly at: ComponentId;
  readonly source: Label;
  readonly destination: Label;
}

/** How far a set of packets has come: nothing changes it, each step gives the next one. */
export interface Packet {
  readonly branches: readonly Branch[];
  readonly source: Label;
  readonly destination: Label;
  /** What every filter so far admits. */
  readonly admitted: AdmissionId;
  /** The client ports that filters leave it. */
  readonly clientPorts: AdmissionId;
  /** What rules that name groups still see of the sender (ID-01…14). */
  readonly references: 'both' | 'ingress-only' | 'none';
  /** The groups by which they mean the sender; undefined where it sends from an address that is not its own (SG-09). */
  readonly groups: readonly Membership[] | undefined;
  /** Interfaces on the way whose groups saw the request: like the two ends', they let its reply through unasked (SG-30). */
  readonly tracked: readonly Tracked[];
  /** What must see both directions and saw it. */
  readonly remembered: readonly Tracked[];
  readonly picks: readonly Pick[];
  /** The branches it took where its reply must take the same, by `boundKey`. */
  readonly bound: ReadonlyMap<string, string>;
}

export function packetFrom(network: Network, leg: Leg): Packet {
  return {
    branches: [],
    source: leg.source,
    destination: leg.to,
    admitted: ADMITS_ALL,
    clientPorts: network.admissions.exactly(network.admissions.services.of([TCP, ICMP])),
    references: 'both',
    groups: leg.isAnonymous ? undefined : groupsAt(network, leg.client, leg.source, leg.family),
    tracked: [],
    remembered: [],
    picks: [],
    bound: UNBOUND,
  };
}

/** The request after one branch. */
export function applySteps(network: Network, asking: Asking, branch: Branch, packet: Packet): Packet {
  const { groups } = packet;
  let { source, destination, admitted, clientPorts, references, tracked, remembered } = packet;
  for (const step of branch.steps) {
    switch (step.kind) {
      case 'filter': {
        if (step.spares) asking.listener?.singled('sender');
        if (isSpared(step, source, remembered)) break;
        if (step.filter.flows) {
          const left = flowLeaves(network, asking, step.filter, 'request', { source, destination });
          admitted = network.admissions.both(admitted, left.services);
          clientPorts = network.admissions.both(clientPorts, left.clientPorts);
          break;
        }
        const address = step.filter.reads === 'source' ? source : destination;
        const known = references !== 'none' && step.filter.reads === 'source' ? groups : undefined;
        admitted = network.admissions.both(admitted, admissionAt(network, asking, step.filter, address, known));
        if (step.tracks) tracked = [...tracked, { at: step.tracks, source, destination }];
        break;
      }
      case 'translate':
        if (step.field === 'source') source = translated(asking, step, source);
        else destination = translated(asking, step, destination);
        break;
      case 'stateful':
        remembered = [...remembered, { at: step.by, source, destination }];
        break;
      case 'identity':
        references = seenAfter(references, step.becomes);
        break;
      case 'note':
        break;
    }
  }
  const { binds } = branch;
  // Every packet passes here: to name all parts takes a fifth of what a spread and the others after it take.
  return {
    branches: [...packet.branches, branch],
    source,
    destination,
    admitted,
    clientPorts,
    references,
    groups,
    tracked,
    remembered,
    picks: packet.picks,
    bound: binds ? new Map([...packet.bound, [boundKey(binds.key, source, destination), binds.name]]) : packet.bound,
  };
}

/** What is kept is kept for one flow: translated, the same packet is another one (TGW-13). */
export function boundKey(key: string, source: Label, destination: Label): string {
  return `${key} ${source} ${destination}`;
}

/** What rules that name groups still see after something on the way has forgotten some of it. */
export function seenAfter(
  references: Packet['references'],
  becomes: Extract<Step, { kind: 'identity' }>['becomes'],
): Packet['references'] {
  if (becomes === 'both-or-none') return references === 'both' ? 'both' : 'none';
  return references === 'none' ? 'none' : becomes;
}

function translated({ listener }: Asking, { field, map }: Extract<Step, { kind: 'translate' }>, address: Label): Label {
  listener?.translated(field, map, address);
  return map.get(address) ?? address;
}

/** Whether an interface or appliance saw a flow between these addresses, from the first to the second. */
export function isTracked(tracked: readonly Tracked[], at: ComponentId, source: Label, destination: Label): boolean {
  return tracked.some((one) => one.at === at && one.source === source && one.destination === destination);
}

/** What the two ends of a request that arrived have seen of it, besides what saw it on the way. */
export function trackedByAll(leg: Leg, end: ComponentId, packet: Packet): readonly Tracked[] {
  const atClient = { at: leg.client, source: leg.source, destination: leg.to };
  return [...packet.tracked, atClient, { at: end, source: packet.source, destination: packet.destination }];
}

/** Whether a packet has passed what a filter lets everything through from. */
export function isSpared(
  step: Extract<Step, { kind: 'filter' }>,
  source: Label,
  remembered: readonly Tracked[],
): boolean {
  const by = step.spares?.get(source);
  return by !== undefined && remembered.some(({ at }) => at === by);
}

/** What a filter admits for one address, with what its rules that name groups add while those of whoever has it are known. */
export function admissionAt(
  network: Network,
  asking: Asking,
  filter: Filter,
  address: Label,
  groups: readonly Membership[] | undefined,
): AdmissionId {
  if (asking.ignore.has(filter.layer)) return ADMITS_ALL;
  // Behind a box rules mean the box by its groups, whoever sends.
  asking.listener?.asked(filter, address, groups !== undefined && asking.isBehind !== true);
  return withMembers(network, filter, valueAt(filter.admits, address), groups);
}

/** What rules that name groups add to what a filter admits of an address. */
export function withMembers(
  network: Network,
  filter: Filter,
  ofAddress: AdmissionId,
  groups: readonly Membership[] | undefined,
): AdmissionId {
  if (!groups || !filter.members) return ofAddress;
  let admitted = ofAddress;
  const pool = network.admissions;
  for (const { group, isSure } of groups) {
    const more = filter.members.get(group);
    if (more !== undefined) admitted = pool.either(admitted, isSure ? more : pool.pair(NONE, pool.may(more)));
  }
  const ofAnybody = filter.members.get(ANY_MEMBER);
  return ofAnybody === undefined ? admitted : pool.either(admitted, ofAnybody);
}

/** The groups an end carries, by which rules elsewhere may mean it. */
export function groupsOf(network: Network, at: ComponentId): readonly Membership[] {
  return network.behaviour(at)?.groups?.(at, network) ?? [];
}

/** The groups by which rules mean whoever sends from an address. */
export function groupsAt(
  network: Network,
  at: ComponentId,
  address: Label,
  family: Family,
): readonly Membership[] | undefined {
  const isOwn = network.behaviour(at)?.owns?.(at, address, family, network) ?? true;
  return isOwn ? groupsOf(network, at) : undefined;
}

/** What is told of a choice that a way depends on. */
export function pickOf(choice: {
  readonly code: Code;
  readonly choice: ComponentId;
  readonly missing?: Missing;
}): Pick {
  return { code: choice.code, choice: choice.choice, ...(choice.missing ? { missing: choice.missing } : {}) };
}

/** The same of a choice that routing comes to: nothing where there is only one way. */
export function picksOf(choice: PathChoice): readonly Pick[] {
  return choice.of.length === 1 ? [] : [pickOf(choice)];
}
