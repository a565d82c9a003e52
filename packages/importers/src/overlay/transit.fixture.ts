export const place = { account: '111122223333', region: 'eu-west-1' };
const spoke = (n: number) => ({
  vpc: { VpcId: `vpc-${n}`, CidrBlock: `10.${n}.0.0/16`, OwnerId: place.account },
  subnet: { SubnetId: `subnet-${n}`, VpcId: `vpc-${n}`, CidrBlock: `10.${n}.0.0/24`, AvailabilityZone: 'eu-west-1a' },
  table: {
    RouteTableId: `rtb-${n}`,
    VpcId: `vpc-${n}`,
    Associations: [{ Main: true }],
    Routes: [
      { DestinationCidrBlock: `10.${n}.0.0/16`, GatewayId: 'local', State: 'active' },
      { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1', State: 'active' },
    ],
  },
  group: {
    GroupId: `sg-${n}`,
    VpcId: `vpc-${n}`,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  },
  acl: {
    NetworkAclId: `acl-${n}`,
    VpcId: `vpc-${n}`,
    IsDefault: true,
    Associations: [{ SubnetId: `subnet-${n}` }],
    Entries: [true, false].map((Egress) => {
      return { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress, CidrBlock: '0.0.0.0/0' };
    }),
  },
  host: {
    NetworkInterfaceId: `eni-${n}`,
    SubnetId: `subnet-${n}`,
    VpcId: `vpc-${n}`,
    PrivateIpAddress: `10.${n}.0.10`,
    PrivateIpAddresses: [{ PrivateIpAddress: `10.${n}.0.10`, Primary: true }],
    Groups: [{ GroupId: `sg-${n}` }],
    Status: 'in-use',
  },
});
const spokes = [1, 2, 3].map(spoke);

const attached = (n: number) => ({
  TransitGatewayAttachmentId: `tgw-attach-${n}`,
  ResourceId: n === 9 ? 'vpn-9' : `vpc-${n}`,
  ResourceType: n === 9 ? 'vpn' : 'vpc',
});
export const listed = (cidr: string, Type: 'static' | 'propagated', ...to: readonly number[]) => ({
  DestinationCidrBlock: cidr,
  Type,
  State: to.length > 0 ? 'active' : 'blackhole',
  TransitGatewayAttachments: to.map(attached),
});

export interface Hub {
  /** The VPCs that are attached and in the table, and propagate to it. */
  readonly attached?: readonly number[];
  readonly routes?: readonly object[];
}

/** Two VPCs attached to a transit gateway with one table, a third VPC that is not. */
export function dumpOf({ attached: own = [1, 2], routes }: Hub = {}): object {
  const about = { TransitGatewayRouteTableId: 'tgw-rtb-1' };
  const ownRoutes = routes ?? own.map((n) => listed(`10.${n}.0.0/16`, 'propagated', n));
  const option = { DefaultRouteTableAssociation: 'enable', AssociationDefaultRouteTableId: 'tgw-rtb-1' };
  return {
    ...place,
    Vpcs: spokes.map(({ vpc }) => vpc),
    Subnets: spokes.map(({ subnet }) => subnet),
    RouteTables: spokes.map(({ table }) => table),
    SecurityGroups: spokes.map(({ group }) => group),
    NetworkAcls: spokes.map(({ acl }) => acl),
    NetworkInterfaces: spokes.map(({ host }) => host),
    TransitGateways: [
      {
        TransitGatewayId: 'tgw-1',
        OwnerId: place.account,
        State: 'available',
        Options: { ...option, DefaultRouteTablePropagation: 'enable', PropagationDefaultRouteTableId: 'tgw-rtb-1' },
      },
    ],
    TransitGatewayRouteTables: [{ ...about, TransitGatewayId: 'tgw-1', State: 'available' }],
    TransitGatewayAttachments: own.map((n) => ({
      ...attached(n),
      TransitGatewayId: 'tgw-1',
      TransitGatewayOwnerId: place.account,
      State: 'available',
      Association: { ...about, State: 'associated' },
    })),
    TransitGatewayVpcAttachments: own
      .filter((n) => n < 9)
      .map((n) => ({
        TransitGatewayAttachmentId: `tgw-attach-${n}`,
        TransitGatewayId: 'tgw-1',
        VpcId: `vpc-${n}`,
        SubnetIds: [`subnet-${n}`],
        State: 'available',
      })),
    files: [
      { ...about, Associations: own.map((n) => ({ ...attached(n), State: 'associated' })) },
      { ...about, TransitGatewayRouteTablePropagations: own.map((n) => ({ ...attached(n), State: 'enabled' })) },
      { ...about, Routes: ownRoutes, AdditionalRoutesAvailable: false },
    ],
  };
}

export const BLACKHOLE = listed('10.2.0.0/24', 'static');
export const BOTH = [listed('10.1.0.0/16', 'propagated', 1), listed('10.2.0.0/16', 'propagated', 2)];
