import {
  type ComponentId,
  componentName,
  differencesOf,
  isUncollected,
  type Kind,
  kinds,
  type Network,
} from '@hopwise/core';
import { type Drawn, draftOf } from './draft.ts';
import type { Level } from './drawings.ts';
import type { DraftNode } from './fold-by.ts';
import { byEnds } from './links.ts';
import type { MapLink, Mark } from './map-view.ts';
import { shownAt } from './shown-by.ts';

/** Both editions of a network on one map: what came, what went, and where something else has changed. */
export function markDiff(after: Network, before: Network, level: Level): Drawn {
  const [now, then] = [draftOf(after, level), draftOf(before, level)];
  const shown = (id: ComponentId) => now.shown(id) ?? then.shown(id);
  const changed = new Set(
    differencesOf(before.snapshot, after.snapshot)
      .list.filter((one) => one.at !== '/coverage' && !isUncollected(one))
      .flatMap(({ component }) => [after, before].flatMap((network) => decidedBy(network, component)))
      .flatMap((id) => shown(id) ?? []),
  );
  const isTellable = (id: ComponentId, isNew: boolean, lineOf?: Kind) => {
    const [has, lacks] = isNew ? [after, before] : [before, after];
    const kind = kinds.find((one) => has.get(one, id));
    const place = kind && has.get(kind, id);
    return !place || lacks.coverage(lineOf ?? kind, place) !== 'absent';
  };
  return {
    nodes: nodesOfBoth(then.nodes, now.nodes, changed, isTellable),
    links: linksOfBoth(then.links, now.links, isTellable),
    shown,
  };
}

/** Whether the edition that lacks something was asked for what it is, or for the kind of what joins it. */
type IsTellable = (id: ComponentId, isNew: boolean, lineOf?: Kind) => boolean;

function nodesOfBoth(
  then: readonly DraftNode[],
  now: readonly DraftNode[],
  changed: ReadonlySet<ComponentId>,
  isTellable: IsTellable,
): readonly DraftNode[] {
  const [olds, news] = [new Map(then.map((node) => [node.id, node])), new Map(now.map((node) => [node.id, node]))];
  const both = [...now, ...then.filter(({ id }) => !news.has(id))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const parents = new Set(both.map(({ parent }) => parent));
  // What is only referred to is not there.
  const isThere = (node: DraftNode | undefined) => node !== undefined && !node.isMissing;
  return both.map((node) => {
    const [was, is] = [isThere(olds.get(node.id)), isThere(news.get(node.id))];
    const moved = is ? 'added' : 'removed';
    const mark: Mark | undefined =
      was === is ? (changed.has(node.id) ? 'changed' : undefined) : isTellable(node.id, is) ? moved : undefined;
    return { ...node, isContainer: node.isContainer || parents.has(node.id), marks: mark ? [mark] : [] };
  });
}

function linksOfBoth(then: readonly MapLink[], now: readonly MapLink[], isTellable: IsTellable): readonly MapLink[] {
  const keyOf = ({ from, to }: MapLink) => [from, to].sort().join(' ');
  const [olds, news] = [new Set(then.map(keyOf)), new Set(now.map(keyOf))];
  // Routes are of tables; what else joins two nodes is told by either of them.
  const isSure = ({ from, to, kind }: MapLink, isNew: boolean) =>
    [from, to].every((id) => isTellable(id, isNew) && (kind !== 'route' || isTellable(id, isNew, 'routeTable')));
  const came = now.map((link): MapLink => {
    return olds.has(keyOf(link)) || !isSure(link, true) ? link : { ...link, marks: ['added'] };
  });
  const gone = then
    .filter((link) => !news.has(keyOf(link)))
    .map((link): MapLink => (isSure(link, false) ? { ...link, marks: ['removed'] } : link));
  return [...came, ...gone].sort(byEnds);
}

/** The component itself, and what it decides for where it is not drawn. */
export function decidedBy(network: Network, id: ComponentId): readonly ComponentId[] {
  const kind = componentName(network, id).kind ?? kinds.find((one) => network.get(one, id));
  const record = kind && network.get(kind, id);
  return record ? [id, ...shownAt(network, kind as Kind, record)] : [id];
}
