import type { Network } from '../engine/network.ts';
import type { Hop } from '../engine/trail.ts';
import type { Evidence } from '../model/evidence.ts';
import { formatPrefix } from '../net/address.ts';
import type { Pair } from './judge.ts';
import { isOutside } from './positions.ts';
import { REST_OF_INTERNET } from './shown-ends.ts';

/**
 * Hops that speak of the addresses that were asked. Rules know labels alone, so where none admits one address of a label
 * they name the label's prefix: up to `0.0.0.0/0`, for what no prefix in use covers. `isInternet`: all hosts outside are asked.
 */
export function reworded(
  network: Network,
  { sender, target }: Pair,
  isInternet: boolean,
  hops: readonly Hop[],
): readonly Hop[] {
  const words = new Map<string, string>();
  for (const { label, family, address } of [
    { ...sender, label: sender.source },
    { ...target, label: target.to },
  ]) {
    const prefix = network.labels[family].prefixOf(label);
    if (address.length > prefix.length) words.set(formatPrefix(prefix), formatPrefix(address));
    else if (prefix.length === 0 && isOutside(network, family, label))
      words.set(formatPrefix(prefix), isInternet ? 'the internet' : REST_OF_INTERNET);
  }
  if (words.size === 0) return hops;
  return hops.map(({ component, checks }) => ({
    component,
    checks: checks.map((check) => ({ ...check, evidence: () => check.evidence().map((one) => reword(one, words)) })),
  }));
}

/** What was read from the input stays as it was written; it has a source. */
function reword(evidence: Evidence, words: ReadonlyMap<string, string>): Evidence {
  if (evidence.source) return evidence;
  const at = evidence.text.lastIndexOf(' ') + 1;
  const word = words.get(evidence.text.slice(at));
  return word === undefined ? evidence : { ...evidence, text: `${evidence.text.slice(0, at)}${word}` };
}
