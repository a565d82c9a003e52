import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import type { Provenance, Source } from '../model/source.ts';
import { differenceText } from './difference-text.ts';
import { elementEdits, type FieldEdit, isAlike, withEdits } from './field-edits.ts';
import { inOneForm } from './group-listings.ts';
import { changedPositions, noteChanges } from './list-changes.ts';
import { positionsIn } from './record-table.ts';
import { type Kind, kinds, recordType } from './record-types.ts';
import { type SettingEdit, settingEdits, withSettings } from './setting-edits.ts';
import { type Coverage, coverageOf, type Snapshot } from './snapshot.ts';

/** One way in which two snapshots differ, as small as it can be told: a rule, a route, an association, a field. */
export interface Difference {
  readonly op: 'add' | 'remove' | 'replace';
  readonly component: ComponentId;
  /** What the component is. */
  readonly title: string;
  /** The field that differs, as the API spells it, after a slash; empty where the object itself came or went. */
  readonly at: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly text: string;
  /** Where it was read: in the later snapshot, if it is there. */
  readonly source?: Source;
}

export interface Differences {
  readonly list: readonly Difference[];
  /** The earlier snapshot with some of the differences made: with all of them it says what the later one does. */
  mixed(chosen: ReadonlySet<Difference>): Snapshot;
}

type AnyRecord = object & Provenance;
interface RecordPair {
  /** Where in its list the record is, if it is there in both. */
  readonly place?: number;
  readonly before: AnyRecord | undefined;
  readonly after: AnyRecord | undefined;
  /** None where the object itself came or went. */
  readonly edits: ReadonlyMap<Difference, FieldEdit>;
  readonly differences: readonly Difference[];
}

/** What has to be done to make one snapshot say what another says; where things were read does not matter. */
export function differencesOf(one: Snapshot, other: Snapshot): Differences {
  const [before, after] = inOneForm(one, other);
  const changed = new Map(kinds.map((kind) => [kind, recordPairs(kind, before, after, one)]));
  const coverage = coverageDifferences(before, after);
  const settings = new Map(settingEdits(before.settings, after.settings).map((edit) => [ofSetting(edit), edit]));
  const list = [
    ...[...changed.values()].flatMap((pairs) => [...pairs.values()].flatMap(({ differences }) => differences)),
    ...coverage.keys(),
    ...settings.keys(),
  ];
  return {
    list,
    mixed(chosen) {
      const records = Object.fromEntries(
        kinds.map((kind) => [kind, mixedRecords(before.records[kind], changed.get(kind), chosen)]),
      ) as Snapshot['records'];
      return {
        ...before,
        records,
        coverage: mixedCoverage(before.coverage, coverage, chosen),
        settings: withSettings(
          before.settings,
          [...settings].flatMap(([difference, edit]) => (chosen.has(difference) ? [edit] : [])),
        ),
      };
    },
  };
}

/** `like`: a snapshot whose lists have the ids of `before`, and may have been looked through. */
function recordPairs(kind: Kind, before: Snapshot, after: Snapshot, like: Snapshot): ReadonlyMap<string, RecordPair> {
  const found = new Map<string, RecordPair>();
  const inOne = inOneAlone(kind, before, after);
  const add = (key: string, old: AnyRecord | undefined, now: AnyRecord | undefined, place?: number) => {
    if (old === now || (old && now && isAlike(old, now))) return;
    found.set(key, { ...pairOf(kind, key, old, now, inOne), ...(place === undefined ? {} : { place }) });
  };
  const [all, others] = [before.records[kind], after.records[kind]] as [readonly AnyRecord[], readonly AnyRecord[]];
  if (all === others) return found;
  const { key: keyOf } = recordType(kind);
  const changed = changedPositions(all, others);
  const isInPlace = (i: number) => keyOf(all[i] as AnyRecord) === keyOf(others[i] as AnyRecord);
  if (changed?.every(isInPlace)) {
    const known = like.records[kind].length === all.length ? (like.records[kind] as readonly AnyRecord[]) : all;
    for (const i of changed) add(nameAt(kind, known, i), all[i], others[i], i);
    return found;
  }
  const [olds, news] = [byKey(kind, before), byKey(kind, after)];
  for (const key of new Set([...olds.keys(), ...news.keys()])) add(key, olds.get(key), news.get(key));
  return found;
}

/** How `byKey` calls the record at a position. */
function nameAt(kind: Kind, all: readonly AnyRecord[], position: number): string {
  const { key: keyOf } = recordType(kind);
  const key = keyOf(all[position] as AnyRecord);
  const copy = key === undefined ? 0 : positionsIn(all, keyOf).all(key).indexOf(position);
  return copy > 0 ? `${key}#${copy + 1}` : (key ?? '');
}

/** Objects that are listed twice keep apart. */
function byKey(kind: Kind, { records }: Snapshot): ReadonlyMap<string, AnyRecord> {
  const found = new Map<string, AnyRecord>();
  for (const record of records[kind] as readonly AnyRecord[]) {
    const key = recordType(kind).key(record) ?? '';
    let name = key;
    for (let copy = 2; found.has(name); copy++) name = `${key}#${copy}`;
    found.set(name, record);
  }
  return found;
}

type InOne = 'added' | 'removed' | 'not collected before' | 'not collected any more';

/** Whether only one of both was asked for the kind of an object: whether that came or went nobody can tell. */
export function isUncollected({ at, text }: Difference): boolean {
  return at === '' && text.startsWith(UNCOLLECTED);
}

const UNCOLLECTED = 'not collected';

