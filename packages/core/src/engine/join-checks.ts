import { formatServices } from '../aws/format-services.ts';
import type { LegJoin, NextEnd, NextLeg } from '../model/leg-join.ts';
import type { ComponentId } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE } from '../net/service-set.ts';
import { type Check, noteCheck, requestCheck, type Scribe, stopCheck } from './check.ts';
import { carriedAs } from './join.ts';

/** What a box that ends the leg does not take, and what nobody knows it to take. */
export function acceptanceChecks({ network, services }: Scribe, at: ComponentId, join: LegJoin): readonly Check[] {
  const { services: pool } = network.admissions;
  const refused = pool.subtract(services, network.admissions.may(join.accepts));
  if (refused === NONE) return recastChecks({ network, services }, at, join);
  const text = `it does not take ${formatServices(pool, refused)}`;
  const evidence = () => [{ component: at, effect: 'blocks' as const, text }];
  const mends = () => join.mends?.(refused) ?? [];
  return [{ way: 'request', at, component: at, effect: 'blocks', code: join.code, evidence, mends }];
}

function recastChecks(
  { network, services }: Pick<Scribe, 'network' | 'services'>,
  at: ComponentId,
  { recast }: LegJoin,
): readonly Check[] {
  const { services: pool } = network.admissions;
  const open = recast ? pool.intersect(services, recast.services) : NONE;
  if (!recast || open === NONE) return [];
  const text = `whether it carries ${formatServices(pool, open)} on is not known`;
  const evidence = () => [{ component: at, effect: 'blocks' as const, text }];
  return [{ way: 'request', at, component: at, effect: 'undecided', code: recast.code, evidence }];
}

/** What stands between two legs, what chose the next one, and what ends the conversation there. */
export function onwardChecks(
  scribe: Scribe,
  at: ComponentId,
  addresses: { readonly source: Label; readonly destination: Label },
  onward: NextLeg | NextEnd | undefined,
): readonly Check[] {
  if (!onward) return [];
  const { filters = [] } = onward;
  // What no listener takes is not handed on.
  const isTaken = carriedAs(scribe.network, onward, scribe.services) !== NONE;
  const why = isTaken ? (onward.why?.() ?? []) : [];
  const notes = isTaken ? (onward.notes ?? []) : [];
  const chosen: Check = {
    way: 'request',
    at,
    component: why[0]?.component ?? at,
    effect: 'routes',
    evidence: () => why,
    cuts: () => onward.cuts?.() ?? [],
  };
  return [
    ...filters.map((filter) =>
      requestCheck(scribe, { filter, address: addresses[filter.reads], groups: undefined, ends: addresses }),
    ),
    ...(why.length > 0 ? [chosen] : []),
    ...notes.map(({ code, about }) => noteCheck('request', about, code)),
    ...(isTaken && 'ends' in onward && onward.ends !== 'here' ? [stopCheck('request', onward.ends)] : []),
  ];
}
