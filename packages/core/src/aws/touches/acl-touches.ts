import type { ComponentId } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import { aclAdmissions } from '../acl-filters.ts';
import { isAlike } from '../field-edits.ts';
import { andKeptClients } from '../kept-client-addresses.ts';
import type { Lookup } from '../lookup.ts';
import type { NetworkAcl } from '../network-acl.ts';
import { ANYBODY, differing, NOBODY, type Peers } from './peers.ts';
import { throughSubnets } from './through-subnets.ts';
import type { Touches } from './touch.ts';

/** A network ACL is asked where packets enter or leave its subnets by their router (ACL-10). */
export const aclTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('networkAcl', id), after.get('networkAcl', id)];
  if (old && now && isAlike(old.entries, now.entries) && isAlike(old.associations, now.associations)) return [];
  const isMoved = !isAlike(old?.associations, now?.associations);
  const subnets = [old, now].flatMap((acl) => (acl ? subnetsOf(acl) : []));
  // Which of two ACLs that list a subnet is asked is not the record's own affair.
  if (isMoved && !subnets.every((subnet) => isListedOnce(before, subnet) && isListedOnce(after, subnet)))
    return undefined;
  const peers = isMoved ? ANYBODY : peersOfAcl(id, before, after);
  return throughSubnets(subnets, peers, before, after);
};

/** Whom the two editions of an ACL treat otherwise; of packets in either direction it reads the other end's address. */
function peersOfAcl(id: ComponentId, before: Lookup, after: Lookup): Peers {
  const at = (family: Family) => {
    const stretches = (['ingress', 'egress'] as const).flatMap((direction) => {
      const [a, b] = [before, after].map((net) => aclAdmissions(net, id, direction, family));
      return differing(a as AddressMap, b as AddressMap, before.labels[family].size);
    });
    return andKeptClients(after, family, stretches);
  };
  return { ...NOBODY, at: { 4: at(4), 6: at(6) } };
}

function subnetsOf({ associations }: NetworkAcl): readonly ComponentId[] {
  return associations.flatMap((one) => one?.subnetId ?? []);
}

function isListedOnce(net: Lookup, subnetId: ComponentId): boolean {
  return net.all('networkAcl').filter((acl) => subnetsOf(acl).includes(subnetId)).length <= 1;
}
