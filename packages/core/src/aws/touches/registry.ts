import type { Kind } from '../record-types.ts';
import { aclTouches } from './acl-touches.ts';
import { addressTouches } from './address-touches.ts';
import { egressOnlyTouches, internetGatewayTouches } from './gateway-touches.ts';
import { groupRuleTouches, groupTouches } from './group-touches.ts';
import { instanceTouches } from './instance-touches.ts';
import { interfaceTouches } from './interface-touches.ts';
import { listTouches } from './list-touches.ts';
import { natTouches } from './nat-touches.ts';
import { peeringTouches } from './peering-touches.ts';
import { routeTableTouches } from './route-touches.ts';
import type { Touches } from './touch.ts';

/** What fares otherwise where a record of a kind differs, came or went; where a kind is absent, anything may. */
export const touches: { readonly [K in Kind]?: Touches } = {
  securityGroup: groupTouches,
  securityGroupRule: groupRuleTouches,
  networkAcl: aclTouches,
  routeTable: routeTableTouches,
  prefixList: listTouches,
  prefixListEntries: listTouches,
  networkInterface: interfaceTouches,
  instance: instanceTouches,
  address: addressTouches,
  natGateway: natTouches,
  internetGateway: internetGatewayTouches,
  egressOnlyInternetGateway: egressOnlyTouches,
  vpcPeeringConnection: peeringTouches,
};
