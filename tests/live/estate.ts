import { EC2 } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What tests ask about, by the ids that the server gave. */
export interface BuiltEstate {
  readonly web: string;
  readonly app: string;
  readonly partner: string;
  readonly balancer: string;
}

/**
 * Two VPCs that are peered and on a transit gateway: a shop with a public and a private subnet, an internet and a NAT gateway,
 * endpoints, a prefix list and a load balancer, and a partner that it may call.
 */
export async function buildEstate(endpoint: string, region: string): Promise<BuiltEstate> {
  const ec2 = new EC2({ endpoint, region });
  const shop = await vpc('shop', '10.0.0.0/16');
  const partners = await vpc('partners', '10.1.0.0/16');
  const open = await subnet(shop, 'public', '10.0.0.0/24', 'a');
  const other = await subnet(shop, 'public-b', '10.0.2.0/24', 'b');
  const hidden = await subnet(shop, 'app', '10.0.1.0/24', 'a');
  const away = await subnet(partners, 'partners', '10.1.0.0/24', 'a');

  const gateway = (await ec2.createInternetGateway({})).InternetGateway?.InternetGatewayId;
  await ec2.attachInternetGateway({ InternetGatewayId: gateway, VpcId: shop });
  const address = (await ec2.allocateAddress({ Domain: 'vpc' })).AllocationId;
  const nat = (await ec2.createNatGateway({ SubnetId: open, AllocationId: address })).NatGateway?.NatGatewayId;

  const peering = (await ec2.createVpcPeeringConnection({ VpcId: shop, PeerVpcId: partners })).VpcPeeringConnection;
  const peeringId = peering?.VpcPeeringConnectionId;
  await ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId: peeringId });

  const publicTable = await table(shop, [open, other]);
  const appTable = await table(shop, [hidden]);
  const partnerTable = await table(partners, [away]);
  await ec2.createRoute({ RouteTableId: publicTable, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway });
  await ec2.createRoute({ RouteTableId: appTable, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: nat });
  for (const [one, to] of [[appTable, '10.1.0.0/16'] as const, [partnerTable, '10.0.0.0/16'] as const])
    await ec2.createRoute({ RouteTableId: one, DestinationCidrBlock: to, VpcPeeringConnectionId: peeringId });

  const list = await ec2.createManagedPrefixList({
    ...{ PrefixListName: 'offices', MaxEntries: 2, AddressFamily: 'IPv4' },
    Entries: [{ Cidr: '203.0.113.0/24', Description: 'head office' }],
  });
  const webGroup = await group(shop, 'web');
  const appGroup = await group(shop, 'app');
  const partnerGroup = await group(partners, 'partners');
  await ec2.authorizeSecurityGroupIngress({ GroupId: webGroup, IpPermissions: [tcp(443, '0.0.0.0/0')] });
  await ec2.authorizeSecurityGroupIngress({
    GroupId: webGroup,
    IpPermissions: [{ ...tcp(22), PrefixListIds: [{ PrefixListId: list.PrefixList?.PrefixListId ?? '' }] }],
  });
  await ec2.authorizeSecurityGroupIngress({
    GroupId: appGroup,
    IpPermissions: [{ ...tcp(8080), UserIdGroupPairs: [{ GroupId: webGroup }] }],
  });
  await ec2.authorizeSecurityGroupIngress({ GroupId: partnerGroup, IpPermissions: [tcp(8443, '10.0.1.0/24')] });

  const web = await instance('web', open, webGroup);
  const shown = (await ec2.allocateAddress({ Domain: 'vpc' })).AllocationId;
  await ec2.associateAddress({ AllocationId: shown, InstanceId: web });
  const app = await instance('app', hidden, appGroup);
  const partner = await instance('partner', away, partnerGroup);

  await ec2.createVpcEndpoint({
    ...{ VpcId: shop, ServiceName: `com.amazonaws.${region}.s3`, VpcEndpointType: 'Gateway' },
    RouteTableIds: [appTable],
  });
  const transit = (await ec2.createTransitGateway({ Description: 'hub' })).TransitGateway?.TransitGatewayId;
  for (const [VpcId, SubnetId] of [[shop, hidden] as const, [partners, away] as const])
    await ec2.createTransitGatewayVpcAttachment({ TransitGatewayId: transit, VpcId, SubnetIds: [SubnetId] });

  const elb = new ElasticLoadBalancingV2({ endpoint, region });
  const made = await elb.createLoadBalancer({ Name: 'shop', Subnets: [open, other], SecurityGroups: [webGroup] });
  const balancer = made.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const targets = await elb.createTargetGroup({ Name: 'app', Protocol: 'HTTP', Port: 8080, VpcId: shop });
  const TargetGroupArn = targets.TargetGroups?.[0]?.TargetGroupArn ?? '';
  await elb.registerTargets({ TargetGroupArn, Targets: [{ Id: app }] });
  await elb.createListener({
    ...{ LoadBalancerArn: balancer, Protocol: 'HTTP', Port: 443 },
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  return { web, app, partner, balancer };

  async function vpc(name: string, CidrBlock: string): Promise<string> {
    const made = await ec2.createVpc({ CidrBlock, TagSpecifications: named('vpc', name) });
    return made.Vpc?.VpcId ?? '';
  }

  async function subnet(VpcId: string, name: string, CidrBlock: string, zone: string): Promise<string> {
    const AvailabilityZone = `${region}${zone}`;
    const made = await ec2.createSubnet({
      VpcId,
      CidrBlock,
      AvailabilityZone,
      TagSpecifications: named('subnet', name),
    });
    return made.Subnet?.SubnetId ?? '';
  }

  async function table(VpcId: string, subnets: readonly string[]): Promise<string> {
    const RouteTableId = (await ec2.createRouteTable({ VpcId })).RouteTable?.RouteTableId ?? '';
    for (const SubnetId of subnets) await ec2.associateRouteTable({ RouteTableId, SubnetId });
    return RouteTableId;
  }

  async function group(VpcId: string, GroupName: string): Promise<string> {
    return (await ec2.createSecurityGroup({ VpcId, GroupName, Description: GroupName })).GroupId ?? '';
  }

  async function instance(name: string, SubnetId: string, groupId: string): Promise<string> {
    const made = await ec2.runInstances({
      ...{ ImageId: 'ami-12c6146b', MinCount: 1, MaxCount: 1, SubnetId, SecurityGroupIds: [groupId] },
      TagSpecifications: named('instance', name),
    });
    return made.Instances?.[0]?.InstanceId ?? '';
  }
}

function named(ResourceType: 'vpc' | 'subnet' | 'instance', Value: string) {
  return [{ ResourceType, Tags: [{ Key: 'Name', Value }] }];
}

function tcp(port: number, cidr?: string) {
  const IpRanges = cidr === undefined ? [] : [{ CidrIp: cidr, Description: `tcp ${port}` }];
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges };
}
