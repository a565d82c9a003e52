import type { Change, Edit } from './change.ts';
import type { Evidence, Missing } from './evidence.ts';
import type { ComponentId } from './route.ts';

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something that a check found wrong. */
export interface Finding {
  /** Made of check, component and rule alone, so that it stays the same whatever changes around them. */
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  readonly component: ComponentId;
  readonly account?: string;
  readonly region?: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** What a request that it is about passes, in order, as far as it gets. */
  readonly way?: readonly ComponentId[];
  /** What would make it go away, where that was asked for. */
  readonly mend?: Mend;
  /** Of what the internet reaches, or what reaches it. */
  readonly exposure?: ExposureFacts;
}

/** The fewest edits by which a finding goes away: they were made, and it was asked again. */
export interface Mend {
  /** What was asked before and after: one pair of addresses. */
  readonly question: { readonly from: string; readonly to: string; readonly services: string };
  /** `none`: no edits that are known would do it. */
  readonly result: 'found' | 'none';
  readonly isFewest: boolean;
  readonly edits: readonly Omit<Edit, 'changes'>[];
  /** The same as one patch. */
  readonly patch: readonly Change[];
}

/** What lies open between an end and the internet, as data. */
export interface ExposureFacts {
  /** What an open port lets strangers try; of egress nothing is told. */
  readonly portClass?: string;
  /** The best proof first. */
  readonly parts: readonly ExposurePart[];
  /** The addresses that are dialled, and the balancer behind an address that hands on. */
  readonly via: readonly { readonly address: string; readonly through?: ComponentId }[];
  /** What packets to the internet pass, the last being the gateway that they leave by. */
  readonly ways?: readonly (readonly ComponentId[])[];
}

/** Services, and all who have them. */
export interface ExposurePart {
  /** `delivered` and `answered`: the whole path is proven, without and with the reply. */
  readonly proof: 'rule' | 'address' | 'delivered' | 'answered';
  readonly services: string;
  /** Well-known services among them. */
  readonly names: readonly string[];
  /** Who is at the other end, as the fewest CIDRs; `internet` is everybody. */
  readonly internet: readonly string[];
  /** Whether that is so much that strangers are among them. */
  readonly isWide: boolean;
}

/** What a check could not tell: that it found nothing there means nothing. */
export interface Undecided {
  readonly check: string;
  readonly component?: ComponentId;
  readonly message: string;
  readonly missing: readonly Missing[];
}
