import type { Kind } from './record-types.ts';

/** What became of one field of a record, or of one element of a list in it. */
export interface FieldEdit {
  readonly op: 'add' | 'remove' | 'replace';
  readonly kind: Kind;
  readonly field: string;
  readonly isElement: boolean;
  readonly old?: unknown;
  readonly value?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** What tells an element of a list from the others, where it is not all that it holds: two of the same cannot be. */
const IDENTITY: Partial<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  routeTable: { routes: ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'] },
  networkAcl: { entries: ['egress', 'ruleNumber'] },
  transitGatewayRoutes: { routes: ['destinationCidrBlock', 'prefixListId'] },
  transitGatewayAssociations: { associations: ['transitGatewayAttachmentId'] },
  transitGatewayPropagations: { transitGatewayRouteTablePropagations: ['transitGatewayAttachmentId'] },
  transitGatewayAttachmentPropagations: { transitGatewayAttachmentPropagations: ['transitGatewayRouteTableId'] },
  vpnConnection: { vgwTelemetry: ['outsideIpAddress'], routes: ['destinationCidrBlock'] },
  internetGateway: { attachments: ['vpcId'] },
  egressOnlyInternetGateway: { attachments: ['vpcId'] },
  vpnGateway: { vpcAttachments: ['vpcId'] },
  networkInterface: { privateIpAddresses: ['privateIpAddress'] },
  natGateway: { natGatewayAddresses: ['privateIp'] },
  prefixListEntries: { entries: ['cidr'] },
  targetHealth: { targetHealthDescriptions: ['target'] },
  targetGroupAttributes: { attributes: ['key'] },
  loadBalancerAttributes: { attributes: ['key'] },
};

/** Whether two values say the same: where a record was read says nothing, nor does the order of named fields. */
export function isAlike(a: unknown, b: unknown): boolean {
  return areEqual(a, b, 'source');
}

/** `but`: a field that does not count; one of that name further inside is the record's own. */
function areEqual(a: unknown, b: unknown, but?: string): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && areEqualLists(a, b);
  const [one, other] = [a as Fields, b as Fields];
  for (const name in one) if (name !== but && !areEqual(one[name], other[name])) return false;
  for (const name in other) if (name !== but && one[name] === undefined && other[name] !== undefined) return false;
  return true;
}

function areEqualLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!areEqual(a[i], b[i])) return false;
  return true;
}

/** The edits that make one record of another; elements of lists one by one, wherever in their list they are. */
export function elementEdits(kind: Kind, before: object, after: object): readonly FieldEdit[] {
  const [old, now] = [before as Fields, after as Fields];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((field): readonly FieldEdit[] => {
    const [a, b] = [old[field], now[field]];
    if (field === 'source' || isAlike(a, b)) return [];
    if (Array.isArray(a) && Array.isArray(b)) return listEdits(kind, field, a, b);
    const op = a === undefined ? 'add' : b === undefined ? 'remove' : 'replace';
    return [{ op, kind, field, isElement: false, old: a, value: b }];
  });
}

function listEdits(
  kind: Kind,
  field: string,
  olds: readonly unknown[],
  news: readonly unknown[],
): readonly FieldEdit[] {
  const [a, b] = withoutCommonEnds(olds, news);
  const left = new Map<string, unknown[]>();
  for (const element of a) left.set(textOf(element), [...(left.get(textOf(element)) ?? []), element]);
  const added = b.filter((element) => left.get(textOf(element))?.pop() === undefined);
  const removed = [...left.values()].flat();
  const identity = IDENTITY[kind]?.[field];
  const idOf = (element: unknown) => identity?.map((name) => textOf((element as Fields | undefined)?.[name])).join();
  const edits: FieldEdit[] = [];
  for (const old of removed) {
    const at = identity ? added.findIndex((one) => idOf(one) === idOf(old)) : -1;
    const own = { kind, field, isElement: true, old };
    if (at < 0) edits.push({ ...own, op: 'remove' });
    else edits.push({ ...own, op: 'replace', value: added.splice(at, 1)[0] });
  }
  return [...edits, ...added.map((value): FieldEdit => ({ op: 'add', kind, field, isElement: true, value }))];
}

/** Mostly one element of a long list is another: those before and behind it need not be spelled. */
function withoutCommonEnds(a: readonly unknown[], b: readonly unknown[]) {
  const most = Math.min(a.length, b.length);
  let [before, behind] = [0, 0];
  while (before < most && areEqual(a[before], b[before])) before++;
  while (behind < most - before && areEqual(a.at(-1 - behind), b.at(-1 - behind))) behind++;
  return [a.slice(before, a.length - behind), b.slice(before, b.length - behind)] as const;
}

/** A record with some of the edits made. */
export function withEdits<R extends object>(record: R, edits: readonly FieldEdit[]): R {
  const copy = { ...record } as Record<string, unknown>;
  for (const { op, field, isElement, old, value } of edits) {
    if (!isElement) copy[field] = value;
    else if (op === 'add') copy[field] = [...(copy[field] as readonly unknown[]), value];
    else copy[field] = (copy[field] as readonly unknown[]).flatMap((one) => (one !== old ? [one] : (value ?? [])));
  }
  return copy as R;
}

/** Equal for values that say the same. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  }) as string;
}
