import { KeyNumbering, Numbering } from '../net/numbering.ts';
import { interfaceIndex } from './interface-index.ts';
import { roleOf } from './interface-owner.ts';
import type { InterfaceRole } from './interface-role.ts';
import { recordStop } from './interface-state.ts';
import { derived, derivedBy, type Lookup } from './lookup.ts';
import { isRoutedTo } from './routed-interface.ts';

/** What interfaces have in common is told by numbers: there are a hundred thousand of them. */
const numbers = derived(() => ({
  names: new KeyNumbering<string>(),
  roles: new KeyNumbering<InterfaceRole>(),
  subnets: new Numbering(),
  likenesses: new Numbering(),
  policies: new Numbering(),
}));

/** Of one that is like no other. */
const ALONE = -1;

/** Interfaces of a subnet differ in their addresses and groups alone, unless AWS made them for something or routes lead to them. */
const likeness = derivedBy((net, at): number => {
  const holder = interfaceIndex(net).holderOf(at);
  if (!holder?.record || !holder.subnetId || isRoutedTo(net, at) || recordStop(net, holder.record)) return ALONE;
  const { role, record, vpcId, subnetId } = holder;
  if (role.isNat || role.isClientVpn || hasOwnGuards(role)) return ALONE;
  const { names, roles, subnets, likenesses } = numbers(net);
  const place = subnets.of(names.of(vpcId), names.of(subnetId));
  return likenesses.of(place, 2 * roles.of(role) + (record.denyAllIgwTraffic ? 1 : 0));
});

/** Interfaces of the same groups in the same VPC. */
const policy = derivedBy(
  (net, at): number => {
    const record = net.get('networkInterface', at);
    if (!record || hasOwnGuards(roleOf(net, record))) return ALONE;
    const { names, policies } = numbers(net);
    const groups = record.groups.flatMap((group) => (group?.groupId ? names.of(group.groupId) : []));
    if (groups.length > 1) groups.sort((a, b) => a - b);
    let number = 1 + policies.of(0, names.of(record.vpcId ?? ''));
    for (const group of groups) number = 1 + policies.of(number, group);
    return number;
  },
  {
    kinds: ['networkInterface'],
    touches: (at, { ids }) => ids.get('networkInterface')?.has(at) ?? false,
  },
);

/** Something else than the groups that it lists guards it. */
function hasOwnGuards({ isUngrouped, isBalancer, isEndpoint }: InterfaceRole): boolean {
  return (isUngrouped || isBalancer || isEndpoint) ?? false;
}

export function likenessOf(net: Lookup, at: string): number | undefined {
  const number = likeness(net, at);
  return number === ALONE ? undefined : number;
}

export function policyOf(net: Lookup, at: string): number | undefined {
  const number = policy(net, at);
  return number === ALONE ? undefined : number;
}
