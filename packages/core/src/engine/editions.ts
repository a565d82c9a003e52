import { type Edition, type Read, setOfReads } from '../aws/edition.ts';
import { changedPositions } from '../aws/list-changes.ts';
import type { Lookup } from '../aws/lookup.ts';
import { changedRecords } from '../aws/record-table.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import { readsOfChange } from '../aws/regrouped-interfaces.ts';
import type { LinkSink } from '../aws/resource-type.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import type { ComponentId } from '../model/route.ts';
import type { Network } from './network.ts';

/**
 * What tells a snapshot from that of a network of the same labels and assumptions, by records; undefined where something
 * differs that is no record, so that nothing can be shared.
 */
export function editionOf(snapshot: Snapshot, like: Network): Edition | undefined {
  const before = like.snapshot;
  if (snapshot.settings !== before.settings || snapshot.coverage !== before.coverage) return undefined;
  if (snapshot.unanswered !== before.unanswered || snapshot.aliases !== before.aliases) return undefined;
  const changed = new Set<Read>();
  const ids = new Map<Kind, ReadonlySet<ComponentId>>();
  for (const kind of kinds) {
    const [olds, news] = [before.records[kind] ?? [], snapshot.records[kind] ?? []];
    if (olds === news) continue;
    const { found, hasOtherIds } = differing(kind, olds, news);
    for (const read of readsOfChange(kind, olds, news)) changed.add(read);
    ids.set(kind, found);
    if (hasOtherIds) changed.add('ids');
  }
  return { of: like, changed: setOfReads(changed), ids };
}

/** Whether the links of the network that this is an edition of are those of the edition too. */
export function hasSameLinks({ changed, ids }: Edition, net: Lookup, before: Network): boolean {
  const { topology } = before;
  const own = [...ids.keys()].filter((kind) => recordType(kind).connect);
  const reads = topology.readsOf(before);
  // What only the records of a kind themselves say of links is compared; what others read of them is not looked into.
  if (kinds.some((kind) => reads(kind).meets(changed))) return false;
  return own.every((kind) => {
    const [olds, news] = [before, net].map((one) => laidBy(one, kind, [...(ids.get(kind) ?? [])]));
    const isThere = ({ from, to, need }: Laid) =>
      topology.linkBetween(from, to) !== undefined && topology.needs(from, to) === need;
    const isKnown = ({ id, kind: of, label }: LaidNode) =>
      olds?.nodes.some((one) => one.id === id && one.kind === of && one.label === label) ||
      (topology.hasNode(id) && !label);
    if (!news?.links.every(isThere) || !news.nodes.every(isKnown)) return false;
    const left = new Set(news.links.map(textOf));
    const gone = (olds?.links ?? []).map(textOf).filter((one) => !left.has(one));
    return gone.length === 0 || areLaidByOthers(net, kind, gone);
  });
}

interface LaidNode {
  readonly id: ComponentId;
  readonly kind: string;
  readonly label: string | undefined;
}
interface Laid {
  readonly from: ComponentId;
  readonly to: ComponentId;
  readonly need: string | undefined;
}

function laidBy(net: Lookup, kind: Kind, ids: readonly ComponentId[]) {
  const [nodes, links]: [LaidNode[], Laid[]] = [[], []];
  for (const id of ids) {
    // A sink of its own: what others have laid before is laid again.
    const sink: LinkSink = {
      node: (node, of, label) => nodes.push({ id: node, kind: of, label }),
      link: (from, to, need) => links.push({ from, to, need }),
    };
    const record = net.get(kind, id);
    if (record) recordType(kind).connect?.(record, net, sink);
  }
  return { nodes, links };
}

function textOf({ from, to, need }: Laid): string {
  return `${from} ${to} ${need ?? ''}`;
}

/** Neighbours in the list, which mostly are of the same place, are looked at first. */
function areLaidByOthers(net: Lookup, kind: Kind, gone: readonly string[]): boolean {
  const wanted = new Set(gone);
  for (const record of net.all(kind)) {
    const id = recordType(kind).key(record);
    if (id) for (const link of laidBy(net, kind, [id]).links) wanted.delete(textOf(link));
    if (wanted.size === 0) return true;
  }
  return false;
}

function differing(kind: Kind, olds: readonly object[], news: readonly object[]) {
  const { key } = recordType(kind);
  const found = new Set(changedRecords(olds, news).map((record) => key(record) ?? ''));
  const keyAt = (records: readonly object[], position: number) => key(records[position] as object);
  const hasSameIds = changedPositions(olds, news)?.every((at) => keyAt(olds, at) === keyAt(news, at));
  return { found, hasOtherIds: hasSameIds !== true };
}
