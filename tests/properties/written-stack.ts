import { type Raw, raw } from '../oracle/build.ts';
import { type Fields, list, logicalId, type Piece, Ref } from './written-piece.ts';
import { piecesOf } from './written-pieces.ts';
import { subnetsWithout } from './written-routes.ts';

/**
 * A network as a stack can have made it: no template makes a table the main one, so that each VPC keeps one of its own
 * besides, and attachments of transit gateways have ids in the form by which two are told out of one.
 */
export function inStack(all: readonly Raw[]): readonly Raw[] {
  const tables = all.flatMap((one): readonly Raw[] => {
    if (one.kind !== 'routeTable') return [one];
    const { RouteTableId, VpcId, Associations, Routes } = one.fields;
    const isMain = list(Associations).some(({ Main }) => Main);
    const subnets = isMain
      ? subnetsWithout(all, VpcId)
      : list(Associations).flatMap(({ SubnetId }) => (SubnetId ? [String(SubnetId)] : []));
    const own = subnets.map((SubnetId) => associated(RouteTableId, { SubnetId }));
    const edges = list(Associations).filter(({ GatewayId }) => GatewayId);
    const written = { ...one, fields: { ...one.fields, Associations: [...own, ...edges] } };
    if (!isMain) return [written];
    const local = list(Routes).filter(({ GatewayId }) => GatewayId === 'local');
    const id = `rtb-of-${String(VpcId)}`;
    const main = raw(
      'routeTable',
      { RouteTableId: id, VpcId, Associations: [associated(id, { Main: true })], Routes: local },
      { account: one.account as string, region: one.region as string },
    );
    return [written, main];
  });
  const text = JSON.stringify([...tables, ...addressesOf(all)]).replaceAll(
    /"att-([^"]*)"/g,
    (_, rest: string) => `"tgw-attach-${rest.replaceAll('-', '')}"`,
  );
  return JSON.parse(text) as Raw[];
}

/** `describe-addresses` of what interfaces show. */
function addressesOf(all: readonly Raw[]): readonly Raw[] {
  return all.flatMap(({ kind, fields, account, region }) =>
    kind !== 'networkInterface'
      ? []
      : list(fields.PrivateIpAddresses).flatMap(({ PrivateIpAddress, Association }) => {
          const PublicIp = (Association as Fields | undefined)?.PublicIp;
          const { NetworkInterfaceId } = fields;
          const AllocationId = `eipalloc-${logicalId(String(PublicIp))}`;
          const place = { account: account as string, region: region as string };
          return PublicIp
            ? [
                raw(
                  'address',
                  {
                    ...{ AllocationId, PublicIp, NetworkInterfaceId, PrivateIpAddress },
                    AssociationId: `${String(NetworkInterfaceId)}-association`,
                  },
                  place,
                ),
              ]
            : [];
        }),
  );
}

function associated(id: unknown, fields: Fields): Fields {
  const RouteTableAssociationId = `rtbassoc-${logicalId(`${String(id)}${String(fields.SubnetId ?? '')}`)}`;
  return { RouteTableId: id, RouteTableAssociationId, AssociationState: { State: 'associated' }, ...fields };
}

/** `describe-stack-resources` of the stack that has made it all. */
export function deployedOf(all: readonly Raw[]): readonly object[] {
  return piecesOf(all)
    .filter(({ cloudFormation: [type] }) => type !== '')
    .map((piece) => ({
      StackName: 'net',
      LogicalResourceId: logicalId(piece.id),
      PhysicalResourceId: physicalId(piece, all),
      ResourceType: piece.cloudFormation[0],
      ResourceStatus: 'CREATE_COMPLETE',
    }));
}

/** What is no object of its own is called by what it joins, and a public address by itself. */
function physicalId({ id, cloudFormation: [type, properties] }: Piece, all: readonly Raw[]): string {
  const of = (name: string) => nameOf((properties as Fields)[name]);
  const destination = of('DestinationCidrBlock') ?? of('DestinationIpv6CidrBlock');
  switch (type) {
    case 'AWS::EC2::Route':
      return `${of('RouteTableId')}|${destination}`;
    case 'AWS::EC2::TransitGatewayRoute':
      return `${of('TransitGatewayRouteTableId')}|${destination}`;
    case 'AWS::EC2::TransitGatewayRouteTableAssociation':
    case 'AWS::EC2::TransitGatewayRouteTablePropagation':
      return `${of('TransitGatewayRouteTableId')}_${of('TransitGatewayAttachmentId')}`;
    case 'AWS::EC2::SubnetRouteTableAssociation':
      return `rtbassoc-${logicalId(`${of('RouteTableId')}${of('SubnetId')}`)}`;
    case 'AWS::EC2::VPCGatewayAttachment':
      return `${of('InternetGatewayId') ? 'IGW' : 'VGW'}|${of('VpcId')}`;
    case 'AWS::EC2::EIP':
      return publicAddress(id, all) ?? id;
    default:
      return id;
  }
}

function nameOf(value: unknown): string | undefined {
  return value instanceof Ref ? value.id : value === undefined ? undefined : String(value);
}

function publicAddress(id: string, all: readonly Raw[]): string | undefined {
  for (const { kind, fields } of all) {
    if (kind === 'natGateway' && id === `${String(fields.NatGatewayId)}-address`)
      return list(fields.NatGatewayAddresses)[0]?.PublicIp as string | undefined;
    if (kind !== 'networkInterface' || id !== `${String(fields.NetworkInterfaceId)}-public`) continue;
    const shown = list(fields.PrivateIpAddresses).find(({ Association }) => Association);
    return (shown?.Association as Fields | undefined)?.PublicIp as string | undefined;
  }
  return undefined;
}
