import { interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { overlaps } from '../net/address.ts';
import { componentName } from './component-name.ts';
import type { End } from './end.ts';
import { resolveEnds } from './ends.ts';
import { componentsNamed } from './host-names.ts';
import { parseSelector } from './selector.ts';

/** The components that a selector means, to look at and not to ask: gateways and tables too, which are nobody's end. */
export function componentsMeant(network: Network, text: string): readonly ComponentId[] {
  const { selector } = parseSelector(text);
  if (selector.kind === 'term') {
    const own = componentsByName(network, selector.text);
    if (own.length > 0) return own;
  }
  const meant = resolveEnds(network, text).ends.flatMap((end) => componentsOf(network, end));
  return [...new Set(meant)];
}

/** By id or ARN; by another name that the input has for it; by Name. */
function componentsByName(network: Network, text: string): readonly ComponentId[] {
  const { aliases } = network.snapshot;
  if (aliases && Object.hasOwn(aliases, text)) return aliases[text] ?? [];
  if (network.topology.graph.hasNode(text) || componentName(network, text).kind) return [text];
  const hosts = componentsNamed(network, text);
  return hosts.length > 0
    ? hosts
    : network.topology.graph.filterNodes((id) => componentName(network, id).name === text);
}

function componentsOf(network: Network, end: End): readonly ComponentId[] {
  switch (end.kind) {
    case 'interface':
      return [end.holder.at];
    case 'internet':
      return [end.by ?? INTERNET];
    case 'site':
    case 'unread':
      return [end.at];
    case 'service':
      return end.endpoints;
    case 'address':
      return interfaceIndex(network).holders.flatMap(({ at, prefixes }) =>
        prefixes.some((prefix) => overlaps(prefix, end.range.prefix)) ? [at] : [],
      );
  }
}
