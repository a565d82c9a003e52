import type { Network } from '../engine/network.ts';
import type { Pair } from './judge.ts';
import { isOutside, isOutsider, type Sender } from './positions.ts';

/** Whether an end dials itself, the internet too, by name; or, one of several, by an address that its own system answers. */
export function isSelf(network: Network, { sender, target }: Pair, isOneOfSet: boolean): boolean {
  if (isOutsider(sender)) return isOutside(network, target.family, target.to);
  if (sender.host === target.host) return true;
  const { end, family } = sender;
  return isOneOfSet && network.behaviour(end)?.answersBeside?.(end, target.to, family, network) === 'HOST_LOCAL';
}

/** Places outside are no host: each of their addresses is asked for itself. */
export function hostKey(sender: Sender): string {
  return isOutsider(sender) ? `${sender.host} ${sender.by ?? ''} ${sender.family} ${sender.source}` : sender.host;
}
