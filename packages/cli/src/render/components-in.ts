import { type ComponentId, type ComponentName, componentName, type Network } from '@hopwise/core';
import { idsIn } from './component-ids.ts';

/** What every id in an answer is and is called. */
export type ComponentNames = Readonly<Record<ComponentId, ComponentName>>;

/** Names of all that a document mentions. */
export function componentsIn(network: Network, document: unknown): ComponentNames {
  const names: Record<ComponentId, ComponentName> = Object.create(null);
  for (const id of [...new Set(textsIn(document).flatMap((text) => [text, ...idsIn(text)]))].sort()) {
    const named = componentName(network, id);
    if (named.kind) names[id] = named;
  }
  return names;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
