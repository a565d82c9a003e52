import { interfaceIndex } from '../../aws/interface-index.ts';
import type { Network } from '../../engine/network.ts';
import { type ComponentId, INTERNET } from '../../model/route.ts';
import { formatPrefix } from '../../net/address.ts';
import { NONE, type ServiceSetId } from '../../net/service-set.ts';
import type { End } from '../end.ts';
import { isOutside, isOutsider, isSingle, type Sender, type Target } from '../positions.ts';
import type { Question } from '../question.ts';
import { sendersOf } from '../senders.ts';
import { targetsOf } from '../targets.ts';
import { type Classed, classEnds, classPositions } from './classes.ts';
import type { Rule } from './rules.ts';
import { anybody } from './scope-ends.ts';

/** Everybody whom one rule of a scope means, told apart by what the other rules mean of them. */
export interface Asked {
  readonly question: Question;
  readonly classOf: ReadonlyMap<Sender | Target, PositionClass>;
  /** Pairs of which one end surely takes part in nothing: they are proven without a packet. */
  readonly idle: number;
}

/** Positions of one class are treated alike by every rule, and told together. */
export interface PositionClass extends Omit<Classed<unknown>, 'position'> {
  readonly number: number;
  /** The VPC, site or place outside that it is in. */
  readonly place: ComponentId;
  /** Why the verdict of its packets is not known: who it is, or which address it has. */
  readonly unknown: 'no' | 'wholly' | 'unless met';
}

export function askedBy(
  network: Network,
  rule: Rule,
  rules: readonly Rule[],
  common: Pick<Question, 'asking' | 'oneWay' | 'services'>,
): Asked {
  const classOf = new Map<Sender | Target, PositionClass>();
  const classes = new Map<string, PositionClass>();
  const put = <P extends Sender | Target>({ position, memberships }: Classed<P>, place: ComponentId): P => {
    const { means, arrives } = memberships;
    const unknown = unknownOf(position);
    const key = `${place} ${unknown} ${means.map(Number).join('')} ${arrives.map(Number).join('')}`;
    const known = classes.get(key) ?? { number: classes.size, memberships, place, unknown };
    classes.set(key, known);
    classOf.set(position, known);
    return position;
  };
  const idle = { senders: [0, 0], targets: [0, 0] };
  const alive = <P extends Sender | Target>(all: readonly P[], count: number[], side: number) => {
    const left = all.filter(({ stop }) => stop?.kind !== 'dropped');
    count[side] = (count[side] as number) + all.length - left.length;
    return left;
  };
  const [from, to] = [rule.from ?? anybody(network, 'from'), rule.to ?? anybody(network, 'to')];
  const senders = classEnds(network, from, rules, 'from').flatMap(({ ends, means }) => {
    const all = alive(
      ends.flatMap((end) => sendersOf(network, end, ends.length === 1 ? nameOf(end) : 'FROM')),
      idle.senders,
      0,
    );
    return classPositions(all, means, rules, 'source').map((one) => put(one, placeOfSender(network, one.position)));
  });
  const pieces = classEnds(network, to, rules, 'to');
  const targets = [false, true].map((isFromOutside) => {
    if (!senders.some((one) => isOutsider(one) === isFromOutside)) return [];
    return pieces.flatMap(({ ends, means }) => {
      const all = alive(targetsOf(network, ends, isFromOutside, undefined), idle.targets, Number(isFromOutside));
      return classPositions(all, means, rules, 'destination').map((one) =>
        put(one, placeOfTarget(network, one.position)),
      );
    });
  });
  const [inside = [], outside = []] = targets;
  const outsiders = senders.filter(isOutsider).length;
  const [idleInside = 0, idleOutside = 0] = idle.targets;
  const idleSenders = idle.senders[0] ?? 0;
  return {
    question: {
      ...common,
      from: { text: 'from', ends: from, port: undefined },
      to: { text: 'to', ends: to, port: undefined },
      senders,
      targets: { inside, outside },
    },
    classOf,
    idle:
      idleSenders * (inside.length + idleInside) + (senders.length - outsiders) * idleInside + outsiders * idleOutside,
  };
}

/** As `judge` has it: an address that is known is asked all the same, and may lead to somebody else. */
function unknownOf(position: Sender | Target): PositionClass['unknown'] {
  if (!position.stop) return 'no';
  return 'to' in position && isSingle(position.address) ? 'unless met' : 'wholly';
}

function placeOfSender(network: Network, sender: Sender): ComponentId {
  if (isOutsider(sender)) return INTERNET;
  return interfaceIndex(network).holderOf(sender.end)?.vpcId ?? sender.end;
}

function placeOfTarget(network: Network, { at, ends, family, to, host }: Target): ComponentId {
  const [owner = ends?.[0]] = at ? [at] : network.ownersOf(family, to);
  const vpcId = owner && interfaceIndex(network).holderOf(owner)?.vpcId;
  if (vpcId) return vpcId;
  if (ends?.[0]) return ends[0];
  return isOutside(network, family, to) ? INTERNET : (owner ?? host);
}

function nameOf(end: End): string {
  return end.kind === 'address' ? formatPrefix(end.range.prefix) : end.kind;
}

export function servicesAsked(rules: readonly Rule[], union: (a: ServiceSetId, b: ServiceSetId) => ServiceSetId) {
  return rules.reduce((all, { services }) => union(all, services), NONE as ServiceSetId);
}
