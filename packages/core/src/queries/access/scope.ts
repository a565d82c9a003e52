import type { Severity } from '../../model/finding.ts';
import type { End } from '../end.ts';

/** A network access scope: ways that match one of `match` and none of `exclude` are findings. */
export interface Scope {
  /** Findings, baselines and exceptions refer to it. */
  readonly name: string;
  readonly title?: string;
  readonly severity: Severity;
  readonly match: readonly Condition[];
  readonly exclude: readonly Condition[];
}

/** What holds of a way where all of its parts do. */
export interface Condition {
  /** Where it is written, for what cannot be asked of it. */
  readonly at?: string;
  readonly from?: EndCondition;
  readonly to?: EndCondition;
  /** Each of them is on the way of the request, wherever. */
  readonly through?: readonly Named[];
  /** None of them is. */
  readonly notThrough?: readonly Named[];
  /** Layers of the services that count where no header says so; absent is all traffic. */
  readonly protocols?: readonly string[];
}

export interface EndCondition {
  readonly ends?: Named;
  /** Of a sender, the packet as it leaves it; of a target, as it arrives, after every translation. */
  readonly header?: HeaderCondition;
}

/** Things by a selector (on the way also `inspection`), by ids and ARNs, by AWS's names for types, or as they were found before. */
export type Named =
  | { readonly selector: string }
  | { readonly resources: readonly string[] }
  | { readonly types: readonly string[] }
  | { readonly found: readonly End[]; readonly text: string };

/** Of one field, any value; of several fields, all. */
export interface HeaderCondition {
  readonly sourceAddresses?: readonly string[];
  readonly destinationAddresses?: readonly string[];
  readonly sourcePrefixLists?: readonly string[];
  readonly destinationPrefixLists?: readonly string[];
  /** `22`, `1024-65535`. */
  readonly sourcePorts?: readonly string[];
  readonly destinationPorts?: readonly string[];
  /** Names or numbers. */
  readonly protocols?: readonly string[];
}
