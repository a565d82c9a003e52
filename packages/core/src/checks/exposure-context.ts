import { ANYWHERE } from '../aws/lookup.ts';
import type { Check as PathCheck } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ExposureFacts, Severity } from '../model/finding.ts';
import type { ComponentId } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import type { Exposed, ExposedPart, Exposure, Undecided } from '../queries/exposure.ts';
import { openRuleEvidence } from '../queries/open-rules.ts';
import type { PortClass } from '../queries/port-table.ts';
import type { Question } from '../queries/question.ts';
import { checksOf, doubtsOf } from '../queries/witness-chain.ts';
import type { CheckContext, Found, Lacking } from './check.ts';
import { servicesText } from './exposure-words.ts';
import { type ToldParts, tellParts } from './told-parts.ts';
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
  return new FoundExposure(context, exposed, rule);
}

/** Hundreds of thousands may be found, and most are only counted: its rules are looked for when they are read. */
class FoundExposure implements Found {
  readonly component: ComponentId;
  declare readonly rule?: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Found['place'];
  readonly #context: ExposureContext;
  readonly #exposed: Exposed;
  readonly #told: ToldParts;

  constructor(context: ExposureContext, exposed: Exposed, rule: string | undefined) {
    const { end, portClass, parts, vias } = exposed;
    const told = tellParts(context.network, context.exposure, portClass, parts);
    this.component = end;
    if (rule) this.rule = rule;
    this.severity = told.severity;
    this.message = told.message(boxesOf(vias));
    this.place = placeOfComponent(context.network, end);
    this.#context = context;
    this.#exposed = exposed;
    this.#told = told;
  }

  get exposure(): ExposureFacts {
    const { portClass, vias } = this.#exposed;
    const via = vias.map(({ target, through }) => ({
      address: formatPrefix(target.address),
      ...(through ? { through } : {}),
    }));
    return { portClass, parts: this.#told.facts(), via };
  }

  get evidence(): readonly Evidence[] {
    return evidenceOf(this.#context, this.component, this.#exposed.parts[this.#told.worst] as ExposedPart);
  }
}

/** The balancers that hand on, each once. */
function boxesOf(vias: Exposed['vias']): readonly ComponentId[] {
  if (vias.every(({ through }) => through === undefined)) return NO_BOXES;
  return [...new Set(vias.flatMap(({ through }) => through ?? []))];
}

const NO_BOXES: readonly ComponentId[] = [];

function evidenceOf({ network, exposure }: ExposureContext, end: ComponentId, part: ExposedPart): readonly Evidence[] {
  const witness = part.witness();
  if (witness) return chainOf(checksOf(network, exposure.question, witness));
  return part.rule ? openRuleEvidence(network, end, part.rule) : [];
}

/** The rules, routes and translations that let it through, in order, and what stops it. */
export function chainOf(checks: readonly PathCheck[]): readonly Evidence[] {
  const all = checks.filter(({ effect }) => effect !== 'tracked');
  return all.flatMap(({ effect, evidence }) =>
    effect === 'admits' ? evidence().filter((one) => one.effect !== 'blocks') : evidence(),
  );
}

const REACHED = (what: string) => `Whether the internet reaches it on ${what}`;

export function lackingOf(
  network: Network,
  question: Question,
  undecided: Undecided,
  said: (what: string) => string,
): Lacking {
  const { end, services, witness, stop } = undecided;
  const doubts = [...(stop ? [stop] : []), ...(witness ? doubtsOf(network, question, witness) : [])];
  const lacks = new Map(doubts.flatMap(({ missing }) => (missing ? [[missing.command, missing] as const] : [])));
  const codes = [...new Set(doubts.map(({ code }) => code))];
  const why = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  const what = stop ? 'any port' : servicesText(network, services);
  return {
    lacks: [...lacks.values()],
    component: end,
    message: `${said(what)} is not known${why}.`,
  };
}

export function placeOfComponent(network: Network, id: ComponentId): Found['place'] {
  // Mostly the id tells the kind; looking for one among those of all kinds takes longer.
  const own = network.kindOfId(id);
  const kind = own && network.get(own, id) ? own : network.kindOf(id);
  return (kind && network.get(kind, id)) ?? ANYWHERE;
}
