import { applyChanges } from '../aws/apply-changes.ts';
import type { Snapshot } from '../aws/snapshot.ts';
import { compileAlike, compileWithoutEnds, type Network } from '../engine/network.ts';
import type { Change } from '../model/change.ts';
import type { Prefix } from '../net/address.ts';
import { endIndex } from './end-index.ts';

/** A network before and after changes, compiled alike, so that they can be compared. */
export function suppose(network: Network, changes: readonly Change[]): readonly [Network, Network] {
  return supposed(network, applyChanges(network.snapshot, changes));
}

/** The same of a later edition of what the network is of. */
export function supposed(network: Network, later: Snapshot): readonly [Network, Network] {
  const after =
    compileWithoutEnds(later, network, (prefix) => isNobodys(network, prefix)) ??
    compileAlike([network.snapshot, later], network.assume);
  return 'labels' in after ? [network, after] : (after as unknown as readonly [Network, Network]);
}

/** Whether no end has one of the addresses of a prefix that is not in use, other than by a prefix inside it. */
function isNobodys(network: Network, prefix: Prefix): boolean {
  const cover = network.labels[prefix.family].coverOf(prefix);
  return endIndex(network).sides.every(({ senders, targets }) =>
    [senders, targets].every((ends) => ends.within(prefix.family, cover, cover + 1).next().done),
  );
}
