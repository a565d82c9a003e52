import { type Kind, kinds, type Source } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import { withoutAddress } from './interface-sides.ts';
import { partsOf } from './parts-of.ts';
import { rangeOf } from './range-associations.ts';
import { scaledIn } from './scaled-instances.ts';
import { isTableUse, takeTableUse } from './take-table-use.ts';

/** A resource of a stack that its template no longer has: an update takes it away, unless a policy keeps it. */
export interface Gone {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string | undefined;
  readonly source: Source;
  /** Something else comes under its name. */
  readonly isReplaced?: boolean;
}

/** What stacks had and their templates have no more was there before and is not after: found in answers by its id. */
export function takeAway(live: Assembly, before: Assembly, after: Assembly, gone: readonly Gone[]): void {
  if (gone.length === 0) return;
  const named = new Set(gone.map(keyOf));
  const ids = new Set([...named, ...partsOf(live, named)]);
  const found = new Set<string>();
  for (const kind of kinds) {
    const [olds, news] = [keysOf(before, kind), keysOf(after, kind)];
    for (const entry of live.entries.get(kind) ?? []) {
      if (!ids.has(entry.key)) continue;
      found.add(entry.key);
      if (kind === 'securityGroupRule') keepGroup(String(entry.record.groupId), live, before, after);
      // Another template says what it will be.
      if (!news.has(entry.key) && !olds.has(entry.key)) before.entries.get(kind)?.push(entry);
    }
  }
  for (const { physicalId: id, type } of gone) {
    if (isTableUse(type) && takeTableUse(type, id, live, before)) found.add(id);
    else if (takeAddress(publicAddressOf(id, live), live, before, after)) found.add(id);
    else if (takeAttachment(id, live, before, after)) found.add(id);
    else if (takeRange({ physicalId: id, type }, live, before, after)) found.add(id);
    else if (takeScaled(id, live, before)) found.add(id);
    else if (takeInterfaceAttachment(id, live, before, after)) found.add(id);
    else if (takeTableAssociation(id, live, before, after)) found.add(id);
    else if (takeAclAssociation(id, live, before, after)) found.add(id);
    else if (takeRoute(id, live, before, after) || takeTransitRoute(id, live, before, after)) found.add(id);
  }
  note(
    live,
    gone.map((one) => ({ one, isFound: found.has(one.physicalId) || found.has(keyOf(one)) })),
  );
}

/** The association of a group with a VPC is called by both: `sg-1|vpc-1`. */
function keyOf({ type, physicalId }: Gone): string {
  return type === 'AWS::EC2::SecurityGroupVpcAssociation' ? physicalId.replace('|', '@') : physicalId;
}

function keysOf({ entries }: Assembly, kind: Kind): ReadonlySet<string> {
  return new Set(entries.get(kind)?.map(({ key }) => key));
}

/** Of a group that no template has, only the rule goes. */
function keepGroup(id: string, live: Assembly, before: Assembly, after: Assembly): void {
  const group = live.entries.get('securityGroup')?.find(({ key }) => key === id);
  if (!group || keysOf(after, 'securityGroup').has(id)) return;
  before.entries.get('securityGroup')?.push(group);
  after.entries.get('securityGroup')?.push(group);
}

/** A public address is called by itself or by its allocation, and goes with its association too. */
function publicAddressOf(id: string, live: Assembly): string {
  const found = live.entries.get('address')?.find(({ key, record }) => key === id || record.associationId === id);
  return typeof found?.record.publicIp === 'string' ? found.record.publicIp : id;
}

function takeAddress(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const kind = 'networkInterface';
  const [olds, news] = [before.entries.get(kind) ?? [], after.entries.get(kind) ?? []];
  let isFound = false;
  for (const entry of live.entries.get(kind) ?? []) {
    const left = withoutAddress(entry.record, id);
    if (!left) continue;
    isFound = true;
    const at = news.findIndex(({ record }) => record.networkInterfaceId === entry.key || isOf(record, entry.record));
    const now = news[at];
    const without = now && withoutAddress(now.record, id);
    if (now && without) news[at] = { ...now, record: without };
    if (now || olds.some(({ key }) => key === entry.key)) continue;
    olds.push(entry);
    news.push({ ...entry, record: left });
  }
  return isFound;
}

/** Of one instance in one subnet. */
function isOf({ attachment, subnetId }: Fields, live: Fields): boolean {
  const instance = (one: unknown) => (one as { readonly instanceId?: unknown } | undefined)?.instanceId;
  return (
    subnetId === live.subnetId &&
    instance(attachment) !== undefined &&
    instance(attachment) === instance(live.attachment)
  );
}

const GATEWAYS = {
  IGW: ['internetGateway', 'attachments'],
  VGW: ['vpnGateway', 'vpcAttachments'],
} as const;

/** The attachment of a gateway is called by the VPC: `IGW|vpc-1`. */
function takeAttachment(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const [, type, vpcId] = /^(IGW|VGW)\|(.+)$/.exec(id) ?? [];
  const gateway = GATEWAYS[type as keyof typeof GATEWAYS];
  return gateway !== undefined && takeElement(gateway, (one) => one.vpcId === vpcId, [live, before, after]);
}

/** A scaling group is called by its name, and is told in answers by what it has started. */
function takeScaled(name: string, live: Assembly, before: Assembly): boolean {
  const own = scaledIn(live).get(name) ?? [];
  for (const one of own) before.entries.get('instance')?.push(one);
  return own.length > 0;
}

function takeRange(one: Pick<Gone, 'physicalId' | 'type'>, live: Assembly, before: Assembly, after: Assembly): boolean {
  const range = rangeOf(one, live);
  return range !== undefined && takeElement([range.kind, range.list], range.isIt, [live, before, after]);
}

