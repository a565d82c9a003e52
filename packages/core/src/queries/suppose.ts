import { applyChanges } from '../aws/apply-changes.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { compile, compileAlike, type Network } from '../engine/network.ts';
import type { Change } from '../model/change.ts';

/** A network before and after changes, compiled alike: to be compared, or to be asked the same of both. */
export function suppose(network: Network, changes: readonly Change[]): readonly [Network, Network] {
  return supposed(network, applyChanges(network.snapshot, changes));
}

/** The same of a later edition of what the network is of. */
export function supposed(network: Network, later: Snapshot): readonly [Network, Network] {
  const after = compile(later, network.assume, network);
  // Where it names prefixes that the network does not, addresses are cut anew in both.
  if (after.edition) return [network, after];
  return compileAlike([network.snapshot, later], network.assume) as unknown as readonly [Network, Network];
}
