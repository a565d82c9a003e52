import { dumpOf, idIn, isDumpKey } from './dump.ts';

/** The objects of a network by id, each under the key of the answer that lists it. */
export type Objects = ReadonlyMap<string, { readonly key: string; readonly record: Json }>;
export type Json = { readonly [field: string]: unknown };

/** Edits as scenarios write them, in the API's own field names. */
export interface Edits {
  /** By object id. Objects are merged, lists are replaced whole, null takes a field away. */
  readonly change?: { readonly [id: string]: Json };
  readonly remove?: readonly string[];
  /** Whole records under the key of their answer; instances under `Instances`, as a reservation of their own. */
  readonly add?: { readonly [key: string]: readonly Json[] };
}

/** Reads a whole dump: `{ Vpcs: […], Reservations: […], … }`. */
export function objectsOf(answers: Json, where: string): Objects {
  const objects = new Map<string, { key: string; record: Json }>();
  for (const [key, value] of Object.entries(answers)) {
    if (key === 'Reservations') {
      const instances = (value as readonly Json[]).flatMap((reservation) => reservation.Instances as readonly Json[]);
      insert(objects, 'Instances', instances, where);
    } else insert(objects, key, key === OPTIONS ? [value] : value, where);
  }
  return objects;
}

/** The one answer that is an object; it is its own id. */
const OPTIONS = 'VpcBlockPublicAccessOptions';

/** The network after the edits; an edit of something that is not there is an error of the scenario. */
export function edited(before: Objects, edits: Edits, where: string): Objects {
  const objects = new Map(before);
  for (const id of edits.remove ?? []) {
    if (!objects.delete(id)) throw unknownId(objects, id, `${where} removes`);
  }
  for (const [key, records] of Object.entries(edits.add ?? {})) {
    for (const record of records) releaseSubnets(objects, key, record);
    insert(objects, key, records, where);
  }
  for (const [id, change] of Object.entries(edits.change ?? {})) {
    const found = objects.get(id);
    if (!found) throw unknownId(objects, id, `${where} changes`);
    objects.set(id, { ...found, record: merged(found.record, change) });
  }
  return objects;
}

/** The objects as one document of answers. */
export function answersOf(objects: Iterable<{ readonly key: string; readonly record: Json }>): Json {
  const records = new Map<string, Json[]>();
  for (const { key, record } of objects) records.set(key, [...(records.get(key) ?? []), record]);
  return dumpOf(records);
}

function insert(
  objects: Map<string, { key: string; record: Json }>,
  key: string,
  records: unknown,
  where: string,
): void {
  if (!isDumpKey(key) || !Array.isArray(records))
    throw new Error(`${where}: ${key} is not a list of records that a dump has`);
  for (const record of records as readonly Json[]) {
    const id = idIn(key, record);
    if (id === undefined) throw new Error(`${where}: a record of ${key} has no id`);
    if (objects.has(id)) throw new Error(`${where}: ${id} is there already`);
    objects.set(id, { key, record });
  }
}

/** A subnet has one network ACL and at most one route table of its own: an added one takes it from the one that had it. */
function releaseSubnets(objects: Map<string, { key: string; record: Json }>, key: string, added: Json): void {
  if (key !== 'NetworkAcls' && key !== 'RouteTables') return;
  const taken = new Set(associationsOf(added).map((one) => one.SubnetId));
  // The main table and edge tables name no subnet.
  taken.delete(undefined);
  for (const [id, { key: other, record }] of objects) {
    if (other !== key) continue;
    const kept = associationsOf(record).filter((one) => !taken.has(one.SubnetId));
    objects.set(id, { key, record: { ...record, Associations: kept } });
  }
}

function associationsOf(record: Json): readonly Json[] {
  return (record.Associations ?? []) as readonly Json[];
}

function merged(before: Json, change: Json): Json {
  const after: { [field: string]: unknown } = { ...before };
  for (const [field, value] of Object.entries(change)) {
    const old = after[field];
    if (value === null) delete after[field];
    else after[field] = isObject(value) && isObject(old) ? merged(old, value) : value;
  }
  return after;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownId(objects: Objects, id: string, what: string): Error {
  const prefix = id.slice(0, id.indexOf('-') + 1);
  const known = [...objects.keys()].filter((other) => other.startsWith(prefix));
  return new Error(
    `${what} ${id}, which is not there; there are ${known.join(', ') || [...objects.keys()].join(', ')}`,
  );
}
