import { expect, test } from 'vitest';
import { imported } from '../cloudformation/templates.fixture.ts';
import { BALANCER, DUMP, GROUP, OTHER } from './balancers.fixture.ts';

/** A plan that makes the second out of the first of what Terraform has: by type, with the ids of today. */
function planOf(before: Readonly<Record<string, object>>, later: Readonly<Record<string, object>>): object {
  const values = (all: Readonly<Record<string, object>>) => ({
    root_module: {
      resources: Object.entries(all).map(([address, one]) => {
        const [type, name] = address.split('.');
        return { address, mode: 'managed', type, name, values: one };
      }),
    },
  });
  return {
    format_version: '1.2',
    prior_state: { values: values(before) },
    planned_values: values(later),
    resource_changes: [],
  };
}

async function planned(...[before, later]: Parameters<typeof planOf>) {
  const { snapshot } = await imported({ ...DUMP, 'plan.json': planOf(before, later) });
  return snapshot.records;
}

const TYPES: Readonly<Record<string, string>> = {
  Balancer: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  Old: 'AWS::ElasticLoadBalancing::LoadBalancer',
  Group: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Endpoint: 'AWS::EC2::VPCEndpoint',
  Service: 'AWS::EC2::VPCEndpointService',
};
const IDS: Readonly<Record<string, string>> = {
  ...{ Balancer: BALANCER, Old: 'old', Group: GROUP, Endpoint: 'vpce-1', Service: 'vpce-svc-1' },
};

async function after(written: Readonly<Record<string, object>>, had = Object.keys(written)) {
  const Resources = Object.fromEntries(
    Object.entries(written).map(([name, Properties]) => [name, { Type: TYPES[name], Properties }]),
  );
  const StackResources = had.map((name) => ({
    ...{ StackName: 'net', LogicalResourceId: name, PhysicalResourceId: IDS[name] },
    ...{ ResourceType: TYPES[name], ResourceStatus: 'CREATE_COMPLETE' },
  }));
  const { snapshot } = await imported({ ...DUMP, 'net.json': { Resources }, 'deployed.json': { StackResources } });
  return snapshot.records;
}

type Records = Awaited<ReturnType<typeof after>>;
const interfacesOf = ({ networkInterface }: Records, description: string) =>
  networkInterface
    .filter((one) => one.description === description)
    .map((one) => `${one.networkInterfaceId} ${one.subnetId}`)
    .sort();

const group = (more: object) => ({ TargetType: 'ip', Protocol: 'TCP', Port: 443, VpcId: 'vpc-1', ...more });
const balancer = (Subnets: readonly string[]) => ({
  Type: 'network',
  Scheme: 'internal',
  Subnets,
  SecurityGroups: ['sg-1'],
});

