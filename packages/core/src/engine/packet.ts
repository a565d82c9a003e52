import { ANY_MEMBER, type Branch, type ComponentId, type Filter, type Step } from '../model/route.ts';
import { valueAt } from '../net/address-map.ts';
import { ADMITS_ALL, type AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import type { Network } from './network.ts';
import type { PathChoice } from './router.ts';
import type { Leg, Pick } from './trip.ts';
import type { Asking } from './walk.ts';

/** How far a set of packets has come: nothing changes it, each step gives the next one. */
export interface Packet {
  readonly branches: readonly Branch[];
  readonly source: Label;
  readonly destination: Label;
  /** What every filter so far admits. */
  readonly admitted: AdmissionId;
  /** What rules that name groups still see of the sender (ID-01…14). */
  readonly references: 'both' | 'ingress-only' | 'none';
  readonly groups: readonly ComponentId[];
  /** Interfaces on the way whose groups saw the request: like the two ends', they let its reply through unasked (SG-30). */
  readonly tracked: readonly ComponentId[];
  readonly remembered: readonly ComponentId[];
  readonly picks: readonly Pick[];
}

export function packetFrom(network: Network, leg: Leg): Packet {
  return {
    branches: [],
    source: leg.source,
    destination: leg.to,
    admitted: ADMITS_ALL,
    references: 'both',
    groups: groupsOf(network, leg.client),
    tracked: [],
    remembered: [],
    picks: [],
  };
}

/** The request after one branch. */
export function applySteps(network: Network, asking: Asking, branch: Branch, packet: Packet): Packet {
  const { groups } = packet;
  let { source, destination, admitted, references, tracked, remembered } = packet;
  for (const step of branch.steps) {
    switch (step.kind) {
      case 'filter': {
        if (isSpared(step, source, remembered)) break;
        const address = step.filter.reads === 'source' ? source : destination;
        const named = step.filter.reads === 'source' ? groups : [];
        const kept = references !== 'none' && step.filter.reads === 'source';
        admitted = network.admissions.both(admitted, admissionAt(network, asking, step.filter, address, named, kept));
        if (step.tracks && !tracked.includes(step.tracks)) tracked = [...tracked, step.tracks];
        break;
      }
      case 'translate':
        if (step.field === 'source') source = step.map.get(source) ?? source;
        else destination = step.map.get(destination) ?? destination;
        break;
      case 'stateful':
        remembered = [...remembered, step.by];
        break;
      case 'identity':
        references = step.becomes === 'none' || references === 'none' ? 'none' : 'ingress-only';
        break;
      case 'note':
        break;
    }
  }
  return {
    ...packet,
    branches: [...packet.branches, branch],
    source,
    destination,
    admitted,
    references,
    tracked,
    remembered,
  };
}

/** Whether a packet has passed what a filter lets everything through from. */
export function isSpared(
  step: Extract<Step, { kind: 'filter' }>,
  source: Label,
  remembered: readonly ComponentId[],
): boolean {
  const by = step.spares?.get(source);
  return by !== undefined && remembered.includes(by);
}

/** What a filter admits for one address, with what its rules that name groups add while the sender is known. */
export function admissionAt(
  network: Network,
  asking: Asking,
  filter: Filter,
  address: Label,
  groups: readonly ComponentId[],
  isKnown: boolean,
): AdmissionId {
  if (asking.ignore.has(filter.layer)) return ADMITS_ALL;
  let admitted = valueAt(filter.admits, address);
  if (!isKnown || !filter.members) return admitted;
  for (const group of [...groups, ANY_MEMBER]) {
    const more = filter.members.get(group);
    if (more !== undefined) admitted = network.admissions.either(admitted, more);
  }
  return admitted;
}

/** The groups an end carries, by which rules elsewhere may mean it. */
export function groupsOf(network: Network, at: ComponentId): readonly ComponentId[] {
  return network.behaviour(at)?.groups?.(at, network) ?? [];
}

/** What is told of a choice that a way depends on. */
export function pickOf(choice: PathChoice): Pick {
  return { code: choice.code, choice: choice.choice, ...(choice.missing ? { missing: choice.missing } : {}) };
}
