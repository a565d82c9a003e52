import type { ComponentId, LinkId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AdmissionPool } from '../net/admission.ts';
import type { LabelTree } from '../net/label-tree.ts';
import type { RecordTable } from './record-table.ts';
import type { AnyRecordType, Kind, RecordOfKind } from './record-types.ts';
import type { Behaviour } from './resource-type.ts';
import type { ApplianceBehaviour, Snapshot } from './snapshot.ts';

/** What resource types may ask about the network they are part of. */
export interface Lookup {
  readonly snapshot: Snapshot;
  readonly labels: { readonly [F in Family]: LabelTree };
  readonly admissions: AdmissionPool;
  readonly assume: Assumptions;
  get<K extends Kind>(kind: K, id: string | undefined): RecordOfKind<K> | undefined;
  all<K extends Kind>(kind: K): readonly RecordOfKind<K>[];
  /** The same records by their position in that list. */
  table(kind: Kind): RecordTable;
  recordType(kind: Kind): AnyRecordType;
  /** The kind whose ids begin like this one, to name what a dangling reference refers to. */
  kindOfId(id: string): Kind | undefined;
  /** Whether objects of the kind do anything with packets here; what the others do is not modelled. */
  isModelled(kind: Kind): boolean;
  /** How the component forwards and filters, where its record is in the input. */
  behaviour(id: ComponentId): Behaviour | undefined;
  coverage(kind: Kind, place: Place): 'complete' | 'partial' | 'absent';
  /** The edge that `connect` laid. Where it laid none, records contradict each other: throws a `Contradiction`. */
  link(from: ComponentId, to: ComponentId): LinkId;
}

/** Where an object lives; unknown parts match any. */
export interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** Nothing is known of where. */
export const ANYWHERE: Place = { account: undefined, region: undefined };

/** Where a VPC is, as far as it was read. */
export function placeOf(net: Lookup, vpcId: string): Place {
  return net.get('vpc', vpcId) ?? ANYWHERE;
}

/** What the asker takes for granted where nothing is stated. */
export interface Assumptions {
  readonly appliances?: ApplianceBehaviour;
  /** What health checks last said decides which targets balancers send to; else all are sent to (LB-05). */
  readonly health?: boolean;
}

/** Something worked out once per network, when first asked for; the same one with another router shares it, by its labels. */
export function derived<T>(build: (net: Lookup) => T): (net: Lookup) => T {
  const built = new WeakMap<Lookup['labels'], { readonly value: T }>();
  // Mostly the network asked about is the one before: looking it up each time costs more than what is looked up.
  let last: Lookup['labels'] | undefined;
  let known: T;
  return (net) => {
    if (net.labels === last) return known;
    let found = built.get(net.labels);
    if (!found) {
      found = { value: build(net) };
      built.set(net.labels, found);
    }
    [last, known] = [net.labels, found.value];
    return known;
  };
}

/** `derived` per key: a subnet, a group, a table. */
export function derivedBy<T>(build: (net: Lookup, key: string) => T): (net: Lookup, key: string) => T {
  const tables = derived(() => new Map<string, T>());
  return (net, key) => {
    const table = tables(net);
    let value = table.get(key);
    if (value === undefined) {
      value = build(net, key);
      table.set(key, value);
    }
    return value;
  };
}

/**
 * `derived` from records of some kinds alone: a network that holds the very same ones, and cuts addresses as another does,
 * shares what that worked out. What is built may look at nothing else.
 */
export function derivedFrom<T>(kinds: readonly Kind[], build: (net: Lookup) => T): (net: Lookup) => T {
  const built = new WeakMap<LabelTree, Shared<T>>();
  return derived((net) => {
    const { records } = net.snapshot;
    const last = built.get(net.labels[4]);
    // Asking for a list may read all of it: the same records hold the same lists.
    const isSame = (before: Snapshot['records']) =>
      before === records || kinds.every((kind) => before[kind] === records[kind]);
    if (last?.labels6 === net.labels[6] && isSame(last.records)) return last.value;
    const value = build(net);
    built.set(net.labels[4], { records, labels6: net.labels[6], value });
    return value;
  });
}

interface Shared<T> {
  readonly records: Snapshot['records'];
  readonly labels6: LabelTree;
  readonly value: T;
}
