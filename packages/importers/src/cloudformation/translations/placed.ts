import { flat, own, type Properties, placed, type Translation } from '../draft.ts';
import type { Value } from '../value.ts';

/** A block of arguments that are lists, and its name in both languages. */
function within(
  type: string,
  block: readonly [property: string, argument: string],
  lists: Readonly<Record<string, string>>,
  names: readonly string[] = [],
): Translation {
  return (written) => {
    const [main] = placed(type, [], names)(written);
    const stated = own(written.properties, block[0]);
    const blocks = (Array.isArray(stated) ? stated : stated === undefined ? [] : [stated]) as readonly Value[];
    const args = (one: Properties | Value) =>
      Object.fromEntries(Object.entries(lists).map(([argument, property]) => [argument, listed(one, property)]));
    return [{ type, ...main, with: { ...main?.with, [block[1]]: blocks.map(args) } }];
  };
}

function listed(block: Properties | Value, name: string): Value {
  return flat(own(block, name)) ?? [];
}

const GROUPED = { subnet_ids: 'SubnetIds', security_group_ids: 'SecurityGroupIds' };
const SUBNETS = { subnets: 'Subnets', security_group_ids: 'SecurityGroupIds' };
const NETWORK = ['VpcConfig', 'vpc_config'] as const;
const PLACES = ['SubnetIds', 'SecurityGroupIds'];

/** File systems of all kinds are one type, told apart by a word. */
const fileSystem: Translation = (written) => {
  const kind = String(own(written.properties, 'FileSystemType') ?? 'LUSTRE').toLowerCase();
  const type = ['lustre', 'ontap', 'openzfs', 'windows'].includes(kind) ? kind : 'lustre';
  return placed(`aws_fsx_${type}_file_system`, PLACES)(written);
};

const directory = within(
  'aws_directory_service_directory',
  ['VpcSettings', 'vpc_settings'],
  { subnet_ids: 'SubnetIds' },
  ['Name'],
);

