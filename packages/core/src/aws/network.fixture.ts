import { type Kind, kinds, recordType, recordTypes } from './record-types.ts';
import { type Coverage, NO_SETTINGS, type Settings, SNAPSHOT_VERSION, type Snapshot } from './snapshot.ts';

/** Builders for tests: resources spelled as the API spells them. */
export interface Raw {
  readonly kind: Kind;
  readonly fields: Readonly<Record<string, unknown>>;
}
/** Fields as the API spells them. */
type Fields = object;

export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';

export function raw(kind: Kind, fields: Fields): Raw {
  return { kind, fields: { ...fields } };
}

export interface SnapshotOptions {
  readonly settings?: Partial<Settings>;
  /** Kinds that the input lacks, wholly or in part; all others are complete everywhere. */
  readonly absent?: readonly Kind[];
  readonly partial?: readonly Kind[];
}

export function snapshotOf(resources: readonly Raw[], options: SnapshotOptions = {}): Snapshot {
  const { settings, absent = [], partial = [] } = options;
  const coverage = kinds.flatMap((kind): readonly Coverage[] =>
    absent.includes(kind)
      ? []
      : [{ account: ACCOUNT, region: REGION, kind, state: partial.includes(kind) ? 'partial' : 'complete' }],
  );
  const records = Object.fromEntries(
    kinds.map((kind) => [kind, resources.filter((one) => one.kind === kind).map(readRecord)]),
  );
  return {
    version: SNAPSHOT_VERSION,
    // Each list holds what the record type of its kind has read.
    records: records as unknown as Snapshot['records'],
    coverage,
    settings: { ...NO_SETTINGS, ...settings },
  };
}

function readRecord({ kind, fields }: Raw, position: number): object {
  const record = recordTypes[kind].record.read(fields, (path, expected) => {
    throw new Error(`${kind}${path}: ${expected} expected`);
  });
  return { ...record, account: ACCOUNT, region: REGION, source: { file: 'test', pointer: `/${kind}/${position}` } };
}

/** The same resources, with fields of the one called `id` replaced. */
export function edit(resources: readonly Raw[], id: string, fields: Fields): readonly Raw[] {
  if (!resources.some((one) => idOf(one) === id)) throw new Error(`no ${id}`);
  return resources.map((one) => (idOf(one) === id ? { ...one, fields: { ...one.fields, ...fields } } : one));
}

export function without(resources: readonly Raw[], ...ids: readonly string[]): readonly Raw[] {
  return resources.filter((one) => !ids.includes(idOf(one) ?? ''));
}

/** Takes a subnet away from the tables that have it: it has one alone. */
export function withoutTable(resources: readonly Raw[], subnetId: string): readonly Raw[] {
  return resources.map((one) => {
    if (one.kind !== 'routeTable') return one;
    const all = one.fields.Associations as readonly { readonly SubnetId?: string }[];
    return { ...one, fields: { ...one.fields, Associations: all.filter(({ SubnetId }) => SubnetId !== subnetId) } };
  });
}

function idOf({ kind, fields }: Raw): string | undefined {
  return recordType(kind).key(recordType(kind).record.read(fields, () => undefined) ?? {});
}

export function vpc(id: string, cidr: string, more: Fields = {}): Raw {
  return raw('vpc', { VpcId: id, State: 'available', OwnerId: ACCOUNT, CidrBlock: cidr, ...more });
}

export function subnet(id: string, vpcId: string, cidr: string, more: Fields = {}): Raw {
  return raw('subnet', { SubnetId: id, VpcId: vpcId, State: 'available', CidrBlock: cidr, ...more });
}

/** A dual-stack block, in the form that VPCs and subnets have in common. */
export function ipv6(cidr: string, more: Fields = {}): Fields {
  const Ipv6CidrBlockState = { State: 'associated' };
  return { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: cidr, Ipv6CidrBlockState, ...more }] };
}

