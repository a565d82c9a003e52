import type { Edit } from '../model/change.ts';
import type { LegJoin, NextEnd, NextLeg, Onward, PortPair } from '../model/leg-join.ts';
import type { ComponentId, Filter, Stop } from '../model/route.ts';
import { contains, type Family } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { ICMP, NONE, type ServiceSetId, TCP } from '../net/service-set.ts';
import { keepsClient, onwardTo } from './balanced-leg.ts';
import { type Balancer, balancerAt, type Handling, type Offer, type TargetPool } from './balancer.ts';
import { callersOf } from './balancer-callers.ts';
import { portOf } from './balancer-transports.ts';
import { type Eligible, eligibleTargets } from './eligible-targets.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import { zoneOfSubnet } from './zone.ts';

/** Who comes to a node: a client by its own packets, or one behind an interface endpoint (PL-03, PL-04). */
export interface Caller {
  readonly family: Family;
  readonly source: Label;
  readonly privateLink?: {
    readonly filters: readonly Filter[];
    readonly isAnonymous: boolean;
    /** Edits of which each shuts the consumer's endpoint out. */
    cuts(): readonly Edit[];
  };
}

/** A node being asked. */
export interface Asked {
  readonly net: Lookup;
  readonly balancer: Balancer;
  readonly node: Holder;
  readonly caller: Caller;
}

/** A balancer ends the client's conversation at a node; one target that works is enough (LB-01). */
export function balancedJoin(net: Lookup, node: ComponentId, { family, source }: Caller): LegJoin | Stop | undefined {
  const { apart, hosts } = callersOf(net, family, [node]);
  // The first of those that are handed on alike stands for all of them; of hosts there may be as many as targets.
  const key = `${family} ${valueAt(apart, source)} ${node}`;
  return hosts.has(source) ? joinFor(net, key) : keptJoin(net, key);
}

/** By family, caller and node. */
function joinFor(net: Lookup, key: string): LegJoin | Stop | undefined {
  const [family, source, at = ''] = key.split(' ');
  const [balancer, node] = [balancerAt(net, at), interfaceIndex(net).holderOf(at)];
  const caller: Caller = { family: family === '4' ? 4 : 6, source: Number(source) };
  return balancer && node && joinAt({ net, balancer, node, caller });
}

const keptJoin = derivedBy(joinFor);

function joinAt(asked: Asked): LegJoin | Stop {
  const { net, balancer } = asked;
  if (balancer.stop) return balancer.stop;
  const onwards = balancedOnwards(asked);
  const code = balancer.kind === 'classic' ? 'ELB_LISTENERS_MISMATCH' : 'ELBV2_LISTENER_PORT_RESTRICTION';
  const next = onwards.length > 0 ? onwards : [noListener(balancer, code)];
  const accepts = acceptedBy(net, [balancer]);
  const callers = callersOf(net, asked.caller.family, [asked.node.at]).apart;
  return { kind: 'join', accepts, code, clientPorts: 'remapped', pick: 'any', next, callers, mends: balancer.listens };
}

/** Takes nothing, so nothing is handed on. */
export function noListener({ id }: Balancer, code: Stop['code'] = 'ELBV2_LISTENER_PORT_RESTRICTION'): NextEnd {
  const evidence = { component: id, effect: 'blocks' as const, text: 'it has no listener' };
  return { ends: dropped(id, code, evidence), ports: [] };
}

/** What the listeners take; where they were not all read, perhaps more (LB-03). */
export function acceptedBy(net: Lookup, balancers: readonly Balancer[]): number {
  const { services } = net.admissions;
  const listened = balancers
    .flatMap(({ offers }) => offers)
    .reduce((sum, offer) => services.union(sum, servicesOf(net, offer)), NONE);
  const isWhole = balancers.every(({ unread }) => !unread);
  return isWhole
    ? net.admissions.exactly(listened)
    : net.admissions.pair(listened, services.union(listened, services.of([TCP, ICMP])));
}

export function balancedOnwards(asked: Asked): readonly Onward[] {
  const { net, balancer } = asked;
  const next = balancer.offers.flatMap((offer) => offer.handlings.flatMap((one) => handle(asked, offer, one)));
  if (!balancer.unread) return next;
  const { services } = net.admissions;
  const others = services.subtract(services.of([TCP, ICMP]), net.admissions.must(acceptedBy(net, [balancer])));
  return [...next, { ends: balancer.unread, ports: [{ from: others, to: others }] }];
}

function servicesOf(net: Lookup, { transports, port }: Offer): ServiceSetId {
  const { services } = net.admissions;
  return transports.reduce((sum, transport) => services.union(sum, portOf(services, transport, port)), NONE);
}

