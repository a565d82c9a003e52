import { ACCOUNT, acl, edit, group, host, type Raw, raw, subnet, table, vpc } from './build.ts';
import { f0, LOCAL } from './networks.ts';

/** The two records of a VPC's attachment, routed by `tableId`. */
export function attachmentOf(
  name: string,
  vpcId: string,
  subnetIds: readonly string[],
  tableId: string | undefined,
  options: object = {},
): readonly Raw[] {
  const common = { TransitGatewayAttachmentId: `att-${name}`, TransitGatewayId: 'tgw-1', State: 'available' };
  return [
    generic('vpc', vpcId, tableId, common),
    raw('transitGatewayVpcAttachment', {
      ...common,
      VpcId: vpcId,
      SubnetIds: subnetIds,
      CreationTime: `2026-01-0${name.length}`,
      Options: { Ipv6Support: 'enable', ApplianceModeSupport: 'disable', ...options },
    }),
  ];
}

/** An attachment as the transit gateway's owner sees it. */
export function generic(type: string, resourceId: string, tableId: string | undefined, more: object): Raw {
  const association = tableId ? { TransitGatewayRouteTableId: tableId, State: 'associated' } : undefined;
  const whose = { TransitGatewayOwnerId: ACCOUNT, ResourceType: type, ResourceId: resourceId };
  return raw('transitGatewayAttachment', { ...whose, Association: association, ...more });
}

export function transitGateway(id: string, Options: object = {}): Raw {
  return raw('transitGateway', { TransitGatewayId: id, OwnerId: ACCOUNT, State: 'available', Options });
}

/** A table with its routes, `CIDR` to attachment or `blackhole`, and the attachments that propagate to it. */
export function transitTable(
  id: string,
  routes: Readonly<Record<string, string>>,
  propagating: readonly string[] = [],
  listing: object = { AdditionalRoutesAvailable: false },
  gatewayId = 'tgw-1',
): readonly Raw[] {
  const whose = { TransitGatewayRouteTableId: id };
  const Routes = Object.entries(routes).map(([cidr, to]) => transitRoute(cidr, to));
  const propagations = propagating.map((one) => ({
    TransitGatewayAttachmentId: `att-${one}`,
    ResourceType: one.startsWith('vpn') ? 'vpn' : 'vpc',
    State: 'enabled',
  }));
  return [
    raw('transitGatewayRouteTable', { ...whose, TransitGatewayId: gatewayId, State: 'available' }),
    raw('transitGatewayRoutes', { ...whose, Routes, ...listing }),
    raw('transitGatewayPropagations', { ...whose, TransitGatewayRouteTablePropagations: propagations }),
  ];
}

export function transitRoute(DestinationCidrBlock: string, to: string, more: object = {}): object {
  const isDrop = to === 'blackhole';
  const attachment = { TransitGatewayAttachmentId: `att-${to}`, ResourceType: 'vpc' };
  const TransitGatewayAttachments = isDrop ? [] : [attachment];
  return {
    DestinationCidrBlock,
    Type: 'static',
    State: isDrop ? 'blackhole' : 'active',
    TransitGatewayAttachments,
    ...more,
  };
}

const zone = (letter: string) => ({ AvailabilityZone: `eu-west-1${letter}`, AvailabilityZoneId: `euw1-az-${letter}` });

/** A VPC with a workload subnet and a subnet of the attachment in each of two zones. */
function spoke(name: string, cidr16: string, routes: Readonly<Record<string, string>>): readonly Raw[] {
  const [id, base] = [`vpc-${name}`, cidr16.replace('.0.0/16', '')];
  const local = { [cidr16]: 'local' };
  return [
    vpc(id, cidr16),
    ...['a', 'b'].flatMap((letter, i) => [
      subnet(`${name}-${letter}`, id, `${base}.${i + 1}.0/24`, zone(letter)),
      subnet(`${name}-tgw-${letter}`, id, `${base}.100.${i * 16}/28`, zone(letter)),
      acl(`acl-${name}-${letter}`, id, [`${name}-${letter}`]),
      acl(`acl-${name}-tgw-${letter}`, id, [`${name}-tgw-${letter}`]),
      group(`sg-${name}${i}`, id),
      ...host(`${name}${i}`, id, `${name}-${letter}`, `${base}.${i + 1}.10`, { groups: [`sg-${name}${i}`] }),
    ]),
    table(`rtb-${name}`, id, { subnets: [`${name}-a`, `${name}-b`] }, { ...local, ...routes }),
    table(`rtb-${name}-tgw`, id, { main: true }, local),
  ];
}

