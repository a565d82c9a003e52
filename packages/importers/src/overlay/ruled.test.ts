import type { Kind } from '@hopwise/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ESTATE } from './samples/estate.fixture.ts';
import { answersOf, laidOver } from './samples/laid.fixture.ts';
import { arn, att, ref, type Sample } from './samples/sample.fixture.ts';

type Properties = Readonly<Record<string, unknown>>;
type Row = readonly [name: string, change: Properties, kind: Kind, path: string, value: unknown];

const BOTH = { SubnetIds: [ref('A'), ref('B')] };
const BALANCER = arn('elasticloadbalancing', 'loadbalancer/net/front/1');

/** What an update changes in place: the record by its kind, and its new value. */
const ROWS: readonly Row[] = [
  ['Shared', { PortRanges: ['444'] }, 'resourceConfiguration', 'portRanges.0', '444'],
  ['Resources', { ...BOTH, SecurityGroupIds: [ref('Spare')] }, 'resourceGateway', 'securityGroupIds.0', 'sg-2'],
  ['Encryption', { Mode: 'enforce' }, 'vpc', 'encryptionControl.mode', 'enforce'],
  ['A', { MapPublicIpOnLaunch: undefined }, 'subnet', 'mapPublicIpOnLaunch', false],
  ['A', { EnableDns64: false }, 'subnet', 'enableDns64', false],
  ['Vpn', { CustomerGatewayId: ref('Router2') }, 'vpnConnection', 'customerGatewayId', 'cgw-2'],
  [
    ...(['DxOfVgw', { AllowedPrefixesToDirectConnectGateway: ['10.0.0.0/17'] }] as const),
    ...(['directConnectGatewayAssociation', 'allowedPrefixesToDirectConnectGateway.0.cidr', '10.0.0.0/17'] as const),
  ],
  ['DxPrivate', { ConnectionId: 'dxcon-9' }, 'virtualInterface', 'connectionId', 'dxcon-9'],
  [
    'CoreVpc',
    { Options: { ApplianceModeSupport: true } },
    'coreNetworkVpcAttachment',
    'options.applianceModeSupport',
    true,
  ],
  ['Balancer', { IpAddressType: 'dualstack' }, 'loadBalancer', 'ipAddressType', 'dualstack'],
  ['Targets', { HealthCheckPort: undefined }, 'targetGroup', 'healthCheckPort', 'traffic-port'],
  ['Targets', { HealthCheckProtocol: 'HTTP' }, 'targetGroup', 'healthCheckProtocol', 'HTTP'],
  ['Rule', { Priority: 6 }, 'listenerRule', 'priority', '6'],
  [
    'Classic',
    { CrossZone: undefined },
    'classicLoadBalancerAttributes',
    'loadBalancerAttributes.crossZoneLoadBalancing.enabled',
    false,
  ],
  ['Endpoint', { PrivateDnsEnabled: false }, 'vpcEndpoint', 'privateDnsEnabled', false],
  ['Service', { AcceptanceRequired: undefined }, 'vpcEndpointService', 'acceptanceRequired', true],
  ['Service', { SupportedRegions: ['eu-west-2'] }, 'vpcEndpointService', 'supportedRegions.0.region', 'eu-west-2'],
  ['Allowed', { AllowedPrincipals: ['*'] }, 'vpcEndpointServicePermissions', 'allowedPrincipals.0.principal', '*'],
  ['Clients', { SplitTunnel: undefined }, 'clientVpnEndpoint', 'splitTunnel', false],
  ['Db', { Port: '5444' }, 'dbInstance', 'endpoint.port', 5444],
  ['Db', { Port: undefined }, 'dbInstance', 'endpoint.port', 5432],
  ['Db', { PubliclyAccessible: true }, 'dbInstance', 'publiclyAccessible', true],
  ['Cluster', { Port: 5555 }, 'dbCluster', 'port', 5555],
  ['Warehouse', { Port: 5440 }, 'redshiftCluster', 'endpoint.port', 5440],
  [
    'Search',
    { VPCOptions: { ...BOTH, SecurityGroupIds: [ref('Spare')] } },
    'openSearchDomain',
    'vPCOptions.securityGroupIds.0',
    'sg-2',
  ],
  [
    'Kube',
    { ResourcesVpcConfig: { ...BOTH, EndpointPublicAccess: false } },
    'eksCluster',
    'resourcesVpcConfig.endpointPublicAccess',
    false,
  ],
  [
    'Fn',
    { VpcConfig: { ...BOTH, SecurityGroupIds: [ref('Spare')] } },
    'lambdaFunction',
    'vpcConfig.securityGroupIds.0',
    'sg-2',
  ],
  ['Fn', { VpcConfig: undefined }, 'lambdaFunction', 'vpcConfig', undefined],
];

