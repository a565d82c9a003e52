import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { addInterface, groupsOf, subnetsOf } from './interfaces.ts';

/** Where a service says in which subnets it is, and behind which groups. */
interface Placed {
  /** The block that says it; the resource itself where none is named. */
  readonly in?: string;
  readonly subnets: string;
  /** A group of subnets that it names instead: the argument, and the type of the group. */
  readonly through?: readonly [argument: string, type: string];
  /** None where AWS makes a group of its own, whose rules nobody can tell beforehand. */
  readonly groups?: string;
  /** An argument that opens it to the internet. */
  readonly isPublic?: string;
  /** As AWS describes its interfaces. */
  readonly described: string;
}

/** Services of which nothing bears on packets but the interfaces that AWS makes for them in subnets. */
const PLACED: Readonly<Record<string, Placed>> = {
  aws_msk_cluster: {
    in: 'broker_node_group_info',
    subnets: 'client_subnets',
    groups: 'security_groups',
    described: 'Amazon MSK network interface for cluster',
  },
  aws_msk_serverless_cluster: {
    in: 'vpc_config',
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Amazon MSK network interface for cluster',
  },
  aws_mq_broker: {
    subnets: 'subnet_ids',
    groups: 'security_groups',
    isPublic: 'publicly_accessible',
    described: 'Amazon MQ network interface for broker',
  },
  aws_db_proxy: {
    subnets: 'vpc_subnet_ids',
    groups: 'vpc_security_group_ids',
    described: 'Network interface for DBProxy',
  },
  aws_redshiftserverless_workgroup: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    isPublic: 'publicly_accessible',
    described: 'RedshiftNetworkInterface',
  },
  aws_docdbelastic_cluster: {
    subnets: 'subnet_ids',
    groups: 'vpc_security_group_ids',
    described: 'DocumentDB elastic cluster',
  },
  aws_fsx_lustre_file_system: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Created by Amazon FSx',
  },
  aws_fsx_ontap_file_system: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Created by Amazon FSx',
  },
  aws_fsx_openzfs_file_system: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Created by Amazon FSx',
  },
  aws_fsx_windows_file_system: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Created by Amazon FSx',
  },
  aws_opensearchserverless_vpc_endpoint: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'VPC Endpoint Interface',
  },
  aws_vpclattice_resource_gateway: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'VPC Lattice resource gateway',
  },
  aws_apprunner_vpc_connector: { subnets: 'subnets', groups: 'security_groups', described: 'AWS App Runner ENI' },
  aws_mwaa_environment: {
    in: 'network_configuration',
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Amazon MWAA',
  },
  aws_codebuild_project: {
    in: 'vpc_config',
    subnets: 'subnets',
    groups: 'security_group_ids',
    described: 'AWS CodeBuild',
  },
  aws_batch_compute_environment: {
    in: 'compute_resources',
    subnets: 'subnets',
    groups: 'security_group_ids',
    described: 'AWS Batch',
  },
  aws_transfer_server: {
    in: 'endpoint_details',
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'AWS Transfer for SFTP',
  },
  aws_directory_service_directory: {
    in: 'vpc_settings',
    subnets: 'subnet_ids',
    described: 'AWS created network interface',
  },
  aws_memorydb_cluster: {
    subnets: 'subnet_ids',
    through: ['subnet_group_name', 'aws_memorydb_subnet_group'],
    groups: 'security_group_ids',
    described: 'MemoryDB',
  },
  aws_dax_cluster: {
    subnets: 'subnet_ids',
    through: ['subnet_group_name', 'aws_dax_subnet_group'],
    groups: 'security_group_ids',
    described: 'DAX',
  },
  aws_dms_replication_instance: {
    subnets: 'subnet_ids',
    through: ['replication_subnet_group_id', 'aws_dms_replication_subnet_group'],
    groups: 'vpc_security_group_ids',
    isPublic: 'publicly_accessible',
    described: 'DMSNetworkInterface',
  },
  // Pods have the group of their cluster, which EKS makes.
  aws_eks_fargate_profile: { subnets: 'subnet_ids', described: 'Fargate pods of an EKS cluster' },
};

/** One interface in each of the subnets stands for all that the service has there. */
export const placedServices: Family = {
  types: [...Object.keys(PLACED), ...Object.values(PLACED).flatMap(({ through }) => through?.[1] ?? [])],
  map(mapping) {
    for (const [type, placed] of Object.entries(PLACED)) {
      for (const one of mapping.managed(type)) place(mapping, one, placed);
    }
  },
};

function place(mapping: Mapping, one: Attributes, placed: Placed): void {
  const blocks = placed.in === undefined ? [one] : one.blocks(placed.in);
  const name = nameOf(one);
  const ids = blocks.flatMap((within) => {
    const groups = placed.groups;
    return subnetsIn(mapping, within, placed).map((subnetId, i) => {
      const id = `${mapping.idOf(one, '')}#eni${i}`;
      addInterface(mapping, one, {
        id,
        subnetId,
        groups: groups ? groupsOf(mapping, within, groups, subnetId) : [`${mapping.idOf(one, '')}#groups`],
        publicIp: placed.isPublic !== undefined && (one.flag(placed.isPublic) ?? false),
        tags: { Name: name },
        marks: { InterfaceType: 'interface', Description: `${placed.described} ${name}`, RequesterManaged: true },
      });
      return id;
    });
  });
  if (ids.length > 0) mapping.name(one, ids);
}

function subnetsIn(mapping: Mapping, one: Attributes, { subnets, through }: Placed): readonly string[] {
  if (!through) return subnetsOf(mapping, one, subnets);
  const [argument, type] = through;
  const names = ['name', 'id', 'replication_subnet_group_id'];
  const group = one.id(argument, { [type]: names });
  const own = mapping
    .all(type)
    .find((each) => [mapping.idOf(each), ...names.map((name) => each.text(name))].includes(group));
  // Another group lies in subnets that nothing tells.
  if (!own) mapping.leavesOpen('networkInterface');
  return own ? subnetsOf(mapping, own, subnets) : [];
}

const NAMES = [
  'cluster_name',
  'broker_name',
  'workgroup_name',
  'vpc_connector_name',
  'compute_environment_name',
  'name',
];

function nameOf(one: Attributes): string {
  return NAMES.map((name) => one.text(name)).find((name) => name !== undefined) ?? one.resource.name;
}
