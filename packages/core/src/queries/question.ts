import type { Network } from '../engine/network.ts';
import type { Asking } from '../engine/walk.ts';
import { conflicting, noFamilyInCommon, nothingSelected } from '../model/question-error.ts';
import type { Layer } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { type Ends, resolveEnds } from './ends.ts';
import { FAMILIES, isOutsider, type Sender, type Target } from './positions.ts';
import { sendersOf } from './senders.ts';
import { clientPortsAsked, servicesAsked, servicesOver, type TrafficText } from './services-asked.ts';
import { type Dialled, targetsOf } from './targets.ts';
import { type WaysAsked, type WaysText, waysAsked } from './ways.ts';

export interface QuestionText extends TrafficText, WaysText {
  readonly from: string;
  readonly to: string;
  /** Which addresses of a named resource are dialled; absent: private ones, public ones from outside. */
  readonly addresses?: Dialled | undefined;
  readonly ignore?: readonly Layer[] | undefined;
  /** Only delivery is asked. */
  readonly oneWay?: boolean | undefined;
}

export interface Question {
  readonly from: Ends;
  readonly to: Ends;
  readonly senders: readonly Sender[];
  /** Senders outside dial other addresses of a resource than those inside. */
  readonly targets: { readonly inside: readonly Target[]; readonly outside: readonly Target[] };
  /** Of all families that are asked: `servicesOver` tells what one of them carries. */
  readonly services: ServiceSetId;
  readonly asking: Asking;
  readonly oneWay: boolean;
  /** Absent where every way counts. */
  readonly ways?: WaysAsked;
}

export function parseQuestion(network: Network, text: QuestionText): Question {
  const from = resolveEnds(network, text.from);
  const to = text.to === text.from ? from : resolveEnds(network, text.to);
  checkPorts(text, from, to);
  const pool = network.admissions.services;
  const services = servicesAsked(pool, { ...text, port: text.port === '' ? to.port : (text.port ?? to.port) });
  const families = FAMILIES.filter((family) => servicesOver(pool, services, family) !== NONE);
  const senders = from.ends.flatMap((end) => sendersOf(network, end, text.from));
  let everywhere: readonly Target[] | undefined;
  const targetsFrom = (isFromOutside: boolean) => {
    const targets = () => targetsOf(network, to.ends, isFromOutside, text.addresses);
    if (text.addresses !== 'all') return targets();
    // All addresses are the same wherever they are dialled from.
    everywhere ??= targets();
    return everywhere;
  };
  const dialledBy = (isFromOutside: boolean) => {
    const own = senders.filter((sender) => isOutsider(sender) === isFromOutside);
    return { own, targets: own.length > 0 ? targetsFrom(isFromOutside) : [] };
  };
  const sides = [dialledBy(false), dialledBy(true)].map(({ own, targets }) => {
    const shared = familiesIn(own);
    return {
      own,
      all: targets,
      asked: targets.filter(({ family }) => shared.has(family) && families.includes(family)),
    };
  });
  const [inside, outside] = sides as [(typeof sides)[number], (typeof sides)[number]];
  const pairs = sides.reduce((sum, { own, asked }) => sum + own.length * asked.length, 0);
  if (pairs === 0) throw noPair(text, sides, families);
  const ways = waysAsked(network, text);
  const asked = [...familiesIn([...inside.asked, ...outside.asked])];
  return {
    from,
    to,
    senders,
    targets: { inside: inside.asked, outside: outside.asked },
    services: asked.map((family) => servicesOver(pool, services, family)).reduce((a, b) => pool.union(a, b), NONE),
    asking: { ignore: new Set(text.ignore ?? []), clientPorts: clientPortsAsked(pool, text.sourcePort), services },
    oneWay: text.oneWay ?? false,
    ...(ways ? { ways } : {}),
  };
}

/** `HOST:PORT` and a port beside it say the same thing twice; they must agree. */
function checkPorts(text: QuestionText, from: Ends, to: Ends): void {
  if (from.port !== undefined)
    throw conflicting(`“${text.from}” has a port`, 'A port belongs to TO; ports of the client are given by --client.');
  if (
    to.port === undefined ||
    text.port === undefined ||
    text.port === '' ||
    String(text.port).trim() === String(to.port)
  )
    return;
  throw conflicting(`“${text.to}” says port ${to.port}, and the port asked is ${text.port}`, 'Say one of them.');
}

function familiesIn(positions: readonly { readonly family: Family }[]): ReadonlySet<Family> {
  return new Set(positions.map(({ family }) => family));
}

/** Why nothing is asked at all. */
function noPair(
  text: QuestionText,
  sides: readonly { readonly own: readonly Sender[]; readonly all: readonly Target[] }[],
  families: readonly Family[],
): Error {
  const shared = sides.flatMap(({ own, all }) => {
    const sent = familiesIn(own);
    return [...familiesIn(all)].filter((family) => sent.has(family));
  });
  const [only] = families;
  if (shared.length > 0 && only !== undefined) {
    const [icmp, other] = only === 4 ? ['icmp', 'icmpv6'] : ['icmpv6', 'icmp'];
    return conflicting(
      `${icmp} is of IPv${only}, and “${text.from}” and “${text.to}” have only IPv${shared[0]} in common`,
      `Use ${other}.`,
    );
  }
  if (sides.some(({ all }) => all.length > 0)) return noFamilyInCommon(text.from, text.to);
  return nothingSelected(text.to, 'It has no address that the sender could dial.');
}
