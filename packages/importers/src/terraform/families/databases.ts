import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import type { Wanted } from '../wanted.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';

/** DocumentDB and Neptune are described by the calls of RDS. */
const SUBNET_GROUPS = ['aws_db_subnet_group', 'aws_docdb_subnet_group', 'aws_neptune_subnet_group'];
const CLUSTERS = ['aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster'];
const MEMBERS = ['aws_rds_cluster_instance', 'aws_docdb_cluster_instance', 'aws_neptune_cluster_instance'];
const SUBNET_GROUP: Wanted = Object.fromEntries(SUBNET_GROUPS.map((type) => [type, ['name', 'id']]));
const CLUSTER: Wanted = Object.fromEntries(CLUSTERS.map((type) => [type, ['id', 'cluster_identifier']]));

const PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  mariadb: 3306,
  sqlserver: 1433,
  oracle: 1521,
  db2: 50_000,
  docdb: 27_017,
  neptune: 8182,
};

/** Databases, with an interface in each subnet that they may run in; of their settings nothing but where they listen. */
export const databases: Family = {
  types: [...SUBNET_GROUPS, ...CLUSTERS, ...MEMBERS, 'aws_db_instance'],
  map(mapping) {
    const groups = new Map<string, Json & { readonly subnets: readonly string[] }>();
    for (const one of mapping.all(...SUBNET_GROUPS)) {
      const name = one.text('name') ?? mapping.idOf(one, 'name');
      const subnets = subnetsOf(mapping, one, 'subnet_ids');
      const record = {
        DBSubnetGroupArn: one.text('arn'),
        DBSubnetGroupName: name,
        VpcId: one.text('vpc_id') ?? mapping.subnet(subnets[0])?.vpcId,
        Subnets: subnets.map((SubnetIdentifier) => ({ SubnetIdentifier })),
      };
      groups.set(name, { ...record, subnets });
      mapping.add('dbSubnetGroup', record, one);
    }
    for (const one of mapping.managed('aws_db_instance')) {
      const group = groups.get(one.id('db_subnet_group_name', SUBNET_GROUP) ?? '');
      addInstance(mapping, one, one, group, undefined);
    }
    const members = new Map<string, string[]>();
    const clusters = new Map(mapping.managed(...CLUSTERS).map((one) => [mapping.idOf(one), one]));
    for (const one of mapping.managed(...MEMBERS)) {
      const id = one.id('cluster_identifier', CLUSTER);
      const cluster = clusters.get(id ?? '');
      if (!cluster || !id) continue;
      const group = groups.get(groupOf(cluster) ?? '');
      members.set(id, [...(members.get(id) ?? []), addInstance(mapping, one, cluster, group, id)]);
    }
    for (const [id, one] of clusters) {
      mapping.add(
        'dbCluster',
        {
          DBClusterArn: one.text('arn'),
          DBClusterIdentifier: id,
          Engine: one.text('engine'),
          Endpoint: one.text('endpoint'),
          ReaderEndpoint: one.text('reader_endpoint'),
          Port: one.integer('port') ?? portOf(one),
          DBSubnetGroup: groupOf(one),
          VpcSecurityGroups: one.texts('vpc_security_group_ids').map((VpcSecurityGroupId) => ({ VpcSecurityGroupId })),
          DBClusterMembers: (members.get(id) ?? []).map((DBInstanceIdentifier) => ({ DBInstanceIdentifier })),
        },
        one,
      );
    }
  },
};

function groupOf(cluster: Attributes): string | undefined {
  return cluster.id('db_subnet_group_name', SUBNET_GROUP) ?? cluster.id('neptune_subnet_group_name', SUBNET_GROUP);
}

/** A member of a cluster has the cluster's groups and subnets. */
function addInstance(
  mapping: Mapping,
  one: Attributes,
  guarded: Attributes,
  group: (Json & { readonly subnets: readonly string[] }) | undefined,
  cluster: string | undefined,
): string {
  const DBInstanceIdentifier = one.text('identifier') ?? mapping.idOf(one, '');
  const { subnets = [], ...DBSubnetGroup } = group ?? { subnets: [] };
  const zone = one.text('availability_zone');
  const own = subnets.filter((id) => !zone || mapping.subnet(id)?.zone === zone);
  const groups = groupsOf(mapping, guarded, 'vpc_security_group_ids', own[0]);
  mapping.add(
    'dbInstance',
    {
      DBInstanceArn: one.text('arn'),
      DBInstanceIdentifier,
      DBClusterIdentifier: cluster,
      Engine: one.text('engine'),
      Endpoint: {
        Address: one.text('address'),
        Port: one.integer('port') ?? guarded.integer('port') ?? portOf(guarded),
      },
      AvailabilityZone: zone,
      DBSubnetGroup: group ? DBSubnetGroup : undefined,
      VpcSecurityGroups: groups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId })),
      PubliclyAccessible: one.flag('publicly_accessible') ?? false,
      MultiAZ: one.flag('multi_az') ?? false,
    },
    one,
  );
  own.forEach((subnetId, i) => {
    addInterface(mapping, one, {
      id: `${mapping.idOf(one, '')}#eni${i}`,
      subnetId,
      groups,
      publicIp: one.flag('publicly_accessible') ?? false,
      marks: {
        InterfaceType: 'interface',
        Description: 'RDSNetworkInterface',
        RequesterId: 'amazon-rds',
        RequesterManaged: true,
      },
    });
  });
  return DBInstanceIdentifier;
}

function portOf(one: Attributes): number | undefined {
  const engine = one.text('engine')?.replace('aurora-', '') ?? one.resource.type.split('_')[1] ?? '';
  return Object.entries(PORTS).find(([name]) => engine.startsWith(name))?.[1];
}