function handle(asked: Asked, offer: Offer, handling: Handling): readonly Onward[] {
  const { net, caller, balancer } = asked;
  if (handling.sources && !isAmong(net, caller, handling.sources)) return [];
  const taken = servicesOf(net, offer);
  const { evidence } = offer;
  const filters = caller.privateLink?.filters ?? [];
  const end = (ends: NextEnd['ends'], text?: string): NextEnd => ({
    ends,
    ports: [{ from: taken, to: taken }],
    filters,
    why: () => [text ? { ...evidence, text: `${evidence.text}: ${text}` } : evidence],
    cuts: () => [...offer.cuts(), ...(caller.privateLink?.cuts() ?? [])],
  });
  switch (handling.kind) {
    case 'here':
      return [{ ...end('here', handling.text), notes: [{ code: 'BALANCER_ANSWERS', about: balancer.id }] }];
    case 'stop':
      return [end(handling.stop)];
    case 'pool': {
      const targets = eligibleTargets(net, balancer, handling.pool, zoneOfSubnet(net, asked.node.subnetId));
      if ('kind' in targets) return [end(targets)];
      return poolOnwards(asked, { offer, pool: handling.pool, targets, end });
    }
  }
}

/** A listener, and the targets of one group that the node may send to. */
interface Shared {
  readonly offer: Offer;
  readonly pool: TargetPool;
  readonly targets: readonly Eligible[];
  end(stop: Stop): NextEnd;
}

function poolOnwards(asked: Asked, shared: Shared): readonly Onward[] {
  const { pool } = shared;
  const isKept = keepsClient(asked, pool);
  if (typeof isKept === 'boolean') return targetOnwards(asked, shared, isKept);
  // All targets of a group see the client, or none does.
  const of = [true, false].map((one): Onward => {
    return { pick: 'any', choice: pool.id, code: 'UNEQUAL_PATHS', of: targetOnwards(asked, shared, one) };
  });
  return [{ pick: 'aws', choice: pool.id, code: 'NOT_COLLECTED', missing: isKept, of }];
}

function targetOnwards(asked: Asked, { offer, pool, targets, end }: Shared, isKept: boolean): readonly Onward[] {
  const { net, caller } = asked;
  const onwards = targets.map((eligible): Onward => {
    const { target, note, unless } = eligible;
    const handing = {
      ports: portPairs(net, offer, pool, target.port ?? offer.port),
      filters: caller.privateLink?.filters ?? [],
      notes: [
        ...(note ? [{ code: note, about: target.id }] : []),
        ...(pool.isAssumed ? [{ code: 'ASSUMED_TARGET_GROUP_DEFAULTS' as const, about: pool.id }] : []),
      ],
      why: () => [{ ...offer.evidence, text: `${offer.evidence.text} → ${pool.name}, ${target.id}:${target.port}` }],
      cuts: () => [...offer.cuts(), ...(caller.privateLink?.cuts() ?? []), ...pool.edits.deregister(target)],
    };
    const onward = onwardTo(asked, pool, target, isKept, handing);
    if (!unless) return onward;
    const stop = dropped(asked.balancer.id, 'ELBV2_NO_TARGETS_IN_AZ', {
      component: target.id,
      effect: 'blocks',
      text: 'it is in a zone that the node may not send to',
    });
    return { pick: 'aws', choice: pool.id, code: 'NOT_COLLECTED', missing: unless, of: [onward, end(stop)] };
  });
  return hairpinsApart(pool, onwards);
}

/** A target that calls itself may be handed its own packets, and AWS picks: with others, nothing is sure (NLB-03). */
function hairpinsApart(pool: TargetPool, onwards: readonly Onward[]): readonly Onward[] {
  const hairpins = onwards.filter(isHairpin);
  const others = onwards.filter((one) => !isHairpin(one));
  if (hairpins.length === 0 || others.length === 0) return onwards;
  const code = 'UNEQUAL_PATHS';
  const either: Onward = { pick: 'any', choice: pool.id, code, of: others };
  return [{ pick: 'aws', choice: pool.id, code, of: [...hairpins, either] }];
}

function isHairpin(onward: Onward): boolean {
  return 'of' in onward ? onward.of.some(isHairpin) : 'isHairpin' in onward && onward.isHairpin === true;
}

/** LB-03, LB-04: the port of the listener becomes the target's, in each transport that both speak. */
function portPairs(net: Lookup, offer: Offer, pool: TargetPool, port: number): readonly PortPair[] {
  const { services } = net.admissions;
  const shared = offer.transports.filter((one) => pool.transports.includes(one));
  return (shared.length > 0 ? shared : offer.transports).map((transport) => ({
    from: portOf(services, transport, offer.port),
    to: portOf(services, transport, port),
  }));
}

function isAmong(net: Lookup, { family, source }: Caller, sources: NonNullable<Handling['sources']>): boolean {
  const own = net.labels[family].prefixOf(source);
  return sources.some((prefix) => contains(prefix, own));
}

export type Handing = Pick<NextLeg, 'ports' | 'filters' | 'notes' | 'why' | 'cuts'>;
