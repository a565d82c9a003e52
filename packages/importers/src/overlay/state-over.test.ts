import { expect, test } from 'vitest';
import { imported } from '../cloudformation/templates.fixture.ts';
import { arn } from './samples/sample.fixture.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const CORE = arn('networkmanager', 'core-network/core-network-1', '');
const DUMP = {
  'functions.json': {
    ...place,
    Functions: [{ FunctionName: 'fn', FunctionArn: arn('lambda', 'function:fn'), VpcConfig: {} }],
  },
  'databases.json': { ...place, DBInstances: [{ DBInstanceIdentifier: 'db', DBInstanceArn: arn('rds', 'db:db') }] },
  'clusters.json': { ...place, DBClusters: [{ DBClusterIdentifier: 'c', DBClusterArn: arn('rds', 'cluster:c') }] },
  'groups.json': {
    ...place,
    DBSubnetGroups: [{ DBSubnetGroupName: 'g', DBSubnetGroupArn: arn('rds', 'subgrp:g'), Subnets: [] }],
  },
  'caches.json': {
    ...place,
    CacheClusters: ['one', 'many-0001-001', 'many-0001-002'].map((CacheClusterId) => ({
      ...{ CacheClusterId, ARN: arn('elasticache', `cluster:${CacheClusterId}`), CacheNodes: [], Engine: 'redis' },
      ...(CacheClusterId === 'one' ? {} : { ReplicationGroupId: 'many' }),
    })),
  },
  'replicated.json': {
    ...place,
    ReplicationGroups: [{ ReplicationGroupId: 'many', ARN: arn('elasticache', 'replicationgroup:many') }],
  },
  'core.json': { ...place, CoreNetworks: [{ CoreNetworkId: 'core-network-1', CoreNetworkArn: CORE }] },
};
/** In the words of a state, which has names for ids too. */
const STATE: Readonly<Record<string, object>> = {
  aws_lambda_function: { id: 'fn', function_name: 'fn', arn: arn('lambda', 'function:fn') },
  aws_db_instance: { id: 'db-ABC', identifier: 'db', arn: arn('rds', 'db:db') },
  aws_rds_cluster: { id: 'c', cluster_identifier: 'c', arn: arn('rds', 'cluster:c') },
  aws_db_subnet_group: { id: 'g', name: 'g', arn: arn('rds', 'subgrp:g'), subnet_ids: [] },
  aws_elasticache_cluster: { id: 'one', cluster_id: 'one', arn: arn('elasticache', 'cluster:one') },
  aws_elasticache_replication_group: {
    ...{ id: 'many', replication_group_id: 'many', arn: arn('elasticache', 'replicationgroup:many') },
    member_clusters: ['many-0001-001', 'many-0001-002'],
  },
  aws_networkmanager_core_network: { id: 'core-network-1', arn: CORE },
};

test('what a state has by a name and answers know by an ARN is one', async () => {
  const resources = Object.entries(STATE).map(([type, values]) => {
    return { address: `${type}.one`, mode: 'managed', type, name: 'one', values };
  });
  const values = { root_module: { resources } };
  const plan = { format_version: '1.2', prior_state: { values }, planned_values: values, resource_changes: [] };
  const [live, laid] = [await imported(DUMP), await imported({ ...DUMP, 'plan.json': plan })];
  const counts = ({ snapshot }: typeof live) =>
    Object.fromEntries(
      Object.entries(snapshot.records).flatMap(([kind, all]) => (all.length > 0 ? [[kind, all.length]] : [])),
    );
  expect(counts(laid)).toEqual(counts(live));
  expect(Object.keys(counts(live))).toHaveLength(7);
  expect(laid.diagnostics.filter(({ code }) => code === 'OVERLAY_UNMATCHED')).toEqual([]);
});
