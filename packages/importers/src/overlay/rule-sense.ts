import { isAlike } from '@hopwise/core';
import type { Draft } from '../describe/assembly.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The same rule: direction, service and peer; ids, owners and descriptions say nothing of packets. */
export function isSameRule(one: Fields, other: Fields): boolean {
  return isAlike(senseOf(one), senseOf(other));
}

function senseOf(rule: Fields): object {
  const { isEgress, ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo } = rule;
  return {
    isEgress: isEgress === true,
    ipProtocol: String(ipProtocol),
    // For all traffic answers say -1, and plans nothing or 0.
    ports: String(ipProtocol) === '-1' ? undefined : [fromPort, toPort],
    peer: [cidrIpv4, cidrIpv6, prefixListId, (referencedGroupInfo as Fields | undefined)?.groupId],
  };
}

/** A permission of a group's own record with one peer, as the rule that it is. */
export function ruleOf(permission: Fields, isEgress: boolean): Fields {
  const [four] = listOf(permission.ipRanges);
  const [six] = listOf(permission.ipv6Ranges);
  const [list] = listOf(permission.prefixListIds);
  const [group] = listOf(permission.userIdGroupPairs);
  return {
    ...permission,
    isEgress,
    cidrIpv4: four?.cidrIp,
    cidrIpv6: six?.cidrIpv6,
    prefixListId: list?.prefixListId,
    referencedGroupInfo: group,
  };
}

export function permissionOf(rule: Draft): Fields {
  const { ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo, description } = rule;
  return {
    ipProtocol,
    fromPort,
    toPort,
    ipRanges: cidrIpv4 ? [{ cidrIp: cidrIpv4, description }] : [],
    ipv6Ranges: cidrIpv6 ? [{ cidrIpv6, description }] : [],
    prefixListIds: prefixListId ? [{ prefixListId, description }] : [],
    userIdGroupPairs: referencedGroupInfo ? [{ ...(referencedGroupInfo as Fields), description }] : [],
  };
}

const LISTS = ['ipRanges', 'ipv6Ranges', 'prefixListIds', 'userIdGroupPairs'] as const;

export function onePeerEach(permission: Fields): readonly Fields[] {
  const none = { ...permission, ipRanges: [], ipv6Ranges: [], prefixListIds: [], userIdGroupPairs: [] };
  return LISTS.flatMap((name) => listOf(permission[name]).map((peer) => ({ ...none, [name]: [peer] })));
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? (value as readonly Fields[]) : [];
}
