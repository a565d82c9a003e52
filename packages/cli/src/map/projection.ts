import type { ComponentId } from '@hopwise/core';
import type { Component, Components } from './components.ts';
import { drawingOf, LEVELS, type Level } from './drawings.ts';

/** What a level makes of the components: which it shows, and where the others go. */
export interface Projection {
  /** The node that shows a component; undefined where none does, as of what has become a line. */
  shown(id: ComponentId): ComponentId | undefined;
  isLine(component: Component): boolean;
  /** In order of their ids. */
  readonly visible: readonly Component[];
  /** The visible one that a component is inside of. */
  containerOf(component: Component): ComponentId | undefined;
}

export function projection({ all, drawnFor }: Components, level: Level): Projection {
  const regions = regionsOf(all);
  const isShown = (component: Component) => {
    const { from, tier } = drawingOf(component.kind);
    if (LEVELS.indexOf(from) > LEVELS.indexOf(level)) return false;
    // An account with one Region is one frame.
    if (component.kind === 'region') return (regions.get(component.parent ?? '') ?? 0) > 1;
    // What is part of something that is no place, such as an attachment of a transit gateway, is shown as that.
    const holder = component.parent === undefined ? undefined : all.get(component.parent);
    return !holder || tier === 'edge' || drawingOf(holder.kind).tier !== 'edge';
  };
  const visible = [...all.values()].filter(isShown).sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = new Set(visible.map(({ id }) => id));
  const isLine = (component: Component) => !ids.has(component.id) && drawingOf(component.kind).else === 'line';
  const known = new Map<ComponentId, ComponentId | undefined>();

  function lift(id: ComponentId | undefined, depth = 0): ComponentId | undefined {
    const component = id === undefined || depth > DEEPEST ? undefined : all.get(id);
    if (!component || isLine(component)) return undefined;
    return ids.has(component.id) ? component.id : lift(component.parent, depth + 1);
  }
  return {
    visible,
    isLine,
    containerOf: ({ parent }) => lift(parent),
    shown(id) {
      if (!known.has(id)) known.set(id, lift(drawnFor(id)));
      return known.get(id);
    },
  };
}

/** Records may name each other as their places. */
const DEEPEST = 8;

function regionsOf(all: Components['all']): ReadonlyMap<ComponentId, number> {
  const counts = new Map<ComponentId, number>();
  for (const { kind, parent = '' } of all.values())
    if (kind === 'region') counts.set(parent, (counts.get(parent) ?? 0) + 1);
  return counts;
}