/** What is said of an object that one of two has alone: it came or went only if the other was asked for its kind there. */
function inOneAlone(kind: Kind, before: Snapshot, after: Snapshot): (record: AnyRecord, isNew: boolean) => InOne {
  const known = new Map<string, boolean>();
  const isAsked = (record: AnyRecord, isNew: boolean): boolean => {
    const place = [record.account, record.region, isNew].join(' ');
    const found = known.get(place) ?? coverageOf(isNew ? before : after, kind, record) !== 'absent';
    known.set(place, found);
    return found;
  };
  return (record, isNew) => {
    if (isAsked(record, isNew)) return isNew ? 'added' : 'removed';
    return isNew ? 'not collected before' : 'not collected any more';
  };
}

function pairOf(
  kind: Kind,
  key: string,
  before: AnyRecord | undefined,
  after: AnyRecord | undefined,
  inOne: ReturnType<typeof inOneAlone>,
): RecordPair {
  const { title } = recordType(kind);
  const source = (after ?? before)?.source;
  const own = { component: key, title, ...(source ? { source } : {}) };
  if (!before || !after) return { before, after, edits: new Map(), differences: [wholeOf(own, before, after, inOne)] };
  const edits = new Map(
    elementEdits(kind, before, after).map((edit): [Difference, FieldEdit] => {
      const { op, field, old, value } = edit;
      const at = `/${field.charAt(0).toUpperCase()}${field.slice(1)}`;
      const values = {
        ...(old === undefined ? {} : { before: old }),
        ...(value === undefined ? {} : { after: value }),
      };
      return [{ ...own, op, at, ...values, text: differenceText(edit) }, edit];
    }),
  );
  return { before, after, edits, differences: [...edits.keys()] };
}

function wholeOf(
  own: Pick<Difference, 'component' | 'title' | 'source'>,
  before: AnyRecord | undefined,
  after: AnyRecord | undefined,
  inOne: ReturnType<typeof inOneAlone>,
): Difference {
  const [op, only] = after ? (['add', after] as const) : (['remove', before as AnyRecord] as const);
  return { ...own, op, at: '', text: inOne(only, op === 'add') };
}

function mixedRecords(
  before: readonly AnyRecord[],
  changed: ReadonlyMap<string, RecordPair> | undefined,
  chosen: ReadonlySet<Difference>,
): readonly AnyRecord[] {
  const made = [...(changed?.values() ?? [])].filter(({ differences }) => differences.some((one) => chosen.has(one)));
  if (made.length === 0) return before;
  const edited = new Map(made.map((pair) => [pair.before, mixedRecord(pair, chosen)]));
  const places = made.flatMap(({ place }) => place ?? []);
  if (places.length === made.length) {
    const list = [...before];
    for (const place of places) list[place] = edited.get(before[place]) as AnyRecord;
    noteChanges(before, list, places);
    return list;
  }
  const kept = before.flatMap((record) => (edited.has(record) ? (edited.get(record) ?? []) : [record]));
  return [...kept, ...made.flatMap((pair) => (pair.before ? [] : (pair.after ?? [])))];
}

function mixedRecord({ before, after, edits, differences }: RecordPair, chosen: ReadonlySet<Difference>) {
  if (!before || differences.every((one) => chosen.has(one))) return after;
  return withEdits(
    before,
    [...edits].flatMap(([difference, edit]) => (chosen.has(difference) ? [edit] : [])),
  );
}

interface CoverageEdit {
  readonly before: Coverage | undefined;
  readonly after: Coverage | undefined;
}

function coverageDifferences(before: Snapshot, after: Snapshot): ReadonlyMap<Difference, CoverageEdit> {
  if (before.coverage === after.coverage) return new Map();
  const keyOf = ({ account, region, kind }: Coverage) => [account, region, kind].join(' ');
  const [olds, news] = [groupBy(before.coverage, keyOf), groupBy(after.coverage, keyOf)];
  const found = new Map<Difference, CoverageEdit>();
  for (const key of new Set([...olds.keys(), ...news.keys()])) {
    const [[old], [now]] = [olds.get(key) ?? [], news.get(key) ?? []];
    const one = now ?? old;
    if (!one || old?.state === now?.state) continue;
    const place = [one.account, one.region].filter(Boolean).join(' ');
    const text = `what was read${place ? ` of ${place}` : ''}: ${old?.state ?? 'nothing'} → ${now?.state ?? 'nothing'}`;
    const op = old ? (now ? 'replace' : 'remove') : 'add';
    const { title } = recordType(one.kind);
    const states = { ...(old ? { before: old.state } : {}), ...(now ? { after: now.state } : {}) };
    found.set({ op, component: one.kind, title, at: '/coverage', ...states, text }, { before: old, after: now });
  }
  return found;
}

function mixedCoverage(
  before: readonly Coverage[],
  edits: ReadonlyMap<Difference, CoverageEdit>,
  chosen: ReadonlySet<Difference>,
): readonly Coverage[] {
  const made = [...edits].flatMap(([difference, edit]) => (chosen.has(difference) ? [edit] : []));
  if (made.length === 0) return before;
  const gone = new Set(made.map((edit) => edit.before));
  return [...before.filter((one) => !gone.has(one)), ...made.flatMap((edit) => edit.after ?? [])];
}

function ofSetting({ part, name, before, after }: SettingEdit): Difference {
  const op = before === undefined ? 'add' : after === undefined ? 'remove' : 'replace';
  const text = `${part}: ${name} ${{ add: 'added', remove: 'removed', replace: 'changed' }[op]}`;
  const values = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  return { op, component: 'hopwise.yaml', title: 'settings', at: `/${part}/${name}`, ...values, text };
}
