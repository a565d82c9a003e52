import type { ComponentId } from '@hopwise/core';

/** `subnet-0ec7…`, `tgw-attach-0d1e…`; those of Direct Connect have any letter: `dxvif-fgputw0j`. */
const IDS = /\b(?:(?:[a-z]{1,12}-){1,3}[0-9a-f]{8,17}|dx(?:con|lag|vif)-[0-9a-z]{8,17})\b/g;

/** The components that a text mentions by id. */
export function idsIn(text: string): readonly ComponentId[] {
  return text.match(IDS) ?? [];
}

export function replaceIds(text: string, label: (id: ComponentId) => string): string {
  return text.replace(IDS, label);
}
