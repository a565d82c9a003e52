import type { Source } from './source.ts';

/** One rule, route, state or absence that decided something, with where it was read. */
export interface Evidence {
  readonly component: string;
  readonly effect: 'admits' | 'blocks' | 'routes' | 'translates';
  /** Rule number, security group rule, destination of a route: how the owner finds it again. */
  readonly rule?: string;
  readonly text: string;
  readonly source?: Source;
}

/** What the input lacks, and the one call that would tell. */
export interface Missing {
  readonly kind: string;
  /** The object that something names and the input does not hold. */
  readonly id?: string;
  readonly account?: string;
  readonly region?: string;
  /** Ready to paste. */
  readonly command: string;
  /** Why it lacks: what AWS said when the call was made. */
  readonly reason?: string;
}
