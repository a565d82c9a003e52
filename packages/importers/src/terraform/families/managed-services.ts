import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SECURITY_GROUP, SUBNET, type Wanted } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';

const FILE_SYSTEM: Wanted = { aws_efs_file_system: ['id'] };

/** An interface in each of the subnets, described as AWS describes those of the service. */
function place(
  mapping: Mapping,
  one: Attributes,
  subnets: readonly string[],
  groups: readonly string[],
  Description: string,
  { isPublic = false, first = 0 }: { readonly isPublic?: boolean; readonly first?: number } = {},
): void {
  subnets.forEach((subnetId, i) => {
    addInterface(mapping, one, {
      id: `${mapping.idOf(one, '')}#eni${first + i}`,
      subnetId,
      groups,
      publicIp: isPublic,
      marks: { InterfaceType: 'interface', Description, RequesterManaged: true },
    });
  });
}

/** Clusters of EKS: the interfaces by which their control plane reaches nodes, and nodes reach it. */
export const eksClusters: Family = {
  types: ['aws_eks_cluster'],
  map(mapping) {
    for (const one of mapping.managed('aws_eks_cluster')) {
      const [network] = one.blocks('vpc_config');
      if (!network) continue;
      const name = one.text('name') ?? one.resource.name;
      const subnetIds = subnetsOf(mapping, network, 'subnet_ids');
      // Nobody can tell the rules of the group that EKS makes for the cluster before it is there.
      const own = network.text('cluster_security_group_id') ?? `${mapping.idOf(one, '')}#cluster-group`;
      const groups = [...network.ids('security_group_ids', SECURITY_GROUP), own];
      mapping.add(
        'eksCluster',
        {
          name,
          arn: one.text('arn'),
          endpoint: one.text('endpoint'),
          resourcesVpcConfig: {
            vpcId: mapping.subnet(subnetIds[0])?.vpcId,
            subnetIds,
            securityGroupIds: groups.slice(0, -1),
            clusterSecurityGroupId: own,
            endpointPublicAccess: network.flag('endpoint_public_access') ?? true,
            endpointPrivateAccess: network.flag('endpoint_private_access') ?? false,
            publicAccessCidrs: network.texts('public_access_cidrs'),
          },
        },
        one,
      );
      place(mapping, one, subnetIds, groups, `Amazon EKS ${name}`);
    }
  },
};

const CACHE_PORTS: Readonly<Record<string, number>> = { memcached: 11_211, redis: 6379, valkey: 6379 };
const CACHE_SUBNETS: Wanted = { aws_elasticache_subnet_group: ['name', 'id'] };

/** Caches: AWS puts their nodes into any subnets of their group. */
export const caches: Family = {
  types: ['aws_elasticache_cluster', 'aws_elasticache_replication_group', 'aws_elasticache_subnet_group'],
  map(mapping) {
    const subnets = new Map(
      mapping.all('aws_elasticache_subnet_group').map((one) => {
        return [one.text('name') ?? mapping.idOf(one, 'name'), subnetsOf(mapping, one, 'subnet_ids')] as const;
      }),
    );
    const within = (one: Attributes) => subnets.get(one.id('subnet_group_name', CACHE_SUBNETS) ?? '') ?? [];
    for (const one of mapping.managed('aws_elasticache_cluster', 'aws_elasticache_replication_group')) {
      const isGroup = one.resource.type.endsWith('replication_group');
      const id = one.text(isGroup ? 'replication_group_id' : 'cluster_id') ?? mapping.idOf(one, '');
      const Port = one.integer('port') ?? CACHE_PORTS[one.text('engine') ?? 'redis'];
      const groups = groupsOf(mapping, one, 'security_group_ids', within(one)[0]);
      // Which members a group has is known once it is there.
      const [first = `${id}-001`, ...others] = isGroup ? one.texts('member_clusters') : [id];
      const arn = one.text('arn');
      const arns = isGroup ? one.texts('member_arns') : [arn];
      if (isGroup) {
        const address = (name: string) => ({ Address: one.text(name), Port });
        const NodeGroups = [
          { PrimaryEndpoint: address('primary_endpoint_address'), ReaderEndpoint: address('reader_endpoint_address') },
        ];
        const ConfigurationEndpoint = address('configuration_endpoint_address');
        mapping.add(
          'replicationGroup',
          { ReplicationGroupId: id, ARN: arn, MemberClusters: [first, ...others], NodeGroups, ConfigurationEndpoint },
          one,
        );
      }
      [first, ...others].forEach((CacheClusterId, i) => {
        mapping.add(
          'cacheCluster',
          {
            CacheClusterId,
            ARN: arns[i] ?? arn?.replace(/:replicationgroup:[^:]*$/, `:cluster:${CacheClusterId}`),
            ReplicationGroupId: isGroup ? id : undefined,
            Engine: one.text('engine'),
            CacheNodes: [{ CacheNodeId: '0001', Endpoint: { Port } }],
            ConfigurationEndpoint: isGroup ? undefined : { Address: one.text('cluster_address'), Port },
            SecurityGroups: groups.map((SecurityGroupId) => ({ SecurityGroupId })),
          },
          one,
        );
        place(mapping, one, within(one), groups, `ElastiCache ${CacheClusterId}`, { first: i * within(one).length });
      });
    }
  },
};

const REDSHIFT_SUBNETS: Wanted = { aws_redshift_subnet_group: ['name', 'id'] };

