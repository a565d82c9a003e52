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
    differencesOf(before.snapshot, after.snapshot).list.flatMap(({ component, at }) =>
      at === '/coverage'
        ? []
        : [after, before].flatMap((network) => decidedBy(network, component)).flatMap((id) => shown(id) ?? []),
    ),
  );
  return {
    nodes: bothOf(
      then.nodes,
      now.nodes,
      (one) => one.id,
      (node, mark) => {
        const as = mark ?? (changed.has(node.id) ? 'changed' : undefined);
        return as ? { ...node, marks: [as] } : node;
      },
    )
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(withContent),
    links: bothOf(then.links, now.links, keyOf, (link, mark) => (mark ? { ...link, marks: [mark] } : link)).sort(
      byEnds,
    ),
    shown,
  };
}

function withContent(node: DraftNode, _at: number, all: readonly DraftNode[]): DraftNode {
  return node.isContainer || !all.some(({ parent }) => parent === node.id) ? node : { ...node, isContainer: true };
}

function keyOf({ from, to }: MapLink): string {
  return [from, to].sort().join(' ');
}

/** Those of the later edition, and those that it no longer has. */
function bothOf<T>(
  then: readonly T[],
  now: readonly T[],
  key: (one: T) => string,
  marked: (one: T, mark: Mark | undefined) => T,
): T[] {
  const [olds, news] = [new Set(then.map(key)), new Set(now.map(key))];
  return [
    ...now.map((one) => marked(one, olds.has(key(one)) ? undefined : 'added')),
    ...then.filter((one) => !news.has(key(one))).map((one) => marked(one, 'removed')),
  ];
}

/** The component itself, and what it decides for where it is not drawn. */
function decidedBy(network: Network, id: ComponentId): readonly ComponentId[] {
  const kind = componentName(network, id).kind ?? kinds.find((one) => network.get(one, id));
  const record = kind && network.get(kind, id);
  return record ? [id, ...shownAt(network, kind as Kind, record)] : [id];
}
