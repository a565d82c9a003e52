import type { Evidence } from '../model/evidence.ts';
import type { Branch, ComponentId, Fork, Forwarding, LinkId, Step, Stop } from '../model/route.ts';
import { inside } from '../model/source.ts';
import { constantMap } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { hasSeveralTables } from './associated-table.ts';
import { absence, arrivalAt, deliver, nodesTo } from './delivery.ts';
import { all, alongPieces, eachLabel, leftOpen, linksAlong, stopped } from './forwarding.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { contradicted, dropped, notCollected } from './missing.ts';
import { onLinkLabels, ownRanges } from './on-link.ts';
import { unreadList } from './prefix-list-entries.ts';
import { latticeAddresses, latticeStop, recognisedStop } from './recognised-targets.ts';
import type { Kind, RecordOfKind } from './record-types.ts';
import type { Handover } from './resource-type.ts';
import { type Decision, isFinal, NOT_LISTED, type RankedRoute, routeChoices } from './route-choice.ts';
import { destinationText } from './route-table.ts';
import { UNTOLD } from './route-target.ts';
import { works } from './states.ts';
import { isPublic, neverForwarded } from './well-known.ts';

/** A place that sends packets by a route table: a subnet, a NAT gateway, a gateway with an edge association. */
export interface Origin extends Omit<Handover, 'why'> {
  readonly table: RecordOfKind<'routeTable'> | undefined;
  /** Leave by this component, whatever the table says. */
  readonly via?: ComponentId;
  /** The interface that sends, where routes lead to it: they do not take its own packets. */
  readonly sender?: ComponentId;
}

/** An origin whose table the input holds. */
interface Routed extends Origin {
  readonly table: RecordOfKind<'routeTable'>;
}

/** Addresses of the sender's own subnet are reached directly: no route, no ACL (RT-02, ACL-10). The rest is routed. */
export function emit(net: Lookup, origin: Origin, to: LabelRange): readonly Forwarding[] {
  return alongPieces(latticeAddresses(net, to.family), to, (isLattice, piece) =>
    isLattice === 1
      ? all(piece, onLink(net, origin, latticeStop(origin.chain.at(-1) ?? origin.vpcId)))
      : emitForwarded(net, origin, piece),
  );
}

function emitForwarded(net: Lookup, origin: Origin, to: LabelRange): readonly Forwarding[] {
  return alongPieces(neverForwarded(net, to.family), to, (never, piece) => {
    if (never === 0) return sendOn(net, origin, piece);
    const at = origin.chain.at(-1) ?? origin.vpcId;
    const evidence: Evidence = { component: at, effect: 'blocks', text: 'a VPC forwards nothing to this address' };
    return all(piece, onLink(net, origin, dropped(at, 'NO_POSSIBLE_DESTINATION', evidence)));
  });
}

function sendOn(net: Lookup, origin: Origin, to: LabelRange): readonly Forwarding[] {
  const { subnetId, vpcId } = origin;
  if (!subnetId) return route(net, origin, to);
  if (to.inBulk) {
    return alongPieces(onLinkLabels(net, to.family, subnetId, vpcId), to, (isOnLink, piece) =>
      isOnLink === 1 ? leftOpen(piece) : route(net, origin, piece),
    );
  }
  const index = interfaceIndex(net);
  return alongPieces(index.map(vpcId, to.family), to, (value, piece) => {
    const holder = index.holder(value);
    if (holder?.subnetId === subnetId) {
      const links = linksAlong(net, ...origin.chain, ...nodesTo(holder).slice(1));
      return all(piece, { links, steps: [], next: arrivalAt(net, holder, to.family) });
    }
    if (holder) return route(net, origin, piece);
    return alongPieces(ownRanges(net, `${to.family} ${subnetId}`), piece, (own, part) =>
      own === 1 ? all(part, onLink(net, origin, absence(net, vpcId, origin.place))) : route(net, origin, part),
    );
  });
}