export const warehouses: Family = {
  types: ['aws_redshift_cluster', 'aws_redshift_subnet_group'],
  map(mapping) {
    const subnets = new Map(
      mapping.all('aws_redshift_subnet_group').map((one) => {
        return [one.text('name') ?? mapping.idOf(one, 'name'), subnetsOf(mapping, one, 'subnet_ids')] as const;
      }),
    );
    for (const one of mapping.managed('aws_redshift_cluster')) {
      const within = subnets.get(one.id('cluster_subnet_group_name', REDSHIFT_SUBNETS) ?? '') ?? [];
      const groups = groupsOf(mapping, one, 'vpc_security_group_ids', within[0]);
      const isPublic = one.flag('publicly_accessible') ?? false;
      mapping.later((chosen) =>
        mapping.add(
          'redshiftCluster',
          {
            // Its nodes are told by their addresses: AWS describes the interfaces of all clusters alike.
            ClusterNodes: within.map((subnetId, i) => ({
              PrivateIPAddress: chosen.inSubnet(subnetId, `${mapping.idOf(one, '')}#eni${i}`, one),
            })),
            ClusterIdentifier: one.text('cluster_identifier') ?? mapping.idOf(one, ''),
            Endpoint: { Address: one.text('dns_name'), Port: one.integer('port') ?? 5439 },
            VpcId: mapping.subnet(within[0])?.vpcId,
            VpcSecurityGroups: groups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId })),
            PubliclyAccessible: isPublic,
          },
          one,
        ),
      );
      place(mapping, one, within, groups, 'RedshiftNetworkInterface', { isPublic });
    }
  },
};

export const searchDomains: Family = {
  types: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
  map(mapping) {
    for (const one of mapping.managed('aws_opensearch_domain', 'aws_elasticsearch_domain')) {
      const [network] = one.blocks('vpc_options');
      if (!network) continue;
      const DomainName = one.text('domain_name') ?? one.resource.name;
      const SubnetIds = subnetsOf(mapping, network, 'subnet_ids');
      const SecurityGroupIds = groupsOf(mapping, network, 'security_group_ids', SubnetIds[0]);
      const VPCId = mapping.subnet(SubnetIds[0])?.vpcId;
      mapping.add(
        'openSearchDomain',
        {
          DomainName,
          ARN: one.text('arn'),
          Endpoint: one.text('endpoint'),
          EndpointV2: one.text('endpoint_v2'),
          VPCOptions: { VPCId, SubnetIds, SecurityGroupIds },
        },
        one,
      );
      place(mapping, one, SubnetIds, SecurityGroupIds, `ES ${DomainName}`);
    }
  },
};

export const fileSystems: Family = {
  types: ['aws_efs_file_system', 'aws_efs_mount_target'],
  map(mapping) {
    for (const one of mapping.all('aws_efs_file_system')) {
      mapping.add('fileSystem', { FileSystemId: mapping.idOf(one), Name: one.text('name'), Tags: one.tags() }, one);
    }
    for (const one of mapping.managed('aws_efs_mount_target')) {
      const FileSystemId = one.id('file_system_id', FILE_SYSTEM);
      const SubnetId = one.id('subnet_id', SUBNET);
      const groups = groupsOf(mapping, one, 'security_groups', SubnetId);
      const eni = one.text('network_interface_id') ?? `${mapping.idOf(one, '')}#eni`;
      const address = one.text('ip_address');
      // A mount target is dialled at its interface.
      mapping.name(one, [eni]);
      mapping.later((chosen) => {
        const IpAddress = address ?? chosen.inSubnet(SubnetId, eni, one);
        const about = {
          FileSystemId,
          SubnetId,
          VpcId: mapping.subnet(SubnetId)?.vpcId,
          NetworkInterfaceId: eni,
          IpAddress,
        };
        mapping.add('mountTarget', { MountTargetId: mapping.idOf(one), ...about }, one);
      });
      addInterface(mapping, one, {
        id: eni,
        subnetId: SubnetId,
        groups,
        address,
        addresses6: [one.text('ipv6_address') ?? []].flat(),
        assigns6: (one.text('ip_address_type') ?? 'IPV4_ONLY') !== 'IPV4_ONLY',
        marks: {
          InterfaceType: 'efs',
          Description: `EFS mount target for ${FileSystemId ?? ''}`,
          RequesterManaged: true,
        },
      });
    }
  },
};

export const instanceConnectEndpoints: Family = {
  types: ['aws_ec2_instance_connect_endpoint'],
  map(mapping) {
    for (const one of mapping.managed('aws_ec2_instance_connect_endpoint')) {
      const id = mapping.idOf(one);
      const SubnetId = one.id('subnet_id', SUBNET);
      const groups = groupsOf(mapping, one, 'security_group_ids', SubnetId);
      const [eni = `${id}#eni`] = one.texts('network_interface_ids');
      mapping.add(
        'instanceConnectEndpoint',
        {
          InstanceConnectEndpointId: id,
          SubnetId,
          VpcId: mapping.subnet(SubnetId)?.vpcId,
          NetworkInterfaceIds: [eni],
          SecurityGroupIds: groups,
          PreserveClientIp: one.flag('preserve_client_ip') ?? true,
        },
        one,
      );
      addInterface(mapping, one, {
        id: eni,
        subnetId: SubnetId,
        groups,
        assigns6: /^(?:ipv6|dualstack)$/.test(one.text('ip_address_type') ?? 'ipv4'),
        marks: { InterfaceType: 'ec2_instance_connect_endpoint', RequesterManaged: true },
      });
    }
  },
};
