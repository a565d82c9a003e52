import type { Network } from '../../engine/network.ts';
import { groupBy } from '../../model/group-by.ts';
import { isOutsider, type Sender, type Target } from '../positions.ts';
import type { Question } from '../question.ts';
import { servicesOver } from '../services-asked.ts';
import type { Asked, PositionClass } from './asked.ts';
import type { Crossing } from './crossing.ts';
import { isNothing, NOTHING, servicesOn } from './found.ts';
import type { Ruling } from './ruling.ts';
import type { Told } from './tell.ts';

const NO_WAYS: Crossing = {
  ways: [],
  isBeside: false,
  singled: { sender: false, target: false },
  addresses: { sender: false, target: false },
};

/** Pairs of which one end was not read: nothing is known of them, whatever leads there. */
export function* tellUnknown(network: Network, ruling: Ruling, asked: Asked): Generator<Told> {
  const { everybody, classOf, question } = asked;
  for (const isFromOutside of [false, true]) {
    const alive = <P extends Sender | Target>(all: readonly P[]) => all.filter(({ stop }) => stop?.kind !== 'dropped');
    const senders = alive(everybody.senders.filter((one) => isOutsider(one) === isFromOutside));
    const targets = alive(isFromOutside ? everybody.targets.outside : everybody.targets.inside);
    const side = { senders, targets };
    const keyOf = (one: Sender | Target) => `${classOf.get(one)?.number} ${one.family}`;
    const dialled = groupBy(targets.keys(), (position) => keyOf(targets[position] as Target));
    for (const own of groupBy(senders.keys(), (position) => keyOf(senders[position] as Sender)).values()) {
      for (const others of dialled.values()) {
        const [sender, target] = [senders[own[0] as number], targets[others[0] as number]] as [Sender, Target];
        const [from, to] = [classOf.get(sender), classOf.get(target)] as [PositionClass, PositionClass];
        if (sender.family !== target.family || (from.unknown !== 'wholly' && to.unknown !== 'wholly')) continue;
        const applied = ruling.appliedTo(from, to);
        if (!applied) continue;
        yield* unknownTold(network, question, { side, senders: own, targets: others, from, to, applied });
      }
    }
  }
}

/** Everything that is asked of these pairs is unknown; those of one host are not asked. */
export function* unknownTold(
  network: Network,
  question: Question,
  told: Pick<Told, 'side' | 'senders' | 'targets' | 'from' | 'to' | 'applied'>,
): Generator<Told> {
  const { side, senders, targets, applied } = told;
  const pool = network.admissions.services;
  const hosts = new Set(targets.map((one) => side.targets[one]?.host));
  const isMixed = senders.some((one) => hosts.has(side.senders[one]?.host));
  for (const own of isMixed ? senders.map((one) => [one]) : [senders]) {
    const sender = side.senders[own[0] as number] as Sender;
    const others = isMixed ? targets.filter((one) => side.targets[one]?.host !== sender.host) : targets;
    const target = side.targets[others[0] ?? -1];
    if (!target) continue;
    const { family } = sender;
    const asked = servicesOver(pool, question.services, family);
    const unknown = pool.intersect(asked, servicesOn(network, family, undefined, applied));
    const found = { ...NOTHING, unknown };
    if (isNothing(found)) continue;
    yield { ...told, senders: own, targets: others, found, crossing: NO_WAYS, witness: { sender, target }, question };
  }
}
