import { type DescribeCall, type Kind, kinds, recordType } from '@hopwise/core';
import type { Json } from './objects.ts';

/** One kind of record as a dump lists it; scenarios write it under `key`. */
interface Listed {
  readonly kind: Kind;
  readonly call: DescribeCall;
  readonly key: string;
}

/**
 * The key of the answer; where the whole answer is one record, or an object stands alone in it, the name of the kind:
 * `PrefixListEntries`, `TransitGatewayRoutes`. Instances stand without their reservations.
 */
const listed: readonly Listed[] = kinds.map((kind) => {
  const call = recordType(kind).calls[0] as DescribeCall;
  const { holds, argument } = call;
  const isAlone = holds === 'answer' || (holds === 'object' && argument !== undefined);
  const within = typeof holds === 'object' && 'within' in holds ? holds.within : call.key;
  return { kind, call, key: isAlone ? kind.charAt(0).toUpperCase() + kind.slice(1) : within };
});
const byKey: ReadonlyMap<string, Listed> = new Map(listed.map((one) => [one.key, one]));

/** Kinds that say more of an object of another kind, by its id. */
const ABOUT_OTHERS: ReadonlySet<Kind> = new Set<Kind>([
  'transitGatewayVpcAttachment',
  'transitGatewayPeeringAttachment',
  'transitGatewayConnect',
  'coreNetworkVpcAttachment',
  ...listed.flatMap(({ kind, call }) => (call.holds === 'answer' && call.argument?.of !== kind ? [kind] : [])),
]);

export function isDumpKey(key: string): boolean {
  return byKey.has(key);
}

/** What a scenario calls a record: its id, with its kind where another record has the same. */
export function idIn(key: string, record: Json): string | undefined {
  const one = byKey.get(key);
  if (!one) return undefined;
  if (one.call.holds === 'object' && !one.call.argument) return key;
  const id = keyOf(one.kind, record);
  return id !== undefined && ABOUT_OTHERS.has(one.kind) ? `${id}/${one.kind}` : id;
}

/** The records as one document of answers. Every list is there, empty ones too, so that nothing counts as not collected. */
export function dumpOf(records: ReadonlyMap<string, readonly Json[]>): Json {
  const of = (key: string) => records.get(key) ?? [];
  const answers = [...listed.map((one) => answersOfKind(one, of)), ...listed.map((one) => listingOf(one, of))];
  const dump: Record<string, unknown> = {};
  for (const [key, value] of answers.flatMap((answer) => Object.entries(answer))) {
    const before = dump[key];
    // Several calls of one service answer under one key.
    dump[key] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return dump;
}

function answersOfKind({ kind, call, key }: Listed, of: (key: string) => readonly Json[]): Json {
  const { holds, argument } = call;
  const records = of(key);
  const some = (answers: readonly unknown[]): Json => (answers.length > 0 ? { [`${key} by ${kind}`]: answers } : {});
  if (holds === 'answer') {
    // Answers that do not say what they were asked about are kept with it.
    const isApart = argument?.of === kind;
    return some(records.map((record) => (isApart ? { [argument.name]: keyOf(kind, record), ...record } : record)));
  }
  if (holds === 'object') {
    if (argument) return some(records.map((record) => ({ [argument.name]: keyOf(kind, record), [call.key]: record })));
    return records[0] ? { [key]: records[0] } : {};
  }
  if (argument && argument.of !== kind) return some(wrapped(kind, call, records, of));
  if (typeof holds === 'object' && 'within' in holds) {
    return { [call.key]: records.map((record) => ({ [holds.within]: [record] })) };
  }
  if (typeof holds === 'object') return { [call.key]: records.map((record) => keyOf(kind, record)) };
  return { [call.key]: records };
}

/** One answer for each object that is asked about, those that have nothing included. */
function wrapped(
  kind: Kind,
  { key, argument }: DescribeCall,
  records: readonly Json[],
  of: (key: string) => readonly Json[],
): readonly Json[] {
  const other = listed.find((one) => one.kind === argument?.of) as Listed;
  const name = argument?.name as string;
  const about = (record: Json) => recordType(kind).about?.(read(kind, record)) ?? record[argument?.field ?? name];
  const ids = [...of(other.key).map((record) => keyOf(other.kind, record)), ...records.map(about)];
  return [...new Set(ids)].map((id) => ({ [name]: id, [key]: records.filter((record) => about(record) === id) }));
}

/** Where one call lists what another describes: the list. */
function listingOf({ kind, call: { argument }, key }: Listed, of: (key: string) => readonly Json[]): Json {
  const listing = recordType(kind).calls.find((call) => !call.argument);
  if (argument?.of !== kind || !listing) return {};
  const told = listing.when && 'has' in listing.when ? listing.when.has : undefined;
  const elements = of(key).map((record) => {
    const id = keyOf(kind, record);
    if (typeof listing.holds === 'object') return id;
    return { ...(told ? { [told]: record[told] } : {}), [argument.field ?? argument.name]: id };
  });
  return { [listing.key]: elements };
}

function keyOf(kind: Kind, record: Json): string | undefined {
  return recordType(kind).key(read(kind, record));
}

function read(kind: Kind, record: Json): object {
  return recordType(kind).record.read(record, () => undefined) ?? {};
}
