import type { Lookup } from '../aws/lookup.ts';
import { entriesOf } from '../aws/prefix-list-entries.ts';
import type { SecurityRule } from '../aws/security-rules.ts';
import type { Prefix } from '../net/address.ts';

/** All of a family, or so much of it that it can only be meant: two halves open as much as the whole. */
export function isWorld({ family, length }: Prefix): boolean {
  return family === 4 ? length < 8 : length < 16;
}

/** Whether a rule is about everybody; a list is, if an entry is. */
export function isForAnybody(net: Lookup, { peer }: SecurityRule): boolean {
  if (peer.kind === 'cidr') return isWorld(peer.prefix);
  return peer.kind === 'list' && (entriesOf(net, peer.id)?.some(isWorld) ?? false);
}
