import type { Draft } from '../describe/assembly.ts';
import { isStandIn } from '../terraform/planned-addresses.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * An interface that AWS made beside another thing, before and after a plan, with the addresses that answers tell of it: a plan
 * has others in their stead, not always the same.
 */
export function inAnswersTerms(old: Draft, now: Draft, live: Draft): readonly [old: Draft, now: Draft] {
  // One that the plan says is no other's stead.
  if (old.privateIpAddress === live.privateIpAddress) return [old, now];
  const [was, is] = [primaryOf(old)?.association, primaryOf(now)?.association];
  const isKept = isChosen(was) && isChosen(is);
  const shown = primaryOf(live)?.association;
  const hasSix = [old, now].every(({ ipv6Addresses }) => listOf(ipv6Addresses).length > 0);
  const translated = (one: Draft, association: unknown): Draft => ({
    ...one,
    privateIpAddress: live.privateIpAddress,
    privateIpAddresses: listOf(one.privateIpAddresses).map((each) =>
      each.primary ? { ...each, privateIpAddress: live.privateIpAddress, association } : each,
    ),
    ipv6Addresses: hasSix ? live.ipv6Addresses : one.ipv6Addresses,
  });
  return [translated(old, isKept ? shown : was), translated(now, isKept ? shown : is)];
}

function primaryOf({ privateIpAddresses }: Draft): Fields | undefined {
  return listOf(privateIpAddresses).find(({ primary }) => primary);
}

/** Whether AWS chooses the public address. */
function isChosen(association: unknown): boolean {
  return isStandIn(String((association as Fields | undefined)?.publicIp));
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
