import { describe, expect, it } from 'vitest';
import { base, group, networkInterface, type Raw, raw } from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { describeEnd } from './end.ts';
import { resolveEnds } from './ends.ts';

const NLB = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/front/1';

function owned(name: string, subnetId: string, ip: string, Description: string, more: object = {}): Raw {
  return networkInterface(`eni-${name}`, subnetId, ip, {
    groups: [`sg-${name}`],
    more: { Description, RequesterManaged: true, ...more },
  });
}

/** `base` with one of everything that people call by its name. */
function managed(): readonly Raw[] {
  const subnets = { VpcId: 'vpc-a', Subnets: [{ SubnetIdentifier: 'subnet-a' }, { SubnetIdentifier: 'subnet-b' }] };
  return [
    ...base(),
    ...['orders', 'ledger', 'cache', 'es', 'fn', 'files', 'task', 'k8s', 'connect'].map((name) =>
      group(`sg-${name}`, 'vpc-a'),
    ),
    owned('orders', 'subnet-a', '10.0.1.51', 'RDSNetworkInterface'),
    owned('ledger', 'subnet-b', '10.0.2.51', 'RDSNetworkInterface'),
    owned('cache', 'subnet-a', '10.0.1.52', 'ElastiCache cache-1'),
    owned('cache', 'subnet-b', '10.0.2.52', 'ElastiCache cache-10', { NetworkInterfaceId: 'eni-cache-10' }),
    owned('es', 'subnet-a', '10.0.1.53', 'ES search'),
    owned('fn', 'subnet-a', '10.0.1.54', 'AWS Lambda VPC ENI-bill-0a1b2c3d-1111-2222-3333-444455556666', {
      InterfaceType: 'lambda',
    }),
    owned('files', 'subnet-a', '10.0.1.55', 'EFS mount target for fs-0abc (fsmt-1)'),
    owned('task', 'subnet-a', '10.0.1.56', 'arn:aws:ecs:eu-west-1:111111111111:attachment/1'),
    owned('k8s', 'subnet-a', '10.0.1.57', 'Amazon EKS prod'),
    owned('connect', 'subnet-a', '10.0.1.58', 'EC2 Instance Connect Endpoint'),
    owned('front', 'subnet-pub', '10.0.0.59', 'ELB net/front/1', {
      InterfaceType: 'network_load_balancer',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.59', Primary: true, Association: { PublicIp: '203.0.113.59' } }],
    }),
    raw('dbInstance', {
      DBInstanceArn: 'arn:aws:rds:eu-west-1:111111111111:db:orders',
      DBInstanceIdentifier: 'orders',
      DBSubnetGroup: subnets,
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-orders' }],
      Endpoint: { Address: 'orders.abc.eu-west-1.rds.amazonaws.com', Port: 5432 },
    }),
    raw('dbInstance', {
      DBInstanceIdentifier: 'ledger-1',
      DBClusterIdentifier: 'ledger',
      DBSubnetGroup: subnets,
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-ledger' }],
    }),
    raw('dbCluster', {
      DBClusterIdentifier: 'ledger',
      ReaderEndpoint: 'ledger.cluster-ro-abc.eu-west-1.rds.amazonaws.com',
      DBClusterMembers: [{ DBInstanceIdentifier: 'ledger-1' }],
    }),
    raw('cacheCluster', { CacheClusterId: 'cache-1' }),
    raw('replicationGroup', {
      ReplicationGroupId: 'sessions',
      MemberClusters: ['cache-1'],
      NodeGroups: [{ PrimaryEndpoint: { Address: 'master.sessions.abc.cache.amazonaws.com' } }],
    }),
    raw('openSearchDomain', { DomainName: 'search', Endpoints: { vpc: 'vpc-search-abc.eu-west-1.es.amazonaws.com' } }),
    raw('lambdaFunction', {
      FunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:invoice',
      FunctionName: 'invoice',
      VpcConfig: { VpcId: 'vpc-a', SubnetIds: ['subnet-a'], SecurityGroupIds: ['sg-fn'] },
    }),
    raw('fileSystem', { FileSystemId: 'fs-0abc', Name: 'files' }),
    raw('mountTarget', { MountTargetId: 'fsmt-1', FileSystemId: 'fs-0abc', NetworkInterfaceId: 'eni-files' }),
    raw('ecsTask', {
      taskArn: 'arn:aws:ecs:eu-west-1:111111111111:task/shop/0123',
      group: 'service:web',
      attachments: [{ details: [{ name: 'networkInterfaceId', value: 'eni-task' }] }],
    }),
    raw('eksCluster', { name: 'prod', endpoint: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com' }),
    raw('instanceConnectEndpoint', { InstanceConnectEndpointId: 'eice-1', NetworkInterfaceIds: ['eni-connect'] }),
    raw('loadBalancer', {
      LoadBalancerArn: NLB,
      LoadBalancerName: 'front',
      DNSName: 'front-1.elb.eu-west-1.amazonaws.com',
      Type: 'network',
      Scheme: 'internet-facing',
      VpcId: 'vpc-a',
    }),
  ];
}

const network = networkOf(managed());
const named = (text: string) => resolveEnds(network, text).ends.flatMap(describeEnd);

describe('an end by name', () => {
  it.each([
    ['rds:orders', 'eni-orders'],
    ['orders', 'eni-orders'],
    ['arn:aws:rds:eu-west-1:111111111111:db:orders', 'eni-orders'],
    ['orders.abc.eu-west-1.rds.amazonaws.com', 'eni-orders'],
    ['rds:ledger', 'eni-ledger'],
    ['Ledger.cluster-ro-abc.eu-west-1.rds.amazonaws.com.', 'eni-ledger'],
    ['elasticache:cache-1', 'eni-cache'],
    ['sessions', 'eni-cache'],
    ['redis://master.sessions.abc.cache.amazonaws.com', 'eni-cache'],
    ['opensearch:search', 'eni-es'],
    ['https://vpc-search-abc.eu-west-1.es.amazonaws.com/_search', 'eni-es'],
    ['lambda:invoice', 'eni-fn'],
    ['fs-0abc', 'eni-files'],
    ['fs-0abc.efs.eu-west-1.amazonaws.com', 'eni-files'],
    ['ecs:web', 'eni-task'],
    ['eks:prod', 'eni-k8s'],
    ['https://abc.gr7.eu-west-1.eks.amazonaws.com', 'eni-k8s'],
    ['eice-1', 'eni-connect'],
    ['lb:front', 'eni-front'],
    [NLB, 'eni-front'],
  ])('%s is %s', (text, end) => {
    expect(named(text)).toEqual([end]);
  });

  it('the name of a public balancer leads to its public address, from wherever it is asked', () => {
    expect(named('front-1.elb.eu-west-1.amazonaws.com')).toEqual(['203.0.113.59']);
    expect(named('dualstack.front-1.elb.eu-west-1.amazonaws.com')).toEqual(['203.0.113.59']);
  });

  it('has the port that is written behind it', () => {
    expect(resolveEnds(network, 'orders.abc.eu-west-1.rds.amazonaws.com:5432').port).toBe(5432);
  });
});

describe('by the marks of its interfaces, where its record is not in the input', () => {
  const bare = networkOf(managed().filter(({ kind }) => kind === 'networkInterface' || kind === 'vpc'));
  it.each([
    ['elasticache:cache-10', 'eni-cache-10'],
    ['lambda:bill', 'eni-fn'],
    ['efs:fs-0abc', 'eni-files'],
    ['eks:prod', 'eni-k8s'],
    ['lb:front', 'eni-front'],
  ])('%s is %s', (text, end) => {
    expect(resolveEnds(bare, text).ends.flatMap(describeEnd)).toEqual([end]);
  });
});

it.each([
  ['rds:order', /Nothing in the input has this rds name. Did you mean orders/],
  ['rds:invoice', /Nothing in the input has this rds name/],
])('%s is nobody’s name', (text, message) => {
  expect(() => named(text)).toThrow(expect.objectContaining({ hint: expect.stringMatching(message) }));
});

it('a name of two things asks which is meant', () => {
  const twice = networkOf([...managed(), raw('eksCluster', { name: 'orders' })]);
  expect(() => resolveEnds(twice, 'orders')).toThrow(/rds:orders.*eks:orders|orders/);
  expect(resolveEnds(twice, 'rds:orders').ends.flatMap(describeEnd)).toEqual(['eni-orders']);
});
