import { holdsAddress, isAlike } from '@hopwise/core';
import type { Draft } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';
import { idsIn, type TransitSides } from './transit-sides.ts';

/** Who propagates to a table, as answers list it before the plan, and what the plan changes in that. */
export interface Taught {
  /** Undefined where no answer lists them. */
  readonly listed: readonly string[] | undefined;
  readonly lost: ReadonlySet<string>;
  readonly added: readonly string[];
}

/** The routes of a table after a plan, and what nobody can tell of them before. */
export interface Routed {
  readonly routes: readonly Fields[];
  /** Attachments that will teach what no plan tells. */
  readonly learning: readonly string[];
  /** Prefixes that something may teach, where what hid it is gone. */
  readonly uncovered: readonly string[];
}

/**
 * What a search lists of a table, with the static routes that a plan sets and takes away, without what nobody teaches any
 * more, and with what VPCs propagate anew. A search without propagated routes stays so: those follow from who propagates.
 */
export function routesAfter(sides: TransitSides, live: Draft, tableId: string, taught: Taught): Routed {
  const kind = 'transitGatewayRoutes';
  const [old, now] = [staticsOf(sides.before(kind, tableId)), staticsOf(sides.after(kind, tableId)?.record)];
  const lost = old.filter((one) => !now.some((other) => cidrOf(other) === cidrOf(one))).map(cidrOf);
  const set = now.filter((one) => !old.some((other) => isAlike(other, one)));
  const unlisted = listsLost(sides, tableId);
  const all = listOf(live.routes);
  const kept = all.flatMap((one): readonly Fields[] => {
    if (isPropagated(one)) return without(one, (id) => taught.lost.has(id) || sides.gone.has(id));
    if (typeof one.prefixListId === 'string') return unlisted.has(one.prefixListId) ? [] : [one];
    if (lost.includes(cidrOf(one)) || set.some((other) => cidrOf(other) === cidrOf(one))) return [];
    const targets = idsIn(one.transitGatewayAttachments);
    const isDead = targets.length > 0 && targets.every((id) => sides.gone.has(id));
    return [isDead ? { ...one, state: 'blackhole', transitGatewayAttachments: [] } : one];
  });
  const routes = [...kept, ...set];
  if (!all.some(isPropagated)) return { routes, learning: [], uncovered: [] };
  const teachers = (taught.listed ?? []).filter((id) => !taught.lost.has(id) && !sides.gone.has(id));
  const teaching = [...new Set([...teachers, ...taught.added])];
  const isLearning = (id: string) => !/^(?:vpc|peering|network-function)$/.test(sides.attached(id).type ?? '');
  for (const id of taught.added) {
    // Of VPCs that overlap, the one attached first is propagated (TGW-06).
    const free = sides
      .ranges(id)
      .filter((cidr) => !routes.some((one) => isPropagated(one) && overlap(cidrOf(one), cidr)));
    for (const cidr of free) routes.push(propagated(sides, id, cidr));
  }
  const bare = [...lost, ...all.filter(isPropagated).map(cidrOf)].filter(
    (cidr) => !routes.some((one) => cidrOf(one) === cidr),
  );
  const uncovered: string[] = [];
  for (const cidr of new Set(bare)) {
    const owner = teaching.find((id) => sides.ranges(id).includes(cidr));
    if (owner) routes.push(propagated(sides, owner, cidr));
    else if (taught.listed === undefined || teaching.some(isLearning)) uncovered.push(cidr);
  }
  return { routes, learning: taught.added.filter(isLearning), uncovered };
}

function staticsOf(record: Draft | undefined): readonly Fields[] {
  return listOf(record?.routes).filter((one) => !isPropagated(one));
}

export function isPropagated({ type }: Fields): boolean {
  return typeof type === 'string' && type.toLowerCase() === 'propagated';
}

function cidrOf({ destinationCidrBlock }: Fields): string {
  return String(destinationCidrBlock);
}

/** Prefix lists that the plan takes out of the table, or leads elsewhere. */
function listsLost(sides: TransitSides, tableId: string): ReadonlySet<string> {
  const kind = 'transitGatewayPrefixListReferences';
  const of = (record: Draft | undefined) => listOf(record?.transitGatewayPrefixListReferences);
  const [old, now] = [of(sides.before(kind, tableId)), of(sides.after(kind, tableId)?.record)];
  return new Set(old.filter((one) => !now.some((other) => isAlike(other, one))).map((one) => String(one.prefixListId)));
}

/** A propagated route with the attachments that still teach it, if there are any. */
function without(route: Fields, isGone: (id: string) => boolean): readonly Fields[] {
  const targets = listOf(route.transitGatewayAttachments);
  const left = targets.filter((one) => !isGone(String(one.transitGatewayAttachmentId)));
  if (left.length === targets.length) return [route];
  return left.length === 0 ? [] : [{ ...route, transitGatewayAttachments: left }];
}

function propagated(sides: TransitSides, id: string, cidr: string): Fields {
  const { type, resource } = sides.attached(id);
  const target = { transitGatewayAttachmentId: id, resourceId: resource, resourceType: type };
  return { destinationCidrBlock: cidr, type: 'propagated', state: 'active', transitGatewayAttachments: [target] };
}

function overlap(one: string, other: string): boolean {
  const start = (cidr: string) => cidr.split('/')[0] as string;
  return holdsAddress(one, start(other)) || holdsAddress(other, start(one));
}
