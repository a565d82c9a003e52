import type { Membership } from '../model/route.ts';
import { type Lookup, placeOf } from './lookup.ts';
import { type GroupRules, rulesOf } from './security-rules.ts';
import { works } from './states.ts';

export type Standing = 'own' | 'associated' | 'not' | 'unknown';

/** A group that an interface lists, as it counts in its VPC: not at all where it is another VPC's (SG-16). */
export function membership(net: Lookup, group: string, vpcId: string): Membership | undefined {
  const standing = association(net, group, vpcId);
  return standing === 'not' ? undefined : { group, isSure: standing !== 'unknown' };
}

/** SG-16: a group of another VPC counts only while it is associated with the interface's. */
export function association(
  net: Lookup,
  group: string,
  vpcId: string,
  rules: GroupRules | undefined = rulesOf(net, group),
): Standing {
  const home = rules?.vpcId;
  if (!home || home === vpcId) return 'own';
  const record = net.get('securityGroupVpcAssociation', `${group}@${vpcId}`);
  if (record) return works(record.state, 'associated') ? 'associated' : 'not';
  const place = placeOf(net, vpcId);
  return net.coverage('securityGroupVpcAssociation', place) === 'complete' ? 'not' : 'unknown';
}
