import { arn, ref, type Samples } from './sample.fixture.ts';

const SUBNETS = { SubnetIds: [ref('A'), ref('B')] };
const GROUPS = { SecurityGroupIds: [ref('Group')] };
const PLACED = { ...SUBNETS, ...GROUPS };
const described = (name: string) => ({ ...SUBNETS, [name]: 'x' });
const GUARDED = { VpcSecurityGroupIds: [ref('Group')] };

/** Functions, databases, caches and whatever else AWS places in subnets. */
export const placed: Samples = {
  Fn: ['AWS::Lambda::Function', 'net-Fn-1', { VpcConfig: PLACED, Role: 'x', Code: {} }],
  Apart: ['AWS::Lambda::Function', 'apart', { FunctionName: 'apart', Role: 'x', Code: {} }],
  Handler: ['AWS::Serverless::Function', 'net-Handler-1', { VpcConfig: PLACED }],
  DbPlaces: ['AWS::RDS::DBSubnetGroup', 'net-dbplaces-1', described('DBSubnetGroupDescription')],
  Db: [
    'AWS::RDS::DBInstance',
    'orders',
    {
      ...{ DBInstanceIdentifier: 'orders', Engine: 'postgres', DBSubnetGroupName: ref('DbPlaces'), Port: '5433' },
      ...{ VPCSecurityGroups: [ref('Group')], PubliclyAccessible: false, MultiAZ: true },
    },
  ],
  Cluster: [
    'AWS::RDS::DBCluster',
    'net-cluster-1',
    { Engine: 'aurora-postgresql', DBSubnetGroupName: ref('DbPlaces'), Port: 5432, ...GUARDED },
  ],
  Member: [
    'AWS::RDS::DBInstance',
    'net-member-1',
    { DBClusterIdentifier: ref('Cluster'), Engine: 'aurora-postgresql' },
  ],
  DocPlaces: ['AWS::DocDB::DBSubnetGroup', 'net-docplaces-1', described('DBSubnetGroupDescription')],
  Doc: ['AWS::DocDB::DBCluster', 'net-doc-1', { DBSubnetGroupName: ref('DocPlaces'), ...GUARDED }],
  DocMember: ['AWS::DocDB::DBInstance', 'net-docmember-1', { DBClusterIdentifier: ref('Doc') }],
  GraphPlaces: ['AWS::Neptune::DBSubnetGroup', 'net-graphplaces-1', described('DBSubnetGroupDescription')],
  Graph: ['AWS::Neptune::DBCluster', 'net-graph-1', { DBSubnetGroupName: ref('GraphPlaces'), ...GUARDED }],
  GraphMember: ['AWS::Neptune::DBInstance', 'net-graphmember-1', { DBClusterIdentifier: ref('Graph') }],
  CachePlaces: ['AWS::ElastiCache::SubnetGroup', 'net-cacheplaces-1', described('Description')],
  Cache: [
    'AWS::ElastiCache::CacheCluster',
    'net-cache-1',
    { Engine: 'memcached', CacheSubnetGroupName: ref('CachePlaces'), VpcSecurityGroupIds: [ref('Group')] },
  ],
  Replicated: [
    'AWS::ElastiCache::ReplicationGroup',
    'net-replicated-1',
    { Engine: 'redis', CacheSubnetGroupName: ref('CachePlaces'), ...GROUPS },
  ],
  WarehousePlaces: ['AWS::Redshift::ClusterSubnetGroup', 'net-warehouseplaces-1', described('Description')],
  Warehouse: [
    'AWS::Redshift::Cluster',
    'net-warehouse-1',
    { ClusterSubnetGroupName: ref('WarehousePlaces'), Port: 5439, PubliclyAccessible: false, ...GUARDED },
  ],
  Search: ['AWS::OpenSearchService::Domain', 'search', { DomainName: 'search', VPCOptions: PLACED }],
  Elastic: ['AWS::Elasticsearch::Domain', 'net-elastic-1', { VPCOptions: PLACED }],
  Files: ['AWS::EFS::FileSystem', 'fs-1', {}],
  FilesInA: [
    'AWS::EFS::MountTarget',
    'fsmt-1',
    { FileSystemId: ref('Files'), SubnetId: ref('A'), SecurityGroups: [ref('Group')] },
  ],
  Kube: [
    'AWS::EKS::Cluster',
    'net-kube-1',
    { ResourcesVpcConfig: { ...PLACED, EndpointPrivateAccess: true, PublicAccessCidrs: ['203.0.113.0/24'] } },
  ],
  KubeNodes: [
    'AWS::EKS::Nodegroup',
    'net-kube-1/nodes',
    { ClusterName: ref('Kube'), NodegroupName: 'nodes', Subnets: [ref('B')] },
  ],
  Pods: ['AWS::EKS::FargateProfile', 'net-kube-1|pods', { ClusterName: ref('Kube'), Subnets: [ref('B')] }],
  Kafka: [
    'AWS::MSK::Cluster',
    arn('kafka', 'cluster/kafka/1'),
    { ClusterName: 'kafka', BrokerNodeGroupInfo: { ClientSubnets: [ref('A')], SecurityGroups: [ref('Group')] } },
  ],
  Kafka2: [
    'AWS::MSK::ServerlessCluster',
    arn('kafka', 'cluster/kafka2/2'),
    { ClusterName: 'kafka2', VpcConfigs: [{ SubnetIds: [ref('A')], SecurityGroups: [ref('Group')] }] },
  ],
  Broker: [
    'AWS::AmazonMQ::Broker',
    'b-1',
    { BrokerName: 'broker', SubnetIds: [ref('A')], SecurityGroups: [ref('Group')], PubliclyAccessible: false },
  ],
  Proxy: ['AWS::RDS::DBProxy', 'proxy', { DBProxyName: 'proxy', VpcSubnetIds: [ref('A')], ...GUARDED }],
  ProxyThere: [
    'AWS::RDS::DBProxyEndpoint',
    'there',
    { DBProxyEndpointName: 'there', DBProxyName: ref('Proxy'), VpcSubnetIds: [ref('B')], ...GUARDED },
  ],
  Workgroup: ['AWS::RedshiftServerless::Workgroup', 'work', { WorkgroupName: 'work', ...PLACED }],
  Documents: [
    'AWS::DocDBElastic::Cluster',
    arn('docdb-elastic', 'cluster/1'),
    { ClusterName: 'documents', ...SUBNETS, ...GUARDED },
  ],
  Lustre: ['AWS::FSx::FileSystem', 'fs-2', { FileSystemType: 'LUSTRE', SubnetIds: [ref('A')], ...GROUPS }],
  Collections: ['AWS::OpenSearchServerless::VpcEndpoint', 'vpce-3', { Name: 'aoss', VpcId: ref('Vpc'), ...PLACED }],
  Resources: [
    'AWS::VpcLattice::ResourceGateway',
    arn('vpc-lattice', 'resourcegateway/rgw-1'),
    { Name: 'rgw', ...PLACED },
  ],
  Shared: [
    'AWS::VpcLattice::ResourceConfiguration',
    arn('vpc-lattice', 'resourceconfiguration/rcfg-1'),
    {
      ...{ Name: 'shared', ResourceConfigurationType: 'SINGLE', ProtocolType: 'TCP', PortRanges: ['443'] },
      ...{ ResourceGatewayId: ref('Resources'), ResourceConfigurationDefinition: { IpResource: '10.0.1.10' } },
    },
  ],
  Connector: [
    'AWS::AppRunner::VpcConnector',
    arn('apprunner', 'vpcconnector/c/1/1'),
    { VpcConnectorName: 'c', Subnets: [ref('A')], SecurityGroups: [ref('Group')] },
  ],
  Airflow: ['AWS::MWAA::Environment', 'airflow', { Name: 'airflow', NetworkConfiguration: PLACED }],
  Build: [
    'AWS::CodeBuild::Project',
    'build',
    { Name: 'build', VpcConfig: { Subnets: [ref('A')], SecurityGroupIds: [ref('Group')] } },
  ],
  Machines: [
    'AWS::CodeBuild::Fleet',
    arn('codebuild', 'fleet/machines:1'),
    { Name: 'machines', FleetVpcConfig: { Subnets: [ref('A')], ...GROUPS } },
  ],
  Jobs: [
    'AWS::Batch::ComputeEnvironment',
    arn('batch', 'compute-environment/jobs'),
    { ComputeEnvironmentName: 'jobs', ComputeResources: { Subnets: [ref('A')], ...GROUPS } },
  ],
  Ftp: ['AWS::Transfer::Server', arn('transfer', 'server/s-1'), { EndpointDetails: { ...PLACED, VpcId: ref('Vpc') } }],
  Ad: [
    'AWS::DirectoryService::MicrosoftAD',
    'd-1',
    { Name: 'corp.example', VpcSettings: { ...SUBNETS, VpcId: ref('Vpc') } },
  ],
  Ad2: [
    'AWS::DirectoryService::SimpleAD',
    'd-2',
    { Name: 'lab.example', VpcSettings: { ...SUBNETS, VpcId: ref('Vpc') } },
  ],
  MemoryPlaces: ['AWS::MemoryDB::SubnetGroup', 'memoryplaces', { SubnetGroupName: 'memoryplaces', ...SUBNETS }],
  Memory: [
    'AWS::MemoryDB::Cluster',
    'memory',
    { ClusterName: 'memory', SubnetGroupName: ref('MemoryPlaces'), ...GROUPS },
  ],
  DaxPlaces: ['AWS::DAX::SubnetGroup', 'daxplaces', { SubnetGroupName: 'daxplaces', ...SUBNETS }],
  Dax: ['AWS::DAX::Cluster', 'dax', { ClusterName: 'dax', SubnetGroupName: ref('DaxPlaces'), ...GROUPS }],
  DmsPlaces: [
    'AWS::DMS::ReplicationSubnetGroup',
    'dmsplaces',
    { ReplicationSubnetGroupIdentifier: 'dmsplaces', ...SUBNETS },
  ],
  Dms: [
    'AWS::DMS::ReplicationInstance',
    arn('dms', 'rep:1'),
    {
      ReplicationInstanceIdentifier: 'dms',
      ReplicationSubnetGroupIdentifier: ref('DmsPlaces'),
      PubliclyAccessible: false,
      ...GUARDED,
    },
  ],
  DmsLater: [
    'AWS::DMS::ReplicationConfig',
    arn('dms', 'replication-config:1'),
    {
      ReplicationConfigIdentifier: 'later',
      ComputeConfig: { ReplicationSubnetGroupId: ref('DmsPlaces'), ...GUARDED },
    },
  ],
  WarehouseThere: [
    'AWS::Redshift::EndpointAccess',
    'wh',
    { EndpointName: 'wh', ClusterIdentifier: ref('Warehouse'), SubnetGroupName: ref('WarehousePlaces'), ...GUARDED },
  ],
  Serverless: [
    'AWS::ElastiCache::ServerlessCache',
    'serverless',
    { ServerlessCacheName: 'serverless', Engine: 'valkey', ...PLACED },
  ],
  Series: [
    'AWS::Timestream::InfluxDBInstance',
    'influx-1',
    { Name: 'series', VpcSubnetIds: [ref('A')], PubliclyAccessible: false, ...GUARDED },
  ],
  Edges: [
    'AWS::NeptuneGraph::PrivateGraphEndpoint',
    'g-1_vpc-1',
    { GraphIdentifier: 'g-1', VpcId: ref('Vpc'), ...PLACED },
  ],
  Browsers: [
    'AWS::WorkSpacesWeb::NetworkSettings',
    arn('workspaces-web', 'networkSettings/1'),
    { VpcId: ref('Vpc'), ...PLACED },
  ],
  Mainframe: ['AWS::M2::Environment', arn('m2', 'env/1'), { Name: 'mainframe', PubliclyAccessible: false, ...PLACED }],
  Computing: ['AWS::PCS::Cluster', arn('pcs', 'cluster/pcs_1'), { Name: 'pcs', Networking: PLACED }],
  Canary: ['AWS::Synthetics::Canary', 'canary', { Name: 'canary', VPCConfig: PLACED }],
  Model: ['AWS::SageMaker::Model', arn('sagemaker', 'model/m'), { VpcConfig: { Subnets: [ref('A')], ...GROUPS } }],
  Spark: ['AWS::EMRServerless::Application', '00f1', { Name: 'spark', NetworkConfiguration: PLACED }],
};
