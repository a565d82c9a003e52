import type { ComponentId } from '@hopwise/core';

const IDS = /\b[a-z]{1,12}-[0-9a-f]{8,17}\b/g;

/** The components that a text mentions by id. */
export function idsIn(text: string): readonly ComponentId[] {
  return text.match(IDS) ?? [];
}

export function replaceIds(text: string, label: (id: ComponentId) => string): string {
  return text.replace(IDS, label);
}
