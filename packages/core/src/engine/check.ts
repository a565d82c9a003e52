import { isKnownAfterApply } from '../aws/prefix-list-entries.ts';
import type { Edit } from '../model/change.ts';
import { type Code, codes } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId, Doubt, Filter, FlowEnds, Layer, Membership, Stop } from '../model/route.ts';
import { type Family, formatCidr } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { flowLeaves } from './flow-leaves.ts';
import type { Network } from './network.ts';
import { admissionAt, groupsOf } from './packet.ts';
import { portsServed } from './ports-served.ts';
import { replyLeaves } from './reply-leaves.ts';
import type { Leg } from './trip.ts';
import type { Asking } from './walk.ts';

export type Direction = 'request' | 'reply';

/** What was looked at on a hop, and what it meant for the traffic in question. */
export interface Check {
  readonly way: Direction;
  readonly at: ComponentId;
  readonly component: ComponentId;
  readonly effect: 'admits' | 'blocks' | 'undecided' | 'tracked' | 'routes' | 'translates' | 'note';
  readonly code?: Code;
  /** The layer of the filter that was asked. */
  readonly layer?: Layer;
  readonly direction?: 'ingress' | 'egress';
  readonly missing?: Missing;
  /** Where an address is translated: which one, and what it becomes. */
  readonly becomes?: { readonly field: 'source' | 'destination'; readonly cidr: string };
  evidence(): readonly Evidence[];
  /** Of a filter: every rule that any of the packets meets, whatever comes of them. */
  met?(): readonly Evidence[];
  /** Edits of which each would let the traffic pass here. */
  mends?(): readonly Edit[];
  /** Edits of which each takes away something that lets it pass. */
  cuts?(): readonly Edit[];
}

/** One leg being written down, for some of the services asked. */
export interface Scribe {
  readonly network: Network;
  readonly leg: Leg;
  readonly asking: Asking;
  readonly services: ServiceSetId;
  /** The component that sends the leg, as it is shown: a NAT gateway rather than its interface. */
  readonly client: ComponentId;
}

/** A filter as a packet meets it. */
export interface Met {
  readonly filter: Filter;
  /** The address that the filter reads. */
  readonly address: Label;
  /** The groups of whoever has it, where the way has kept them. */
  readonly groups: readonly Membership[] | undefined;
  /** The request's addresses, here. */
  readonly ends: FlowEnds;
}

export function requestCheck(scribe: Scribe, met: Met): Check {
  const { network, asking, services } = scribe;
  if (met.filter.flows) return flowCheck(scribe, 'request', met);
  const { services: pool, may, must } = poolsOf(network);
  const admitted = admissionAt(network, asking, met.filter, met.address, met.groups);
  const refused = pool.subtract(services, may(admitted));
  const unsure = pool.subtract(services, must(admitted));
  return checkOf(scribe, 'request', met, {
    refused,
    unsure,
    packets: refused === NONE ? services : refused,
    all: services,
  });
}

export function replyCheck(scribe: Scribe, met: Met): Check {
  const { network, asking, services } = scribe;
  if (met.filter.flows) return flowCheck(scribe, 'reply', met);
  const { services: pool, may, must } = poolsOf(network);
  const admitted = admissionAt(network, asking, met.filter, met.address, met.groups);
  const leaves = replyLeaves(network, asking, admitted);
  const refused = pool.subtract(services, may(leaves.services));
  const unsure = pool.subtract(services, must(leaves.services));
  const packets = leaves.packets(refused === NONE ? services : refused);
  return checkOf(scribe, 'reply', met, { refused, unsure, packets, all: leaves.packets(services) });
}

function flowCheck(scribe: Scribe, way: Direction, met: Met): Check {
  const { network, asking, services } = scribe;
  const { services: pool, may, must } = poolsOf(network);
  const left = flowLeaves(network, asking, met.filter, way, met.ends);
  const admitted = network.admissions.both(left.services, portsServed(network, left.clientPorts, asking.clientPorts));
  const refused = pool.subtract(services, may(admitted));
  const unsure = pool.subtract(services, must(admitted));
  return checkOf(scribe, way, met, { refused, unsure, packets: refused === NONE ? services : refused, all: services });
}

/** What a filter has to say beside, of what it refuses. */
export function remarkChecks(scribe: Scribe, { filter, ends }: Met): readonly Check[] {
  const { services: pool, may } = poolsOf(scribe.network);
  if (!filter.flows) return [];
  const left = flowLeaves(scribe.network, scribe.asking, filter, 'request', ends);
  const refused = pool.subtract(scribe.services, may(left.services));
  return filter.flows.remarks(ends, refused).map((code) => noteCheck('request', filter.at, code));
}

