import { beforeAll, describe, expect, test } from 'vitest';
import { NAMED_BY, REPLACEMENTS } from './replacements.ts';
import { ESTATE } from './samples/estate.fixture.ts';
import { answersOf, laidOver } from './samples/laid.fixture.ts';
import { arn, att, ref, type Sample, type Samples } from './samples/sample.fixture.ts';

const SPARE = [ref('Spare')];
const FAR = { AllocationId: att('HostIp', 'AllocationId') };
const vpc = (id: string) => arn('ec2', `vpc/${id}`);

/** By what a template calls it, each with properties that make another one of it. */
const CHANGES: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  Vpc: [{ CidrBlock: '10.0.0.0/15' }],
  B: [{ CidrBlock: '10.0.3.0/24' }, { VpcId: ref('Other') }, { AvailabilityZone: 'eu-west-1c' }],
  Eigw: [{ VpcId: ref('Other') }],
  Vgw: [{ AmazonSideAsn: 64_999 }],
  Nat: [{ SubnetId: ref('B') }, FAR, { ConnectivityType: 'private' }, { PrivateIpAddress: '10.0.1.77' }],
  Inside: [{ ConnectivityType: undefined }],
  Table: [{ VpcId: ref('Other') }],
  Server: [{ AmazonSideAsn: 65_009 }],
  Acl: [{ VpcId: ref('Other') }],
  Group: [{ VpcId: ref('Other') }, { GroupName: 'g' }],
  Host: [{ SubnetId: ref('B') }, { PrivateIpAddress: '10.0.1.11' }],
  Nic: [{ SubnetId: ref('A') }, { PrivateIpAddress: '10.0.2.11' }, { InterfaceType: 'efa' }],
  Peering: [{ VpcId: 'vpc-8' }, { PeerVpcId: 'vpc-9' }, { PeerRegion: 'eu-west-2' }],
  Excluded: [{ VpcId: ref('Other') }],
  Tgw: [{ AmazonSideAsn: 64_600 }],
  AttachedA: [{ TransitGatewayId: ref('Tgw2') }, { VpcId: ref('Other') }],
  AttachedB: [{ SubnetIds: [ref('Far'), 'subnet-9'] }],
  TgwTable: [{ TransitGatewayId: ref('Tgw2') }],
  TgwPeering: [{ PeerTransitGatewayId: 'tgw-9' }, { PeerRegion: 'eu-west-2' }],
  TgwConnect: [{ TransportTransitGatewayAttachmentId: ref('AttachedB') }],
  TgwConnectPeer: [{ ConnectPeerConfiguration: { PeerAddress: '10.0.1.21', TransitGatewayAddress: '192.0.2.1' } }],
  Router: [{ IpAddress: '203.0.113.9' }, { BgpAsn: 65_009 }],
  Vpn: [{ StaticRoutesOnly: undefined }, { LocalIpv4NetworkCidr: '192.168.0.0/17' }],
  Dxgw: [{ AmazonSideAsn: '64519' }],
  DxOfVgw: [{ AssociatedGatewayId: ref('Tgw') }],
  DxLine: [{ Location: 'X' }],
  DxLag: [{ Location: 'X' }],
  DxPrivate: [{ Vlan: 999 }, { DirectConnectGatewayId: 'dx-9' }],
  DxTransit: [{ Vlan: 999 }],
  DxPublic: [{ RouteFilterPrefixes: ['198.51.100.0/25'] }],
  CoreVpc: [{ VpcArn: vpc('vpc-2') }, { CoreNetworkId: 'core-network-9' }],
  CoreVpn: [{ VpnConnectionArn: arn('ec2', 'vpn-connection/vpn-1') }],
  CoreTable: [{ TransitGatewayRouteTableArn: arn('ec2', 'transit-gateway-route-table/tgw-rtb-9') }],
  CoreDx: [{ DirectConnectGatewayArn: 'arn:aws:directconnect::111122223333:dx-gateway/9' }],
  CoreConnect: [{ EdgeLocation: 'eu-west-2' }],
  Balancer: [{ Scheme: undefined }, { Type: undefined }, { Name: 'other' }],
  Targets: [{ TargetType: 'instance' }, { Protocol: 'UDP' }, { Port: 444 }, { VpcId: ref('Other') }, { Name: 'other' }],
  Listener: [{ LoadBalancerArn: ref('Appliances') }],
  Rule: [{ ListenerArn: ref('Listener') }],
  Classic: [{ Scheme: undefined }, { LoadBalancerName: 'new' }],
  Endpoint: [{ ServiceName: 'com.amazonaws.eu-west-1.sns' }, { VpcId: ref('Other') }, { VpcEndpointType: undefined }],
  Firewall: [{ VpcId: ref('Other') }],
  FirewallThere: [{ SubnetMapping: { SubnetId: ref('B') } }, { VpcId: ref('Vpc') }, { FirewallArn: 'x' }],
  Policy: [{ FirewallPolicyName: 'x' }],
  Rules: [{ Type: 'STATELESS' }, { RuleGroupName: 'x' }],
  Clients: [{ ClientCidrBlock: '172.20.0.0/21' }],
  ClientsInA: [{ SubnetId: ref('B') }],
  Ice: [{ SubnetId: ref('A') }, { SecurityGroupIds: SPARE }, { PreserveClientIp: false }],
  FilesInA: [{ SubnetId: ref('B') }, { FileSystemId: 'fs-9' }, { IpAddress: '10.0.1.99' }],
  Resources: [{ SubnetIds: [ref('A')] }, { Name: 'x' }],
  Shared: [{ ResourceGatewayId: 'rgw-9' }, { ProtocolType: 'UDP' }],
  Db: [{ Engine: 'mysql' }, { DBInstanceIdentifier: 'bills' }],
  Cluster: [{ Engine: 'aurora-mysql' }, { DBClusterIdentifier: 'x' }],
  Cache: [{ Engine: 'redis' }, { Port: 11_212 }],
  Replicated: [{ Port: 6380 }],
  Fn: [{ FunctionName: 'named' }],
  Search: [{ DomainName: 'other' }],
  Kube: [{ Name: 'x' }],
};

