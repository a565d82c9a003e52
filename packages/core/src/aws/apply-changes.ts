import type { Change } from '../model/change.ts';
import { groupBy } from '../model/group-by.ts';
import { badChange } from '../model/question-error.ts';
import type { ComponentId } from '../model/route.ts';
import type { Provenance } from '../model/source.ts';
import { changeRecord, fieldOf } from './change-place.ts';
import { stateRulesOnce, withoutInlineRules } from './group-listings.ts';
import { noteChanges } from './list-changes.ts';
import { positionsIn } from './record-table.ts';
import { type Kind, kinds, recordType } from './record-types.ts';
import type { Snapshot } from './snapshot.ts';

type AnyRecord = object & Provenance;

/** A copy of a list, and where it is another. */
interface Changed {
  readonly list: (AnyRecord | undefined)[];
  readonly places: Set<number>;
}

/** Lists of records, each copied when it is first changed; who is where in them is worked out once. */
class Records {
  readonly #lists: Record<Kind, readonly AnyRecord[]>;
  readonly #changed = new Map<Kind, Changed>();

  constructor(lists: Snapshot['records']) {
    this.#lists = { ...lists };
  }

  find(kind: Kind, id: string): AnyRecord | undefined {
    for (const place of placesIn(this.#lists, kind, id)) {
      const record = (this.#changed.get(kind)?.list ?? this.#lists[kind])[place];
      if (record) return record;
    }
    return undefined;
  }

  /** Whatever is called so is replaced, or left out. */
  edit(kind: Kind, id: string, change: (record: AnyRecord) => AnyRecord | undefined): void {
    const { list, places } = this.#own(kind);
    for (const place of placesIn(this.#lists, kind, id)) {
      const record = list[place];
      if (!record) continue;
      list[place] = change(record);
      places.add(place);
    }
  }

  add(kind: Kind, record: AnyRecord): void {
    this.#own(kind).list.push(record);
    this.#settle(kind);
  }

  all(): Snapshot['records'] {
    for (const kind of [...this.#changed.keys()]) this.#settle(kind);
    return this.#lists as Snapshot['records'];
  }

  #own(kind: Kind): Changed {
    let own = this.#changed.get(kind);
    if (!own) {
      own = { list: [...this.#lists[kind]], places: new Set() };
      this.#changed.set(kind, own);
    }
    return own;
  }

  #settle(kind: Kind): void {
    const { list, places } = this.#own(kind);
    const isWhole = [...places].every((place) => list[place]);
    const settled = isWhole ? (list as AnyRecord[]) : list.filter((one) => one !== undefined);
    if (settled.length === this.#lists[kind].length)
      noteChanges(
        this.#lists[kind],
        settled,
        [...places].sort((a, b) => a - b),
      );
    this.#lists[kind] = settled;
    this.#changed.delete(kind);
  }
}

function placesIn(lists: Readonly<Record<Kind, readonly AnyRecord[]>>, kind: Kind, id: string): readonly number[] {
  return positionsIn(lists[kind], recordType(kind).key).all(id);
}

/** The snapshot as it would be read after the changes. What cannot be changed so throws, and says why. */
export function applyChanges(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  const changed = new Set(changes.map(({ component }) => component));
  const settled = withoutInlineRules(stateRulesOnce(snapshot, changed), changed);
  const records = new Records(settled.records);
  for (const [id, own] of groupBy(changes, ({ component }) => component)) changeComponent(records, id, own);
  return { ...settled, records: records.all() };
}

function noSuchField(records: Records, id: ComponentId, field: string): string {
  const own = kinds.filter((kind) => records.find(kind, id)).map((kind) => recordType(kind).title);
  const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  return own.length === 0 ? `The input has no ${id}.` : `${id} is a ${own.join(' and ')}, which has no ${name}.`;
}

function changeComponent(records: Records, id: ComponentId, changes: readonly Change[]): void {
  const [whole, inside] = [changes.filter(({ at }) => at === ''), changes.filter(({ at }) => at !== '')];
  for (const change of whole) changeWhole(records, id, change);
  const [lost] = inside;
  if (lost && whole.some(({ op }) => op === 'remove')) throw badChange(lost, `Another change removes ${id}.`);
  for (const [field, own] of groupBy(inside, fieldOf)) {
    const holders = kinds.filter((kind) => has(kind, field) && records.find(kind, id));
    if (holders.length === 0) throw badChange(own[0] as Change, noSuchField(records, id, field));
    for (const kind of holders) {
      records.edit(kind, id, (record) => reread(kind, record, own));
    }
  }
}

function changeWhole(records: Records, id: ComponentId, change: Change): void {
  const own = kinds.filter((kind) => records.find(kind, id));
  if (change.op !== 'add' && own.length === 0) throw badChange(change, `The input has no ${id}.`);
  if (change.op !== 'add') for (const kind of own) records.edit(kind, id, () => undefined);
  if (change.op === 'remove') return;
  const { kind, record } = newRecord(change);
  if (records.find(kind, id)) throw badChange(change, `The input has a ${id} already.`);
  records.add(kind, record);
}

/** The first kind that has all fields of the value, and calls it by the id. */
function newRecord(change: Change): { readonly kind: Kind; readonly record: AnyRecord } {
  const { component, value } = change;
  if (typeof value !== 'object' || value === null) throw badChange(change, 'It lacks its value, an object.');
  const { account, region, ...fields } = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  const place = {
    account: typeof account === 'string' ? account : undefined,
    region: typeof region === 'string' ? region : undefined,
    source: { file: 'patch', pointer: `/${component}` },
  };
  for (const kind of kinds) {
    if (!names.every((name) => has(kind, name))) continue;
    const record = read(kind, fields, change);
    if (recordType(kind).key(record) === component) return { kind, record: { ...record, ...place } };
  }
  throw badChange(change, `No kind of object has these fields and the id ${component}.`);
}

function reread(kind: Kind, { account, region, source, ...fields }: AnyRecord, changes: readonly Change[]): AnyRecord {
  const changed = changeRecord(fields, changes);
  return { ...read(kind, changed, changes[0] as Change), account, region, source };
}

function read(kind: Kind, fields: object, change: Change): object {
  const record = recordType(kind).record.read(fields, (path, expected) => {
    throw badChange(change, `${path} of a ${recordType(kind).title} is ${expected}.`);
  });
  return record as object;
}

function has(kind: Kind, field: string): boolean {
  const { properties } = recordType(kind).record.schema as { readonly properties?: object };
  return properties !== undefined && Object.hasOwn(properties, field);
}