/** Looked for in the subnet itself, and not there. */
function onLink(net: Lookup, origin: Origin, stop: Stop): Branch {
  return { links: linksAlong(net, ...origin.chain), steps: [], next: stop };
}

/** Hands packets to what the table chooses for them (RT-03…12). */
export function route(net: Lookup, origin: Origin, to: LabelRange): readonly Forwarding[] {
  const { table } = origin;
  const hand = (why: Handover['why']): Handover => ({ ...origin, why });
  if (origin.via)
    return handTo(
      net,
      hand(() => []),
      origin.via,
      to,
    );
  if (!table?.routeTableId) {
    const at = origin.chain.at(-1) ?? origin.vpcId;
    const stop = hasSeveralTables(net, at, origin.vpcId)
      ? contradicted(at, 'several route tables are said to be its own')
      : notCollected(net, at, 'routeTable', undefined, origin.place);
    const from = hand(() => []);
    return all(to, stopped(from, linksAlong(net, ...origin.chain), stop));
  }
  const routed: Routed = { ...origin, table };
  const choices = routeChoices(net, table.routeTableId, to.family, origin.sender);
  return alongPieces(choices.map, to, (value, piece) => {
    const decision = choices.decisions[value] as Decision;
    if (choices.unread.length === 0 || isFinal(decision, to.family)) return follow(net, routed, decision, piece);
    return eachLabel(piece, (label, one) => {
      const perhaps = choices.unread.filter(
        ({ target }) => !isEndpoint(net, target) || isPublic(net, to.family, label),
      );
      const known = follow(net, routed, decision, one);
      return perhaps.length === 0 ? known : all(one, perhapsTaken(net, routed, known, perhaps, one));
    });
  });
}

/** By its id where no record tells. */
function isEndpoint(net: Lookup, target: ComponentId): boolean {
  return target.startsWith('vpce-') || net.get('vpcEndpoint', target) !== undefined;
}

function follow(net: Lookup, origin: Routed, decision: Decision, to: LabelRange): readonly Forwarding[] {
  const at = origin.table.routeTableId as string;
  if (decision.routes.length === 0) {
    const stop = dropped(at, 'NO_ROUTE_TO_DESTINATION', {
      component: at,
      effect: 'blocks',
      text: 'no route covers the destination',
    });
    return all(to, stopped({ ...origin, why: () => [] }, linksAlong(net, ...origin.chain), stop));
  }
  const note: Step = { kind: 'note', code: 'ASSUMED_ROUTE_SERVER_LIKE_PROPAGATED', about: at };
  const noted = decision.isAssumed ? { ...origin, steps: [...origin.steps, note] } : origin;
  const [only, ...others] = decision.routes.map((ranked) => takeRoute(net, noted, ranked));
  if (!only || others.length === 0) return only?.(to) ?? [];
  return eachLabel(to, (_, one) =>
    all(one, {
      pick: 'aws',
      choice: at,
      code: 'AMBIGUOUS_ROUTE',
      of: [only, ...others].map((take) => take(one)[0]?.fork as Fork),
    }),
  );
}

/** An unread prefix list may hold the address or not: either route, as if AWS picked. */
function perhapsTaken(
  net: Lookup,
  origin: Routed,
  known: readonly Forwarding[],
  perhaps: readonly RankedRoute[],
  to: LabelRange,
): Fork {
  const list = perhaps.find(({ route }) => route.destinationPrefixListId)?.route.destinationPrefixListId;
  return {
    pick: 'aws',
    choice: origin.table.routeTableId as string,
    ...(list ? unreadList(net, list, origin.table) : { code: 'BGP_ROUTES_UNSTATED' }),
    of: [
      ...known.map(({ fork }) => fork),
      ...perhaps.flatMap((ranked) => takeRoute(net, origin, ranked)(to).map(({ fork }) => fork)),
    ],
  };
}

