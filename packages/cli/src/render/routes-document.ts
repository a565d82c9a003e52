import type { Diagnostic, Network, RouteExplanation } from '@hopwise/core';
import { componentsIn } from './components-in.ts';
import type { PathDocument } from './path-document.ts';

/** The answer of `hopwise routes` as data; its JSON Schema is published. */
export interface RoutesDocument extends RouteExplanation {
  readonly components: PathDocument['components'];
  readonly diagnostics: readonly Diagnostic[];
}

export function routesDocument(
  network: Network,
  explanation: RouteExplanation,
  diagnostics: readonly Diagnostic[],
): RoutesDocument {
  return { ...explanation, components: componentsIn(network, explanation), diagnostics };
}
