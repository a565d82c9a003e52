import type { Provenance } from '../model/source.ts';
import type { Place } from './lookup.ts';
import { type Kind, kinds, recordType } from './record-types.ts';
import { coverageOf, type Snapshot } from './snapshot.ts';

type Spares = (snapshot: Snapshot, place: Place) => boolean;

/** Kinds that a place may lack without leaving anything unknown, because what was read besides tells all they would. */
const spares: { readonly [K in Kind]?: Spares } = {
  // Groups list their rules themselves, without ids.
  securityGroupRule: (snapshot, place) => isRead(snapshot, 'securityGroup', place),
  securityGroupVpcAssociation: areGroupsAtHome,
  prefixList: (snapshot, place) => unknownLists(snapshot, place)?.length === 0,
  prefixListEntries: (snapshot, place) => unknownLists(snapshot, place)?.length === 0,
  coreNetworkVpcAttachment: (snapshot) => coreVpcAttachmentsToAsk(snapshot).length === 0,
  // There is nothing to be excluded from (BPA-01).
  vpcBlockPublicAccessExclusion: isBlockPublicAccessOff,
};

export function isSpared(snapshot: Snapshot, kind: Kind, place: Place): boolean {
  return spares[kind]?.(snapshot, place) ?? false;
}

/** Of a kind that is asked for object by object, the ids that are needed and were not asked; undefined where that cannot be told. */
export function idsToAsk(snapshot: Snapshot, kind: Kind, place: Place): readonly string[] | undefined {
  if (kind === 'coreNetworkVpcAttachment') return coreVpcAttachmentsToAsk(snapshot);
  return kind === 'prefixListEntries' ? unknownLists(snapshot, place) : undefined;
}

/** Attachments of anything else have no answer to that call. */
function coreVpcAttachmentsToAsk({ records }: Snapshot): readonly string[] {
  const told = new Set(records.coreNetworkVpcAttachment.map(({ attachment }) => attachment?.attachmentId));
  const ofVpcs = records.coreNetworkAttachment.filter(({ attachmentType }) => attachmentType?.toLowerCase() === 'vpc');
  return ofVpcs.flatMap(({ attachmentId: id }) => (id && !told.has(id) ? [id] : [])).sort();
}

/** An association matters only to an interface that carries a group of another VPC (SG-16). */
function areGroupsAtHome(snapshot: Snapshot, place: Place): boolean {
  if (!isRead(snapshot, 'securityGroup', place) || !isRead(snapshot, 'networkInterface', place)) return false;
  const homes = new Map(snapshot.records.securityGroup.map(({ groupId, vpcId }) => [groupId, vpcId]));
  return snapshot.records.networkInterface
    .filter((record) => isIn(record, place))
    .every(({ vpcId, groups }) => groups.every((group) => vpcId !== undefined && homes.get(group?.groupId) === vpcId));
}

/** The kinds whose records name prefix lists, once somebody asks: all schemas are looked through for it. */
let naming: readonly Kind[] | undefined;

/** Lists that a rule or route names and whose entries were not read; their names and sizes decide nothing. */
function unknownLists(snapshot: Snapshot, place: Place): readonly string[] | undefined {
  naming ??= kinds.filter(namesPrefixLists);
  if (!naming.every((kind) => isSettled(snapshot, kind, place))) return undefined;
  const records = naming
    .flatMap((kind): readonly Provenance[] => snapshot.records[kind])
    .filter((record) => regionsAgree(record, place));
  const named = new Set(records.flatMap((record) => [...prefixListIds(record)]));
  const { prefixList, prefixListEntries } = snapshot.records;
  for (const { prefixListId = '', cidrs } of prefixList) if (cidrs.length > 0) named.delete(prefixListId);
  for (const { prefixListId = '', isPartial } of prefixListEntries) if (!isPartial) named.delete(prefixListId);
  return [...named].sort();
}

/** Read, or not needed; what not every place has is asked for by itself where there are signs of it. */
function isSettled(snapshot: Snapshot, kind: Kind, place: Place): boolean {
  const state = coverageOf(snapshot, kind, place);
  if (state === 'complete' || isSpared(snapshot, kind, place)) return true;
  return state === 'absent' && recordType(kind).neededBy !== undefined;
}

function namesPrefixLists(kind: Kind): boolean {
  const { idPrefix, calls, record } = recordType(kind);
  const isItself = idPrefix === 'pl-' || calls.some(({ argument }) => argument?.of === 'prefixList');
  return !isItself && /prefixListIds?"/i.test(JSON.stringify(record.schema));
}

/** The values of fields of that name, however deep: rules and routes nest them differently. */
function* prefixListIds(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object') yield* prefixListIds(inner);
    else if (typeof inner === 'string' && /prefixListId$/i.test(name)) yield inner;
  }
}

function isBlockPublicAccessOff({ records }: Snapshot, place: Place): boolean {
  const stated = records.vpcBlockPublicAccessOptions.filter((record) => isIn(record, place));
  return stated.length > 0 && stated.every(({ internetGatewayBlockMode }) => internetGatewayBlockMode === 'off');
}

function isRead(snapshot: Snapshot, kind: Kind, place: Place): boolean {
  return coverageOf(snapshot, kind, place) === 'complete';
}

function isIn(record: Place, place: Place): boolean {
  return record.account === place.account && record.region === place.region;
}

/** Lists belong to a Region; who names them may live in any account, as shared VPCs do. */
function regionsAgree(record: Place, { region }: Place): boolean {
  return record.region === undefined || region === undefined || record.region === region;
}
