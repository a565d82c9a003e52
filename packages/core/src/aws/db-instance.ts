import { flag, integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import type { RecordType, Sign } from './resource-type.ts';

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
  calls: [{ service: 'rds', operation: 'DescribeDBInstances', key: 'DBInstances', holds: 'elements' }],
  without: 'DB instances cannot be named as ends, and on which ports they listen is unknown.',
  neededBy: hasInterface,
  record: shape(fields),
  key: (record) => record.dBInstanceArn ?? record.dBInstanceIdentifier,
  owner: (record) => accountOfArn(record.dBInstanceArn),
} as const satisfies RecordType<'dbInstance', DbInstance>;

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
  calls: [{ service: 'rds', operation: 'DescribeDBClusters', key: 'DBClusters', holds: 'elements' }],
  without: 'DB clusters cannot be named as ends.',
  neededBy: [{ in: 'dbInstance', at: 'dBClusterIdentifier' }],
  record: shape(clusterFields),
  key: (record) => record.dBClusterArn ?? record.dBClusterIdentifier,
  owner: (record) => accountOfArn(record.dBClusterArn),
} as const satisfies RecordType<'dbCluster', DbCluster>;

export const dbSubnetGroup = {
  kind: 'dbSubnetGroup',
  title: 'RDS DB subnet group',
  calls: [{ service: 'rds', operation: 'DescribeDBSubnetGroups', key: 'DBSubnetGroups', holds: 'elements' }],
  without: 'In which subnets DB clusters are is unknown.',
  neededBy: [{ in: 'dbCluster' }],
  record: shape(subnetGroupFields),
  key: (record) => record.dBSubnetGroupArn ?? record.dBSubnetGroupName,
  owner: (record) => accountOfArn(record.dBSubnetGroupArn),
} as const satisfies RecordType<'dbSubnetGroup', DbSubnetGroup>;
