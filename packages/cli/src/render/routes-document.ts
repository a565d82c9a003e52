import type { Diagnostic, Expectation, Expected, Network, RouteExplanation } from '@hopwise/core';
import { componentsIn } from './components-in.ts';
import type { PathDocument } from './path-document.ts';

/** The answer of `hopwise routes` as data; its JSON Schema is published. */
export interface RoutesDocument extends RouteExplanation {
  readonly expect?: Expected;
  readonly expectation?: Expectation;
  readonly components: PathDocument['components'];
  readonly diagnostics: readonly Diagnostic[];
}

export function routesDocument(
  network: Network,
  explanation: RouteExplanation,
  expected: Pick<RoutesDocument, 'expect' | 'expectation'>,
  diagnostics: readonly Diagnostic[],
): RoutesDocument {
  return { ...explanation, ...expected, components: componentsIn(network, explanation), diagnostics };
}
