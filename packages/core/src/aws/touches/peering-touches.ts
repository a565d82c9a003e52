import { isAlike } from '../field-edits.ts';
import { labelsOf } from './addresses.ts';
import { handingOn } from './handing-on.ts';
import { usersOf } from './led-to.ts';
import { throughUsers } from './through-subnets.ts';
import type { Touches } from './touch.ts';

/** A peering connection carries what the tables of its two VPCs lead there, and nothing further (PCX-01…08). */
export const peeringTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('vpcPeeringConnection', id), after.get('vpcPeeringConnection', id)];
  if (old && now && isAlike({ ...old, tags: {} }, { ...now, tags: {} })) return [];
  const networks = [before, after];
  const users = usersOf(networks, id);
  const through = users && throughUsers(users, before, after);
  // Answers to a node come back over the peering that its client is behind, whatever the tables say (NLB-03).
  return through && [...networks.map((net) => ({ dialled: labelsOf(net, handingOn(net)) })), ...through];
};
