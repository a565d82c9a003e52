import type { Stop } from '../model/route.ts';
import { derived, type Lookup, type Place } from './lookup.ts';
import { isKnownAfterApply } from './prefix-list-entries.ts';

/** Whether an interface of a place may have an Elastic IP address whose holder is known only after apply. */
export function mayHaveOpenAddress(net: Lookup, { account, region }: Place): boolean {
  const agrees = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  return open(net).some((one) => agrees(one.account, account) && agrees(one.region, region));
}

const open = derived((net) =>
  net.all('address').filter((one) => isKnownAfterApply(one.instanceId) || isKnownAfterApply(one.networkInterfaceId)),
);

/** What is known only after apply decides. */
export function leftOpen(at: string, text: string): Stop {
  return { kind: 'unknown', code: 'KNOWN_AFTER_APPLY', at, evidence: [{ component: at, effect: 'blocks', text }] };
}
