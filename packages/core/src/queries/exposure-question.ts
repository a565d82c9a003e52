import { heldElsewhere, isPrivateIpv6 } from '../aws/internet-edge.ts';
import type { Network } from '../engine/network.ts';
import { INTERNET } from '../model/route.ts';
import { parsePrefix } from '../net/address.ts';
import { isOutside, type Target } from './positions.ts';
import { parseQuestion, type Question } from './question.ts';

/** All that the internet can dial: public and IPv6 addresses of everything, and those whose holder was not read. */
export function exposureQuestion(network: Network): Question {
  const to = ['*', ...heldAddresses(network)].join();
  const question = parseQuestion(network, { from: INTERNET, to, addresses: 'public' });
  const outside = question.targets.outside.filter((target) => isDialled(network, target));
  return { ...question, targets: { inside: [], outside } };
}

/** A host without a public address is not dialled (IGW-06); the internet does not ask how it reaches itself. */
function isDialled(network: Network, { stop, at, ends, family, to }: Target): boolean {
  if (family === 6 && isPrivateIpv6(network, to)) return false;
  return stop?.kind !== 'dropped' && (at !== undefined || ends !== undefined || !isOutside(network, family, to));
}

function heldAddresses(network: Network): readonly string[] {
  return network.all('address').flatMap(({ publicIp = '' }) => {
    const prefix = parsePrefix(publicIp);
    const label = prefix?.family === 4 ? network.labels[4].rangeOf(prefix)?.from : undefined;
    return label !== undefined && heldElsewhere(network, label) ? [publicIp] : [];
  });
}
