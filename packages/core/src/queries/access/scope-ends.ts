import { clientsOf } from '../../aws/client-vpn-clients.ts';
import { farVpcs } from '../../aws/far-vpcs.ts';
import { handedOn } from '../../aws/handed-on.ts';
import { hybridLinks } from '../../aws/hybrid-links.ts';
import { interfaceIndex } from '../../aws/interface-index.ts';
import { type Kind, recordType } from '../../aws/record-types.ts';
import { kindsOfScopeType } from '../../aws/scope-types.ts';
import type { Network } from '../../engine/network.ts';
import { QuestionError } from '../../model/question-error.ts';
import { type ComponentId, INTERNET } from '../../model/route.ts';
import { type End, type InterfaceEnd, WHOLE_INTERNET } from '../end.ts';
import { dedupe } from '../end-sets.ts';
import { resolveEnds } from '../ends.ts';
import { managedExactly } from '../managed-ends.ts';
import { endpointEnds, endsById, everything, interfaceEnd } from '../named-ends.ts';
import { isGatewayEndpoint } from '../service-ends.ts';
import { siteEnds } from '../site-ends.ts';
import { checkType, idOf, type Passing, passing } from './passing.ts';
import type { Named } from './scope.ts';

/** Ends of one kind: who there is, or all of them whose way leads through something. */
export interface ScopeSide {
  /** Absent: whoever there is. */
  readonly ends: readonly End[] | undefined;
  readonly passing: readonly Passing[];
  /** Where ways have to end, if not at whom is dialled: whom that hands conversations on to. */
  readonly reaching?: ReadonlyMap<ComponentId, InterfaceEnd>;
}

const ANYBODY: ScopeSide = { ends: undefined, passing: [] };

/**
 * What is named as an end of a scope. Gateways of the internet are the hosts beyond them, by whichever of them; what has
 * no ends of its own, a peering connection or an attachment, is whoever comes or goes that way.
 */
export function sidesOf(network: Network, named: Named | undefined, side: 'from' | 'to'): readonly ScopeSide[] {
  if (!named) return [ANYBODY];
  const { ends, passed } = meant(network, named);
  const through = passed.length > 0 ? [{ ends: undefined, passing: [passedBy(network, named, passed)] }] : [];
  return [...grouped(ends, side), ...(side === 'to' ? handingOn(network, ends) : []), ...through];
}

function meant(network: Network, named: Named): Meant {
  if ('found' in named) return { ends: named.found, passed: [] };
  if ('selector' in named) return { ends: selected(network, named.selector), passed: [] };
  return 'types' in named ? ofTypes(network, named.types) : ofIds(network, named.resources);
}

/** A way to who is behind a load balancer or PrivateLink ends there, though another is dialled. */
function handingOn(network: Network, ends: readonly End[]): readonly ScopeSide[] {
  const own = ends.flatMap((end) => (end.kind === 'interface' ? [[end.holder.at, end] as const] : []));
  const reaching = new Map(own);
  if (reaching.size === 0) return [];
  const boxes = interfaceIndex(network).holders.filter((holder) => {
    if (reaching.has(holder.at)) return false;
    const found = handedOn(network, holder);
    return found !== undefined && (found.isPartial || [...found.to].some((at) => reaching.has(at)));
  });
  return boxes.length > 0 ? [{ ends: boxes.map(interfaceEnd), passing: [], reaching }] : [];
}

interface Meant {
  readonly ends: readonly End[];
  /** Types or ids whose objects only lie on the way. */
  readonly passed: readonly string[];
}

function passedBy(network: Network, named: Named, passed: readonly string[]): Passing {
  return passing(network, 'types' in named ? { types: passed } : { resources: passed });
}

/** A selector as of any question; what lies on the way is said by `through`. */
function selected(network: Network, selector: string): readonly End[] {
  return resolveEnds(network, selector).ends;
}

