import { formatServices } from '../aws/format-services.ts';
import { derived } from '../aws/lookup.ts';
import type { Network } from '../engine/network.ts';
import type { ExposurePart, Severity } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { kindAndName } from '../queries/component-name.ts';
import type { ExposedPart, Exposure } from '../queries/exposure.ts';
import { type InternetShare, internetShare } from '../queries/internet-share.ts';
import { namesIn, type PortClass } from '../queries/port-table.ts';
import type { Ranges } from '../queries/ranges.ts';
import { exposureSeverity, worst } from './exposure-severity.ts';
import { named, servicesText, shortened } from './exposure-words.ts';

/** What is said of an end that has these parts. Hundreds of thousands of ends may have the same: it is worked out once. */
export interface ToldParts {
  readonly severity: Severity;
  /** The place among the parts of the one that makes it as bad as it is. */
  readonly worst: number;
  facts(): readonly ExposurePart[];
  message(boxes: readonly ComponentId[]): string;
}

interface Graded {
  readonly part: ExposedPart;
  readonly share: InternetShare;
  readonly severity: Severity;
}

const known = derived(() => ({ told: new Map<string, ToldParts>(), ranges: new WeakMap<Ranges, number>(), count: 0 }));

export function tellParts(
  network: Network,
  { senders }: Pick<Exposure, 'senders'>,
  portClass: PortClass,
  parts: readonly ExposedPart[],
): ToldParts {
  const all = known(network);
  const numberOf = (from: Ranges) => {
    let number = all.ranges.get(from);
    if (number === undefined) {
      number = all.count++;
      all.ranges.set(from, number);
    }
    return number;
  };
  const key = parts.map(
    ({ proof, services, from, isHandshakeOnly }) => `${proof} ${services} ${numberOf(from)} ${isHandshakeOnly ?? ''}`,
  );
  const name = [portClass, ...key].join();
  let told = all.told.get(name);
  if (!told) {
    told = toldParts(network, senders, portClass, parts);
    all.told.set(name, told);
  }
  return told;
}

function toldParts(
  network: Network,
  senders: Exposure['senders'],
  portClass: PortClass,
  parts: readonly ExposedPart[],
): ToldParts {
  const graded = parts.map((part): Graded => {
    const share = internetShare(network, senders, part.from);
    return { part, share, severity: exposureSeverity(network, portClass, part, share.isWide) };
  });
  const severity = worst(graded.map((one) => one.severity));
  // What makes it as bad as it is comes first.
  const sorted = [
    ...graded.filter((one) => one.severity === severity),
    ...graded.filter((one) => one.severity !== severity),
  ];
  const alone = messageOf(network, [], sorted);
  let facts: readonly ExposurePart[] | undefined;
  return {
    severity,
    worst: graded.indexOf(sorted[0] as Graded),
    facts: () => {
      facts ??= graded.map((one) => factsOf(network, one));
      return facts;
    },
    message: (boxes) => (boxes.length === 0 ? alone : messageOf(network, boxes, sorted)),
  };
}

function factsOf(network: Network, { part: { proof, services }, share }: Graded): ExposurePart {
  const pool = network.admissions.services;
  return {
    proof,
    services: formatServices(pool, services),
    names: namesIn(pool, services).map(({ name }) => name),
    internet: share.exact,
    isWide: share.isWide,
  };
}

const PROVEN = {
  rule: 'a rule admits it, and no address leads to it',
  address: 'a rule admits it and there is a public address, and the path is blocked',
  delivered: 'requests are delivered, and replies do not come back',
  answered: 'requests are delivered and replies come back',
} as const;

const MOST_PARTS = 3;

/** What has one proof in one sentence. */
function messageOf(network: Network, boxes: readonly ComponentId[], graded: readonly Graded[]): string {
  const by = boxes.length > 0 ? `, through ${shortened(boxes.map((id) => kindAndName(network, id) || id))}` : '';
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
