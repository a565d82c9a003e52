/** What a collection tells of its progress, as it happens; `--progress json` prints these. */
export type CollectEvent =
  | { readonly event: 'place'; readonly account: string; readonly region: string }
  | { readonly event: 'planned'; readonly account: string; readonly region: string; readonly calls: number }
  | CallEvent
  | { readonly event: 'place-read'; readonly account: string; readonly region: string }
  | PlaceFailedEvent;

export interface CallEvent {
  readonly event: 'call';
  readonly account: string;
  readonly region: string;
  readonly call: string;
  readonly id?: string;
  /** `kept` is there from an earlier run, and was not asked again. */
  readonly state: 'answered' | 'kept' | 'failed';
  readonly records: number;
  readonly pages: number;
  readonly code?: string;
  readonly message?: string;
}

/** A whole account, or a Region of it, that could not be read. */
export interface PlaceFailedEvent {
  readonly event: 'place-failed';
  readonly account: string;
  readonly region?: string | undefined;
  readonly call: string;
  readonly code: string;
  readonly message: string;
}
