import { integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import type { ComponentId } from '../model/route.ts';
import { accountOfArn } from './arn.ts';
import type { Lookup } from './lookup.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { Naming, Recorded, RecordType, Sign } from './resource-type.ts';

const hasInterface: readonly Sign[] = [{ in: 'networkInterface', at: 'description', like: /^ElastiCache / }];
const endpoint = shape({ Address: text, Port: integer });

const fields = {
  ARN: text,
  CacheClusterId: text,
  ReplicationGroupId: text,
  CacheClusterStatus: text,
  Engine: text,
  CacheSubnetGroupName: text,
  ConfigurationEndpoint: endpoint,
  CacheNodes: list(
    shape({ CacheNodeId: text, CacheNodeStatus: text, Endpoint: endpoint, CustomerAvailabilityZone: text }),
  ),
  SecurityGroups: list(shape({ SecurityGroupId: text, Status: text })),
};
export type CacheCluster = RecordOf<typeof fields>;

export const cacheCluster = {
  kind: 'cacheCluster',
  title: 'ElastiCache cluster',
  aspects: {
    modelled: ['its interfaces, port and host names'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    {
      service: 'elasticache',
      operation: 'DescribeCacheClusters',
      key: 'CacheClusters',
      holds: 'elements',
      request: { ShowCacheNodeInfo: true },
    },
  ],
  without: 'ElastiCache clusters cannot be named as ends, and on which ports they listen is unknown.',
  neededBy: hasInterface,
  record: shape(fields),
  key: (record) => record.aRN ?? record.cacheClusterId,
  owner: (record) => accountOfArn(record.aRN),
} as const satisfies RecordType<'cacheCluster', CacheCluster>;

export const cacheClusterNaming: Naming<Recorded<CacheCluster>> = {
  word: 'elasticache',
  holdsData: true,
  names: (record) => [record.cacheClusterId],
  hosts: (record) => [
    record.configurationEndpoint?.address,
    ...record.cacheNodes.map((node) => node?.endpoint?.address),
  ],
  interfaces: (record, net) => nodeInterfaces(net, record.cacheClusterId),
  mark: /^ElastiCache (\S+)/,
};

const groupFields = {
  ARN: text,
  ReplicationGroupId: text,
  Status: text,
  ConfigurationEndpoint: endpoint,
  MemberClusters: list(text),
  NodeGroups: list(
    shape({
      NodeGroupId: text,
      PrimaryEndpoint: endpoint,
      ReaderEndpoint: endpoint,
      NodeGroupMembers: list(shape({ CacheClusterId: text, CacheNodeId: text, ReadEndpoint: endpoint })),
    }),
  ),
};
export type ReplicationGroup = RecordOf<typeof groupFields>;

export const replicationGroup = {
  kind: 'replicationGroup',
  title: 'ElastiCache replication group',
  aspects: {
    modelled: ['its clusters’ interfaces, port and host names'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    { service: 'elasticache', operation: 'DescribeReplicationGroups', key: 'ReplicationGroups', holds: 'elements' },
  ],
  without: 'ElastiCache replication groups cannot be named as ends.',
  neededBy: [{ in: 'cacheCluster', at: 'replicationGroupId' }],
  record: shape(groupFields),
  key: (record) => record.aRN ?? record.replicationGroupId,
  owner: (record) => accountOfArn(record.aRN),
} as const satisfies RecordType<'replicationGroup', ReplicationGroup>;

export const replicationGroupNaming: Naming<Recorded<ReplicationGroup>> = {
  word: 'elasticache',
  holdsData: true,
  names: (record) => [record.replicationGroupId],
  hosts: (record) => [
    record.configurationEndpoint?.address,
    ...record.nodeGroups.flatMap((group) => [group?.primaryEndpoint?.address, group?.readerEndpoint?.address]),
    ...record.nodeGroups.flatMap((group) => group?.nodeGroupMembers.map((one) => one?.readEndpoint?.address) ?? []),
  ],
  interfaces: (record, net) => record.memberClusters.flatMap((id) => nodeInterfaces(net, id)),
};

function nodeInterfaces(net: Lookup, clusterId: string | undefined): readonly ComponentId[] {
  return clusterId ? ownedInterfaces(net, { description: 'ElastiCache ', name: clusterId }) : [];
}
