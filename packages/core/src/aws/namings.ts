import { cacheClusterNaming, replicationGroupNaming } from './cache-cluster.ts';
import { classicLoadBalancerNaming } from './classic-load-balancer.ts';
import { dbClusterNaming, dbInstanceNaming } from './db-instance.ts';
import { ecsTaskNaming } from './ecs-task.ts';
import { eksClusterNaming } from './eks-cluster.ts';
import { fileSystemNaming } from './file-system.ts';
import { instanceConnectEndpointNaming } from './instance-connect-endpoint.ts';
import { lambdaFunctionNaming } from './lambda-function.ts';
import { loadBalancerNaming } from './load-balancer.ts';
import { openSearchDomainNaming } from './open-search-domain.ts';
import type { Kind, RecordOfKind } from './record-types.ts';
import { redshiftClusterNaming } from './redshift-cluster.ts';
import type { Naming } from './resource-type.ts';

/** The kinds whose objects people name as ends, beside those that packets meet by themselves. */
export const namings: { readonly [K in Kind]?: Naming<RecordOfKind<K>> } = {
  dbInstance: dbInstanceNaming,
  dbCluster: dbClusterNaming,
  cacheCluster: cacheClusterNaming,
  replicationGroup: replicationGroupNaming,
  redshiftCluster: redshiftClusterNaming,
  openSearchDomain: openSearchDomainNaming,
  lambdaFunction: lambdaFunctionNaming,
  fileSystem: fileSystemNaming,
  ecsTask: ecsTaskNaming,
  eksCluster: eksClusterNaming,
  instanceConnectEndpoint: instanceConnectEndpointNaming,
  loadBalancer: loadBalancerNaming,
  classicLoadBalancer: classicLoadBalancerNaming,
};
