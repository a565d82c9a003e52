import { findPath, type Network, parseQuestion, type Verdict } from '@hopwise/core';

/** What can talk to what in the network called acme, by the words of whoever made it. */
export const FACTS: readonly (readonly [from: string, to: string, verdict: Verdict])[] = [
  ['internet', 'app-alb:80', 'reachable'],
  ['internet', 'app-0', 'blocked'],
  ['internet', 'app-1', 'blocked'],
  ['internet', 'db', 'blocked'],
  ['internet/203.0.113.9', 'bastion:22', 'reachable'],
  ['internet/192.0.2.1', 'bastion:22', 'blocked'],
  ['bastion', 'app-0:22', 'reachable'],
  ['bastion', 'app-1:22', 'reachable'],
  ['bastion', 'db:22', 'blocked'],
  ['app-0', 'db:5432', 'reachable'],
  ['app-1', 'db:5432', 'blocked'],
  ['app-0', 'tools:9090', 'reachable'],
  ['app-1', 'tools:9090', 'reachable'],
  ['bastion', 'tools:9090', 'blocked'],
  ['tools', 'app-0:8080', 'blocked'],
  ['tools', 'app-1:8080', 'blocked'],
  ['app-0', 'internet', 'reachable'],
  ['app-1', 'internet', 'reachable'],
  ['tools', 'internet', 'blocked'],
  // An address of S3, as far as the input says which those are.
  ['app-0', '52.216.1.1:443', 'reachable'],
  ['db', '52.216.1.1:443', 'blocked'],
];

/** Verdicts of facts, under the names that an input has for the ends. */
export function factsOf(
  network: Network,
  facts: typeof FACTS,
  named: (name: string) => string,
): readonly (readonly [string, string, Verdict])[] {
  return facts.map(([from, to]) => {
    const question = parseQuestion(network, { from: named(from), to: named(to) });
    return [from, to, findPath(network, question).verdict];
  });
}
