import { acl, host, type Raw, raw, subnet, table, vpc } from './network.fixture.ts';

const ZONES = ['euw1-az1', 'euw1-az2'] as const;

/** VPC `vpc-K` (10.K.0.0/16): a host `i-KZ` in each zone Z, and a small subnet a zone for the attachment. */
function spoke(k: number, name: string): readonly Raw[] {
  const vpcId = `vpc-${name}`;
  return [
    vpc(vpcId, `10.${k}.0.0/16`),
    table(`rtb-${name}`, vpcId, ['main'], { [`10.${k}.0.0/16`]: 'local', '10.0.0.0/8': 'tgw-1' }),
    ...ZONES.flatMap((AvailabilityZoneId, z) => [
      subnet(`subnet-${name}${z + 1}`, vpcId, `10.${k}.${z + 1}.0/24`, { AvailabilityZoneId }),
      subnet(`subnet-${name}t${z + 1}`, vpcId, `10.${k}.10${z + 1}.0/28`, { AvailabilityZoneId }),
      acl(`acl-${name}${z + 1}`, vpcId, `subnet-${name}${z + 1}`),
      acl(`acl-${name}t${z + 1}`, vpcId, `subnet-${name}t${z + 1}`),
      ...host(`${name}${z + 1}`, `subnet-${name}${z + 1}`, `10.${k}.${z + 1}.10`, { more: { VpcId: vpcId } }),
    ]),
  ];
}

export function attachment(name: string, more: object = {}, options: object = {}): readonly Raw[] {
  const id = { TransitGatewayAttachmentId: `tgw-attach-${name}`, TransitGatewayId: 'tgw-1', State: 'available' };
  const Association = { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' };
  const SubnetIds = [`subnet-${name}t1`, `subnet-${name}t2`];
  return [
    raw('transitGatewayAttachment', { ...id, ResourceType: 'vpc', ResourceId: `vpc-${name}`, Association, ...more }),
    raw('transitGatewayVpcAttachment', { ...id, VpcId: `vpc-${name}`, SubnetIds, Options: options, ...more }),
  ];
}

/** What the one table of the gateway holds. */
export function transitRoutes(routes: readonly object[], more: object = {}): Raw {
  const TransitGatewayRouteTableId = 'tgw-rtb-1';
  return raw('transitGatewayRoutes', {
    TransitGatewayRouteTableId,
    Routes: routes,
    AdditionalRoutesAvailable: false,
    ...more,
  });
}

export function transitRoute(destination: string, to: readonly string[], more: object = {}): object {
  const TransitGatewayAttachments = to.map((name) => ({
    TransitGatewayAttachmentId: `tgw-attach-${name}`,
    ResourceType: 'vpc',
  }));
  return { DestinationCidrBlock: destination, TransitGatewayAttachments, Type: 'static', State: 'active', ...more };
}

export function propagations(...names: readonly string[]): Raw {
  return raw('transitGatewayPropagations', {
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    TransitGatewayRouteTablePropagations: names.map((name) => ({
      TransitGatewayAttachmentId: `tgw-attach-${name}`,
      State: 'enabled',
    })),
  });
}

/** Two VPCs `a` and `b` on one transit gateway, with one table to which both propagate. */
export function transit(): readonly Raw[] {
  return [
    ...spoke(1, 'a'),
    ...spoke(2, 'b'),
    raw('transitGateway', { TransitGatewayId: 'tgw-1', State: 'available', Options: {} }),
    raw('transitGatewayRouteTable', { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }),
    ...attachment('a'),
    ...attachment('b'),
    propagations('a', 'b'),
    transitRoutes([]),
  ];
}

/** The same with an inspection VPC `c` between them, an appliance in each of its zones, and a table for it alone. */
export function inspected(options: object = {}): readonly Raw[] {
  const spokes = transit().filter(
    ({ kind }) => kind !== 'transitGatewayPropagations' && kind !== 'transitGatewayRoutes',
  );
  const boxes = spoke(3, 'c').map((one) =>
    one.kind === 'networkInterface' ? { ...one, fields: { ...one.fields, SourceDestCheck: false } } : one,
  );
  const inspecting = [1, 2].map((z) =>
    table(`rtb-ct${z}`, 'vpc-c', [`subnet-ct${z}`], { '10.3.0.0/16': 'local', '0.0.0.0/0': `eni-c${z}` }),
  );
  const Association = { TransitGatewayRouteTableId: 'tgw-rtb-2', State: 'associated' };
  return [
    ...spokes,
    ...boxes,
    ...inspecting,
    raw('transitGatewayRouteTable', { TransitGatewayRouteTableId: 'tgw-rtb-2', TransitGatewayId: 'tgw-1' }),
    ...attachment('c', { Association }, options),
    propagations(),
    transitRoutes([transitRoute('0.0.0.0/0', ['c'])]),
    raw('transitGatewayPropagations', {
      TransitGatewayRouteTableId: 'tgw-rtb-2',
      TransitGatewayRouteTablePropagations: ['a', 'b'].map((name) => ({
        TransitGatewayAttachmentId: `tgw-attach-${name}`,
        State: 'enabled',
      })),
    }),
    raw('transitGatewayRoutes', { TransitGatewayRouteTableId: 'tgw-rtb-2', Routes: [] }),
  ];
}