/** Services of which nothing bears on packets but the interfaces that AWS makes for them in subnets. */
export const placedServices: Readonly<Record<string, Translation>> = {
  'AWS::MSK::Cluster': within(
    'aws_msk_cluster',
    ['BrokerNodeGroupInfo', 'broker_node_group_info'],
    { client_subnets: 'ClientSubnets', security_groups: 'SecurityGroups' },
    ['ClusterName'],
  ),
  'AWS::MSK::ServerlessCluster': within(
    'aws_msk_serverless_cluster',
    ['VpcConfigs', 'vpc_config'],
    { subnet_ids: 'SubnetIds', security_group_ids: 'SecurityGroups' },
    ['ClusterName'],
  ),
  'AWS::AmazonMQ::Broker': placed(
    'aws_mq_broker',
    ['SubnetIds', 'SecurityGroups'],
    ['BrokerName', 'PubliclyAccessible'],
  ),
  'AWS::RDS::DBProxy': placed('aws_db_proxy', ['VpcSubnetIds', 'VpcSecurityGroupIds']),
  'AWS::RedshiftServerless::Workgroup': placed('aws_redshiftserverless_workgroup', PLACES, [
    'WorkgroupName',
    'PubliclyAccessible',
  ]),
  'AWS::DocDBElastic::Cluster': placed(
    'aws_docdbelastic_cluster',
    ['SubnetIds', 'VpcSecurityGroupIds'],
    ['ClusterName'],
  ),
  'AWS::FSx::FileSystem': fileSystem,
  'AWS::OpenSearchServerless::VpcEndpoint': placed('aws_opensearchserverless_vpc_endpoint', PLACES, ['Name']),
  'AWS::AppRunner::VpcConnector': placed(
    'aws_apprunner_vpc_connector',
    ['Subnets', 'SecurityGroups'],
    ['VpcConnectorName'],
  ),
  'AWS::MWAA::Environment': within('aws_mwaa_environment', ['NetworkConfiguration', 'network_configuration'], GROUPED, [
    'Name',
  ]),
  'AWS::CodeBuild::Project': within(
    'aws_codebuild_project',
    NETWORK,
    { subnets: 'Subnets', security_group_ids: 'SecurityGroupIds' },
    ['Name'],
  ),
  'AWS::Batch::ComputeEnvironment': within(
    'aws_batch_compute_environment',
    ['ComputeResources', 'compute_resources'],
    { subnets: 'Subnets', security_group_ids: 'SecurityGroupIds' },
    ['ComputeEnvironmentName'],
  ),
  'AWS::Transfer::Server': within('aws_transfer_server', ['EndpointDetails', 'endpoint_details'], GROUPED),
  'AWS::DirectoryService::MicrosoftAD': directory,
  'AWS::DirectoryService::SimpleAD': directory,
  'AWS::MemoryDB::Cluster': placed('aws_memorydb_cluster', ['SecurityGroupIds'], ['ClusterName', 'SubnetGroupName']),
  'AWS::MemoryDB::SubnetGroup': subnetGroup('aws_memorydb_subnet_group', 'SubnetGroupName'),
  'AWS::DAX::Cluster': placed('aws_dax_cluster', ['SecurityGroupIds'], ['ClusterName', 'SubnetGroupName']),
  'AWS::DAX::SubnetGroup': subnetGroup('aws_dax_subnet_group', 'SubnetGroupName'),
  'AWS::DMS::ReplicationInstance': (written) => {
    const [main] = placed('aws_dms_replication_instance', ['VpcSecurityGroupIds'], ['PubliclyAccessible'])(written);
    const group = own(written.properties, 'ReplicationSubnetGroupIdentifier');
    return main ? [{ ...main, with: { ...main.with, replication_subnet_group_id: group } }] : [];
  },
  'AWS::DMS::ReplicationSubnetGroup': subnetGroup(
    'aws_dms_replication_subnet_group',
    'ReplicationSubnetGroupIdentifier',
  ),
  'AWS::DMS::ReplicationConfig': within('aws_dms_replication_config', ['ComputeConfig', 'compute_config'], {
    replication_subnet_group_id: 'ReplicationSubnetGroupId',
    vpc_security_group_ids: 'VpcSecurityGroupIds',
  }),
  'AWS::RDS::DBProxyEndpoint': placed('aws_db_proxy_endpoint', ['VpcSubnetIds', 'VpcSecurityGroupIds']),
  'AWS::Redshift::EndpointAccess': placed(
    'aws_redshift_endpoint_access',
    ['VpcSecurityGroupIds'],
    ['EndpointName', 'SubnetGroupName'],
  ),
  'AWS::ElastiCache::ServerlessCache': placed('aws_elasticache_serverless_cache', PLACES),
  'AWS::Timestream::InfluxDBInstance': placed(
    'aws_timestreaminfluxdb_db_instance',
    ['VpcSubnetIds', 'VpcSecurityGroupIds'],
    ['Name', 'PubliclyAccessible'],
  ),
  'AWS::NeptuneGraph::PrivateGraphEndpoint': ({ id, properties }) => [
    {
      type: 'aws_neptunegraph_private_graph_endpoint',
      with: {
        id,
        subnet_ids: flat(own(properties, 'SubnetIds')),
        vpc_security_group_ids: flat(own(properties, 'SecurityGroupIds')),
      },
    },
  ],
  'AWS::WorkSpacesWeb::NetworkSettings': placed('aws_workspacesweb_network_settings', PLACES),
  'AWS::M2::Environment': placed('aws_m2_environment', PLACES, ['Name', 'PubliclyAccessible']),
  'AWS::PCS::Cluster': within('aws_pcs_cluster', ['Networking', 'networking'], GROUPED, ['Name']),
  'AWS::Synthetics::Canary': within('aws_synthetics_canary', ['VPCConfig', 'vpc_config'], GROUPED, ['Name']),
  'AWS::SageMaker::Model': within('aws_sagemaker_model', NETWORK, SUBNETS),
  'AWS::EMRServerless::Application': within(
    'aws_emrserverless_application',
    ['NetworkConfiguration', 'network_configuration'],
    GROUPED,
    ['Name'],
  ),
  'AWS::CodeBuild::Fleet': within('aws_codebuild_fleet', ['FleetVpcConfig', 'vpc_config'], SUBNETS, ['Name']),
  'AWS::EKS::FargateProfile': ({ id, properties }) => [
    { type: 'aws_eks_fargate_profile', with: { id, subnet_ids: flat(own(properties, 'Subnets')) } },
  ],
};

/** Subnets under a name by which others refer to them. */
export function subnetGroup(type: string, name: string): Translation {
  return ({ id, arn, properties }) => [
    { type, with: { id, arn, name: own(properties, name) ?? id, subnet_ids: flat(own(properties, 'SubnetIds')) } },
  ];
}
