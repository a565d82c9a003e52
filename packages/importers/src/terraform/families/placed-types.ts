/** Where a service says in which subnets it is, and behind which groups. */
export interface Placed {
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
export const PLACED: Readonly<Record<string, Placed>> = {
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
  aws_db_proxy_endpoint: {
    subnets: 'vpc_subnet_ids',
    groups: 'vpc_security_group_ids',
    described: 'Network interface for DBProxy',
  },
  aws_redshift_endpoint_access: {
    subnets: 'subnet_ids',
    through: ['subnet_group_name', 'aws_redshift_subnet_group'],
    groups: 'vpc_security_group_ids',
    described: 'RedshiftNetworkInterface',
  },
  aws_redshiftserverless_endpoint_access: {
    subnets: 'subnet_ids',
    groups: 'vpc_security_group_ids',
    described: 'RedshiftNetworkInterface',
  },
  aws_elasticache_serverless_cache: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'VPC Endpoint Interface',
  },
  aws_timestreaminfluxdb_db_instance: {
    subnets: 'vpc_subnet_ids',
    groups: 'vpc_security_group_ids',
    isPublic: 'publicly_accessible',
    described: 'Amazon Timestream for InfluxDB',
  },
  aws_neptunegraph_private_graph_endpoint: {
    subnets: 'subnet_ids',
    groups: 'vpc_security_group_ids',
    described: 'VPC Endpoint Interface',
  },
  aws_workspacesweb_network_settings: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'Amazon WorkSpaces Secure Browser',
  },
  aws_m2_environment: {
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    isPublic: 'publicly_accessible',
    described: 'AWS Mainframe Modernization',
  },
  aws_pcs_cluster: {
    in: 'networking',
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'AWS PCS',
  },
  aws_synthetics_canary: {
    in: 'vpc_config',
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'AWS Lambda VPC ENI-cwsyn',
  },
  aws_sagemaker_model: {
    in: 'vpc_config',
    subnets: 'subnets',
    groups: 'security_group_ids',
    described: '[DO NOT DELETE] ENI managed by SageMaker',
  },
  aws_emrserverless_application: {
    in: 'network_configuration',
    subnets: 'subnet_ids',
    groups: 'security_group_ids',
    described: 'EMR Serverless',
  },
  aws_codebuild_fleet: {
    in: 'vpc_config',
    subnets: 'subnets',
    groups: 'security_group_ids',
    described: 'AWS CodeBuild',
  },
  aws_dms_replication_config: {
    in: 'compute_config',
    subnets: 'subnet_ids',
    through: ['replication_subnet_group_id', 'aws_dms_replication_subnet_group'],
    groups: 'vpc_security_group_ids',
    described: 'DMSNetworkInterface',
  },
};
