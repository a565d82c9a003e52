import type { Kind } from '../record-types.ts';
import { groupRuleTouches, groupTouches } from './group-touches.ts';
import { interfaceTouches } from './interface-touches.ts';
import { aclTouches, routeTableTouches } from './subnet-touches.ts';
import type { Touches } from './touch.ts';

/** What fares otherwise where a record of a kind differs, came or went; where a kind is absent, anything may. */
export const touches: { readonly [K in Kind]?: Touches } = {
  securityGroup: groupTouches,
  securityGroupRule: groupRuleTouches,
  networkAcl: aclTouches,
  routeTable: routeTableTouches,
  networkInterface: interfaceTouches,
};
