import { ADMITS_ALL, type AdmissionId } from '../net/admission.ts';
import { ICMP, NONE, TCP } from '../net/service-set.ts';
import type { Code } from '../model/codes.ts';
import type { Arrival, Branch, ComponentId, Stop } from '../model/route.ts';
import { type Asking, groupsOf } from './evaluate.ts';
import type { Network } from './network.ts';
import { admissionAt, type Packet } from './packet.ts';
import type { PathTree } from './router.ts';
import type { Leg, Pick, ReplyWay, Way } from './trip.ts';

/** What the way back leaves of a request. */
export interface WayBack {
  readonly answered: AdmissionId;
  readonly clientPorts: AdmissionId;
  readonly ways: readonly ReplyWay[];
}

interface Reply {
  readonly picks: readonly Pick[];
  readonly branches: readonly Branch[];
  readonly source: number;
  readonly destination: number;
  readonly answered: AdmissionId;
  readonly clientPorts: AdmissionId;
  readonly references: 'both' | 'none';
  readonly remembered: readonly ComponentId[];
  readonly forgot: Stop | undefined;
}

/**
 * The reply to a request that arrived: routed by itself from where the request ended (RET-03). A filter that tracked the
 * request is not asked again (RET-02), translations must be mirrored, a stateful component must see both ways.
 */
export function pair(network: Network, leg: Leg, asking: Asking, request: Way, packet: Packet): WayBack {
  const arrival = request.end as Arrival;
  const tree = network.router.route(arrival.replies, packet.source);
  const ported = network.admissions.services.of([TCP, ICMP]);
  const reply: Reply = {
    branches: [],
    source: packet.destination,
    destination: packet.source,
    answered: ADMITS_ALL,
    clientPorts: network.admissions.exactly(ported),
    references: 'both',
    remembered: [],
    forgot: undefined,
    picks: [],
  };
  const tracked = [...packet.tracked, leg.client, arrival.at];
  return follow(network, leg, asking, { ...packet, tracked }, arrival.at, tree, reply);
}

function follow(network: Network, leg: Leg, asking: Asking, request: Packet, server: ComponentId, tree: PathTree, reply: Reply): WayBack {
  if ('pick' in tree) {
    const pick = { code: tree.code, choice: tree.choice, ...(tree.missing ? { missing: tree.missing } : {}) };
    const picked = { ...reply, picks: [...reply.picks, pick] };
    return tree.of.map((one) => follow(network, leg, asking, request, server, one, picked)).reduce((a, b) => either(network, tree.pick, a, b));
  }
  const moved = replySteps(network, leg, asking, request, server, tree.branch, reply);
  if (!('kind' in tree.rest)) return follow(network, leg, asking, request, server, tree.rest, moved);
  return ending(network, leg, request, moved, tree.rest);
}

function replySteps(network: Network, leg: Leg, asking: Asking, request: Packet, server: ComponentId, branch: Branch, reply: Reply): Reply {
  const pool = network.admissions;
  let { source, destination, answered, clientPorts, references, remembered, forgot } = reply;
  for (const step of branch.steps) {
    switch (step.kind) {
      case 'filter': {
        if (step.filter.answers === 'unasked' || (step.tracks && request.tracked.includes(step.tracks))) break;
        const address = step.filter.reads === 'source' ? source : destination;
        const named = step.filter.reads === 'source' ? groupsOf(network, server) : [];
        const known = references === 'both' && step.filter.reads === 'source';
        const admitted = network.replies.of(admissionAt(network, asking, step.filter, address, named, known));
        answered = pool.both(answered, admitted.services);
        clientPorts = pool.both(clientPorts, admitted.clientPorts);
        break;
      }
      case 'translate':
        if (step.field === 'source') source = step.map.get(source) ?? source;
        else destination = step.map.get(destination) ?? destination;
        break;
      case 'stateful':
        remembered = [...remembered, step.by];
        if (step.missed === 'drop' && !request.remembered.includes(step.by)) forgot ??= halfSeen(step.by, step.code, 'the request');
        break;
      case 'identity':
        references = 'none';
        break;
      case 'note':
        break;
    }
  }
  return { ...reply, branches: [...reply.branches, branch], source, destination, answered, clientPorts, references, remembered, forgot };
}

function ending(network: Network, leg: Leg, request: Packet, reply: Reply, end: Arrival | Stop): WayBack {
  const pool = network.admissions;
  const broken = end.kind === 'arrival' ? (reply.forgot ?? missedState(request, reply) ?? mismatch(leg, reply, end)) : undefined;
  const way: ReplyWay = { branches: reply.branches, end, source: reply.source, destination: reply.destination, picks: reply.picks, broken };
  // What expects no answer cannot lose it.
  const spared = pool.exactly(network.replies.unanswered);
  if (end.kind === 'dropped' || broken) return { answered: spared, clientPorts: pool.pair(NONE, NONE), ways: [way] };
  if (end.kind === 'arrival') return { answered: reply.answered, clientPorts: reply.clientPorts, ways: [way] };
  const perhaps = (of: AdmissionId) => pool.pair(NONE, pool.may(of));
  return { answered: pool.either(spared, perhaps(reply.answered)), clientPorts: perhaps(reply.clientPorts), ways: [way] };
}

/** Something that must see both directions saw the request only. */
function missedState(request: Packet, reply: Reply): Stop | undefined {
  for (const branch of request.branches) {
    for (const step of branch.steps) {
      if (step.kind === 'stateful' && step.missed === 'drop' && !reply.remembered.includes(step.by)) {
        return halfSeen(step.by, step.code, 'the reply');
      }
    }
  }
  return undefined;
}

/** The client takes an answer only from whom it asked, at the address it asked from. */
function mismatch(leg: Leg, reply: Reply, end: Arrival): Stop | undefined {
  if (end.at !== leg.client) return stop(end.at, 'REPLY_TRANSLATION_MISMATCH', `the reply goes to ${end.at} instead of ${leg.client}`);
  if (reply.source === leg.to && reply.destination === leg.source) return undefined;
  return stop(leg.client, 'REPLY_TRANSLATION_MISMATCH', 'the reply does not come from the address that was called');
}

function halfSeen(by: ComponentId, code: Code, missed: string): Stop {
  return stop(by, code, `it does not see ${missed}`);
}

function stop(at: ComponentId, code: Code, text: string): Stop {
  return { kind: 'dropped', code, at, evidence: [{ component: at, effect: 'blocks', text }] };
}

function either(network: Network, pick: 'aws' | 'any', a: WayBack, b: WayBack): WayBack {
  const pool = network.admissions;
  const join = (x: AdmissionId, y: AdmissionId) => (pick === 'aws' ? pool.picked(x, y) : pool.either(x, y));
  return { answered: join(a.answered, b.answered), clientPorts: join(a.clientPorts, b.clientPorts), ways: [...a.ways, ...b.ways] };
}