export const ANY_TRAFFIC = [
  { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
];

/** An open group. */
export function group(id: string, vpcId: string, more: Fields = {}): Raw {
  const permissions = { IpPermissions: ANY_TRAFFIC, IpPermissionsEgress: ANY_TRAFFIC };
  return raw('securityGroup', { GroupId: id, GroupName: id, VpcId: vpcId, ...permissions, ...more });
}

export function permission(protocol: string, from: number, to: number, peers: Fields): Fields {
  return { IpProtocol: protocol, FromPort: from, ToPort: to, ...peers };
}

/** An entry of a network ACL for all addresses of both families, unless `more` says otherwise. */
export function entry(number: number, egress: boolean, more: Fields = {}): Fields {
  return { RuleNumber: number, Egress: egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0', ...more };
}
const IPV6_ANY = { CidrBlock: undefined, Ipv6CidrBlock: '::/0' };
export const OPEN = [false, true].flatMap((egress) => [entry(100, egress), entry(101, egress, IPV6_ANY)]);

export function acl(id: string, vpcId: string, subnetId: string, entries: readonly Fields[] = OPEN): Raw {
  return raw('networkAcl', {
    NetworkAclId: id,
    VpcId: vpcId,
    Associations: [{ SubnetId: subnetId }],
    Entries: entries,
  });
}

/** `routes` as `{ '0.0.0.0/0': 'nat-a' }`; `on`: subnets, gateways, or `main`. */
export function table(id: string, vpcId: string, on: readonly string[], routes: Readonly<Record<string, string>>): Raw {
  const associations = on.map((one) =>
    one === 'main'
      ? { Main: true }
      : {
          [one.startsWith('subnet-') ? 'SubnetId' : 'GatewayId']: one,
          AssociationState: { State: 'associated' },
        },
  );
  const list = Object.entries(routes).map(([destination, target]) => route(destination, target));
  return raw('routeTable', { RouteTableId: id, VpcId: vpcId, Associations: associations, Routes: list });
}

const TARGET_FIELDS: Readonly<Record<string, string>> = {
  nat: 'NatGatewayId',
  eni: 'NetworkInterfaceId',
  i: 'InstanceId',
  eigw: 'EgressOnlyInternetGatewayId',
  tgw: 'TransitGatewayId',
  pcx: 'VpcPeeringConnectionId',
};

export function route(destination: string, target: string, more: Fields = {}): Fields {
  const field = destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';
  const to = TARGET_FIELDS[target.split('-')[0] ?? ''] ?? 'GatewayId';
  return { [field]: destination, [to]: target, Origin: 'CreateRoute', State: 'active', ...more };
}

export interface InterfaceOptions {
  readonly publicIp?: string;
  readonly secondary?: readonly string[];
  readonly ipv6?: string;
  readonly groups?: readonly string[];
  readonly more?: { readonly [field: string]: unknown };
}

export function networkInterface(id: string, subnetId: string, ip: string, options: InterfaceOptions = {}): Raw {
  const { publicIp, secondary = [], groups = [] } = options;
  const Association = publicIp ? { PublicIp: publicIp } : undefined;
  return raw('networkInterface', {
    NetworkInterfaceId: id,
    InterfaceType: 'interface',
    Status: 'in-use',
    VpcId: 'vpc-a',
    SubnetId: subnetId,
    SourceDestCheck: true,
    PrivateIpAddress: ip,
    PrivateIpAddresses: [
      { PrivateIpAddress: ip, Primary: true, Association },
      ...secondary.map((PrivateIpAddress) => ({ PrivateIpAddress })),
    ],
    Ipv6Addresses: options.ipv6 ? [{ Ipv6Address: options.ipv6 }] : [],
    Groups: groups.map((GroupId) => ({ GroupId })),
    ...options.more,
  });
}

/** A running instance `i-NAME` with one interface `eni-NAME` in an open group `sg-NAME`. */
export function host(name: string, subnetId: string, ip: string, options: InterfaceOptions = {}): readonly Raw[] {
  const vpcId = String(options.more?.VpcId ?? 'vpc-a');
  const Attachment = { InstanceId: `i-${name}`, Status: 'attached' };
  const groups = options.groups ?? [`sg-${name}`];
  return [
    raw('instance', { InstanceId: `i-${name}`, State: { Name: 'running' }, VpcId: vpcId }),
    networkInterface(`eni-${name}`, subnetId, ip, { ...options, groups, more: { Attachment, ...options.more } }),
    ...(options.groups ? [] : [group(`sg-${name}`, vpcId)]),
  ];
}

export function internetGateway(id: string, vpcId: string): Raw {
  return raw('internetGateway', { InternetGatewayId: id, Attachments: [{ VpcId: vpcId, State: 'available' }] });
}

export const LOCAL = { '10.0.0.0/16': 'local', '2001:db8:a::/56': 'local' };

/**
 * A VPC with a public subnet (`i-web`, a NAT gateway) and two private ones (`i-app` and `i-app2`, `i-db`); everything is
 * allowed, IPv6 leaves the public subnet only.
 */
export function base(): readonly Raw[] {
  return [
    vpc('vpc-a', '10.0.0.0/16', ipv6('2001:db8:a::/56')),
    subnet('subnet-pub', 'vpc-a', '10.0.0.0/24', { ...ipv6('2001:db8:a::/64'), AvailabilityZoneId: 'euw1-az1' }),
    subnet('subnet-a', 'vpc-a', '10.0.1.0/24', { ...ipv6('2001:db8:a:1::/64'), AvailabilityZoneId: 'euw1-az1' }),
    subnet('subnet-b', 'vpc-a', '10.0.2.0/24', { ...ipv6('2001:db8:a:2::/64'), AvailabilityZoneId: 'euw1-az2' }),
    table('rtb-main', 'vpc-a', ['main'], LOCAL),
    table('rtb-pub', 'vpc-a', ['subnet-pub'], { ...LOCAL, '0.0.0.0/0': 'igw-a', '::/0': 'igw-a' }),
    table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], { ...LOCAL, '0.0.0.0/0': 'nat-a' }),
    acl('acl-pub', 'vpc-a', 'subnet-pub'),
    acl('acl-a', 'vpc-a', 'subnet-a'),
    acl('acl-b', 'vpc-a', 'subnet-b'),
    internetGateway('igw-a', 'vpc-a'),
    networkInterface('eni-nat', 'subnet-pub', '10.0.0.5', {
      publicIp: '203.0.113.5',
      more: { InterfaceType: 'nat_gateway', SourceDestCheck: false },
    }),
    raw('natGateway', {
      NatGatewayId: 'nat-a',
      State: 'available',
      VpcId: 'vpc-a',
      SubnetId: 'subnet-pub',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        { NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.0.5', PublicIp: '203.0.113.5', Status: 'succeeded' },
      ],
    }),
    ...host('web', 'subnet-pub', '10.0.0.10', { publicIp: '203.0.113.10', ipv6: '2001:db8:a::10' }),
    ...host('app', 'subnet-a', '10.0.1.10', { ipv6: '2001:db8:a:1::10' }),
    ...host('app2', 'subnet-a', '10.0.1.11'),
    ...host('db', 'subnet-b', '10.0.2.10', { ipv6: '2001:db8:a:2::10' }),
  ];
}

/** The same and a second VPC (`i-far`), peered, with routes on both sides. */
export function peered(connection: Fields = {}): readonly Raw[] {
  const routes = { ...LOCAL, '0.0.0.0/0': 'nat-a', '10.1.0.0/16': 'pcx-ab' };
  return [
    ...without(base(), 'rtb-priv'),
    table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], routes),
    vpc('vpc-b', '10.1.0.0/16'),
    subnet('subnet-c', 'vpc-b', '10.1.1.0/24'),
    table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local', '10.0.0.0/16': 'pcx-ab' }),
    acl('acl-c', 'vpc-b', 'subnet-c'),
    ...host('far', 'subnet-c', '10.1.1.10', { more: { VpcId: 'vpc-b' } }),
    raw('vpcPeeringConnection', {
      VpcPeeringConnectionId: 'pcx-ab',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-a', Region: REGION, CidrBlock: '10.0.0.0/16' },
      AccepterVpcInfo: { VpcId: 'vpc-b', Region: REGION, CidrBlock: '10.1.0.0/16' },
      ...connection,
    }),
  ];
}
