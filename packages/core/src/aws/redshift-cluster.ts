import { flag, integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { Naming, Recorded, RecordType } from './resource-type.ts';

const fields = {
  ClusterIdentifier: text,
  ClusterNamespaceArn: text,
  ClusterStatus: text,
  Endpoint: shape({
    Address: text,
    Port: integer,
    VpcEndpoints: list(
      shape({
        VpcEndpointId: text,
        VpcId: text,
        NetworkInterfaces: list(shape({ NetworkInterfaceId: text, SubnetId: text, PrivateIpAddress: text })),
      }),
    ),
  }),
  VpcId: text,
  AvailabilityZone: text,
  ClusterSubnetGroupName: text,
  ClusterNodes: list(shape({ NodeRole: text, PrivateIPAddress: text, PublicIPAddress: text })),
  VpcSecurityGroups: list(shape({ VpcSecurityGroupId: text, Status: text })),
  PubliclyAccessible: flag,
  Tags: tags,
};
export type RedshiftCluster = RecordOf<typeof fields>;

/** Its namespace may be shared, so its name is its id: unique in an account and Region. */
export const redshiftCluster = {
  kind: 'redshiftCluster',
  title: 'Redshift cluster',
  aspects: {
    modelled: ['its interfaces, port and host name'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [
    {
      service: 'redshift',
      operation: 'DescribeClusters',
      key: 'Clusters',
      holds: 'elements',
      when: { has: 'ClusterIdentifier' },
    },
  ],
  without: 'Redshift clusters cannot be named as ends, and on which ports they listen is unknown.',
  neededBy: [{ in: 'networkInterface', at: 'description', like: /^RedshiftNetworkInterface/ }],
  record: shape(fields),
  key: (record) => record.clusterIdentifier,
  owner: (record) => accountOfArn(record.clusterNamespaceArn),
} as const satisfies RecordType<'redshiftCluster', RedshiftCluster>;

export const redshiftClusterNaming: Naming<Recorded<RedshiftCluster>> = {
  word: 'redshift',
  holdsData: true,
  names: (record) => [record.clusterIdentifier],
  hosts: (record) => [record.endpoint?.address],
  interfaces(record, net) {
    const own = new Set(record.clusterNodes.flatMap((node) => node?.privateIPAddress ?? []));
    const named = record.endpoint?.vpcEndpoints.flatMap((one) => one?.networkInterfaces ?? []) ?? [];
    return [
      ...named.map((one) => one?.networkInterfaceId),
      ...ownedInterfaces(net, { description: 'RedshiftNetworkInterface', vpcId: record.vpcId }).filter((id) =>
        own.has(net.get('networkInterface', id)?.privateIpAddress ?? ''),
      ),
    ];
  },
};