let answers = '';
beforeAll(async () => {
  answers = await answersOf(ESTATE);
}, 60_000);

async function after(name: string, change: Properties) {
  const [type, id, properties] = ESTATE[name] as Sample;
  const written = Object.entries({ ...properties, ...change }).filter(([, value]) => value !== undefined);
  return laidOver(answers, { ...ESTATE, [name]: [type, id, Object.fromEntries(written)] });
}

function at(record: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((one, name) => (one as Properties | undefined)?.[name], record);
}

describe('an update changes in place what CloudFormation can change, and gives defaults back', () => {
  test.each(ROWS)('%s %o', async (name, change, kind, path, value) => {
    const { records } = await after(name, change);
    // What encrypts a VPC, and who may use a service, stands in another resource than that.
    const all = records[kind].filter(
      ({ source }) => /^vpc(?:EndpointServicePermissions)?$/.test(kind) || source.pointer === `/Resources/${name}`,
    );
    expect(all.map((one) => at(one, path))).toContainEqual(value);
  });
});

test('what a function or a firewall has in subnets that its template has no more goes', async () => {
  const fewer = await after('Fn', { VpcConfig: { SubnetIds: [ref('A')], SecurityGroupIds: [ref('Group')] } });
  const ofFunction = fewer.records.networkInterface.filter(({ description }) => description?.includes('ENI-net-Fn'));
  expect(ofFunction.map(({ subnetId }) => subnetId)).toEqual(['subnet-a']);
  const moved = await after('Firewall', { SubnetMappings: [{ SubnetId: ref('A') }] });
  const endpoints = moved.records.vpcEndpoint.filter(({ tags }) => tags?.Firewall?.endsWith('/fw'));
  expect(endpoints.map(({ subnetIds }) => subnetIds[0])).toEqual(expect.arrayContaining(['subnet-a']));
  expect(endpoints.flatMap(({ subnetIds }) => subnetIds)).not.toContain('subnet-b');
  const outside = await after('Fn', { VpcConfig: undefined });
  expect(outside.records.networkInterface.filter(({ description }) => description?.includes('ENI-net-Fn'))).toEqual([]);
});

test('a public address that goes to a host is the one that answers know', async () => {
  const { records } = await after('HostShown', { AllocationId: att('Ip', 'AllocationId') });
  const host = records.networkInterface.find(
    ({ attachment }) => attachment?.instanceId === 'i-1' && attachment.deviceIndex === 0,
  );
  expect(host?.privateIpAddresses[0]?.association?.publicIp).toBe('198.51.100.7');
});

test('of what nobody tells whether an update gives it back a template that is silent is told', async () => {
  const { messages, records } = await after('Balancer', { LoadBalancerAttributes: undefined });
  expect(messages.filter((one) => one.includes('load_balancing.cross_zone.enabled of net.Balancer'))).toHaveLength(1);
  const own = records.loadBalancerAttributes.find(({ loadBalancerArn }) => loadBalancerArn === BALANCER);
  expect(own?.attributes.map((one) => one?.value)).toEqual(['true']);
  const dns = await after('A', { EnableDns64: undefined });
  expect(dns.codes).toContain('OVERLAY_SILENT');
});
