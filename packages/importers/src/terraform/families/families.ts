import type { Family } from '../mapping.ts';
import { elasticAddresses } from './addresses.ts';
import { classicBalancers } from './classic-balancers.ts';
import { clientVpn } from './client-vpn.ts';
import { databases } from './databases.ts';
import { directConnect } from './direct-connect.ts';
import { firewalls } from './firewalls.ts';
import { internetGateways, natGateways, vpnGateways } from './gateways.ts';
import { instances } from './instances.ts';
import { networkInterfaces } from './interfaces.ts';
import { listeners, loadBalancers, targetGroups } from './load-balancers.ts';
import {
  caches,
  eksClusters,
  fileSystems,
  instanceConnectEndpoints,
  searchDomains,
  warehouses,
} from './managed-services.ts';
import { networkAcls } from './network-acls.ts';
import { peerings } from './peerings.ts';
import { prefixLists } from './prefix-lists.ts';
import { endpointServices, groupAssociations } from './private-link.ts';
import { publicAccess } from './public-access.ts';
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
  directConnect,
  clientVpn,
  firewalls,
  publicAccess,
  groupAssociations,
  loadBalancers,
  listeners,
  classicBalancers,
  databases,
  scalingGroups,
  services,
  functions,
  eksClusters,
  caches,
  warehouses,
  searchDomains,
  fileSystems,
  instanceConnectEndpoints,
  endpointServices,
  // After what registers with them.
  targetGroups,
];

export const typesRead: ReadonlySet<string> = new Set(families.flatMap(({ types }) => types));
