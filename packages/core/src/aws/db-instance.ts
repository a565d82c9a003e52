import { flag, integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import type { ComponentId } from '../model/route.ts';
import { accountOfArn } from './arn.ts';
import type { Lookup } from './lookup.ts';
import { ownedInterfaces } from './owned-interfaces.ts';
import type { Naming, Recorded, RecordType, Sign } from './resource-type.ts';

const hasInterface: readonly Sign[] = [{ in: 'networkInterface', at: 'description', like: /^RDSNetworkInterface/ }];
const groups = list(shape({ VpcSecurityGroupId: text, Status: text }));

const subnetGroupFields = {
  DBSubnetGroupArn: text,
  DBSubnetGroupName: text,
  VpcId: text,
  SubnetGroupStatus: text,
  Subnets: list(shape({ SubnetIdentifier: text, SubnetAvailabilityZone: shape({ Name: text }), SubnetStatus: text })),
};
export type DbSubnetGroup = RecordOf<typeof subnetGroupFields>;

const fields = {
  DBInstanceArn: text,
  DBInstanceIdentifier: text,
  DBClusterIdentifier: text,
  DBInstanceStatus: text,
  Engine: text,
  Endpoint: shape({ Address: text, Port: integer }),
  DbInstancePort: integer,
  AvailabilityZone: text,
  DBSubnetGroup: shape(subnetGroupFields),
  VpcSecurityGroups: groups,
  PubliclyAccessible: flag,
  MultiAZ: flag,
};
export type DbInstance = RecordOf<typeof fields>;

export const dbInstance = {
  kind: 'dbInstance',
  title: 'RDS DB instance',
  aspects: {
    modelled: ['its interfaces, port and host names'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [{ service: 'rds', operation: 'DescribeDBInstances', key: 'DBInstances', holds: 'elements' }],
  without: 'DB instances cannot be named as ends, and on which ports they listen is unknown.',
  neededBy: hasInterface,
  record: shape(fields),
  key: (record) => record.dBInstanceArn ?? record.dBInstanceIdentifier,
  owner: (record) => accountOfArn(record.dBInstanceArn),
} as const satisfies RecordType<'dbInstance', DbInstance>;

export const dbInstanceNaming: Naming<Recorded<DbInstance>> = {
  word: 'rds',
  holdsData: true,
  names: (record) => [record.dBInstanceIdentifier],
  hosts: (record) => [record.endpoint?.address],
  interfaces: (record, net) => databaseInterfaces(net, record, record.dBSubnetGroup, record.availabilityZone),
};

const clusterFields = {
  DBClusterArn: text,
  DBClusterIdentifier: text,
  Status: text,
  Engine: text,
  Endpoint: text,
  ReaderEndpoint: text,
  CustomEndpoints: list(text),
  Port: integer,
  DBSubnetGroup: text,
  VpcSecurityGroups: groups,
  DBClusterMembers: list(shape({ DBInstanceIdentifier: text, IsClusterWriter: flag })),
};
export type DbCluster = RecordOf<typeof clusterFields>;

export const dbCluster = {
  kind: 'dbCluster',
  title: 'RDS DB cluster',
  aspects: {
    modelled: ['its instances’ interfaces, port and host names'],
    assumed: { 'ENI-04': 'Its interfaces are found by the marks that AWS puts on them.' },
  },
  calls: [{ service: 'rds', operation: 'DescribeDBClusters', key: 'DBClusters', holds: 'elements' }],
  without: 'DB clusters cannot be named as ends.',
  neededBy: [{ in: 'dbInstance', at: 'dBClusterIdentifier' }],
  record: shape(clusterFields),
  key: (record) => record.dBClusterArn ?? record.dBClusterIdentifier,
  owner: (record) => accountOfArn(record.dBClusterArn),
} as const satisfies RecordType<'dbCluster', DbCluster>;

export const dbClusterNaming: Naming<Recorded<DbCluster>> = {
  word: 'rds',
  holdsData: true,
  names: (record) => [record.dBClusterIdentifier],
  hosts: (record) => [record.endpoint, record.readerEndpoint, ...record.customEndpoints],
  interfaces: (record, net) => clusterInterfaces(net, record),
};

export const dbSubnetGroup = {
  kind: 'dbSubnetGroup',
  title: 'RDS DB subnet group',
  aspects: {
    modelled: ['in which subnets they are'],
  },
  calls: [{ service: 'rds', operation: 'DescribeDBSubnetGroups', key: 'DBSubnetGroups', holds: 'elements' }],
  without: 'In which subnets DB clusters are is unknown.',
  neededBy: [{ in: 'dbCluster' }],
  record: shape(subnetGroupFields),
  key: (record) => record.dBSubnetGroupArn ?? record.dBSubnetGroupName,
  owner: (record) => accountOfArn(record.dBSubnetGroupArn),
} as const satisfies RecordType<'dbSubnetGroup', DbSubnetGroup>;

type Grouped = Pick<DbInstance, 'vpcSecurityGroups'>;

/** No description names its database: those of its subnets that carry its groups may be its own (ENI-04). */
function databaseInterfaces(
  net: Lookup,
  { vpcSecurityGroups: groups }: Grouped,
  placed: DbSubnetGroup | undefined,
  zone: string | undefined,
): readonly ComponentId[] {
  return ownedInterfaces(net, {
    description: 'RDSNetworkInterface',
    vpcId: placed?.vpcId,
    subnetIds: placed?.subnets.map((one) => one?.subnetIdentifier) ?? [],
    groups: groups.map((one) => one?.vpcSecurityGroupId),
    zone,
  });
}

/** A cluster answers at its members; where none was read, at whatever its subnets and groups tell. */
function clusterInterfaces(net: Lookup, record: Recorded<DbCluster>): readonly ComponentId[] {
  const members = new Set(record.dBClusterMembers.map((one) => one?.dBInstanceIdentifier));
  const instances = net
    .all('dbInstance')
    .filter((one) => members.has(one.dBInstanceIdentifier) && one.region === record.region);
  if (instances.length === 0) {
    const placed = net.all('dbSubnetGroup').find((one) => one.dBSubnetGroupName === record.dBSubnetGroup);
    return databaseInterfaces(net, record, placed, undefined);
  }
  return instances.flatMap((one) => databaseInterfaces(net, one, one.dBSubnetGroup, one.availabilityZone));
}
