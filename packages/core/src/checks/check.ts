import type { Kind } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import type { Evidence, Missing } from '../model/evidence.ts';
import type { ExposureFacts, Severity } from '../model/finding.ts';
import type { ComponentId } from '../model/route.ts';

/** What a check may ask. Checks that need the answers of the whole estate extend it with them. */
export interface CheckContext {
  readonly network: Network;
}

/** One file of this folder: a kind of mistake, how it is found, and what to do about it. */
export interface Check<C extends CheckContext = CheckContext> {
  /** The name of its file; findings, baselines, exceptions and `--only` refer to it. */
  readonly id: string;
  readonly title: string;
  /** Of its findings, where they do not say otherwise. */
  readonly severity: Severity;
  readonly help: CheckHelp;
  readonly controls?: Controls;
  /** The list that it is all about, of which no packet tells that it is missed: where none was read, only who names it asks. */
  readonly about?: Kind;
  /** All there is to find, and all that cannot be decided, in any order. */
  run(context: C): Iterable<Found | Lacking>;
}

/** Sentences for people. */
export interface CheckHelp {
  readonly wrong: string;
  readonly why: string;
  readonly mend: string;
}

/** What others call the same, as their documents number it. */
export interface Controls {
  readonly securityHub?: readonly string[];
  readonly config?: readonly string[];
  readonly trustedAdvisor?: readonly string[];
  /** CIS AWS Foundations Benchmark: version and item. */
  readonly cis?: readonly string[];
  /** PCI DSS: version and requirement. */
  readonly pci?: readonly string[];
  /** NIST SP 800-53 revision 5. */
  readonly nist?: readonly string[];
}

/** NIST SP 800-53 controls that Security Hub names for anything open to the world. */
export const NIST_OPEN: readonly string[] = [
  'AC-4',
  'AC-4(21)',
  'SC-7',
  'SC-7(4)',
  'SC-7(5)',
  'SC-7(11)',
  'SC-7(16)',
  'SC-7(21)',
];

export interface Found {
  readonly component: ComponentId;
  /** What tells it from other findings of the check at the component: a rule, a route, a pair, in words that last. */
  readonly rule?: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly exposure?: ExposureFacts;
  readonly place: { readonly account: string | undefined; readonly region: string | undefined };
}

export interface Lacking {
  readonly lacks: readonly Missing[];
  readonly component?: ComponentId;
  readonly message: string;
}
