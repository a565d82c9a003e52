import type { Edit } from '../model/change.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Lookup } from './lookup.ts';
import { kinds } from './record-types.ts';

/** Edits of which each takes away the rule or route that an evidence tells of. */
export function cutsOf(net: Lookup, { component, rule }: Evidence): readonly Edit[] {
  if (rule === undefined) return [];
  return kinds.flatMap((kind) => {
    const { withoutRule } = net.recordType(kind);
    const record = withoutRule && net.get(kind, component);
    return record ? withoutRule(record, rule, net) : [];
  });
}
