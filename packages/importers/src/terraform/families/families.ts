import type { Family } from '../mapping.ts';
import { elasticAddresses } from './addresses.ts';
import { classicBalancers } from './classic-balancers.ts';
import { clientVpn } from './client-vpn.ts';
import { cloudWan } from './cloud-wan.ts';
import { databases } from './databases.ts';
import { directConnect } from './direct-connect.ts';
import { eksNodes } from './eks-nodes.ts';
import { firewalls } from './firewalls.ts';
import { flowLogs } from './flow-logs.ts';
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
import { placedServices } from './placed-services.ts';
import { prefixLists } from './prefix-lists.ts';
import { endpointServices, groupAssociations } from './private-link.ts';
import { publicAccess } from './public-access.ts';
import { resolverEndpoints } from './resolver-endpoints.ts';
import { routeTables } from './route-tables.ts';
import { scalingGroups } from './scaling-groups.ts';
import { securityGroups } from './security-groups.ts';
import { sharedResources } from './shared-resources.ts';
import { transitGateways } from './transit-gateways.ts';
import { vpcEndpoints } from './vpc-endpoints.ts';
import { subnets, vpcs } from './vpcs.ts';
import { vpnConnections } from './vpn-connections.ts';
import { functions, services } from './workloads.ts';

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
  sharedResources,
  transitGateways,
  cloudWan,
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
  eksNodes,
  caches,
  warehouses,
  searchDomains,
  fileSystems,
  instanceConnectEndpoints,
  placedServices,
  resolverEndpoints,
  endpointServices,
  flowLogs,
  // After what registers with them.
  targetGroups,
];

/** Whether something makes interfaces in subnets that no family reads: nobody can tell then which there are not. */
export function isUnreadPlace(type: string): boolean {
  return !typesRead.has(type) && PLACES.test(type);
}

const PLACES =
  /^aws_(?:emr_(?:cluster|instance)|sagemaker_(?:notebook_i|domain|cluster)|workspaces_(?:workspace|directory)|elastic_beanstalk_environment|globalaccelerator_endpoint_group|glue_(?:dev_endpoint|connection)|appstream_fleet|grafana_workspace|verifiedaccess_endpoint|kinesisanalyticsv2|storagegateway_gateway|datasync_|spot_fleet|ec2_fleet|ecs_task_set|mskconnect_connector|cloudhsm|quicksight_vpc|odb_|cloud9_environment_ec2|prometheus_scraper|cloudfront_vpc_origin|evs_environment|finspace_kx_(?:environment|cluster)|vpc_route_server_endpoint)/;

export const typesRead: ReadonlySet<string> = new Set(families.flatMap(({ types }) => types));
