import type { Network } from '../engine/network.ts';
import { compact } from '../model/compact.ts';
import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { ICMP, NONE, OTHER, type ServiceSetId } from '../net/service-set.ts';
import { type Cell, EndPart } from './end-part.ts';
import { type ProvenPart, provenParts } from './exposed-parts.ts';
import { type Exposed, type ExposedPart, isAtLeast, type Via, type Witness } from './exposure.ts';
import type { KnownWays, Share, Way } from './known-ways.ts';
import { PORT_CLASSES, type PortClass } from './port-table.ts';
import type { RangesPool } from './ranges.ts';

/** What ends have alike of which the same is known: on one class of ports, of what is dialled itself or handed on. */
interface Pattern {
  readonly portClass: PortClass;
  readonly parts: readonly [ProvenPart<Cell>, ...ProvenPart<Cell>[]];
  readonly byIpv6Alone: readonly ProvenPart<Cell>[];
  /** Which ways lead there. */
  readonly ways: readonly number[];
  /** The same for every end, where nothing is dialled. */
  readonly shared: Exposed['parts'];
}

/** All that is known of each end on each class of ports, as one; what a balancer hands on is apart. */
export function exposedEnds(
  network: Network,
  ranges: RangesPool,
  known: KnownWays,
  opensOnly: (witness: Witness) => boolean,
): readonly Exposed[] {
  const lists = new Map<readonly Share[], number>();
  const patterns = new Map<string, readonly Pattern[]>();
  const exposed: Exposed[] = [];
  for (const [end, ways] of known) {
    const key = ways.map((way) => keyOf(lists, way)).join();
    const own = patterns.get(key) ?? patternsOf(network, ranges, ways);
    patterns.set(key, own);
    for (const pattern of own) exposed.push(exposedOf(end, ways, pattern, opensOnly));
  }
  return exposed;
}

/** Ends with equal keys, way by way, have equal patterns. */
function keyOf(lists: Map<readonly Share[], number>, { shares, target, through }: Way): string {
  const number = lists.get(shares) ?? lists.size;
  lists.set(shares, number);
  return `${number} ${target?.family ?? ''}${through === undefined ? '' : ' behind'}`;
}

function patternsOf(network: Network, ranges: RangesPool, ways: readonly Way[]): readonly Pattern[] {
  const patterns: Pattern[] = [];
  for (const isBehind of [false, true]) {
    const cells = cellsBy(ways, isBehind);
    if (cells.size === 0) continue;
    for (const portClass of PORT_CLASSES) {
      const own = cells.get(portClass);
      const open = own ? undecidedOf(network, ways, portClass, isBehind) : NONE;
      if (own) patterns.push(...patternOf(network, ranges, ways, { portClass, cells: own, open, isBehind }));
    }
  }
  return patterns;
}

/** What is not decided proves nothing. */
function cellsBy(ways: readonly Way[], isBehind: boolean): ReadonlyMap<PortClass, readonly Cell[]> {
  const cells = new Map<PortClass, Cell[]>();
  for (const [way, { shares, through }] of ways.entries()) {
    if ((through !== undefined) !== isBehind) continue;
    for (const share of shares) {
      const { portClass, proof } = share;
      if (!proof) continue;
      const cell = { ...share, proof, way };
      const own = cells.get(portClass);
      if (own) own.push(cell);
      else cells.set(portClass, [cell]);
    }
  }
  return cells;
}

function undecidedOf(network: Network, ways: readonly Way[], portClass: PortClass, isBehind: boolean): ServiceSetId {
  return ways
    .filter(({ through }) => (through !== undefined) === isBehind)
    .flatMap(({ shares }) => shares.filter((one) => one.verdict === 'unknown' && one.portClass === portClass))
    .reduce((sum, { services }) => network.admissions.services.union(sum, services), NONE);
}

interface Proven {
  readonly portClass: PortClass;
  readonly cells: readonly Cell[];
  readonly open: ServiceSetId;
  readonly isBehind: boolean;
}

function patternOf(
  network: Network,
  ranges: RangesPool,
  ways: readonly Way[],
  { portClass, cells, open, isBehind }: Proven,
): readonly Pattern[] {
  const [best, ...others] = provenParts(network, ranges, cells, open);
  if (!best) return [];
  const proven = cells.filter(({ proof }) => isAtLeast(proof, 'delivered'));
  const alone = isBehind ? [] : ofIpv6Alone(network, ranges, ways, proven);
  const leading = new Set((proven.length > 0 ? proven : cells).map(({ way }) => way));
  const [first, ...rest] = [best, ...others].map((part) => new EndPart('', { shares: [] }, part));
  return [
    {
      portClass,
      parts: [best, ...others],
      byIpv6Alone: alone,
      ways: [...leading],
      shared: [first as ExposedPart, ...rest],
    },
  ];
}

/** Each family has an ICMP of its own: it tells nothing of either. */
function ofIpv6Alone(
  network: Network,
  ranges: RangesPool,
  ways: readonly Way[],
  cells: readonly Cell[],
): readonly ProvenPart<Cell>[] {
  const pool = network.admissions.services;
  const ofFamily = (family: Family) => cells.filter(({ way }) => ways[way]?.target?.family === family);
  const known = ofFamily(4).reduce((sum, { services }) => pool.union(sum, services), pool.of([ICMP, OTHER]));
  return provenParts(
    network,
    ranges,
    ofFamily(6).map((cell) => ({ ...cell, services: pool.subtract(cell.services, known) })),
  );
}

// Of hundreds of thousands most have none of either.
const NO_VIAS: readonly Via[] = [];
const NO_PARTS: readonly ExposedPart[] = [];

function exposedOf(
  end: ComponentId,
  ways: readonly Way[],
  { portClass, parts, byIpv6Alone, ways: leading, shared }: Pattern,
  opensOnly: (witness: Witness) => boolean,
): Exposed {
  const isOwn = ways.every(({ target, rulesOf }) => !target && rulesOf === end);
  if (isOwn) return { end, portClass, parts: shared, vias: NO_VIAS, byIpv6Alone: NO_PARTS };
  const made = (part: ProvenPart<Cell>) => new EndPart(end, ways[part.first.way] as Way, part);
  const all = parts.map((part) => {
    const one = made(part);
    const witness = one.proof === 'address' ? one.witness() : undefined;
    return witness && opensOnly(witness) ? one.openedOnly() : one;
  });
  return {
    end,
    portClass,
    parts: all as readonly ExposedPart[] as Exposed['parts'],
    vias: onlyOnce(leading.map((way) => ways[way] as Way)),
    byIpv6Alone: byIpv6Alone.length === 0 ? NO_PARTS : byIpv6Alone.map(made),
  };
}

function onlyOnce(ways: readonly Way[]): readonly Via[] {
  const vias = compact(
    ways.map(({ target, through }) => (target ? { target, ...(through ? { through } : {}) } : undefined)),
  );
  if (vias.length < 2) return vias;
  return [...new Map(vias.map((via) => [`${via.target.family} ${via.target.to} ${via.through ?? ''}`, via])).values()];
}
