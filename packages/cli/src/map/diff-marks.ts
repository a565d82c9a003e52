import { type ComponentId, componentName, differencesOf, type Kind, kinds, type Network } from '@hopwise/core';
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
      .list.filter(({ at }) => at !== '/coverage')
      .flatMap(({ component }) => [after, before].flatMap((network) => decidedBy(network, component)))
      .flatMap((id) => shown(id) ?? []),
  );
  return {
    nodes: nodesOfBoth(then.nodes, now.nodes, changed),
    links: linksOfBoth(then.links, now.links),
    shown,
  };
}

function nodesOfBoth(
  then: readonly DraftNode[],
  now: readonly DraftNode[],
  changed: ReadonlySet<ComponentId>,
): readonly DraftNode[] {
  const [olds, news] = [new Map(then.map((node) => [node.id, node])), new Map(now.map((node) => [node.id, node]))];
  const both = [...now, ...then.filter(({ id }) => !news.has(id))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const parents = new Set(both.map(({ parent }) => parent));
  // What is only referred to is not there.
  const isThere = (node: DraftNode | undefined) => node !== undefined && !node.isMissing;
  return both.map((node) => {
    const [was, is] = [isThere(olds.get(node.id)), isThere(news.get(node.id))];
    const mark: Mark | undefined =
      was === is ? (changed.has(node.id) ? 'changed' : undefined) : is ? 'added' : 'removed';
    return { ...node, isContainer: node.isContainer || parents.has(node.id), marks: mark ? [mark] : [] };
  });
}

function linksOfBoth(then: readonly MapLink[], now: readonly MapLink[]): readonly MapLink[] {
  const keyOf = ({ from, to }: MapLink) => [from, to].sort().join(' ');
  const [olds, news] = [new Set(then.map(keyOf)), new Set(now.map(keyOf))];
  const came = now.map((link): MapLink => (olds.has(keyOf(link)) ? link : { ...link, marks: ['added'] }));
  const gone = then.filter((link) => !news.has(keyOf(link))).map((link): MapLink => ({ ...link, marks: ['removed'] }));
  return [...came, ...gone].sort(byEnds);
}

/** The component itself, and what it decides for where it is not drawn. */
export function decidedBy(network: Network, id: ComponentId): readonly ComponentId[] {
  const kind = componentName(network, id).kind ?? kinds.find((one) => network.get(one, id));
  const record = kind && network.get(kind, id);
  return record ? [id, ...shownAt(network, kind as Kind, record)] : [id];
}
