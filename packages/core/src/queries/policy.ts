import type { Network } from '../engine/network.ts';
import type { Partition } from '../engine/partition.ts';
import type { Severity } from '../model/finding.ts';
import { tooManyPairs } from '../model/question-error.ts';
import { INTERNET } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import { HostNumbers, HostPairs, type PolicyPair } from './host-pairs.ts';
import type { Pair } from './judge.ts';
import { isOutside, isOutsider } from './positions.ts';
import { parseQuestion, type Question } from './question.ts';
import { servicesListed } from './service-list.ts';
import { servicesOver } from './services-asked.ts';

/** What somebody wants to be true of a network. */
export interface Policy {
  readonly name: string;
  /** Where it is written, for what cannot be asked of it. */
  readonly at?: string | undefined;
  readonly from: string;
  readonly to: string;
  /** `tcp/443`, `udp`, `all`; absent is all. */
  readonly services?: readonly string[] | undefined;
  /** Of those, not these. */
  readonly except?: readonly string[] | undefined;
  readonly expect: 'reachable' | 'blocked';
  /** Whether only what is answered counts as reached; where absent, `reachable` wants answers and `blocked` does not. */
  readonly reply?: boolean | undefined;
  /** Only ways through one of these, or through none of these, count. */
  readonly through?: readonly string[] | undefined;
  readonly notThrough?: readonly string[] | undefined;
  readonly severity?: Severity | undefined;
  readonly reason?: string | undefined;
  readonly owner?: string | undefined;
}

export interface PolicyResult {
  readonly policy: Policy;
  readonly question: Question;
  /** Hosts that were compared with hosts. */
  readonly pairs: number;
  readonly violations: readonly PolicyPair[];
  readonly undecided: readonly PolicyPair[];
}

/** A policy with the question that it asks. */
export interface PolicyAsked {
  readonly policy: Policy;
  readonly question: Question;
}

export function askPolicy(network: Network, policy: Policy): PolicyAsked {
  const { from, to, services = ['all'], except = [], expect, reply = expect === 'reachable' } = policy;
  const { through, notThrough } = policy;
  const pool = network.admissions.services;
  const addresses = expect === 'blocked' ? 'all' : undefined;
  const asked = parseQuestion(network, { from, to, oneWay: !reply, addresses, through, notThrough });
  const wanted = pool.subtract(servicesListed(pool, services), servicesListed(pool, except));
  const question = { ...asked, services: wanted, asking: { ...asked.asking, services: wanted } };
  if (expect === 'reachable' && countPairs(question) > MOST_PAIRS) throw tooManyPairs(`${from} → ${to}`, MOST_PAIRS);
  return { policy, question };
}

/** More hosts × hosts than this are not told one by one. */
const MOST_PAIRS = 20_000_000;

/** Holds what the network lets through against one policy, pair by pair as it is told. */
export interface PolicyJudge {
  /** Whether it has to be told of what comes to this. */
  heeds(parts: Partition): boolean;
  tell(pair: Pair, parts: Partition): void;
  /** When everything was told of which something is delivered. */
  result(): PolicyResult;
}

export function judgeOf(network: Network, asked: PolicyAsked): PolicyJudge {
  return asked.policy.expect === 'blocked' ? openPairs(network, asked) : closedPairs(network, asked);
}

/** What is delivered and should not be, at whatever address. */
function openPairs(network: Network, { policy, question }: PolicyAsked): PolicyJudge {
  const hosts = new HostNumbers();
  const [open, unsure] = [new HostPairs(network, hosts), new HostPairs(network, hosts)];
  return {
    heeds: ({ reachable, unknown }) => reachable !== NONE || unknown !== NONE,
    tell(pair, { reachable, unknown }) {
      if (isSelf(network, pair)) return;
      if (reachable !== NONE) open.add(pair, reachable);
      else if (unknown !== NONE) unsure.add(pair, unknown);
    },
    result() {
      for (const pair of unaskedPairs(question)) if (!isSelf(network, pair)) unsure.add(pair, question.services);
      const found = { violations: open.list(question), undecided: unsure.list(question, open) };
      return { policy, question, pairs: countPairs(question), ...found };
    },
  };
}

/** Hosts of which no address reaches any of the other's. */
function closedPairs(network: Network, { policy, question }: PolicyAsked): PolicyJudge {
  const pool = network.admissions.services;
  const hosts = new HostNumbers();
  const newPairs = () => new HostPairs(network, hosts);
  const [done, unsure, closed] = [newPairs(), newPairs(), newPairs()];
  const asked = ({ sender }: Pair) => servicesOver(pool, question.services, sender.family);
  return {
    heeds: ({ reachable, unknown, 'forward-only': oneWay }) => reachable + unknown + oneWay !== NONE,
    tell(pair, { reachable, unknown }) {
      const possible = pool.union(reachable, unknown);
      if (reachable === asked(pair)) done.add(pair, reachable);
      else if (possible === asked(pair)) unsure.add(pair, pool.subtract(asked(pair), reachable));
      else closed.add(pair, pool.subtract(asked(pair), possible));
    },
    result() {
      for (const pair of allPairs(question)) {
        if (isSelf(network, pair)) continue;
        const stop = pair.sender.stop ?? pair.target.stop;
        if (stop?.kind === 'unknown') unsure.add(pair, asked(pair));
        else if (!done.has(pair) && !unsure.has(pair) && !closed.has(pair)) closed.add(pair, asked(pair));
      }
      const [undecided, violations] = [unsure.list(question, done), closed.list(question, done, unsure)];
      return { policy, question, pairs: countPairs(question), violations, undecided };
    },
  };
}

function* allPairs({ senders, targets }: Question): Generator<Pair> {
  for (const sender of senders) {
    for (const target of isOutsider(sender) ? targets.outside : targets.inside) {
      if (sender.family === target.family) yield { sender, target };
    }
  }
}

/** Ends that no packet can be followed from or to, for want of what the input lacks: anything may be true of them. */
function* unaskedPairs(question: Question): Generator<Pair> {
  const { senders, targets } = question;
  if ([...senders, ...targets.inside, ...targets.outside].every(({ stop }) => stop?.kind !== 'unknown')) return;
  for (const pair of allPairs(question)) {
    const stops = [pair.sender.stop, pair.target.stop].filter((stop) => stop !== undefined);
    if (stops.length > 0 && stops.every(({ kind }) => kind === 'unknown')) yield pair;
  }
}

function isSelf(network: Network, { sender, target }: Pair): boolean {
  return isOutsider(sender)
    ? isOutside(network, target.family, target.to) || target.host === INTERNET
    : sender.host === target.host;
}

function countPairs({ senders, targets }: Question): number {
  const hosts = (all: readonly { readonly host: string }[]) => new Set(all.map(({ host }) => host)).size;
  const [inside, outside] = [false, true].map((is) => senders.filter((one) => isOutsider(one) === is));
  return hosts(inside ?? []) * hosts(targets.inside) + (outside ?? []).length * hosts(targets.outside);
}
