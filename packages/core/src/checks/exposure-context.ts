import { formatServices } from '../aws/format-services.ts';
import type { Check as PathCheck } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Severity } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import type { Exposed, ExposedPart, Exposure, Undecided } from '../queries/exposure.ts';
import { type InternetShare, internetShare } from '../queries/internet-share.ts';
import { openRuleEvidence } from '../queries/open-rules.ts';
import { namesIn, type PortClass } from '../queries/port-table.ts';
import type { Question } from '../queries/question.ts';
import { checksOf, doubtsOf } from '../queries/witness-chain.ts';
import type { CheckContext, Found, Lacking } from './check.ts';
import { exposureSeverity, worst } from './exposure-severity.ts';
import { named, servicesText, shortened } from './exposure-words.ts';
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
  const { end, portClass, vias } = exposed;
  const graded = exposed.parts.map((part): Graded => {
    const share = internetShare(network, exposure.senders, part.from);
    return { part, share, severity: exposureSeverity(network, portClass, part, share.isWide) };
  });
  const severity = worst(graded.map((one) => one.severity));
  // What makes it as bad as it is comes first.
  const sorted = [
    ...graded.filter((one) => one.severity === severity),
    ...graded.filter((one) => one.severity !== severity),
  ];
  return {
    component: end,
    ...(rule ? { rule } : {}),
    severity,
    message: messageOf(network, exposed, sorted),
    // Thousands may be found, and most are only counted.
    get evidence() {
      return evidenceOf(context, (sorted[0] as Graded).part);
    },
    exposure: {
      portClass,
      parts: graded.map(({ part, share }) => ({
        proof: part.proof,
        services: formatServices(network.admissions.services, part.services),
        names: namesIn(network.admissions.services, part.services).map(({ name }) => name),
        internet: share.exact,
        isWide: share.isWide,
      })),
      via: vias.map(({ target, through }) => ({
        address: formatPrefix(target.address),
        ...(through ? { through } : {}),
      })),
    },
    place: placeOfComponent(network, end),
  };
}

interface Graded {
  readonly part: ExposedPart;
  readonly share: InternetShare;
  readonly severity: Severity;
}

function evidenceOf({ network, exposure }: ExposureContext, part: ExposedPart): readonly Evidence[] {
  const witness = part.witness();
  if (witness) return chainOf(checksOf(network, exposure.question, witness));
  return part.rule ? openRuleEvidence(network, part.rule) : [];
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

const MOST_PARTS = 3;

/** What has one proof in one sentence. */
function messageOf(network: Network, { vias }: Exposed, graded: readonly Graded[]): string {
  const boxes = [...new Set(vias.flatMap(({ through }) => through ?? []))];
  const by = boxes.length > 0 ? `, through ${shortened(boxes)}` : '';
  const sentences = groupBy(graded, ({ part }) => provenText(part));
  return [...sentences]
    .map(([proven, own]) => {
      const said = own.map(({ part, share }) => {
        return `${servicesText(network, part.services)} from ${shortened(share.said.map(named))}`;
      });
      const rest = said.length - MOST_PARTS;
      const shown = rest > 0 ? [...said.slice(0, MOST_PARTS), `${rest} more`] : said;
      return `${shown.join('; ')}${by}: ${proven}.`;
    })
    .join(' ');
}

function provenText({ proof, isHandshakeOnly }: ExposedPart): string {
  return isHandshakeOnly ? 'connections open, and what they carry is dropped' : PROVEN[proof];
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
  const kind = network.kindOf(id);
  const { account, region } = (kind && network.get(kind, id)) ?? { account: undefined, region: undefined };
  return { account, region };
}
