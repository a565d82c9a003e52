import type { DescribeCall } from '@hopwise/core';

type Service = DescribeCall['service'];

/** A service as the SDK and IAM know it; its package is loaded when it is asked for the first time. */
interface ServiceFacts {
  /** The class of its client. */
  readonly client: string;
  /** What its actions begin with in policies. */
  readonly actions: string;
  load(): Promise<object>;
}

export const services: Readonly<Record<Service, ServiceFacts>> = {
  ec2: { client: 'EC2Client', actions: 'ec2', load: () => import('@aws-sdk/client-ec2') },
  elb: {
    client: 'ElasticLoadBalancingClient',
    actions: 'elasticloadbalancing',
    load: () => import('@aws-sdk/client-elastic-load-balancing'),
  },
  elbv2: {
    client: 'ElasticLoadBalancingV2Client',
    actions: 'elasticloadbalancing',
    load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  },
  directconnect: {
    client: 'DirectConnectClient',
    actions: 'directconnect',
    load: () => import('@aws-sdk/client-direct-connect'),
  },
  'network-firewall': {
    client: 'NetworkFirewallClient',
    actions: 'network-firewall',
    load: () => import('@aws-sdk/client-network-firewall'),
  },
  rds: { client: 'RDSClient', actions: 'rds', load: () => import('@aws-sdk/client-rds') },
  elasticache: {
    client: 'ElastiCacheClient',
    actions: 'elasticache',
    load: () => import('@aws-sdk/client-elasticache'),
  },
  redshift: { client: 'RedshiftClient', actions: 'redshift', load: () => import('@aws-sdk/client-redshift') },
  opensearch: { client: 'OpenSearchClient', actions: 'es', load: () => import('@aws-sdk/client-opensearch') },
  efs: { client: 'EFSClient', actions: 'elasticfilesystem', load: () => import('@aws-sdk/client-efs') },
  lambda: { client: 'LambdaClient', actions: 'lambda', load: () => import('@aws-sdk/client-lambda') },
  ecs: { client: 'ECSClient', actions: 'ecs', load: () => import('@aws-sdk/client-ecs') },
  eks: { client: 'EKSClient', actions: 'eks', load: () => import('@aws-sdk/client-eks') },
  networkmanager: {
    client: 'NetworkManagerClient',
    actions: 'networkmanager',
    load: () => import('@aws-sdk/client-networkmanager'),
  },
  'vpc-lattice': {
    client: 'VPCLatticeClient',
    actions: 'vpc-lattice',
    load: () => import('@aws-sdk/client-vpc-lattice'),
  },
};
