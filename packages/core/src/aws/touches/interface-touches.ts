import type { ComponentId, Filter } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { isAlike } from '../field-edits.ts';
import { interfaceIndex } from '../interface-index.ts';
import type { Lookup } from '../lookup.ts';
import { isRoutedTo } from '../routed-interface.ts';
import { groupsNaming } from './group-namers.ts';
import { ANYBODY, NOBODY, type Peers, peersBetween, together } from './peers.ts';
import type { Touch, Touches } from './touch.ts';
import { wholeInterface } from './whole-interface.ts';

type Direction = 'ingress' | 'egress';

/** Fields that tell neither an address nor where it is, or what AWS made it for. */
const HARMLESS: ReadonlySet<string> = new Set(['groups', 'tagSet', 'denyAllIgwTraffic', 'source']);

/** An interface that keeps its addresses and its place is nothing to others, unless it sends on what they send. */
export const interfaceTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('networkInterface', id), after.get('networkInterface', id)];
  if (!old || !now) return wholeInterface(id, before, after);
  const names = new Set([...Object.keys(old), ...Object.keys(now)]) as ReadonlySet<keyof typeof old>;
  const others = [...names].filter((name) => !isAlike(old[name], now[name]));
  if (!others.every((name) => HARMLESS.has(name))) return wholeInterface(id, before, after);
  if (others.every((name) => name === 'tagSet' || name === 'source')) return [];
  const isPassed = [before, after].some((net) => {
    const { isUngrouped, isClientVpn } = interfaceIndex(net).holderOf(id)?.role ?? {};
    return isUngrouped || isClientVpn || isRoutedTo(net, id);
  });
  if (isPassed) return undefined;
  if (others.includes('denyAllIgwTraffic')) return [{ interfaces: [id] }];
  const listed = [old, now].flatMap(({ groups }) => groups.flatMap((group) => group?.groupId ?? []));
  const isInOne = (group: ComponentId) =>
    [old, now].some(({ groups }) => groups.every((one) => one?.groupId !== group));
  return ofGroups(id, listed.filter(isInOne), before, after);
};

/** Whom the groups of an interface treat otherwise, and whose rules name one that it carries no longer, or did not. */
function ofGroups(id: ComponentId, moved: readonly ComponentId[], before: Lookup, after: Lookup): readonly Touch[] {
  const peers = (own: Direction, other: Direction) =>
    together([guardedFrom(id, own, before, after), { ...NOBODY, groups: groupsNaming([before, after], moved, other) }]);
  return [
    { egress: { at: [id], peers: peers('egress', 'ingress') } },
    { ingress: { at: [id], peers: peers('ingress', 'egress') } },
  ];
}

function guardedFrom(id: ComponentId, direction: Direction, before: Lookup, after: Lookup): Peers {
  return together(
    ([4, 6] as const).map((family) => {
      const [olds, news] = [before, after].map((net) => guards(net, id, family, direction)) as [Guards, Guards];
      if (olds.length !== news.length) return ANYBODY;
      const { size } = before.labels[family];
      return together(olds.map((old, i) => betweenFilters(old, news[i] as Filter, family, size)));
    }),
  );
}

type Guards = readonly Filter[];

function guards(net: Lookup, id: ComponentId, family: Family, direction: Direction): Guards {
  return net.behaviour(id)?.guards?.(id, net)?.[family][direction] ?? [];
}

function betweenFilters(old: Filter, now: Filter, family: Family, size: number): Peers {
  if (old.layer !== now.layer || old.reads !== now.reads || old.flows || now.flows) return ANYBODY;
  return peersBetween(old, now, family, size);
}
