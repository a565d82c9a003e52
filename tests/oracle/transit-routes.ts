import type { RecordOfKind } from '@hopwise/core';
import { type Address, type Cidr, contains, isFullLength, isV6, parseCidr } from './addresses.ts';
import { type Attachment, attachmentAt, attachmentsOf, isWorking } from './attachments.ts';
import { cidrsOfVpc, type Lookups, mayListFamily, prefixListCidrs, present, sameWord, works } from './lookups.ts';
import { isFailover, learnedBy, mayLearn } from './transit-learned.ts';

/** A route of a transit gateway's table; several attachments are an ECMP set (TGW-02). */
export interface TransitRoute {
  readonly cidr: Cidr;
  readonly rank: number;
  readonly state: string | undefined;
  readonly attachmentIds: readonly string[];
}

/** Where a table may send an address: routes that win, `none`, and `unknown` for what is not listed. */
export type Found = TransitRoute | 'none' | 'unknown';

/** TGW-03, from static to the least preferred of what propagates. */
const order = [
  'static',
  'list',
  'vpc',
  'direct-connect-gateway',
  'connect',
  'vpn',
  'vpn-concentrator',
  'client-vpn',
  'peering',
];

export function lookUp(look: Lookups, gatewayId: string, tableId: string, destination: Address): readonly Found[] {
  const listing = look.snapshot.records.transitGatewayRoutes.filter(
    (one) => one.transitGatewayRouteTableId === tableId,
  );
  const isRead = look.snapshot.records.transitGatewayRouteTable.some(
    (one) => one.transitGatewayRouteTableId === tableId,
  );
  // TGW-23: without the routes nothing is known, whatever propagates: one more specific may be among them.
  if (listing.length === 0 || !isRead) return ['unknown'];
  const listedRoutes = present(listing.flatMap((one) => one.routes)).filter(({ state }) => !sameWord(state, 'deleted'));
  const routes = listedRoutes.filter((one) => !isWithdrawn(look, gatewayId, one));
  const propagated = listedRoutes.some((one) => !sameWord(one.type, 'static'));
  const isTruncated = listing.some((one) => one.additionalRoutesAvailable === true);
  const sources = propagationsTo(look, gatewayId, tableId);
  const saysAll = listing.every((one) => one.additionalRoutesAvailable === false);
  const isComplete = !isTruncated && (propagated || (saysAll && sources?.length === 0));

  const listed = routes.flatMap((one): readonly TransitRoute[] => {
    const attachments = standing(look, gatewayId, one);
    const isStatic = sameWord(one.type, 'static');
    const kind = isStatic ? (one.prefixListId ? 'list' : 'static') : (attachments[0]?.resourceType ?? 'peering');
    const rank = order.indexOf(kind) < 0 ? order.length : order.indexOf(kind);
    const ids = present(attachments.map((each) => each.transitGatewayAttachmentId));
    const own = parseCidr(one.destinationCidrBlock);
    return present([own]).map((cidr) => ({ cidr, rank, state: one.state, attachmentIds: ids }));
  });
  const unlisted = routes.filter((one) => one.destinationCidrBlock === undefined);
  const references = [
    ...referencesOf(look, tableId),
    ...unlisted.map((one) => ({
      id: one.prefixListId,
      state: one.state,
      attachmentIds: present(present(one.transitGatewayAttachments).map((each) => each.transitGatewayAttachmentId)),
    })),
  ];
  const fromLists = references.flatMap(({ id, state, attachmentIds }) =>
    (prefixListCidrs(look, id) ?? []).map((cidr) => ({ cidr, rank: 1, state, attachmentIds })),
  );
  const vpcs = isComplete ? [] : impliedBy(look, gatewayId, sources ?? []);
  const learned = learnedByTable(look, gatewayId, sources ?? [], isComplete);
  const winners = best([...listed, ...fromLists, ...vpcs, ...learned], destination);

  // Nothing that is not listed is longer than a whole address, and nothing outranks a static route.
  const isFinal = winners.some((one) => one.rank === 0 && isFullLength(one.cidr));
  const hidden = references.filter(({ id }) => isUnlisted(look, id, destination));
  const isCut = isTruncated || (!isComplete && sources === undefined);
  // TGW-25: what VPN and the like propagate matters only where nothing else covers the address.
  const others = !isComplete && !propagated && sources?.some((one) => mayTeach(look, gatewayId, one, destination));
  const open: Found[] = isCut || (others && winners.length === 0) ? ['unknown'] : [];
  const rest = winners.length + open.length === 0 ? (['none'] as const) : [];
  return [...winners, ...(isFinal ? [] : [...hidden.map(routeOfList), ...open]), ...rest];
}

