import { formatServices } from '../aws/format-services.ts';
import type { Edit } from '../model/change.ts';
import type { Code } from '../model/codes.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ComponentId, Filter, Layer, LegJoin, Membership } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Network } from './network.ts';
import { admissionAt } from './packet.ts';
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
  evidence(): readonly Evidence[];
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
}

export function requestCheck(scribe: Scribe, met: Met): Check {
  const { network, asking, services } = scribe;
  const { services: pool, may, must } = poolsOf(network);
  const admitted = admissionAt(network, asking, met.filter, met.address, met.groups);
  const refused = pool.subtract(services, may(admitted));
  const unsure = pool.subtract(services, must(admitted));
  return checkOf(scribe, 'request', met, { refused, unsure, packets: refused === NONE ? services : refused });
}

export function replyCheck(scribe: Scribe, met: Met): Check {
  const { network, asking, services } = scribe;
  const { services: pool, may, must } = poolsOf(network);
  const admitted = admissionAt(network, asking, met.filter, met.address, met.groups);
  const leaves = replyLeaves(network, asking, admitted);
  const refused = pool.subtract(services, may(leaves.services));
  const unsure = pool.subtract(services, must(leaves.services));
  const packets = leaves.packets(refused === NONE ? services : refused);
  return checkOf(scribe, 'reply', met, { refused, unsure, packets });
}

interface Finding {
  readonly refused: ServiceSetId;
  readonly unsure: ServiceSetId;
  /** The packets to read the rules again for. */
  readonly packets: ServiceSetId;
}

function checkOf(scribe: Scribe, way: Direction, met: Met, finding: Finding): Check {
  const { filter, address, groups = [] } = met;
  const effect = finding.refused !== NONE ? 'blocks' : finding.unsure !== NONE ? 'undecided' : 'admits';
  const code = effect === 'blocks' ? refusalCode(scribe, met) : unsureCode(filter);
  const asked = {
    family: scribe.leg.family,
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
    ...(effect === 'undecided' && filter.missing ? { missing: filter.missing } : {}),
    evidence() {
      const found = filter.evidence(asked);
      return effect === 'admits' ? found.filter((one) => one.effect !== 'blocks') : found;
    },
    mends: () => (effect === 'blocks' ? (filter.mends?.(asked) ?? []) : []),
    cuts: () => (effect === 'blocks' ? [] : (filter.cuts?.(asked) ?? [])),
  };
}

/** Where only a rule that names a group would match, and the way does not keep the sender's groups, that is the cause. */
function refusalCode({ network, services }: Scribe, { filter, groups }: Met): Code {
  if (groups !== undefined) return filter.code;
  const { services: pool, may } = poolsOf(network);
  const isNamed = [...(filter.members?.values() ?? [])].some((one) => pool.intersect(may(one), services) !== NONE);
  return isNamed ? 'SG_REFERENCES_NOT_PRESERVED' : filter.code;
}

function unsureCode(filter: Filter): Code {
  return filter.missing?.kind === 'prefixListEntries' ? 'PREFIX_LIST_UNKNOWN' : 'NOT_COLLECTED';
}

function poolsOf(network: Network) {
  const { admissions } = network;
  return {
    services: admissions.services,
    may: (id: number) => admissions.may(id),
    must: (id: number) => admissions.must(id),
  };
}

/** What a box that ends the leg does not take. */
export function acceptanceChecks({ network, services }: Scribe, at: ComponentId, join: LegJoin): readonly Check[] {
  const { services: pool, may } = poolsOf(network);
  const refused = pool.subtract(services, may(join.accepts));
  if (refused === NONE) return [];
  const text = `it does not take ${formatServices(pool, refused)}`;
  const evidence = () => [{ component: at, effect: 'blocks' as const, text }];
  return [{ way: 'request', at, component: at, effect: 'blocks', code: join.code, evidence }];
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
): Check {
  const text = () => `${field} becomes ${scribe.network.formatLabel(scribe.leg.family, label)}`;
  return {
    way,
    at: by,
    component: by,
    effect: 'translates',
    evidence: () => [{ component: by, effect: 'translates', text: text() }],
  };
}
