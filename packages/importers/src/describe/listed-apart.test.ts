import { expect, test } from 'vitest';
import { missingCalls } from '../missing/missing-calls.ts';
import { snapshotOf } from '../snapshot-of.ts';

const place = { account: '123456789012', region: 'eu-west-1' };
const arn = 'arn:aws:network-firewall:eu-west-1:123456789012:firewall/inspection';
const policy = 'arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/inspection';

const list = { Firewalls: [{ FirewallName: 'inspection', FirewallArn: arn }] };
const description = {
  UpdateToken: '1d4a',
  Firewall: { FirewallName: 'inspection', FirewallArn: arn, FirewallPolicyArn: policy, VpcId: 'vpc-1' },
  FirewallStatus: {
    Status: 'READY',
    SyncStates: { 'eu-west-1a': { Attachment: { SubnetId: 'subnet-1', EndpointId: 'vpce-1', Status: 'READY' } } },
  },
};

function read(...answers: unknown[]) {
  return snapshotOf(answers.map((value, i) => ({ file: `${i}.json`, value, ...place })));
}

function stateOf({ snapshot }: ReturnType<typeof read>): string | undefined {
  return snapshot.coverage.find(({ kind }) => kind === 'firewall')?.state;
}

test.each([
  ['in its wrapper', { FirewallArn: arn, ...description }],
  ['as it is', description],
])('what one call lists and another describes is one record: %s', (_, answer) => {
  const imported = read(list, answer);
  expect(imported.snapshot.records.firewall).toMatchObject([
    {
      firewallArn: arn,
      firewall: { firewallPolicyArn: policy },
      firewallStatus: { syncStates: { 'eu-west-1a': { attachment: { endpointId: 'vpce-1' } } } },
      ...place,
    },
  ]);
  expect(stateOf(imported)).toBe('complete');
  expect(imported.diagnostics).toEqual([]);
});

test('the kind is whole when the list was read and everything in it described', () => {
  expect(stateOf(read({ Firewalls: [] }))).toBe('complete');
  expect(stateOf(read(list))).toBe('partial');
  expect(stateOf(read(description))).toBe('partial');
  expect(stateOf(read({ Vpcs: [] }))).toBeUndefined();
});

test('the calls that are missing are the list, then what describes each', () => {
  const endpoint = { VpcEndpointId: 'vpce-1', VpcEndpointType: 'GatewayLoadBalancer' };
  const { snapshot } = read({ VpcEndpoints: [endpoint] });
  expect(missingCalls(snapshot).find(({ kind }) => kind === 'firewall')).toMatchObject({
    state: 'absent',
    commands: [
      'aws network-firewall list-firewalls --region eu-west-1 --output json > network-firewall-list-firewalls.json',
      'aws network-firewall describe-firewall --firewall-arn <firewall-arn> --region eu-west-1 --output json > network-firewall-describe-firewall/<id>.json',
    ],
  });
  expect(missingCalls(read({ Vpcs: [] }).snapshot).map(({ kind }) => kind)).not.toContain('firewall');
});

test('rules keep their order and their variables their names', () => {
  const RuleGroupArn = 'arn:aws:network-firewall:eu-west-1:123456789012:stateful-rulegroup/web';
  const { snapshot, diagnostics } = read({
    RuleGroup: {
      RuleVariables: { IPSets: { HOME_NET: { Definition: ['10.0.0.0/8'] }, __proto__: { Definition: [] } } },
      RulesSource: { RulesString: 'pass tcp $HOME_NET any -> any 443 (sid:1;)' },
    },
    RuleGroupResponse: { RuleGroupArn, RuleGroupName: 'web', Type: 'STATEFUL' },
  });
  expect(snapshot.records.firewallRuleGroup).toMatchObject([
    { ruleGroup: { ruleVariables: { iPSets: { HOME_NET: { definition: ['10.0.0.0/8'] } } } } },
  ]);
  expect(diagnostics).toEqual([]);
});

test('names alone are listed, too; ECS and Redshift answer under the same key', () => {
  const { snapshot, diagnostics } = read(
    { clusters: ['prod', 'test'] },
    { cluster: { name: 'prod', arn: 'arn:aws:eks:eu-west-1:123456789012:cluster/prod', resourcesVpcConfig: {} } },
    { Clusters: [{ ClusterIdentifier: 'warehouse', VpcId: 'vpc-1' }] },
    { clusterArns: ['arn:aws:ecs:eu-west-1:123456789012:cluster/app'] },
  );
  expect(snapshot.records.eksCluster).toMatchObject([{ name: 'prod', arn: expect.anything() }, { name: 'test' }]);
  expect(snapshot.records.redshiftCluster).toMatchObject([{ clusterIdentifier: 'warehouse' }]);
  expect(snapshot.records.ecsCluster).toMatchObject([place]);
  expect(snapshot.coverage.find(({ kind }) => kind === 'eksCluster')?.state).toBe('partial');
  expect(diagnostics).toEqual([]);
});

test('an argument that is called like the key of another answer is not read as one', () => {
  const domain = { DomainName: 'logs', ARN: 'arn:aws:es:eu-west-1:123456789012:domain/logs', VPCOptions: {} };
  const imported = read({ DomainNames: 'logs', DomainStatusList: [domain] }, { DomainNames: [{ DomainName: 'logs' }] });
  expect(imported.snapshot.records.openSearchDomain).toMatchObject([{ domainName: 'logs', vPCOptions: {} }]);
  expect(imported.snapshot.coverage).toMatchObject([{ kind: 'openSearchDomain', state: 'complete' }]);
  expect(imported.diagnostics).toEqual([]);
});
