import { alike, flat, own, type Translation } from '../draft.ts';
import { textOf } from '../value.ts';

const instance: Translation = ({ id, properties }) => {
  const cluster = own(properties, 'DBClusterIdentifier');
  const identifier = textOf(own(properties, 'DBInstanceIdentifier')) ?? id;
  return [
    {
      type: cluster === undefined ? 'aws_db_instance' : 'aws_rds_cluster_instance',
      with: {
        id,
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

/** Databases, of which nothing is read but where they are and listen. */
export const databases: Readonly<Record<string, Translation>> = {
  'AWS::RDS::DBSubnetGroup': ({ id, properties }) => [
    {
      type: 'aws_db_subnet_group',
      with: {
        id,
        name: textOf(own(properties, 'DBSubnetGroupName')) ?? id,
        subnet_ids: flat(own(properties, 'SubnetIds')),
      },
    },
  ],
  'AWS::RDS::DBInstance': instance,
  'AWS::RDS::DBCluster': alike('aws_rds_cluster', ['Engine', 'Port'], {
    db_subnet_group_name: 'DBSubnetGroupName',
    vpc_security_group_ids: 'VpcSecurityGroupIds',
  }),
};
