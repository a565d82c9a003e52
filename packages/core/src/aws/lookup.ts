import type { ComponentId, LinkId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AdmissionPool } from '../net/admission.ts';
import type { LabelTree } from '../net/label-tree.ts';
import type { Edition, Reads } from './edition.ts';
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
  behaviour(id: ComponentId, asking?: Lookup): Behaviour | undefined;
  coverage(kind: Kind, place: Place): 'complete' | 'partial' | 'absent';
  /** The edge that `connect` laid. Where it laid none, records contradict each other: throws a `Contradiction`. */
  link(from: ComponentId, to: ComponentId): LinkId;
  /** Set where the network was made of another one by changes. */
  readonly edition?: Edition;
  /** Set on a view of a network, which notes what is read of it: the network itself, and the notes. */
  readonly root?: Lookup;
  readonly reads?: Reads;
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

export { derived, derivedBy, ownOf } from './derived.ts';
