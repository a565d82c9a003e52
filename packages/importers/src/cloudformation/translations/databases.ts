import { alike, flat, own, type Translation } from '../draft.ts';
import { textOf } from '../value.ts';
import { subnetGroup } from './placed.ts';

/** Alone, or a member of a cluster, which says where it is. */
const instance =
  (member: string): Translation =>
  ({ id, arn, properties }) => {
    const cluster = own(properties, 'DBClusterIdentifier');
    const identifier = textOf(own(properties, 'DBInstanceIdentifier')) ?? id;
    return [
      {
        type: cluster === undefined ? 'aws_db_instance' : member,
        with: {
          id,
          arn,
          identifier,
          cluster_identifier: cluster,
          engine: own(properties, 'Engine'),
          port: own(properties, 'Port'),
          availability_zone: own(properties, 'AvailabilityZone'),
          db_subnet_group_name: own(properties, 'DBSubnetGroupName'),
          vpc_security_group_ids: flat(own(properties, 'VPCSecurityGroups')),
          publicly_accessible: own(properties, 'PubliclyAccessible'),
          multi_az: own(properties, 'MultiAZ'),
        },
      },
    ];
  };

const CLUSTER = ['Engine', 'Port', 'EngineMode'];
function cluster(type: string, port = 'Port'): Translation {
  const others = { db_subnet_group_name: 'DBSubnetGroupName', vpc_security_group_ids: 'VpcSecurityGroupIds', port };
  const main = alike(type, CLUSTER, others);
  return (written) => main(written).map((one) => ({ ...one, with: { ...one.with, arn: written.arn } }));
}

/** Databases, of which nothing is read but where they are and listen. */
export const databases: Readonly<Record<string, Translation>> = {
  'AWS::RDS::DBSubnetGroup': subnetGroup('aws_db_subnet_group', 'DBSubnetGroupName'),
  'AWS::RDS::DBInstance': instance('aws_rds_cluster_instance'),
  'AWS::RDS::DBCluster': cluster('aws_rds_cluster'),
  'AWS::DocDB::DBSubnetGroup': subnetGroup('aws_docdb_subnet_group', 'DBSubnetGroupName'),
  'AWS::DocDB::DBInstance': instance('aws_docdb_cluster_instance'),
  'AWS::DocDB::DBCluster': cluster('aws_docdb_cluster'),
  'AWS::Neptune::DBSubnetGroup': subnetGroup('aws_neptune_subnet_group', 'DBSubnetGroupName'),
  'AWS::Neptune::DBInstance': instance('aws_neptune_cluster_instance'),
  'AWS::Neptune::DBCluster': cluster('aws_neptune_cluster', 'DBPort'),
};
