import { hostsAt } from '../../engine/estate/selves.ts';
import type { Network } from '../../engine/network.ts';
import { groupBy } from '../../model/group-by.ts';
import { isOutside, type Sender, type Target } from '../positions.ts';
import { hostKey } from '../selves.ts';
import type { Side } from '../survey.ts';

/** Everybody on one side of a question, in the order of the estate: those of whom no packet can be followed come last. */
export interface Crowd {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  /** By position of a sender. */
  readonly families: Uint8Array;
  /** By host, positions in the order of the question. */
  readonly sending: ReadonlyMap<string, readonly number[]>;
  readonly dialled: ReadonlyMap<string, readonly number[]>;
  /** 1: whatever comes of its pairs is told by runs, for its host has no other address here. */
  readonly plainSenders: Uint8Array;
  readonly plainTargets: Uint8Array;
  /** Senders that are the host of a target, in the eyes of the estate: it tells nothing of them. */
  ownOf(target: number): readonly number[];
}

export function crowdOf(
  network: Network,
  asked: { readonly senders: readonly Sender[]; readonly targets: readonly Target[] },
  side: Side | undefined,
): Crowd {
  const senders = inOrder(side?.estate.senders ?? [], asked.senders);
  const targets = inOrder(side?.estate.targets ?? [], asked.targets);
  const sending = positionsBy(asked.senders, senders, hostKey);
  const dialled = positionsBy(asked.targets, targets, ({ host }) => host);
  const byHost = groupBy(senders.keys(), (position) => (senders[position] as Sender).host);
  const own = new Map<number, readonly number[]>();
  return {
    senders,
    targets,
    families: Uint8Array.from(senders, ({ family }) => family),
    sending,
    dialled,
    plainSenders: plain(sending, senders),
    plainTargets: plain(dialled, targets, (target) => isOdd(network, target)),
    ownOf(position) {
      let known = own.get(position);
      if (!known) {
        const hosts = hostsAt(network, targets[position] as Target);
        known = [...hosts].flatMap((host) => byHost.get(host) ?? []);
        own.set(position, known);
      }
      return known;
    },
  };
}

/** Something beside an interface may answer at an address that is nobody's, and none of the internet. */
export function isOdd(network: Network, { ends, family, to }: Target): boolean {
  return ends === undefined && !isOutside(network, family, to) && network.ownersOf(family, to).length === 0;
}

function inOrder<P extends Sender | Target>(told: readonly P[], asked: readonly P[]): readonly P[] {
  const known = new Set(told);
  return [...told, ...asked.filter((one) => !known.has(one))];
}

function positionsBy<P>(
  asked: readonly P[],
  ordered: readonly P[],
  keyOf: (one: P) => string,
): ReadonlyMap<string, readonly number[]> {
  const positions = new Map(ordered.map((one, position) => [one, position]));
  const groups = groupBy(asked, keyOf);
  return new Map([...groups].map(([key, own]) => [key, own.map((one) => positions.get(one) as number)]));
}

function plain<P extends Sender | Target>(
  hosts: ReadonlyMap<string, readonly number[]>,
  all: readonly P[],
  isApart: (one: P) => boolean = () => false,
): Uint8Array {
  const found = new Uint8Array(all.length);
  for (const own of hosts.values()) {
    const [only] = own;
    if (only === undefined || own.length > 1) continue;
    const one = all[only] as P;
    if (!one.stop && !isApart(one)) found[only] = 1;
  }
  return found;
}
