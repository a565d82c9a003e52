import { type ComponentId, type ComponentName, recordType } from '@hopwise/core';
import { replaceIds } from './component-ids.ts';
import type { ComponentNames } from './components-in.ts';

/** How components are called in text. */
export interface Labels {
  /** `subnet app-b`, or the id where there is no name or several have it. */
  short(id: ComponentId): string;
  /** `subnet app-b (subnet-0ec7…)`: to be found again. */
  full(id: ComponentId): string;
  /** In detail the full one, else the short one. */
  shown(id: ComponentId): string;
  /** A text with its ids replaced. */
  inText(text: string): string;
}

export function createLabels(components: ComponentNames, isDetailed: boolean): Labels {
  const labels = new Map(Object.entries(components).map(([id, component]) => [id, labelOf(component)]));
  const taken = new Map<string, number>();
  // An interface is called like its host on purpose: only two of one kind confuse.
  const keyOf = (id: ComponentId) => `${components[id]?.kind} ${labels.get(id)}`;
  for (const id of labels.keys()) taken.set(keyOf(id), (taken.get(keyOf(id)) ?? 0) + 1);
  const full = (id: ComponentId) => (labels.get(id) ? `${labels.get(id)} (${id})` : id);
  const short = (id: ComponentId) => (taken.get(keyOf(id)) === 1 ? (labels.get(id) ?? id) : full(id));
  const shown = isDetailed ? full : short;
  return { short, full, shown, inText: (text) => replaceIds(text, shown) };
}

/** Interfaces and instances by their bare name; the rest with the word that its ids begin with. */
function labelOf({ kind, name }: ComponentName): string | undefined {
  if (!kind || !name) return undefined;
  if (kind === 'instance' || kind === 'networkInterface') return name;
  return `${recordType(kind).idPrefix?.replace(/-$/, '') ?? recordType(kind).title} ${name}`;
}
