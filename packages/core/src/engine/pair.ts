import type { Code } from '../model/codes.ts';
import type { Arrival, Branch, ComponentId, Filter, Membership, Stop } from '../model/route.ts';
import { ADMITS_ALL, type AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE } from '../net/service-set.ts';
import { flowLeaves } from './flow-leaves.ts';
import type { Network } from './network.ts';
import {
  admissionAt,
  boundKey,
  groupsAt,
  isTracked,
  type Packet,
  picksOf,
  type Tracked,
  trackedByAll,
} from './packet.ts';
import { createRouter, detourKey, type PathChoice, type PathTree, type Router } from './router.ts';
import type { Pick, ReplyWay, Way } from './trip.ts';
import type { Walk } from './walk.ts';

/** What the way back leaves of a request. */
export interface WayBack {
  readonly answered: AdmissionId;
  readonly clientPorts: AdmissionId;
  readonly ways: readonly ReplyWay[];
}

/** A reply on its way, with its own addresses: the ends of the request, swapped. */
interface Reply {
  readonly branches: readonly Branch[];
  readonly picks: readonly Pick[];
  readonly source: Label;
  readonly destination: Label;
  readonly answered: AdmissionId;
  readonly clientPorts: AdmissionId;
  /** The groups of the server, while the way keeps them. */
  readonly groups: readonly Membership[] | undefined;
  readonly remembered: readonly Tracked[];
  /** A component that must see both directions and did not see the request. */
  readonly forgot: Stop | undefined;
}

/**
 * The reply to a request that arrived: routed by itself from where the request ended (RET-03). A filter that tracked the
 * request is not asked again (RET-02), translations must be mirrored, a stateful component must see both ways.
 */
export function pair(walk: Walk, request: Way, packet: Packet): WayBack {
  const { network, leg } = walk;
  const arrival = request.end as Arrival;
  const reply: Reply = {
    branches: [],
    picks: [],
    source: packet.destination,
    destination: packet.source,
    answered: ADMITS_ALL,
    clientPorts: packet.clientPorts,
    groups: groupsAt(network, arrival.at, packet.destination, leg.family),
    remembered: [],
    forgot: undefined,
  };
  const tracked = trackedByAll(leg, arrival.at, packet);
  const start = leg.bySession ? { ...arrival.replies, via: leg.client } : arrival.replies;
  return follow(walk, { ...packet, tracked }, routerFor(network, packet).route(start, packet.source), reply);
}

/** Replies go back to what remembers their request and went on from there to a place of many ways. */
function routerFor(network: Network, request: Packet): Router {
  let detours: Map<string, ComponentId> | undefined;
  for (const { next, steps } of request.branches) {
    if ('kind' in next) continue;
    for (const step of steps) {
      if (step.kind !== 'stateful' || !step.returns) continue;
      detours ??= new Map();
      detours.set(detourKey(step.returns, request.source), step.by);
    }
  }
  return detours ? createRouter(network, { detours }) : network.router;
}

function follow(walk: Walk, request: Packet, tree: PathTree, reply: Reply): WayBack {
  if ('pick' in tree) {
    const bound = boundBranch(tree, request, reply);
    if (bound) return follow(walk, request, bound, reply);
    const picked = { ...reply, picks: [...reply.picks, ...picksOf(tree)] };
    return tree.of.map((one) => follow(walk, request, one, picked)).reduce((a, b) => combine(walk, tree.pick, a, b));
  }
  const moved = applyReplySteps(walk, request, tree.branch, reply);
  if (!('kind' in tree.rest)) return follow(walk, request, tree.rest, moved);
  return ending(walk, request, moved, tree.rest);
}

/** The branch of a choice that the request has settled for both directions. */
function boundBranch({ of, kept = [] }: PathChoice, { bound }: Packet, reply: Reply): PathTree | undefined {
  const { source, destination } = reply;
  return [...of, ...kept].find((one) => {
    const binds = 'branch' in one ? one.branch.binds : undefined;
    return binds !== undefined && bound.get(boundKey(binds.key, destination, source)) === binds.name;
  });
}

