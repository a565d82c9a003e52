import type { Family } from '../mapping.ts';
import { elasticAddresses } from './addresses.ts';
import { classicBalancers } from './classic-balancers.ts';
import { databases } from './databases.ts';
import { internetGateways, natGateways, vpnGateways } from './gateways.ts';
import { instances } from './instances.ts';
import { networkInterfaces } from './interfaces.ts';
import { listeners, loadBalancers, targetGroups } from './load-balancers.ts';
import { networkAcls } from './network-acls.ts';
import { peerings } from './peerings.ts';
import { prefixLists } from './prefix-lists.ts';
import { routeTables } from './route-tables.ts';
import { securityGroups } from './security-groups.ts';
import { transitGateways } from './transit-gateways.ts';
import { vpcEndpoints } from './vpc-endpoints.ts';
import { subnets, vpcs } from './vpcs.ts';
import { vpnConnections } from './vpn-connections.ts';
import { functions, scalingGroups, services } from './workloads.ts';

/** Everything that is read, in an order in which places come before what lies in them. */
export const families: readonly Family[] = [
  vpcs,
  subnets,
  routeTables,
  securityGroups,
  networkAcls,
  prefixLists,
  internetGateways,
  vpnGateways,
  natGateways,
  elasticAddresses,
  networkInterfaces,
  instances,
  peerings,
  vpcEndpoints,
  transitGateways,
  vpnConnections,
  loadBalancers,
  listeners,
  classicBalancers,
  databases,
  scalingGroups,
  services,
  functions,
  // After what registers with them.
  targetGroups,
];

export const typesRead: ReadonlySet<string> = new Set(families.flatMap(({ types }) => types));
