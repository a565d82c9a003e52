import {
  type CoveredRule,
  type Diagnostic,
  type Evidence,
  type Network,
  RULE_KINDS,
  type RuleCoverage,
  type RuleKind,
} from '@hopwise/core';
import { type ComponentNames, componentsIn } from './components-in.ts';

/** Which rules policies touch, as data: what `check --coverage --format json` prints. Its JSON Schema is published. */
export interface CoverageDocument {
  readonly policies: number;
  readonly counts: Readonly<Record<RuleKind, { readonly all: number; readonly touched: number }>>;
  /** False where there were too many kinds of pairs to follow: what was not followed may touch more rules. */
  readonly isComplete: boolean;
  readonly untouched: readonly RuleDocument[];
  readonly touched: readonly (RuleDocument & { readonly policies: readonly string[] })[];
  readonly components: ComponentNames;
  readonly diagnostics: readonly Diagnostic[];
}

export interface RuleDocument extends Omit<Evidence, 'effect'> {
  readonly kind: RuleKind;
}

export function coverageDocument(
  network: Network,
  { rules, kinds, followed }: RuleCoverage,
  policies: number,
  diagnostics: readonly Diagnostic[],
): CoverageDocument {
  const [untouched, touched] = [rules.filter((one) => !isTouched(one)), rules.filter(isTouched)];
  const counts = RULE_KINDS.map((kind) => {
    const count = (some: readonly CoveredRule[]) => some.filter((one) => one.kind === kind).length;
    return [kind, { all: count(rules), touched: count(touched) }];
  });
  return {
    policies,
    counts: Object.fromEntries(counts),
    isComplete: followed === kinds,
    untouched: untouched.map(ruleDocument),
    touched: touched.map((one) => ({ ...ruleDocument(one), policies: one.policies })),
    components: componentsIn(
      network,
      rules.map(({ evidence }) => [evidence.component, evidence.text]),
    ),
    diagnostics,
  };
}

function isTouched({ policies }: CoveredRule): boolean {
  return policies.length > 0;
}

function ruleDocument({ kind, evidence: { effect: _, ...evidence } }: CoveredRule): RuleDocument {
  return { kind, ...evidence };
}