test('a balancer has a node in each subnet that its template says, and none in another', async () => {
  const same = await after({ Balancer: balancer(['subnet-1', 'subnet-2']) });
  expect(interfacesOf(same, 'ELB net/front/1')).toEqual(['eni-node1 subnet-1', 'eni-node2 subnet-2']);
  const moved = await after({ Balancer: balancer(['subnet-2', 'subnet-3']) });
  expect(interfacesOf(moved, 'ELB net/front/1')).toEqual([
    'eni-node2 subnet-2',
    expect.stringMatching(/#node1 subnet-3$/),
  ]);
  expect(moved.loadBalancer[0]?.availabilityZones.map((one) => one?.subnetId)).toEqual(['subnet-2', 'subnet-3']);
});

test('the nodes of a balancer go with it', async () => {
  const records = await after({ Group: group({}) }, ['Balancer', 'Old', 'Group']);
  expect([...records.loadBalancer, ...records.classicLoadBalancer]).toEqual([]);
  expect(interfacesOf(records, 'ELB net/front/1')).toEqual([]);
  expect(interfacesOf(records, 'ELB old')).toEqual([]);
});

test('an endpoint has an interface in each subnet that its template says, and lists those', async () => {
  const endpoint = { VpcId: 'vpc-1', VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.x' };
  const records = await after({
    Endpoint: { ...endpoint, SubnetIds: ['subnet-2', 'subnet-3'], SecurityGroupIds: ['sg-1'] },
  });
  const interfaces = ['eni-endpoint2 subnet-2', 'vpce-1#eni1 subnet-3'];
  expect(interfacesOf(records, 'VPC Endpoint Interface vpce-1')).toEqual(interfaces);
  expect(records.vpcEndpoint[0]?.networkInterfaceIds).toEqual(['eni-endpoint2', 'vpce-1#eni1']);
  expect(records.vpcEndpoint[0]?.subnetIds).toEqual(['subnet-2', 'subnet-3']);
  expect(records.networkInterface.find((one) => one.networkInterfaceId === 'eni-endpoint2')?.privateIpAddress).toBe(
    '10.0.2.9',
  );
});

test('a service has the balancers behind it that its template says', async () => {
  const records = await after({ Service: { NetworkLoadBalancerArns: [OTHER], AcceptanceRequired: false } });
  expect(records.vpcEndpointService[0]?.networkLoadBalancerArns).toEqual([OTHER]);
});

test('attributes that a template says are so, and others as they are', async () => {
  const settingOf = ({ targetGroupAttributes: [only] }: Records, key: string) =>
    only?.attributes.find((one) => one?.key === key)?.value;
  const [crossZone, kept] = ['load_balancing.cross_zone.enabled', 'preserve_client_ip.enabled'];
  const silent = await after({ Group: group({}) });
  expect([settingOf(silent, crossZone), settingOf(silent, kept)]).toEqual(['true', undefined]);
  const Attributes = [
    { Key: crossZone, Value: 'false' },
    { Key: kept, Value: 'true' },
  ];
  const said = await after({ Group: group({ TargetGroupAttributes: Attributes }) });
  expect([settingOf(said, crossZone), settingOf(said, kept)]).toEqual(['false', 'true']);
  expect(said.targetGroupAttributes[0]?.attributes).toHaveLength(3);
});

test('addresses that a template no longer registers are targets no more', async () => {
  const targets = ({ targetHealth: [only] }: Records) =>
    only?.targetHealthDescriptions.map((one) => `${one?.target?.id}:${one?.target?.port}`);
  expect(targets(await after({ Group: group({}) }))).toEqual(['10.0.1.20:443', '10.0.2.20:443']);
  const both = [{ Id: '10.0.2.20' }, { Id: '10.0.3.20', Port: 8443 }];
  expect(targets(await after({ Group: group({ Targets: both }) }))).toEqual(['10.0.2.20:443', '10.0.3.20:8443']);
});

test('a classic balancer listens, and has the instances behind it, as its template says', async () => {
  const Listeners = [{ Protocol: 'TCP', LoadBalancerPort: 443, InstanceProtocol: 'TCP', InstancePort: 8443 }];
  const records = await after({ Old: { Scheme: 'internal', Subnets: ['subnet-1'], Listeners, Instances: ['i-2'] } });
  expect(records.classicLoadBalancer).toHaveLength(1);
  const [listener, ...others] = records.classicLoadBalancer[0]?.listenerDescriptions ?? [];
  expect([listener?.listener?.loadBalancerPort, listener?.listener?.instancePort]).toEqual([443, 8443]);
  expect(others).toEqual([]);
  expect(records.classicLoadBalancer[0]?.instances).toEqual([{ instanceId: 'i-2' }]);
});

test('instances that a scaling group has registered with a classic balancer stay', async () => {
  const records = await after({ Old: { Scheme: 'internal', Subnets: ['subnet-1'] } });
  expect(records.classicLoadBalancer[0]?.instances).toEqual([{ instanceId: 'i-1' }]);
});

test('a target that a plan takes away is one with the port of its group, where the plan says none', async () => {
  const [type, target] = ['aws_lb_target_group', 'aws_lb_target_group_attachment'];
  const servers = { [`${type}.g`]: { id: GROUP, arn: GROUP, target_type: 'ip', protocol: 'TCP', port: 443 } };
  const at = (target_id: string) => ({ target_group_arn: GROUP, target_id });
  const [one, other] = [{ [`${target}.a`]: at('10.0.1.20') }, { [`${target}.b`]: at('10.0.2.20') }];
  const { targetHealth } = await planned({ ...servers, ...one, ...other }, { ...servers, ...other });
  expect(targetHealth[0]?.targetHealthDescriptions.map((each) => each?.target?.id)).toEqual(['10.0.2.20']);
});

test('a node that is another one of fewer after a plan is the same, and keeps its address', async () => {
  const lb = (subnets: readonly string[], groups: readonly string[]) => ({
    'aws_lb.front': {
      ...{ id: BALANCER, arn: BALANCER, name: 'front', load_balancer_type: 'network', internal: true },
      ...{ subnets, security_groups: groups },
    },
  });
  const records = await planned(lb(['subnet-1', 'subnet-2'], ['sg-1']), lb(['subnet-2'], ['sg-2']));
  expect(interfacesOf(records, 'ELB net/front/1')).toEqual([expect.stringMatching(/ subnet-2$/)]);
  const [node] = records.networkInterface.filter((one) => one.description === 'ELB net/front/1');
  expect(node?.privateIpAddresses.map((one) => one?.privateIpAddress)).toEqual(['10.0.2.9']);
  expect(node?.groups.map((one) => one?.groupId)).toEqual(['sg-2']);
});

test('an endpoint keeps its interfaces in the subnets that a plan leaves it', async () => {
  const endpoint = (subnet_ids: readonly string[], more: object = {}) => ({
    'aws_vpc_endpoint.e': {
      ...{ id: 'vpce-1', vpc_id: 'vpc-1', vpc_endpoint_type: 'Interface', service_name: 'com.amazonaws.x' },
      ...{ subnet_ids, security_group_ids: ['sg-1'], ...more },
    },
  });
  const known = { network_interface_ids: ['eni-endpoint2', 'eni-endpoint1'] };
  const records = await planned(endpoint(['subnet-1', 'subnet-2'], known), endpoint(['subnet-2', 'subnet-3']));
  const interfaces = ['eni-endpoint2 subnet-2', 'vpce-1#eni1 subnet-3'];
  expect(interfacesOf(records, 'VPC Endpoint Interface vpce-1')).toEqual(interfaces);
  const kept = records.networkInterface.find((one) => one.networkInterfaceId === 'eni-endpoint2');
  expect(kept?.privateIpAddresses.map((one) => one?.privateIpAddress)).toEqual(['10.0.2.9']);
  expect([...(records.vpcEndpoint[0]?.networkInterfaceIds ?? [])].sort()).toEqual(['eni-endpoint2', 'vpce-1#eni1']);
});
