import { recordType } from '@hopwise/core';
import { gather } from '../cloudformation/gathered.ts';
import { configDocument } from '../config/config-items.ts';
import { readConfig } from '../config/read-config.ts';
import { firstOf, LongList } from '../read/long-list.ts';
import { isSnapshotFile, readSnapshotFile } from '../snapshot-file/read-snapshot-file.ts';
import { readTerraform } from '../terraform/read-terraform.ts';
import { terraformForm } from '../terraform/recognise.ts';
import type { Assembly } from './assembly.ts';
import { bareRecords, isFragment } from './bare-records.ts';
import { argumentOf, callsOf, knownCalls, lowerFirst, valueUnder } from './call-index.ts';
import { GATHERED_DEEPEST, gatheredUnder, originWithin } from './gathered-answers.ts';
import { type Origin, originOf, type Place, statedPlace } from './origin.ts';
import { MORE } from './pages.ts';
import { isAccount } from './place-names.ts';
import { readAnswer } from './read-answer.ts';
import { isCollectionFile, readCollectionFile } from './read-collection.ts';

type Json = Readonly<Record<string, unknown>>;

export interface InputDocument {
  readonly file: string;
  readonly value: unknown;
  /** From 1, where the file holds several documents. */
  readonly index?: number | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** What a document without the key of a call is called. */
export const BARE = 'values without the key of a call';

/** Keys that say nothing of a network, the caller's bookkeeping and our own wrapper; and those read with a whole answer. */
const ENVELOPE = new Set(
  [
    ...['responseMetadata', 'updateToken', 'serviceNames', 'failures', 'account', 'region', ...MORE],
    ...[...argumentNames(), ...answerKeys()],
  ].map(lowerFirst),
);

/** Reads whatever is known in a document; keys that nothing reads are kept for one note a file. */
export function readDocument(assembly: Assembly, { file, value, index, account, region }: InputDocument): void {
  if (gather(assembly.cloudFormation, value, file)) return;
  const config = configDocument(value);
  if (config) {
    readConfig(assembly, config, file);
    return;
  }
  const bare = bareRecords(assembly);
  let origin: Origin | undefined;
  for (const [object, pointer] of objectsOf(value)) {
    if (!isObject(object)) {
      unread(assembly, file, BARE);
    } else if (isSnapshotFile(object)) {
      readSnapshotFile(assembly, object, file);
    } else if (isCollectionFile(object)) {
      readCollectionFile(assembly, object, file);
    } else if (terraformForm(object)) {
      assembly.planned.push(() => readTerraform(assembly, object, file));
    } else {
      const stated = statedPlace(object);
      const place: Place = { account: account ?? stated.account, region: region ?? stated.region };
      if (!origin || place.account || place.region) {
        origin = originOf(file, index, place);
        assembly.origins.push(origin);
      }
      if (!bare.read(object, origin, pointer)) readObject(assembly, object, origin, pointer);
    }
  }
}

/** What a document holds: one object, a list of some, or a list of those, as `Reservations[].Instances` gives. */
function objectsOf(value: unknown): (readonly [object: unknown, pointer: string])[] {
  if (!Array.isArray(value)) return [[value, '']];
  return value.flatMap((element: unknown, i): (readonly [unknown, string])[] =>
    Array.isArray(element) ? element.map((inner: unknown, j) => [inner, `/${i}/${j}`]) : [[element, `/${i}`]],
  );
}

function readObject(assembly: Assembly, object: Json, origin: Origin, pointer: string): void {
  if (saysPlace(assembly, object, origin)) return;
  for (const key of Object.keys(object)) {
    // The argument of the call, which may be called like the key of another answer.
    if (typeof object[key] === 'string' && isEnvelope(key)) continue;
    if (readWrappers(assembly, object[key], origin, `${pointer}/${escaped(key)}`)) continue;
    if (readGathered(assembly, object, key, origin, pointer)) continue;
    const calls = isFragment(object, key) ? [] : callsOf(key);
    const isRead = calls.length > 0 && readAnswer(assembly, { object, key, calls, origin, pointer });
    if (!isRead && !isEnvelope(key) && !isEmpty(object[key])) unread(assembly, origin.file, key);
  }
}

/** Batfish keeps the answers of one call as a list under a key of its own: `[{ "PrefixListId": …, "Entries": […] }]`. */
function readWrappers(assembly: Assembly, value: unknown, origin: Origin, pointer: string): boolean {
  const list = value instanceof LongList && isWrapper(firstOf(value)) ? [...value] : value;
  if (!Array.isArray(list) || list.length === 0 || !list.every(isWrapper)) return false;
  list.forEach((wrapper: Json, i) => {
    readObject(assembly, wrapper, origin, `${pointer}/${i}`);
  });
  return true;
}

/** Answers, or pages of one, that a script gathered under an account, a Region, a service or a call. */
function readGathered(assembly: Assembly, object: Json, key: string, origin: Origin, pointer: string): boolean {
  const value = object[key];
  const answers = Array.isArray(value) ? value : [value];
  const place = answers.length > 0 && answers.every(isObject) ? gatheredUnder(key) : undefined;
  if (!place || pointer.split('/').length > GATHERED_DEEPEST) return false;
  answers.forEach((answer: Json, i) => {
    const within = originWithin(origin, place, answer);
    if (within !== origin) assembly.origins.push(within);
    readObject(assembly, answer, within, `${pointer}/${escaped(key)}${Array.isArray(value) ? `/${i}` : ''}`);
  });
  return true;
}

/** Whether an object is an answer with what it was asked about. */
export function isWrapper(value: unknown): boolean {
  if (!isObject(value)) return false;
  return knownCalls.some(
    ({ call }) =>
      (call.isAskedByHand || argumentOf(value, call) !== undefined) && valueUnder(value, call.key) !== undefined,
  );
}

/** Answers that tell where the other files of their folder were captured: the caller's account, the zones' Region. */
function saysPlace(assembly: Assembly, object: Json, origin: Origin): boolean {
  const account = valueUnder(object, 'Account');
  if (typeof account === 'string' && isAccount(account) && valueUnder(object, 'Arn') !== undefined) {
    say({ account });
    return true;
  }
  const zones = valueUnder(object, 'AvailabilityZones');
  const first: unknown = Array.isArray(zones) ? zones[0] : undefined;
  const region = isObject(first) ? valueUnder(first, 'RegionName') : undefined;
  if (typeof region !== 'string') return false;
  say({ region });
  return true;

  function say(place: Place): void {
    const said = assembly.folders.get(origin.folder) ?? [];
    assembly.folders.set(origin.folder, [...said, place]);
  }
}

function unread(assembly: Assembly, file: string, what: string): void {
  const keys = assembly.unread.get(file) ?? new Set<string>();
  if (keys.size < 100) keys.add(what);
  assembly.unread.set(file, keys);
}

/** Nothing is lost by not reading it. */
function isEmpty(value: unknown): boolean {
  if (value instanceof LongList) return false;
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Whether a key belongs to an answer, and holds none of its objects. */
export function isEnvelope(key: string): boolean {
  return ENVELOPE.has(lowerFirst(key));
}

function argumentNames(): string[] {
  return knownCalls.flatMap(({ call }) => (call.argument ? [call.argument.name] : []));
}

/** Of calls whose whole answer is one record: its fields. */
function answerKeys(): string[] {
  return knownCalls.flatMap(({ kind, call }) => {
    const { properties = {} } = recordType(kind).record.schema as { readonly properties?: object };
    return call.holds === 'answer' ? Object.keys(properties).filter((name) => callsOf(name).length === 0) : [];
  });
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