/** So has that of an interface with an instance. */
function takeInterfaceAttachment(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const kind = 'networkInterface';
  const idOf = ({ record }: Entry) => (record.attachment as Fields | undefined)?.attachmentId;
  const own = live.entries.get(kind)?.find((one) => idOf(one) === id);
  if (!own) return false;
  const [olds, news] = [before.entries.get(kind) ?? [], after.entries.get(kind) ?? []];
  const at = olds.findIndex(({ key }) => key === own.key);
  const { attachment, ...loose } = own.record;
  if (at >= 0) olds[at] = { ...(olds[at] as Entry), record: { ...(olds[at] as Entry).record, attachment } };
  else {
    olds.push(own);
    news.push({ ...own, record: loose as Entry['record'] });
  }
  return true;
}

/** So has that of a route table, which leaves the subnet to the main one (RT-01). */
function takeTableAssociation(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const isIt = ({ routeTableAssociationId }: Fields) => routeTableAssociationId === id;
  return takeElement(['routeTable', 'associations'], isIt, [live, before, after]);
}

/** The association of a network ACL with a subnet has an id of its own. */
function takeAclAssociation(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const isIt = ({ networkAclAssociationId }: Fields) => networkAclAssociationId === id;
  return takeElement(['networkAcl', 'associations'], isIt, [live, before, after]);
}

/** Takes an element out of a list of whatever object of the answers has it. */
function takeElement(
  [kind, list]: readonly [kind: Kind, list: string],
  isIt: (element: Fields) => boolean,
  [live, before, after]: readonly [live: Assembly, before: Assembly, after: Assembly],
): boolean {
  const listOf = ({ record }: Entry) => (record[list] ?? []) as readonly Fields[];
  const having = (entry: Entry, own: readonly Fields[]) => ({ ...entry, record: { ...entry.record, [list]: own } });
  const holder = live.entries.get(kind)?.find((one) => listOf(one).some(isIt));
  if (!holder) return false;
  const [olds, news] = [before.entries.get(kind) ?? [], after.entries.get(kind) ?? []];
  const [own, others] = [listOf(holder).filter(isIt), listOf(holder).filter((one) => !isIt(one))];
  const at = olds.findIndex(({ key }) => key === holder.key);
  const old = olds[at];
  if (old) olds[at] = having(old, [...listOf(old).filter((one) => !isIt(one)), ...own]);
  else {
    olds.push(holder);
    news.push(having(holder, others));
  }
  return true;
}

/** The id of a route is its table’s and its destination: `rtb-1|0.0.0.0/0`. */
function takeRoute(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const [tableId, destination] = id.split('|');
  const table = live.entries.get('routeTable')?.find(({ key }) => key === tableId);
  if (!table || destination === undefined) return false;
  const [olds, news] = [before.entries.get('routeTable') ?? [], after.entries.get('routeTable') ?? []];
  const isGone = (one: Fields) => DESTINATIONS.some((name) => one[name] === destination);
  const at = olds.findIndex(({ key }) => key === tableId);
  const old = olds[at];
  if (!old) {
    olds.push(table);
    news.push(withRoutes(table, (routes) => routes.filter((one) => !isGone(one))));
  } else if (!routesOf(old).some(isGone)) {
    // A table that AWS made with its VPC: of its routes no template tells.
    olds[at] = withRoutes(old, (routes) => [...routes, ...routesOf(table).filter(isGone)]);
  }
  return true;
}

/** So is that of a route of a transit gateway: `tgw-rtb-1|10.0.0.0/8`. */
function takeTransitRoute(id: string, live: Assembly, before: Assembly, after: Assembly): boolean {
  const [tableId, destination] = id.split('|');
  const kind = 'transitGatewayRoutes';
  const isGone = (one: Fields) => one.destinationCidrBlock === destination && one.type === 'static';
  const table = live.entries.get(kind)?.find(({ key }) => key === tableId);
  if (!table || !routesOf(table).some(isGone)) return false;
  const [olds, news] = [before.entries.get(kind) ?? [], after.entries.get(kind) ?? []];
  const at = olds.findIndex(({ key }) => key === tableId);
  const gone = routesOf(table).filter(isGone);
  if (at >= 0) olds[at] = withRoutes(olds[at] as Entry, (routes) => [...routes.filter((one) => !isGone(one)), ...gone]);
  else {
    olds.push(withRoutes(table, () => gone));
    news.push(withRoutes(table, () => []));
  }
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function routesOf({ record }: Entry): readonly Fields[] {
  return record.routes as readonly Fields[];
}

function withRoutes(table: Entry, edit: (routes: readonly Fields[]) => readonly Fields[]): Entry {
  return { ...table, record: { ...table.record, routes: edit(routesOf(table)) } };
}

const DESTINATIONS = ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'];

function note({ log }: Assembly, gone: readonly { readonly one: Gone; readonly isFound: boolean }[]): void {
  for (const { one, isFound } of gone) {
    const { logicalId, physicalId, source, isReplaced } = one;
    log.add({
      code: isFound ? 'OVERLAY_REMOVED' : 'OVERLAY_UNMATCHED',
      severity: isFound ? 'note' : 'warning',
      message: isReplaced
        ? `${logicalId} (${physicalId}) cannot become what ${source.file} says: another one comes in its place.`
        : isFound
          ? `${logicalId} (${physicalId}) is of a stack whose template, ${source.file}, no longer has it: it goes.`
          : `${logicalId} (${physicalId}) goes with the update of ${source.file}, and is in no answer under that id.`,
      hint: isFound
        ? 'A DeletionPolicy of the template that is deployed may keep it.'
        : 'Associations of things that no template of the input has stay as they are.',
      source,
    });
  }
}