interface Finding {
  readonly refused: ServiceSetId;
  readonly unsure: ServiceSetId;
  /** The packets to read the rules again for. */
  readonly packets: ServiceSetId;
  /** Those and all others that are asked. */
  readonly all: ServiceSetId;
}

function checkOf(scribe: Scribe, way: Direction, met: Met, finding: Finding): Check {
  const { filter, address, groups = [], ends } = met;
  const doubt = doubtOf(met, scribe.leg.family);
  const effect = finding.refused !== NONE ? 'blocks' : finding.unsure !== NONE ? 'undecided' : 'admits';
  const code = effect === 'blocks' ? refusalCode(scribe, met) : doubt.code;
  const asked = {
    family: scribe.leg.family,
    ends,
    way,
    address,
    groups: groups.map(({ group }) => group),
    services: finding.packets,
  };
  return {
    way,
    at: filter.at,
    component: filter.component,
    layer: filter.layer,
    direction: filter.direction,
    effect,
    ...(effect === 'admits' ? {} : { code }),
    ...(effect === 'undecided' && doubt.missing ? { missing: doubt.missing } : {}),
    evidence() {
      const found = filter.evidence(asked);
      return effect === 'admits' ? found.filter((one) => one.effect !== 'blocks') : found;
    },
    met: () => filter.evidence({ ...asked, services: finding.all }),
    mends: () => (effect === 'blocks' ? (filter.mends?.(asked) ?? []) : []),
    cuts: () => (effect === 'blocks' ? [] : (filter.cuts?.(asked) ?? [])),
  };
}

/** Where only a rule that names a group would match, and the way does not keep the sender's groups, that is the cause. */
function refusalCode({ network, services, leg }: Scribe, { filter, groups }: Met): Code {
  // Who carries no group has none to lose.
  const hasNone = filter.reads === 'source' && leg.isAnonymous && groupsOf(network, leg.client).length === 0;
  if (groups !== undefined || hasNone) return filter.code;
  const { services: pool, may } = poolsOf(network);
  const isNamed = [...(filter.members?.values() ?? [])].some((one) => pool.intersect(may(one), services) !== NONE);
  return isNamed ? 'SG_REFERENCES_NOT_PRESERVED' : filter.code;
}

function doubtOf({ filter, ends, address }: Met, family: Family): Doubt {
  const { flows, missing } = filter;
  const code = filter.doubt?.(address, family);
  if (code) return { code };
  const isList = missing?.kind === 'prefixListEntries';
  if (isList && isKnownAfterApply(missing.id)) return { code: 'KNOWN_AFTER_APPLY' };
  const lacks = isList ? 'PREFIX_LIST_UNKNOWN' : 'NOT_COLLECTED';
  const own = codes[filter.code].kind === 'unknown' ? filter.code : lacks;
  return flows?.doubt(ends) ?? { code: own, ...(missing ? { missing } : {}) };
}

function poolsOf(network: Network) {
  const { admissions } = network;
  return {
    services: admissions.services,
    may: (id: number) => admissions.may(id),
    must: (id: number) => admissions.must(id),
  };
}

export function stopCheck(way: Direction, { at, kind, code, evidence, missing, mends }: Stop): Check {
  const effect = kind === 'dropped' ? 'blocks' : 'undecided';
  const more = { ...(missing ? { missing } : {}), ...(mends ? { mends } : {}) };
  return { way, at, component: at, effect, code, ...more, evidence: () => evidence };
}

/** Groups that saw the request are not asked about its reply (SG-30). */
export function trackedCheck({ at, component, direction }: Filter): Check {
  const text = 'its groups know the request and let the answer pass';
  return {
    way: 'reply',
    at,
    component,
    direction,
    effect: 'tracked',
    evidence: () => [{ component, effect: 'admits', text }],
  };
}

export function noteCheck(way: Direction, about: ComponentId, code: Code): Check {
  return { way, at: about, component: about, effect: 'note', code, evidence: () => [] };
}

export function translateCheck(
  scribe: Scribe,
  way: Direction,
  by: ComponentId,
  field: 'source' | 'destination',
  label: Label,
  family: Family = scribe.leg.family,
): Check {
  const text = () => `${field} becomes ${scribe.network.formatLabel(family, label)}`;
  const cidr = formatCidr(scribe.network.labels[family].prefixOf(label));
  return {
    way,
    at: by,
    component: by,
    effect: 'translates',
    becomes: { field, cidr },
    evidence: () => [{ component: by, effect: 'translates', text: text() }],
  };
}
