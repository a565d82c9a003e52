import type { Edit } from '../model/change.ts';
import type { ComponentId } from '../model/route.ts';
import type { Lookup } from './lookup.ts';
import { kinds, recordType } from './record-types.ts';

/** The VPCs, or places outside, that have no way to one another. */
export interface Apart {
  readonly from: ComponentId;
  readonly to: ComponentId;
}

/** Edits of which each lays a link that is not there: an attachment, a peering connection, a gateway. Cheapest first. */
export function openings(net: Lookup, apart: Apart): readonly Edit[] {
  if (apart.from === apart.to) return [];
  return kinds.flatMap((kind) => recordType(kind).openings?.(apart, net) ?? []).sort((a, b) => a.price - b.price);
}
