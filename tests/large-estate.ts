/** Many VPCs in accounts of eight, three environments with a transit gateway each, some with an internet gateway. */
export function hubEstate(vpcs: number): object {
  const numbers = Array.from({ length: vpcs }, (_, i) => i);
  return {
    ...plainEstate(vpcs),
    TransitGateways: ['prod', 'stage', 'dev'].map((name, i) => ({
      TransitGatewayId: id('tgw', i),
      OwnerId: '100000000000',
      State: 'available',
      Tags: [{ Key: 'Name', Value: `hub-${name}` }],
    })),
    TransitGatewayAttachments: numbers.map((i) => ({
      TransitGatewayAttachmentId: id('tgw-attach', i),
      TransitGatewayId: id('tgw', i % 3),
      ResourceType: 'vpc',
      ResourceId: id('vpc', i),
      State: 'available',
      Association: { TransitGatewayRouteTableId: id('tgw-rtb', i % 3), State: 'associated' },
    })),
    TransitGatewayRouteTables: [0, 1, 2].map((i) => ({
      TransitGatewayRouteTableId: id('tgw-rtb', i),
      TransitGatewayId: id('tgw', i),
      State: 'available',
    })),
    InternetGateways: numbers
      .filter((i) => i % 10 === 0)
      .map((i) => ({ InternetGatewayId: id('igw', i), Attachments: [{ VpcId: id('vpc', i), State: 'available' }] })),
  };
}

/** The same VPCs, each peered with others as if by chance: nothing in it has the same neighbours as anything else. */
export function meshEstate(vpcs: number): object {
  const pairs = Array.from({ length: vpcs * 4 }, (_, i) => [i % vpcs, (i * 7919 + (i >> 3) * 104_729 + 1) % vpcs]);
  const distinct = new Map(pairs.filter(([a, b]) => a !== b).map((pair) => [[...pair].sort().join(), pair]));
  return {
    ...plainEstate(vpcs),
    VpcPeeringConnections: [...distinct.values()].map(([a = 0, b = 0], i) => ({
      VpcPeeringConnectionId: id('pcx', i),
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: id('vpc', a), CidrBlock: cidr(a, 24) },
      AccepterVpcInfo: { VpcId: id('vpc', b), CidrBlock: cidr(b, 24) },
    })),
  };
}

function plainEstate(vpcs: number): object {
  const numbers = Array.from({ length: vpcs }, (_, i) => i);
  const owner = (i: number) => String(100_000_000_001 + Math.floor(i / 8));
  return {
    Vpcs: numbers.map((i) => ({
      VpcId: id('vpc', i),
      OwnerId: owner(i),
      State: 'available',
      CidrBlock: cidr(i, 24),
      Tags: [{ Key: 'Name', Value: `${['prod', 'stage', 'dev'][i % 3]}-${i}` }],
    })),
    Subnets: numbers.flatMap((i) =>
      ['a', 'b'].map((zone, k) => ({
        SubnetId: id('subnet', 2 * i + k),
        VpcId: id('vpc', i),
        OwnerId: owner(i),
        State: 'available',
        AvailabilityZone: `eu-west-1${zone}`,
        CidrBlock: cidr(i, 25),
      })),
    ),
  };
}

function id(prefix: string, number: number): string {
  return `${prefix}-${number.toString(16).padStart(17, '0')}`;
}

function cidr(i: number, length: number): string {
  return `10.${i >> 8}.${i & 255}.0/${length}`;
}
