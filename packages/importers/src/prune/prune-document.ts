import { recordType } from '@hopwise/core';
import { callsOf, gives, type KnownCall, lowerFirst, valueUnder } from '../describe/call-index.ts';
import { GATHERED_DEEPEST, gatheredUnder } from '../describe/gathered-answers.ts';
import { isCollectionFile } from '../describe/read-collection.ts';
import { isEnvelope, isWrapper } from '../describe/read-document.ts';
import { isSnapshotFile } from '../snapshot-file/read-snapshot-file.ts';
import { type FieldSchema, onlyRead } from './only-read.ts';

type Json = Readonly<Record<string, unknown>>;

/** What is read of a document of AWS answers, in the form it had; undefined where nothing of it is. */
export function pruneDocument(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.flatMap((one) => pruneDocument(one) ?? []);
    return kept.length > 0 ? kept : undefined;
  }
  if (!isObject(value)) return undefined;
  if (isSnapshotFile(value) || isCollectionFile(value)) return value;
  return pruneObject(value);
}

function pruneObject(object: Json, depth = 0): Json | undefined {
  const place = sayingPlace(object);
  if (place) return place;
  let isRead = false;
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const pruned = pruneKey(object, key, value) ?? pruneGathered(key, value, depth);
    if (pruned === undefined) continue;
    isRead ||= typeof value === 'object';
    kept[key] = pruned;
  }
  return isRead ? kept : undefined;
}

function pruneKey(object: Json, key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return isEnvelope(key) ? value : undefined;
  const list = isList(value) ? [...value] : undefined;
  if (list && list.length > 0 && list.every(isWrapper)) return list.map((one) => pruneObject(one as Json));
  const calls = callsOf(key);
  if (calls.length > 0)
    return list ? list.map((one) => pruneElement(one, calls)) : pruneValue(object, value, key, calls);
  // Beside the key of a whole answer, such as the response that names a firewall policy.
  return pruneValue(object, value, key, answersIn(object));
}

function pruneGathered(key: string, value: unknown, depth: number): unknown {
  if (gatheredUnder(key) === undefined || depth > GATHERED_DEEPEST) return undefined;
  const answers = (Array.isArray(value) ? value : [value]).filter(isObject);
  const kept = answers.flatMap((one) => pruneObject(one, depth + 1) ?? []);
  return kept.length > 0 ? kept : undefined;
}

/** An element is what the calls that give such elements read of it. */
function pruneElement(element: unknown, calls: readonly KnownCall[]): unknown {
  if (!isObject(element)) return element;
  const giving = calls.filter((known) => gives(known, element) || known.call.holds === 'answer');
  return merged((giving.length > 0 ? giving : calls).map((known) => elementOf(element, known)));
}

function elementOf(element: Json, { kind, call: { holds, key } }: KnownCall): unknown {
  const schema = recordType(kind).record.schema as FieldSchema;
  if (holds === 'answer') return onlyRead(element, fieldOf(schema, key)?.items ?? {});
  if (typeof holds !== 'object' || !('within' in holds)) return onlyRead(element, schema);
  const inner = valueUnder(element, holds.within);
  return { [holds.within]: onlyRead(inner, { type: 'array', items: schema }) };
}

/** The object of an answer, or a field of a call whose whole answer is one record. */
function pruneValue(object: Json, value: unknown, key: string, calls: readonly KnownCall[]): unknown {
  const read = calls.flatMap(({ kind, call }) => {
    const schema = recordType(kind).record.schema as FieldSchema;
    if (call.holds === 'object') return [onlyRead(value, schema)];
    const field =
      call.holds === 'answer' && valueUnder(object, call.key) !== undefined ? fieldOf(schema, key) : undefined;
    return field ? [onlyRead(value, field)] : [];
  });
  return read.length > 0 ? merged(read) : undefined;
}

function answersIn(object: Json): readonly KnownCall[] {
  return Object.keys(object).flatMap((key) => callsOf(key).filter(({ call }) => call.holds === 'answer'));
}

function fieldOf({ properties = {} }: FieldSchema, key: string): FieldSchema | undefined {
  return Object.hasOwn(properties, lowerFirst(key)) ? properties[lowerFirst(key)] : undefined;
}

/** Calls that answer under one key read different fields of what they list. */
function merged(values: readonly unknown[]): unknown {
  if (values.length < 2 || !values.every(isObject)) return values[0];
  return Object.assign({}, ...values) as unknown;
}

/** Where the other files of a folder were captured, and nothing else of the answer. */
function sayingPlace(object: Json): Json | undefined {
  const [account, arn] = [valueUnder(object, 'Account'), valueUnder(object, 'Arn')];
  if (typeof account === 'string' && arn !== undefined) return { Account: account, Arn: '' };
  const zones = valueUnder(object, 'AvailabilityZones');
  const first: unknown = Array.isArray(zones) ? zones[0] : undefined;
  const region = isObject(first) ? valueUnder(first, 'RegionName') : undefined;
  return typeof region === 'string' ? { AvailabilityZones: [{ RegionName: region }] } : undefined;
}

function isList(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
