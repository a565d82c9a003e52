import type { Source } from '@hopwise/core';
import type { Assembly } from '../describe/assembly.ts';
import { beforeTemplates } from './before-templates.ts';
import { defaultIds, rename } from './default-ids.ts';
import { endpointIds } from './endpoint-ids.ts';
import { layOver } from './lay-over.ts';
import { replacedBy } from './replaced.ts';
import { type Gone, takeAway } from './take-away.ts';

/** Makes of answers what stacks would be after their templates; `there` are the places of what is deployed already. */
export function layTemplatesOver(
  live: Assembly,
  after: Assembly,
  there: readonly Source[],
  gone: readonly Gone[],
  files: string,
): void {
  const places = new Set(there.map(placeOf));
  const defaults = defaultIds(live);
  rename(after, new Map([...defaults, ...endpointIds(live, after)]));
  const replaced = replacedBy(live, after);
  rename(after, replaced.ids);
  for (const source of replaced.sources) places.delete(placeOf(source));
  const isThere = ({ source }: { readonly source: Source }) => places.has(placeOf(source));
  const before = beforeTemplates(live, after, ({ record }) => isThere(record), new Set(defaults.values()));
  takeAway(live, before, after, [...gone, ...replaced.gone]);
  layOver(live, before, after, files);
}

function placeOf({ file, pointer }: Source): string {
  return `${file} ${pointer}`;
}