function ofTypes(network: Network, types: readonly string[]): Meant {
  for (const type of types) checkType(type);
  const passed = types.filter((type) => kindsOfScopeType(type).some((kind) => recordType(kind).isPassage));
  const kinds = types.filter((type) => !passed.includes(type)).flatMap(kindsOfScopeType);
  return { ends: dedupe(kinds.flatMap((kind) => endsOfKind(network, kind))), passed };
}

function endsOfKind(network: Network, kind: Kind): readonly End[] {
  if (kind === 'networkInterface') return everything(network).filter((end) => end.kind !== 'internet');
  return network.all(kind).flatMap((record) => {
    const id = recordType(kind).key(record);
    return id === undefined ? [] : endsAt(network, id);
  });
}

function ofIds(network: Network, texts: readonly string[]): Meant {
  const ids = texts.map((text) => idOf(network, text));
  const isPassage = (id: ComponentId) => {
    const kind = network.kindOf(id) ?? network.kindOfId(id);
    return kind !== undefined && recordType(kind).isPassage === true;
  };
  const passed = ids.filter(isPassage);
  const named = ids.filter((id) => !passed.includes(id));
  return { ends: dedupe(named.flatMap((id) => managedExactly(network, id) ?? endsById(network, id) ?? [])), passed };
}

/** What holds nobody is nobody: a gateway without links. */
function endsAt(network: Network, id: ComponentId): readonly End[] {
  try {
    return endsById(network, id) ?? [];
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}

/**
 * Ends of the internet by a gateway are the whole internet, on ways that pass it. Some of its addresses lead elsewhere, to
 * an endpoint of the service that has them: who names the internet means packets that get there.
 */
function grouped(ends: readonly End[], side: 'from' | 'to'): readonly ScopeSide[] {
  const rest = ends.filter((end) => end.kind !== 'internet' && suits(end, side));
  const outside = ends.filter((end) => end.kind === 'internet');
  const whole = outside.filter(({ by }) => !by);
  const byGateway = outside.filter(({ by }) => by);
  const gateways = new Set(byGateway.map(({ by }) => by));
  const isOut: Passing = (id) => id === INTERNET;
  const isGateway: Passing = (id) => gateways.has(id);
  const ranges = byGateway[0]?.ranges ?? [];
  const sides: ScopeSide[] = [
    { ends: rest, passing: [] },
    { ends: whole, passing: side === 'to' ? [isOut] : [] },
    { ends: byGateway.length > 0 ? [{ ...WHOLE_INTERNET, ranges }] : [], passing: [isGateway] },
  ];
  const used = sides.filter((one) => (one.ends ?? []).length > 0);
  return used.length > 0 ? used : [{ ends: [], passing: [] }];
}

/** Who never asks is no sender; a place of which no address is known has nobody to ask for. */
function suits(end: End, side: 'from' | 'to'): boolean {
  if (end.kind === 'site') return end.ranges.length > 0;
  if (side === 'to') return true;
  return end.kind !== 'service' && !(end.kind === 'interface' && end.endpoint);
}

/** Everybody who can send, or be dialled: interfaces, hosts outside, sites, clients of Client VPN, services. */
export function anybody(network: Network, side: 'from' | 'to'): readonly End[] {
  const endpoints = network.all('vpcEndpoint').filter(isGatewayEndpoint);
  const services = side === 'to' ? endpoints.flatMap((one) => endpointEnds(network, one)) : [];
  return dedupe([...everything(network), ...allSites(network), ...services]).filter((end) => suits(end, side));
}

/** Every place outside AWS that is not the internet. */
export function allSites(network: Network): readonly End[] {
  const clients = network
    .all('clientVpnEndpoint')
    .flatMap(({ clientVpnEndpointId }) => (clientVpnEndpointId ? clientsOf(clientVpnEndpointId) : []));
  return [...hybridLinks(network).places, ...clients].flatMap((place) => siteEnds(network, place) ?? []);
}

/** Places of which nothing tells who is there: that none of their ways was found means nothing. */
export function unknownPlaces(network: Network): readonly ComponentId[] {
  const sites = allSites(network).flatMap((end) => (end.kind === 'site' && end.ranges.length === 0 ? end.at : []));
  return [...sites, ...farVpcs(network)];
}