function takeRoute(net: Lookup, origin: Routed, ranked: RankedRoute): (to: LabelRange) => readonly Forwarding[] {
  const { table } = origin;
  const at = table.routeTableId as string;
  const { route } = ranked;
  const from: Handover = { ...origin, why: () => [routeEvidence(table, ranked)] };
  // A blackhole still wins its prefix, so the packet dies here instead of falling through (RT-10).
  const isAlive = works(route.state, 'active') && ranked.target !== UNTOLD;
  const stop = isAlive ? undefined : deadRoute(at, route.state, routeEvidence(table, ranked));
  return (to) =>
    stop ? all(to, stopped(from, linksAlong(net, ...origin.chain), stop)) : handTo(net, from, ranked.target, to);
}

/** A route in words, with where it was read. */
export function routeEvidence(
  table: Routed['table'],
  { route, target, position }: Pick<RankedRoute, 'route' | 'target' | 'position'>,
): Evidence {
  const destination = destinationText(route);
  return {
    component: table.routeTableId as string,
    effect: 'routes',
    rule: destination,
    text: `${destination} → ${target}`,
    ...(position === NOT_LISTED ? {} : { source: inside(table.source, `/Routes/${position}`) }),
  };
}

function deadRoute(at: ComponentId, state: string | undefined, route: Evidence): Stop {
  const evidence: Evidence = { ...route, effect: 'blocks', text: state ? `${route.text} is ${state}` : route.text };
  if (state && works(state, 'blackhole')) return dropped(at, 'BAD_STATE_ROUTE', evidence);
  return { kind: 'unknown', code: 'NOT_MODELLED', at, evidence: [evidence] };
}

function handTo(net: Lookup, origin: Handover, target: ComponentId, to: LabelRange): readonly Forwarding[] {
  if (target === 'local') return deliver(net, origin, to);
  const behaviour = net.behaviour(target);
  const kind = net.kindOfId(target);
  if (!behaviour && kind && net.isModelled(kind)) return handToUnread(net, origin, { id: target, kind }, to);
  const from = behaviour?.keepsReferences ? origin : meaningNobody(origin, target);
  if (behaviour?.take) return behaviour.take(target, from, to, net);
  const stop: Stop = recognisedStop(target) ?? {
    kind: 'unknown',
    code: 'NOT_MODELLED',
    at: target,
    evidence: [{ component: target, effect: 'blocks', text: `what ${target} does with a packet is not modelled` }],
  };
  return all(to, stopped(from, linksTo(net, from, target), stop));
}

/** The input does not hold what the route names; its kind tells what may be there. */
function handToUnread(
  net: Lookup,
  origin: Handover,
  { id, kind }: { readonly id: ComponentId; readonly kind: Kind },
  to: LabelRange,
): readonly Forwarding[] {
  const type = net.recordType(kind);
  const mayBeMeant = type.mayBeMeant?.(origin, to.family, net) ?? constantMap(0);
  return alongPieces(mayBeMeant, to, (may, piece) => {
    const from = may === 1 ? origin : meaningNobody(origin, id);
    const asked = type.unreadSteps?.(id, from, to.family, net) ?? [];
    const stop = notCollected(net, id, kind, id, from.place);
    return all(piece, stopped({ ...from, steps: [...from.steps, ...asked] }, linksTo(net, from, id), stop));
  });
}

function linksTo(net: Lookup, { chain, vpcId }: Handover, target: ComponentId): readonly LinkId[] {
  return linksAlong(net, ...chain, ...((chain.at(-1) ?? vpcId) === target ? [] : [target]));
}

/** Rules that name groups do not work through what a packet is handed to (SG-10, SG-12). */
function meaningNobody(origin: Handover, by: ComponentId): Handover {
  return { ...origin, steps: [...origin.steps, { kind: 'identity', becomes: 'none', by }] };
}
