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
}

/** What a check could not tell: that it found nothing there means nothing. */
export interface Undecided {
  readonly check: string;
  readonly component?: ComponentId;
  readonly message: string;
  readonly missing: readonly Missing[];
}
