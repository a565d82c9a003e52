import { type ComponentId, type ComponentName, componentName, type Network } from '@hopwise/core';
import { idsIn } from './component-ids.ts';

/** What every id in an answer is and is called. */
export type ComponentNames = Readonly<Record<ComponentId, ComponentName>>;

/** Names of all that a document mentions. */
export function componentsIn(network: Network, document: unknown): ComponentNames {
  const texts = new Set<string>();
  addTexts(texts, document);
  const ids = new Set([...texts].flatMap((text) => [text, ...idsIn(text)]));
  const names: Record<ComponentId, ComponentName> = Object.create(null);
  for (const id of [...ids].sort()) {
    const named = componentName(network, id);
    if (named.kind) names[id] = named;
  }
  return names;
}

/** Thousands of findings say the same: each text is looked into once. */
function addTexts(texts: Set<string>, value: unknown): void {
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) addTexts(texts, one);
}
