import {
  CHANGE_KINDS,
  type ChangeKind,
  type Diagnostic,
  type DiffExplanation,
  type Difference,
  type ExplainedGroup,
  type Network,
} from '@hopwise/core';
import { type ComponentNames, componentsIn } from './components-in.ts';

/** What two networks let happen otherwise, as data: what everything else is made of. Its JSON Schema is published. */
export interface DiffDocument {
  readonly before: string;
  readonly after: string;
  /** `equivalent` is proven: of every pair, every service, both ways. `undecided`: only unknowns differ. */
  readonly result: 'equivalent' | 'different' | 'undecided';
  readonly counts: readonly { readonly kind: ChangeKind; readonly groups: number; readonly pairs: number }[];
  readonly groups: readonly ExplainedGroup[];
  /** How many more groups there are. */
  readonly moreGroups: number;
  /** Differences of the inputs that nothing is blamed on. */
  readonly unmapped: readonly Difference[];
  /** Pairs that were too many to ask: ends of which the input lacks nearly all. */
  readonly notCompared: number;
  readonly components: ComponentNames;
  readonly diagnostics: { readonly before: readonly Diagnostic[]; readonly after: readonly Diagnostic[] };
}

interface Told {
  readonly names: readonly [string, string];
  readonly groups: number;
  readonly diagnostics: DiffDocument['diagnostics'];
}

export function diffDocument(
  networks: readonly [Network, Network],
  { groups, unmapped, notCompared }: DiffExplanation,
  { names, groups: most, diagnostics }: Told,
): DiffDocument {
  const shown = groups.slice(0, most);
  const isSure = groups.some((one) => one.isSure);
  const [before, after] = networks.map((network) => componentsIn(network, [shown, unmapped]));
  return {
    before: names[0],
    after: names[1],
    result: isSure ? 'different' : groups.length > 0 || notCompared > 0 ? 'undecided' : 'equivalent',
    counts: CHANGE_KINDS.flatMap((kind) => {
      const own = groups.filter((one) => one.kind === kind);
      return own.length === 0
        ? []
        : [{ kind, groups: own.length, pairs: own.reduce((sum, { pairs }) => sum + pairs, 0) }];
    }),
    groups: shown,
    moreGroups: groups.length - shown.length,
    unmapped,
    notCompared,
    components: Object.assign(Object.create(null), before, after),
    diagnostics,
  };
}
