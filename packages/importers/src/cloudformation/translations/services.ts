import { alike, blocks, flat, nameOf, own, type Properties, type Translation } from '../draft.ts';
import { listOf, textOf, type Value } from '../value.ts';
import { subnetGroup } from './placed.ts';

const eks: Translation = (written) => {
  const { id, properties } = written;
  return [
    {
      type: 'aws_eks_cluster',
      with: {
        id,
        name: nameOf(written, 'Name'),
        vpc_config: blocks(own(properties, 'ResourcesVpcConfig'), (one) => ({
          subnet_ids: flat(own(one, 'SubnetIds')),
          security_group_ids: flat(own(one, 'SecurityGroupIds')),
          endpoint_public_access: own(one, 'EndpointPublicAccess'),
          endpoint_private_access: own(one, 'EndpointPrivateAccess'),
          public_access_cidrs: flat(own(one, 'PublicAccessCidrs')),
        })),
      },
    },
  ];
};

function cache(type: string, argument: string, name: string): Translation {
  return ({ id, arn, members, logicalId, properties, physicalId }) => [
    {
      type,
      with: {
        id,
        arn,
        member_clusters: members.map(([member]) => member),
        member_arns: members.map(([, of]) => of),
        [argument]: textOf(own(properties, name)) ?? physicalId ?? logicalId.toLowerCase(),
        engine: own(properties, 'Engine'),
        port: own(properties, 'Port'),
        subnet_group_name: own(properties, 'CacheSubnetGroupName'),
        security_group_ids: flat(own(properties, 'VpcSecurityGroupIds') ?? own(properties, 'SecurityGroupIds')),
      },
    },
  ];
}

const search: Translation = ({ id, logicalId, properties, physicalId }) => [
  {
    type: 'aws_opensearch_domain',
    with: {
      id,
      domain_name: textOf(own(properties, 'DomainName')) ?? physicalId ?? logicalId.toLowerCase(),
      vpc_options: blocks(own(properties, 'VPCOptions'), (one: Properties) => ({
        subnet_ids: flat(own(one, 'SubnetIds')),
        security_group_ids: flat(own(one, 'SecurityGroupIds')),
      })),
    },
  },
];

function listed(properties: Properties, name: string): Value | undefined {
  return flat(own(properties, name));
}

/** Services that AWS runs in subnets. */
export const services: Readonly<Record<string, Translation>> = {
  'AWS::EKS::Cluster': eks,
  'AWS::EKS::Nodegroup': (written) => {
    const { id, properties } = written;
    return [
      {
        type: 'aws_eks_node_group',
        with: {
          id,
          node_group_name: nameOf(written, 'NodegroupName'),
          cluster_name: own(properties, 'ClusterName'),
          subnet_ids: flat(own(properties, 'Subnets')),
          launch_template: blocks(own(properties, 'LaunchTemplate'), (one) => ({
            id: own(one, 'Id'),
            name: own(one, 'Name'),
          })),
        },
      },
    ];
  },
  'AWS::ElastiCache::CacheCluster': cache('aws_elasticache_cluster', 'cluster_id', 'ClusterName'),
  'AWS::ElastiCache::ReplicationGroup': cache(
    'aws_elasticache_replication_group',
    'replication_group_id',
    'ReplicationGroupId',
  ),
  'AWS::ElastiCache::SubnetGroup': subnetGroup('aws_elasticache_subnet_group', 'CacheSubnetGroupName'),
  'AWS::Redshift::ClusterSubnetGroup': subnetGroup('aws_redshift_subnet_group', 'ClusterSubnetGroupName'),
  'AWS::Redshift::Cluster': ({ id, properties }) => [
    {
      type: 'aws_redshift_cluster',
      with: {
        id,
        cluster_identifier: own(properties, 'ClusterIdentifier') ?? id,
        port: own(properties, 'Port'),
        cluster_subnet_group_name: own(properties, 'ClusterSubnetGroupName'),
        vpc_security_group_ids: listed(properties, 'VpcSecurityGroupIds'),
        publicly_accessible: own(properties, 'PubliclyAccessible'),
      },
    },
  ],
  'AWS::OpenSearchService::Domain': search,
  'AWS::Elasticsearch::Domain': search,
  'AWS::EFS::FileSystem': alike('aws_efs_file_system', []),
  'AWS::EFS::MountTarget': alike('aws_efs_mount_target', ['FileSystemId', 'SubnetId', 'IpAddress', 'SecurityGroups']),
  'AWS::EC2::InstanceConnectEndpoint': alike('aws_ec2_instance_connect_endpoint', [
    'SubnetId',
    'SecurityGroupIds',
    'PreserveClientIp',
  ]),
  'AWS::EC2::VPCEndpointServicePermissions': ({ properties }) => {
    const named = listOf(flat(own(properties, 'AllowedPrincipals')));
    // Where it names nobody, nobody may.
    return (named.length > 0 ? named : [undefined]).map((principal, i) => ({
      type: 'aws_vpc_endpoint_service_allowed_principal',
      part: i === 0 ? '' : `principal${i}`,
      with: { vpc_endpoint_service_id: own(properties, 'ServiceId'), principal_arn: principal },
    }));
  },
  'AWS::EC2::VPCEndpointService': ({ id, properties }) => [
    {
      type: 'aws_vpc_endpoint_service',
      with: {
        id,
        service_name: undefined,
        network_load_balancer_arns: listed(properties, 'NetworkLoadBalancerArns'),
        gateway_load_balancer_arns: listed(properties, 'GatewayLoadBalancerArns'),
        supported_ip_address_types: listed(properties, 'SupportedIpAddressTypes'),
        supported_regions: listed(properties, 'SupportedRegions'),
        acceptance_required: own(properties, 'AcceptanceRequired') ?? 'true',
      },
    },
  ],
};