/** A list without entries may lead any address of its family where it leads. */
function routeOfList({ state, attachmentIds }: Pick<TransitRoute, 'state' | 'attachmentIds'>): TransitRoute {
  return { cidr: ANYTHING, rank: 1, state, attachmentIds };
}
const ANYTHING: Cidr = { base: 0n, shift: 0n, length: 0 };

function best(all: readonly TransitRoute[], destination: Address): readonly TransitRoute[] {
  const able = all.filter(({ cidr }) => contains(cidr, destination));
  const longest = Math.max(...able.map(({ cidr }) => cidr.length));
  const rank = Math.min(...able.filter(({ cidr }) => cidr.length === longest).map((one) => one.rank));
  const equal = able.filter((one) => one.cidr.length === longest && one.rank === rank);
  const text = ({ state, attachmentIds }: TransitRoute) => `${state?.toLowerCase()} ${attachmentIds.join()}`;
  return [...new Map(equal.map((one) => [text(one), one])).values()];
}

function isUnlisted(look: Lookups, id: string | undefined, destination: Address): boolean {
  return id !== undefined && prefixListCidrs(look, id) === undefined && mayListFamily(look, id, destination);
}

function referencesOf(look: Lookups, tableId: string) {
  const answers = look.snapshot.records.transitGatewayPrefixListReferences.filter(
    (one) =>
      (one.transitGatewayRouteTableId ?? one.transitGatewayPrefixListReferences[0]?.transitGatewayRouteTableId) ===
      tableId,
  );
  return present(answers.flatMap((one) => one.transitGatewayPrefixListReferences)).map((one) => ({
    id: one.prefixListId,
    state: one.blackhole ? 'blackhole' : works(one.state, 'available', 'modifying') ? 'active' : 'pending',
    attachmentIds: present([one.transitGatewayAttachment?.transitGatewayAttachmentId]),
  }));
}

interface Source {
  readonly id: string;
  readonly type: string;
}

/** The attachments that propagate to a table, or undefined where nobody asked. */
function propagationsTo(look: Lookups, gatewayId: string, tableId: string): readonly Source[] | undefined {
  const { records } = look.snapshot;
  const answers = records.transitGatewayPropagations.filter((one) => one.transitGatewayRouteTableId === tableId);
  const asked = present(answers.flatMap((one) => one.transitGatewayRouteTablePropagations))
    .filter(({ state }) => works(state, 'enabled'))
    .map((one) => ({
      id: one.transitGatewayAttachmentId ?? namedBy(look, gatewayId, one.resourceId) ?? '',
      type: one.resourceType ?? '',
    }));
  const fromOtherSide = records.transitGatewayAttachmentPropagations
    .filter((one) =>
      present(one.transitGatewayAttachmentPropagations).some(
        (each) => each.transitGatewayRouteTableId === tableId && works(each.state, 'enabled'),
      ),
    )
    .map((one) => ({ id: one.transitGatewayAttachmentId ?? '', type: '' }));
  if (answers.length === 0) return fromOtherSide.length > 0 ? fromOtherSide : undefined;
  return [...new Map([...fromOtherSide, ...asked].map((one) => [one.id, one])).values()];
}

function namedBy(look: Lookups, gatewayId: string, resourceId: string | undefined): string | undefined {
  const own = attachmentsOf(look).filter((one) => one.gatewayId === gatewayId && one.type !== 'connect');
  const all = own.filter((one) => resourceId !== undefined && one.resourceId === resourceId);
  return (all.find(({ state }) => isWorking(state)) ?? all[0])?.id;
}

