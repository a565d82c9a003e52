import type { Snapshot } from '@hopwise/core';

/** Numbers that choose what changes: a kind, a record, a field of it, an element, and how. */
export type Pick = readonly [kind: number, record: number, field: number, element: number, how: number];

type Fields = Readonly<Record<string, unknown>>;
type Records = { readonly [kind: string]: readonly Fields[] };

interface Edits {
  /** Fields that are lists: they lose an element, or get one of the record beside it. */
  readonly lists: readonly string[];
  /** Those that only lose elements: no two have one address. */
  readonly addresses?: readonly string[];
  /** What fields may become. */
  readonly values?: readonly Fields[];
  /** Records may come and go. */
  readonly goes?: true;
}

/** Kinds whose changes are narrowed to the ends that they touch, and one whose are not. */
const NARROWED: { readonly [kind: string]: Edits } = {
  securityGroup: { lists: ['ipPermissions', 'ipPermissionsEgress'], goes: true },
  networkAcl: { lists: ['entries', 'associations'], goes: true },
  routeTable: { lists: ['routes', 'associations'], goes: true },
  prefixList: { lists: ['cidrs'], values: [{ addressFamily: 'IPv6' }], goes: true },
  prefixListEntries: { lists: ['entries'], values: [{ isPartial: true }], goes: true },
  networkInterface: {
    lists: ['groups'],
    addresses: ['privateIpAddresses', 'ipv6Addresses'],
    values: [
      { status: 'available' },
      { attachment: undefined },
      { denyAllIgwTraffic: true },
      { association: undefined },
    ],
    goes: true,
  },
  instance: { lists: ['networkInterfaces'], values: [{ state: { name: 'stopped' } }], goes: true },
  address: { lists: [], values: [{ networkInterfaceId: undefined }, { publicIp: undefined }], goes: true },
  natGateway: {
    lists: [],
    addresses: ['natGatewayAddresses'],
    values: [{ state: 'deleted' }, { connectivityType: 'private' }],
    goes: true,
  },
  internetGateway: { lists: ['attachments'], goes: true },
  egressOnlyInternetGateway: { lists: ['attachments'], goes: true },
  // Compared whole: whose an interface is may differ.
  vpcEndpoint: { lists: [], addresses: ['networkInterfaceIds'], values: [{ state: 'rejected' }], goes: true },
  vpcPeeringConnection: { lists: [], values: [{ status: { code: 'deleted' } }], goes: true },
};

/** The same snapshot but for one record, which is gone or in one field another; the same one where there is nothing to change. */
export function edited(snapshot: Snapshot, [kindPick, recordPick, fieldPick, elementPick, how]: Pick): Snapshot {
  const records = snapshot.records as unknown as Records;
  const kinds = Object.keys(NARROWED).filter((kind) => (records[kind] ?? []).length > 0);
  const kind = kinds[kindPick % Math.max(1, kinds.length)];
  if (kind === undefined) return snapshot;
  const { lists, addresses = [], values = [], goes } = NARROWED[kind] as Edits;
  const all = records[kind] as readonly Fields[];
  const at = recordPick % all.length;
  const changes: readonly (() => readonly Fields[])[] = [
    ...lists.map((name) => () => replaced(all, at, { [name]: otherList(all, at, name, elementPick, how) })),
    ...addresses.map((name) => () => replaced(all, at, { [name]: otherList(all, at, name, elementPick, 0) })),
    ...values.map((value) => () => replaced(all, at, value)),
    ...(goes ? [() => all.filter((_, i) => i !== at)] : []),
  ];
  const news = changes[fieldPick % changes.length]?.() ?? all;
  return { ...snapshot, records: { ...snapshot.records, [kind]: news } };
}

function replaced(all: readonly Fields[], at: number, value: Fields): readonly Fields[] {
  return all.map((record, i) => (i === at ? { ...record, ...value } : record));
}

function otherList(all: readonly Fields[], at: number, name: string, element: number, how: number): readonly unknown[] {
  const listOf = (record: Fields | undefined) => (record?.[name] ?? []) as readonly unknown[];
  const list = listOf(all[at]);
  const rest = list.filter((_, i) => i !== element % Math.max(1, list.length));
  const other = listOf(all[(at + 1) % all.length]);
  return how % 2 === 0 ? rest : [...rest, ...other.slice(0, 1)];
}