const attached = (name: string) => [`${name}-tgw-a`, `${name}-tgw-b`];

/** F2 of chapter 12, with two hosts a VPC: `a0` in zone a, `a1` in zone b, and so on for `b`. VPC A has the hosts of F0. */
export function f2(options: object = {}): readonly Raw[] {
  const zones = { 'pub-a': 'a', 'priv-a': 'a', 'priv-b': 'b' };
  const vpcA = Object.entries(zones).reduce((all, [id, letter]) => edit(all, id, zone(letter)), f0());
  const routes = { ...LOCAL, '0.0.0.0/0': 'nat-1', '10.1.0.0/16': 'tgw-1', '10.3.0.0/16': 'tgw-1' };
  return [
    ...vpcA.filter(({ fields }) => fields.RouteTableId !== 'rtb-priv'),
    table('rtb-priv', 'vpc-a', { subnets: ['priv-a', 'priv-b'] }, routes),
    ...['a', 'b'].flatMap((letter, i) => [
      subnet(`a-tgw-${letter}`, 'vpc-a', `10.0.100.${i * 16}/28`, zone(letter)),
      acl(`acl-a-tgw-${letter}`, 'vpc-a', [`a-tgw-${letter}`]),
    ]),
    ...spoke('b', '10.1.0.0/16', { '0.0.0.0/0': 'tgw-1' }),
    ...spoke('c', '10.3.0.0/16', { '0.0.0.0/0': 'tgw-1' }),
    transitGateway('tgw-1', options),
    ...attachmentOf('a', 'vpc-a', attached('a'), 'tgw-rtb-1'),
    ...attachmentOf('b', 'vpc-b', attached('b'), 'tgw-rtb-1'),
    ...attachmentOf('c', 'vpc-c', attached('c'), 'tgw-rtb-1'),
    ...transitTable('tgw-rtb-1', {}, ['a', 'b', 'c']),
  ];
}

/** F2 with firewalls in both zones of C, through which the table of A and B leads everything. */
export function inspected(applianceMode: string): readonly Raw[] {
  const base = f2().filter(({ fields }) => fields.RouteTableId !== 'rtb-c-tgw' && !isOf(fields, 'c'));
  const boxes = ['a', 'b'].flatMap((letter, i) => [
    subnet(`c-fw-${letter}`, 'vpc-c', `10.3.5${i}.0/24`, zone(letter)),
    acl(`acl-c-fw-${letter}`, 'vpc-c', [`c-fw-${letter}`]),
    ...host(`fw${i}`, 'vpc-c', `c-fw-${letter}`, `10.3.5${i}.10`, {
      groups: ['sg-fw'],
      more: { SourceDestCheck: false },
    }),
    table(
      `rtb-c-tgw-${letter}`,
      'vpc-c',
      { subnets: [`c-tgw-${letter}`] },
      { '10.3.0.0/16': 'local', '0.0.0.0/0': `eni-fw${i}` },
    ),
    table(
      `rtb-c-fw-${letter}`,
      'vpc-c',
      { subnets: [`c-fw-${letter}`] },
      { '10.3.0.0/16': 'local', '0.0.0.0/0': 'tgw-1' },
    ),
  ]);
  const moved = ['a', 'b'].reduce(
    (all, name) =>
      all.map((one) =>
        one.kind === 'transitGatewayAttachment' && isOf(one.fields, name)
          ? {
              ...one,
              fields: { ...one.fields, Association: { TransitGatewayRouteTableId: 'tgw-rtb-2', State: 'associated' } },
            }
          : one,
      ),
    base,
  );
  return [
    ...moved,
    group('sg-fw', 'vpc-c'),
    ...boxes,
    ...attachmentOf('c', 'vpc-c', attached('c'), 'tgw-rtb-1', { ApplianceModeSupport: applianceMode }),
    ...transitTable('tgw-rtb-2', { '0.0.0.0/0': 'c' }),
  ];
}

function isOf(fields: Readonly<Record<string, unknown>>, name: string): boolean {
  return fields.TransitGatewayAttachmentId === `att-${name}`;
}
