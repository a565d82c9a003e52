import { formatServices } from '../aws/format-services.ts';
import type { Check as PathCheck } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ExposureFacts } from '../model/finding.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import { ICMP, NONE, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Exposed, Exposure, Undecided } from '../queries/exposure.ts';
import { isWide } from '../queries/internet-share.ts';
import { namesIn, type PortClass, servicesOfClass } from '../queries/port-table.ts';
import type { Sender } from '../queries/positions.ts';
import type { Question } from '../queries/question.ts';
import { within } from '../queries/ranges.ts';
import { shownInternet } from '../queries/shown-ends.ts';
import { checksOf } from '../queries/witness-chain.ts';
import type { CheckContext, Found, Lacking } from './check.ts';
import { exposureSeverity } from './exposure-severity.ts';
import { lackingLists } from './unread.ts';

/** What the checks of `exposure` ask: what the internet reaches, worked out once. */
export interface ExposureContext extends CheckContext {
  readonly exposure: Exposure;
}

/** Everything of a class that is dialled itself, and all that is undecided of it. */
export function* exposedOn(context: ExposureContext, portClass: PortClass): Iterable<Found | Lacking> {
  // Whose interface was not read is no end at all.
  yield* lackingLists(context.network, 'networkInterface');
  for (const exposed of context.exposure.exposed)
    if (exposed.portClass === portClass && !isBehind(exposed)) yield foundOf(context, exposed);
  for (const one of context.exposure.undecided)
    if ((one.portClass ?? portClass) === portClass)
      yield lackingOf(context.network, context.exposure.question, one, REACHED);
}

/** Whether balancers alone lead to it. */
export function isBehind({ vias }: Exposed): boolean {
  return vias.length > 0 && vias.every(({ through }) => through !== undefined);
}

export function foundOf(context: ExposureContext, exposed: Exposed, rule?: string): Found {
  const { network, exposure } = context;
  const { end, witness } = exposed;
  const from = within(exposure.senders, exposed.from);
  const facts = factsOf(network, exposed, from);
  return {
    component: end,
    ...(rule ? { rule } : {}),
    severity: exposureSeverity(network, exposed, facts.isWide),
    message: messageOf(network, exposed, shownInternet(network, from).said),
    // Thousands may be found, and most are only counted.
    get evidence() {
      return witness ? chainOf(checksOf(network, exposure.question, witness)) : [];
    },
    exposure: facts,
    place: placeOfComponent(network, end),
  };
}

function factsOf(
  network: Network,
  { portClass, proof, services, vias }: Exposed,
  from: readonly Sender[],
): ExposureFacts {
  const pool = network.admissions.services;
  return {
    proof,
    portClass,
    services: formatServices(pool, services),
    names: namesIn(pool, services).map(({ name }) => name),
    internet: shownInternet(network, from).exact,
    isWide: isWide(network, from),
    via: vias.map(({ target, through }) => ({
      address: formatPrefix(target.address),
      ...(through ? { through } : {}),
    })),
  };
}

/** The rules, routes and translations that let it through, in order, and what stops it. */
export function chainOf(checks: readonly PathCheck[]): readonly Evidence[] {
  const all = checks.filter(({ effect }) => effect !== 'tracked');
  return all.flatMap(({ effect, evidence }) =>
    effect === 'admits' ? evidence().filter((one) => one.effect !== 'blocks') : evidence(),
  );
}

const PROVEN = {
  rule: 'a rule admits it, and no address leads to it',
  address: 'a rule admits it and there is a public address, and the path is blocked',
  delivered: 'requests are delivered, and replies do not come back',
  answered: 'requests are delivered and replies come back',
} as const;

function messageOf(network: Network, exposed: Exposed, from: readonly string[]): string {
  const { services, proof, vias, isHandshakeOnly } = exposed;
  const proven = isHandshakeOnly ? 'connections open, and what they carry is dropped' : PROVEN[proof];
  const boxes = [...new Set(vias.flatMap(({ through }) => through ?? []))];
  const by = boxes.length > 0 ? `, through ${shortened(boxes)}` : '';
  return `${servicesText(network, services)} from ${shortened(from.map(named))}${by}: ${proven}.`;
}

/** `tcp/22 (SSH)`; where nearly everything is meant, names tell nothing. */
export function servicesText(network: Network, services: ServiceSetId): string {
  const pool = network.admissions.services;
  const other = servicesOfClass(pool, 'other');
  const wholes = [
    { words: 'all other tcp ports', set: pool.intersect(other, pool.of([TCP, UDP])) },
    { words: 'all other udp ports', set: pool.intersect(other, pool.of([UDP, ICMP])) },
  ].filter(({ set }) => pool.isSubset(services, other) && pool.isSubset(set, services));
  const rest = wholes.reduce((left, { set }) => pool.subtract(left, set), services);
  const said = [...wholes.map(({ words }) => words), ...(rest === NONE ? [] : formatServices(pool, rest).split(', '))];
  const names = namesIn(pool, services).map(({ name }) => name);
  return `${shortened(said)}${names.length > 0 && names.length <= MOST_NAMES ? ` (${names.join(', ')})` : ''}`;
}

const MOST_NAMES = 12;
/** As people say it. */
export function named(place: string): string {
  return place === INTERNET ? `the ${place}` : place;
}

const MOST_SAID = 5;

export function shortened(all: readonly string[]): string {
  const rest = all.length - MOST_SAID;
  return rest > 1 ? `${all.slice(0, MOST_SAID).join(', ')} and ${rest} more` : all.join(', ');
}

const REACHED = (what: string) => `Whether the internet reaches it on ${what}`;

export function lackingOf(
  network: Network,
  question: Question,
  undecided: Undecided,
  said: (what: string) => string,
): Lacking {
  const { end, services, witness, stop } = undecided;
  const checks = witness ? checksOf(network, question, witness).filter(({ effect }) => effect === 'undecided') : [];
  const lacks = new Map<string, Missing>();
  for (const missing of [stop?.missing, ...checks.map((check) => check.missing)])
    if (missing) lacks.set(missing.command, missing);
  const codes = [...new Set([stop?.code, ...checks.map(({ code }) => code)])].filter(Boolean);
  const why = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  const what = stop ? 'any port' : servicesText(network, services);
  return {
    lacks: [...lacks.values()],
    component: end,
    message: `${said(what)} is not known${why}.`,
  };
}

export function placeOfComponent(network: Network, id: ComponentId): Found['place'] {
  const kind = network.kindOf(id);
  const { account, region } = (kind && network.get(kind, id)) ?? { account: undefined, region: undefined };
  return { account, region };
}
