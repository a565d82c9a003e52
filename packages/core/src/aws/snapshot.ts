import type { Place } from './lookup.ts';
import type { Kind, RecordOfKind } from './record-types.ts';

/** The version of the canonical snapshot file; a reader refuses another major number. */
export const SNAPSHOT_VERSION = 1;

/** How much of one kind was read in one place. A kind of a place that is not listed is `absent`. */
export interface Coverage {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly kind: Kind;
  /** `partial`: pages of the list are missing, elements could not be read, or a record is partial itself. */
  readonly state: 'complete' | 'partial';
}

/** A call that was made when the input was collected, and that AWS did not answer. */
export interface Unanswered {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly kind: Kind;
  /** What it was asked about, where it is asked for one object after the other. */
  readonly id: string | undefined;
  /** As AWS calls it: `UnauthorizedOperation`. */
  readonly code: string;
}

/** What the owner states about an instance or interface that packets are routed to (APP-01). */
export type ApplianceBehaviour = 'forward' | 'nat' | 'drop';

export type LocalPreference = 'high' | 'medium' | 'low';

/** A place outside AWS, as its owner states it. */
export interface Site {
  /** The addresses that are there. */
  readonly prefixes: readonly string[];
  /** What leads there: customer gateways, VPN connections, virtual interfaces, Direct Connect connections, gateways. */
  readonly router: readonly string[];
  /** What it announces over BGP where that is not its prefixes; by link or router where they differ. */
  readonly advertises?: readonly string[] | Readonly<Record<string, readonly string[]>> | undefined;
  /** How it asks AWS to prefer virtual interfaces, by communities 7224:7300, 7200 and 7100; medium where it says nothing. */
  readonly localPreference?: Readonly<Record<string, LocalPreference>> | undefined;
  /** The links by which it rather sends, best first. */
  readonly prefers: readonly string[];
  /** Links and routers that do not work at present, whatever AWS says. */
  readonly down: readonly string[];
  /** Links and routers whose tunnels and BGP sessions are up, whatever AWS says: those of a plan tell nothing of it. */
  readonly up?: readonly string[] | undefined;
}

/** What no API knows: `hopwise.yaml`. */
export interface Settings {
  /** Names of address ranges, for `cidr:NAME`. */
  readonly cidrs: Readonly<Record<string, readonly string[]>>;
  /** By instance or interface id. */
  readonly appliances: Readonly<Record<string, ApplianceBehaviour>>;
  /** By name, for `onprem:NAME`. */
  readonly sites: Readonly<Record<string, Site>>;
  /** By name, the selector of who is in it. */
  readonly environments: Readonly<Record<string, string>>;
}

export const NO_SETTINGS: Settings = { cidrs: {}, appliances: {}, sites: {}, environments: {} };

/** The state of a network as it was read: the only input of everything behind the importers. */
export interface Snapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly records: { readonly [K in Kind]: readonly RecordOfKind<K>[] };
  readonly coverage: readonly Coverage[];
  /** Why kinds are absent or partial, as far as the collection tells. */
  readonly unanswered?: readonly Unanswered[];
  readonly settings: Settings;
  /** Ids by other names that inputs have for the same things: addresses of Terraform, logical ids of CloudFormation. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

/** The best that any matching place has; unknown parts of a place match any. */
export function coverageOf(snapshot: Snapshot, kind: Kind, place: Place): Coverage['state'] | 'absent' {
  const agrees = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  let best: Coverage['state'] | 'absent' = 'absent';
  for (const entry of snapshot.coverage) {
    if (entry.kind !== kind || !agrees(entry.account, place.account) || !agrees(entry.region, place.region)) continue;
    if (entry.state === 'complete') return 'complete';
    best = 'partial';
  }
  return best;
}
