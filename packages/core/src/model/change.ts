import type { ComponentId } from './route.ts';

/**
 * One edit of the configuration: printed by `--fix`, read from patches, undone by applying the opposite. All places of a
 * patch are those of the snapshot before any of its changes, so their order means nothing.
 */
export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  /** The object that is edited, or comes into being. */
  readonly component: ComponentId;
  /**
   * A JSON pointer into its record, in the API's words: `/Routes/-`, `/Entries/3`. An element of a list is told by its
   * position, or by what it holds: `/Entries/RuleNumber=100,Egress=true`. Empty: the object itself.
   */
  readonly at: string;
  /** What is there afterwards, as the API spells it; absent where something is removed. */
  readonly value?: unknown;
}

/** What an owner does in one go to open or close a way. */
export interface Edit {
  /** What it is about: the table, the group, the gateway. */
  readonly component: ComponentId;
  readonly price: number;
  readonly text: string;
  /** AWS CLI commands that would do it. */
  readonly commands: readonly string[];
  readonly changes: readonly Change[];
}

/** What edits cost, so that the cheapest way is found (core contract 9). Transit over a peering is not to be had. */
export const PRICE = {
  rule: 1,
  route: 1,
  option: 2,
  association: 2,
  attachment: 10,
  peering: 10,
  gateway: 20,
} as const;

/** Equal for edits that do the same: one that mends several blockers counts once. */
export function identityOfEdit({ changes }: Edit): string {
  return JSON.stringify(changes);
}
