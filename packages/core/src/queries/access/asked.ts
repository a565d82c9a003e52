import { interfaceIndex } from '../../aws/interface-index.ts';
import type { Network } from '../../engine/network.ts';
import { type ComponentId, INTERNET } from '../../model/route.ts';
import { formatPrefix } from '../../net/address.ts';
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
  /** Of those whose packets have to be followed. */
  readonly question: Question;
  /** All, with those who take part in nothing, and those of whom nobody knows. */
  readonly everybody: Everybody;
  readonly classOf: ReadonlyMap<Sender | Target, PositionClass>;
}
export interface Everybody {
  readonly senders: readonly Sender[];
  readonly targets: Question['targets'];
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
  const [from, to] = [rule.from ?? anybody(network, 'from'), rule.to ?? anybody(network, 'to')];
  const senders = classEnds(network, from, rules, 'from').flatMap(({ ends, means }) => {
    const all = ends.flatMap((end) => sendersOf(network, end, ends.length === 1 ? nameOf(end) : 'FROM'));
    return classPositions(network, all, means, rules, 'source').map((one) =>
      put(one, placeOfSender(network, one.position)),
    );
  });
  const pieces = classEnds(network, to, rules, 'to');
  const targetsFrom = (isFromOutside: boolean) => {
    if (!senders.some((one) => isOutsider(one) === isFromOutside)) return [];
    return pieces.flatMap(({ ends, means }) => {
      const all = targetsOf(network, ends, isFromOutside, undefined);
      // What hosts outside say to one another is nobody's question here.
      const asked = isFromOutside ? all.filter(({ family, to }) => !isOutside(network, family, to)) : all;
      return classPositions(network, asked, means, rules, 'destination').map((one) =>
        put(one, placeOfTarget(network, one.position)),
      );
    });
  };
  const everybody = { senders, targets: { inside: targetsFrom(false), outside: targetsFrom(true) } };
  const isFollowed = (one: Sender | Target) => one.stop?.kind !== 'dropped' && classOf.get(one)?.unknown !== 'wholly';
  const followed = <P extends Sender | Target>(all: readonly P[]) => all.filter(isFollowed);
  const { inside, outside } = everybody.targets;
  return {
    question: {
      ...common,
      from: { text: 'from', ends: from, port: undefined },
      to: { text: 'to', ends: to, port: undefined },
      senders: followed(senders),
      targets: { inside: followed(inside), outside: followed(outside) },
    },
    everybody,
    classOf,
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