let answers = '';
beforeAll(async () => {
  answers = await answersOf(ESTATE);
}, 60_000);

describe('what CloudFormation cannot change it replaces', () => {
  const rows = Object.entries(CHANGES).flatMap(([name, all]) => all.map((change) => [name, change] as const));

  test.each(rows)('%s %o', async (name, change) => {
    const [type, id, properties] = ESTATE[name] as Sample;
    const written = Object.entries({ ...properties, ...change }).filter(([, value]) => value !== undefined);
    const changed: Samples = { ...ESTATE, [name]: [type, id, Object.fromEntries(written)] };
    const { records, messages } = await laidOver(answers, changed);
    const replaced = messages.filter((one) => one.startsWith(`net.${name} (`) && one.includes('cannot become'));
    expect(replaced).toHaveLength(1);
    const all = Object.values(records)
      .flat()
      .map((one) => Object.values(one as object)[0] as unknown);
    const key = /\((.*)\)/.exec(replaced[0] ?? '')?.[1];
    expect(all.filter((one) => one === key)).toEqual([]);
  });

  test('and every type of which something is fixed is among them', () => {
    const tried = new Set(Object.keys(CHANGES).map((name) => ESTATE[name]?.[0]));
    const alike = /::(?:DocDB|Neptune|Elasticsearch|Serverless)::|SubnetGroup$|Redshift::Cluster$/;
    const fixed = [...Object.keys(REPLACEMENTS), ...Object.keys(NAMED_BY)].filter((type) => !alike.test(type));
    expect(fixed.filter((type) => !tried.has(type))).toEqual([]);
  });
});
