import type { ComponentId, Network } from '@hopwise/core';
import { type Component, type Components, componentsOf } from './components.ts';
import { drawingOf, type Level } from './drawings.ts';
import type { Draft, DraftNode } from './fold-by.ts';
import { linksOf } from './links.ts';
import { type Projection, projection } from './projection.ts';

/** What a level shows of a network, before anything is marked or folded. */
export interface Drawn extends Draft {
  /** The node that shows a component, if any does. */
  shown(id: ComponentId): ComponentId | undefined;
}

export function draftOf(network: Network, level: Level): Drawn {
  const components = componentsOf(network);
  const projected = projection(components, level);
  const links = linksOf(network, components, projected, level);
  const containers = new Set(projected.visible.map(projected.containerOf));
  const doors = new Set(projected.visible.flatMap(({ id, kind }) => (drawingOf(kind).isDoor ? [id] : [])));
  const publics = new Set(links.flatMap(({ from, to, kind }) => (doors.has(to) && kind === 'route' ? [from] : [])));
  const parts = partsOf(components, projected);
  const nodes = projected.visible.map((component) => {
    const isContainer = containers.has(component.id);
    return nodeOf(component, {
      isContainer,
      parent: projected.containerOf(component),
      isPublic: drawingOf(component.kind).tier === 'subnet' && publics.has(component.id),
      parts: isContainer ? [] : (parts.get(component.id) ?? []),
    });
  });
  return { nodes, links, shown: projected.shown };
}

const MISSING = 'not in the input';

interface Situation extends Pick<DraftNode, 'isContainer' | 'isPublic'> {
  readonly parent: ComponentId | undefined;
  readonly parts: readonly string[];
}

function nodeOf(
  { id, kind, name, detail, alike, isMissing }: Component,
  { parent, parts, ...rest }: Situation,
): DraftNode {
  return {
    id,
    ...(parent === undefined ? {} : { parent }),
    kind,
    tier: drawingOf(kind).tier,
    label: name ?? id,
    details: [...(name && isShort(id) ? [id] : []), detail, ...(isMissing ? [MISSING] : []), ...parts].filter(
      (one) => one && one !== name,
    ),
    count: 1,
    members: [id],
    marks: [],
    isMissing,
    ...(alike ? { alike } : {}),
    ...rest,
  };
}

/** What is called by a word needs no id, and ARNs end in the name. */
function isShort(id: ComponentId): boolean {
  return id.includes('-') && !id.startsWith('arn:');
}

/** What is drawn as part of a node, in words: `6 subnets`, `1 NAT gateway`. */
function partsOf({ all }: Components, { shown, visible }: Projection): ReadonlyMap<ComponentId, readonly string[]> {
  const ids = new Set(visible.map(({ id }) => id));
  const counts = new Map<ComponentId, Map<readonly [string, string], number>>();
  for (const { id, kind } of all.values()) {
    const words = drawingOf(kind).asPart;
    const at = ids.has(id) || !words ? undefined : shown(id);
    if (at === undefined || !words) continue;
    const own = counts.get(at) ?? new Map<readonly [string, string], number>();
    const [, many] = words;
    const known = [...own.keys()].find((key) => key[1] === many) ?? words;
    counts.set(at, own.set(known, (own.get(known) ?? 0) + 1));
  }
  return new Map([...counts].map(([id, own]) => [id, inWords(own)]));
}

/** As few lines as the words need; the most of it first. */
function inWords(counts: ReadonlyMap<readonly [string, string], number>): readonly string[] {
  const words = [...counts]
    .sort(([[, a], m], [[, b], n]) => n - m || (a < b ? -1 : 1))
    .map(([[one, many], count]) => `${count} ${count === 1 ? one : many}`);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(word);
  }
  return lines;
}

const LINE = 30;