/** The reply after one branch. */
function applyReplySteps(walk: Walk, request: Packet, branch: Branch, reply: Reply): Reply {
  const { network, asking } = walk;
  const pool = network.admissions;
  let { source, destination, answered, clientPorts, groups, remembered, forgot } = reply;
  for (const step of branch.steps) {
    switch (step.kind) {
      case 'filter': {
        const { filter, tracks } = step;
        if (isUnasked(filter, request) || (tracks && isTracked(request.tracked, tracks, destination, source))) break;
        const reads = filter.reads === 'source';
        const known = reads ? groups : undefined;
        const admitted = filter.flows
          ? flowLeaves(network, asking, filter, 'reply', { source: destination, destination: source })
          : network.replies.of(admissionAt(network, asking, filter, reads ? source : destination, known));
        answered = pool.both(answered, admitted.services);
        clientPorts = pool.both(clientPorts, admitted.clientPorts);
        break;
      }
      case 'translate':
        if (step.field === 'source') source = step.map.get(source) ?? source;
        else destination = step.map.get(destination) ?? destination;
        break;
      case 'stateful':
        remembered = [...remembered, { at: step.by, source, destination }];
        if (step.missed !== 'warn' && !isTracked(request.remembered, step.by, destination, source)) {
          forgot ??= halfSeen(step.by, step.code, 'the request');
        }
        break;
      case 'identity':
        groups = undefined;
        break;
      case 'note':
        break;
    }
  }
  const branches = [...reply.branches, branch];
  return { branches, picks: reply.picks, source, destination, answered, clientPorts, groups, remembered, forgot };
}

/** A gateway that let the request through does not ask its reply; one that the request did not pass does. */
export function isUnasked(filter: Filter, request: { readonly branches: readonly Branch[] }): boolean {
  if (filter.answers !== 'unasked') return false;
  return request.branches.some(({ steps }) =>
    steps.some((step) => step.kind === 'filter' && step.filter.component === filter.component),
  );
}

function ending(walk: Walk, request: Packet, reply: Reply, end: Arrival | Stop): WayBack {
  const { network } = walk;
  const pool = network.admissions;
  const { branches, picks, source, destination, answered, clientPorts } = reply;
  // What has no memory of the request drops its reply, wherever it might have gone from there.
  const broken =
    reply.forgot ?? (end.kind === 'arrival' ? (missedState(request, reply) ?? mismatch(walk, reply, end)) : undefined);
  const ways: readonly ReplyWay[] = [{ branches, end, source, destination, picks, broken }];
  // What expects no answer cannot lose it.
  const spared = pool.exactly(network.replies.unanswered);
  if (end.kind === 'dropped' || broken) return { answered: spared, clientPorts: pool.pair(NONE, NONE), ways };
  if (end.kind === 'arrival') return { answered, clientPorts, ways };
  const perhaps = (of: AdmissionId) => pool.pair(NONE, pool.may(of));
  return { answered: pool.either(spared, perhaps(answered)), clientPorts: perhaps(clientPorts), ways };
}

/** Something that must see both directions saw the request only, or the reply between other addresses. */
function missedState(request: Packet, reply: Reply): Stop | undefined {
  if (request.remembered.length === 0) return undefined;
  const steps = request.branches.flatMap((branch) => branch.steps).filter((step) => step.kind === 'stateful');
  for (const [i, { at, source, destination }] of request.remembered.entries()) {
    const step = steps[i];
    if (step?.missed === 'drop' && !isTracked(reply.remembered, at, destination, source)) {
      return halfSeen(at, step.code, 'the reply');
    }
  }
  return undefined;
}

/** The client takes an answer only from whom it asked, at the address it asked from. */
function mismatch({ network, leg }: Walk, reply: Reply, end: Arrival): Stop | undefined {
  const isSame = network.behaviour(end.at)?.isSameAs;
  if (end.at !== leg.client && !isSame?.(end.at, leg.client, leg.source, leg.family, network)) {
    return stop(end.at, 'REPLY_TRANSLATION_MISMATCH', `the reply goes to ${end.at} instead of ${leg.client}`);
  }
  const isOwn = network.behaviour(end.at)?.owns?.(end.at, reply.destination, leg.family, network) ?? true;
  if (!isOwn) return stop(end.at, 'REPLY_TRANSLATION_MISMATCH', 'the client passes the reply on under another address');
  if (reply.source === leg.to && reply.destination === leg.source) return undefined;
  return stop(leg.client, 'REPLY_TRANSLATION_MISMATCH', 'the reply does not come from the address that was called');
}

function halfSeen(by: ComponentId, code: Code, missed: string): Stop {
  return stop(by, code, `it does not see ${missed}`);
}

function stop(at: ComponentId, code: Code, text: string): Stop {
  return { kind: 'dropped', code, at, evidence: [{ component: at, effect: 'blocks', text }] };
}

function combine({ network }: Walk, pick: 'aws' | 'any', a: WayBack, b: WayBack): WayBack {
  const pool = network.admissions;
  const join = (x: AdmissionId, y: AdmissionId) => (pick === 'aws' ? pool.picked(x, y) : pool.either(x, y));
  return {
    answered: join(a.answered, b.answered),
    clientPorts: join(a.clientPorts, b.clientPorts),
    ways: [...a.ways, ...b.ways],
  };
}