/** Whether what a source propagates can be told. */
function isKnown(look: Lookups, gatewayId: string, { id, type }: Source): boolean {
  const attachment = attachmentAt(look, gatewayId, id);
  const isVpc = (attachment?.type ?? type) === 'vpc';
  if (!isVpc && attachment && learnedBy(look, attachment)) return true;
  // TGW-05: nothing propagates from a peering.
  return (attachment?.type ?? type) === 'peering' || (isVpc && look.vpcs.has(attachment?.resourceId ?? ''));
}

/** Whether an address may be among what cannot be told of a source. */
function mayTeach(look: Lookups, gatewayId: string, source: Source, destination: Address): boolean {
  if (isKnown(look, gatewayId, source)) return false;
  const attachment = attachmentAt(look, gatewayId, source.id);
  return (attachment && mayLearn(look, attachment))?.some((cidr) => contains(cidr, destination)) !== false;
}

/** What sites announce; a whole listing has it already, unless something is stated to be down now (HYB-03). */
function learnedByTable(
  look: Lookups,
  gatewayId: string,
  sources: readonly Source[],
  isComplete: boolean,
): readonly TransitRoute[] {
  const attachments = present(sources.map(({ id }) => attachmentAt(look, gatewayId, id)));
  if (isComplete && !attachments.some((one) => isFailover(look, one))) return [];
  return attachments.flatMap((one) =>
    (learnedBy(look, one) ?? []).map((cidr) => ({
      ...{ cidr, rank: order.indexOf(one.type), state: 'active', attachmentIds: [one.id] },
    })),
  );
}

type Listed = NonNullable<RecordOfKind<'transitGatewayRoutes'>['routes'][number]>;

/** HYB-03: a listed route that only what is stated to be down had taught. */
function isWithdrawn(look: Lookups, gatewayId: string, route: Listed): boolean {
  return present(route.transitGatewayAttachments).length > 0 && standing(look, gatewayId, route).length === 0;
}

/** The attachments that a listed route leads to, without those of what is stated to be down. */
function standing(look: Lookups, gatewayId: string, route: Listed) {
  const all = present(route.transitGatewayAttachments);
  if (sameWord(route.type, 'static')) return all;
  const own = parseCidr(route.destinationCidrBlock);
  const isTaught = (one: Attachment) =>
    learnedBy(look, one)?.some((cidr) => cidr.length === own?.length && contains(cidr, own.base)) !== false;
  return all.filter(({ transitGatewayAttachmentId: id }) => {
    const by = id === undefined ? undefined : attachmentAt(look, gatewayId, id);
    return !by || !isFailover(look, by) || isTaught(by);
  });
}

/** TGW-05, TGW-06: the blocks of VPCs, but for those that overlap with an older attachment. */
function impliedBy(look: Lookups, gatewayId: string, sources: readonly Source[]): readonly TransitRoute[] {
  const attachments = present(sources.map(({ id }) => attachmentAt(look, gatewayId, id))).filter(
    ({ type, state }) => type === 'vpc' && isWorking(state),
  );
  const byAge = [...attachments].sort((a, b) => ((a.creationTime ?? '') < (b.creationTime ?? '') ? -1 : 1));
  const taken: Cidr[] = [];
  return byAge.flatMap((one) => {
    const cidrs = blocksOf(look, one);
    // Whose blocks overlap propagates none of them.
    if (cidrs.some((cidr) => taken.some((other) => overlaps(cidr, other)))) return [];
    taken.push(...cidrs);
    return cidrs.map((cidr) => ({ cidr, rank: 2, state: 'active', attachmentIds: [one.id] }));
  });
}

function blocksOf(look: Lookups, one: Attachment): readonly Cidr[] {
  const vpc = look.vpcs.get(one.resourceId ?? '');
  const cidrs = vpc ? cidrsOfVpc(vpc) : [];
  const has6 = sameWord(one.vpc?.options?.ipv6Support, 'enable');
  return cidrs.filter((cidr) => has6 || !isV6(cidr.base));
}

function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b.base) || contains(b, a.base);
}
