import type { Raw } from '../oracle/build.ts';

/** Something that is named by its id until it is there. */
export class Ref {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

/** One object as two languages write it; `undefined` is not written. */
export interface Piece {
  readonly id: string;
  readonly terraform: readonly [type: string, args: object];
  readonly cloudFormation: readonly [type: string, properties: object];
}

type Fields = Readonly<Record<string, unknown>>;

const ref = (id: unknown) => new Ref(String(id));
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

/** Kinds that can be written; objects that AWS makes or that no language has are left out, or given beside. */
type Writes = (fields: Fields, all: readonly Raw[]) => readonly Piece[];

const vpc: Writes = ({ VpcId, CidrBlock, Ipv6CidrBlockAssociationSet }) => {
  const id = String(VpcId);
  const six = list(Ipv6CidrBlockAssociationSet)[0]?.Ipv6CidrBlock;
  const block: Piece = {
    id: `${id}-six`,
    terraform: ['aws_vpc_ipv6_cidr_block_association', { vpc_id: ref(id), ipv6_cidr_block: six }],
    cloudFormation: ['AWS::EC2::VPCCidrBlock', { VpcId: ref(id), Ipv6CidrBlock: six, Ipv6Pool: 'own' }],
  };
  return [
    {
      id,
      terraform: ['aws_vpc', { cidr_block: CidrBlock }],
      cloudFormation: ['AWS::EC2::VPC', { CidrBlock }],
    },
    ...(six ? [block] : []),
  ];
};

const subnet: Writes = ({ SubnetId, VpcId, CidrBlock, AvailabilityZone, Ipv6CidrBlockAssociationSet }) => {
  const Ipv6CidrBlock = list(Ipv6CidrBlockAssociationSet)[0]?.Ipv6CidrBlock;
  const terraform = { cidr_block: CidrBlock, availability_zone: AvailabilityZone, ipv6_cidr_block: Ipv6CidrBlock };
  return [
    {
      id: String(SubnetId),
      terraform: ['aws_subnet', { vpc_id: ref(VpcId), ...terraform }],
      cloudFormation: ['AWS::EC2::Subnet', { VpcId: ref(VpcId), CidrBlock, AvailabilityZone, Ipv6CidrBlock }],
    },
  ];
};

const acl: Writes = ({ NetworkAclId, VpcId, Associations, Entries }) => [
  {
    id: String(NetworkAclId),
    terraform: ['aws_network_acl', { vpc_id: ref(VpcId) }],
    cloudFormation: ['AWS::EC2::NetworkAcl', { VpcId: ref(VpcId) }],
  },
  ...list(Associations).map(
    ({ SubnetId }): Piece => ({
      id: `${String(NetworkAclId)}-${String(SubnetId)}`,
      terraform: ['aws_network_acl_association', { network_acl_id: ref(NetworkAclId), subnet_id: ref(SubnetId) }],
      cloudFormation: [
        'AWS::EC2::SubnetNetworkAclAssociation',
        { NetworkAclId: ref(NetworkAclId), SubnetId: ref(SubnetId) },
      ],
    }),
  ),
  ...list(Entries).map((entry, i): Piece => {
    const [ports, icmp] = [entry.PortRange as Fields | undefined, entry.IcmpTypeCode as Fields | undefined];
    const { RuleNumber, Protocol, RuleAction, Egress, CidrBlock, Ipv6CidrBlock } = entry;
    return {
      id: `${String(NetworkAclId)}-entry${i}`,
      terraform: [
        'aws_network_acl_rule',
        {
          network_acl_id: ref(NetworkAclId),
          rule_number: RuleNumber,
          protocol: Protocol,
          rule_action: RuleAction,
          egress: Egress,
          cidr_block: CidrBlock,
          ipv6_cidr_block: Ipv6CidrBlock,
          from_port: ports?.From,
          to_port: ports?.To,
          icmp_type: icmp?.Type,
          icmp_code: icmp?.Code,
        },
      ],
      cloudFormation: [
        'AWS::EC2::NetworkAclEntry',
        {
          NetworkAclId: ref(NetworkAclId),
          ...{ RuleNumber, Protocol, RuleAction, Egress, CidrBlock, Ipv6CidrBlock },
          PortRange: ports,
          Icmp: icmp,
        },
      ],
    };
  }),
];

/** Groups first and each rule apart: they name one another. */
const group: Writes = ({ GroupId, VpcId, IpPermissions, IpPermissionsEgress }) => {
  const id = String(GroupId);
  const rules = [
    ...list(IpPermissions).map((one) => [one, false] as const),
    ...list(IpPermissionsEgress).map((one) => [one, true] as const),
  ].flatMap(([one, isEgress]) => peersOf(one).map((peer) => ({ one, isEgress, peer })));
  return [
    {
      id,
      terraform: ['aws_security_group', { name: id, vpc_id: ref(VpcId) }],
      // A rule that names nobody takes AWS's own rule away, as CDK writes it.
      cloudFormation: [
        'AWS::EC2::SecurityGroup',
        {
          GroupDescription: id,
          VpcId: ref(VpcId),
          SecurityGroupEgress: [{ IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' }],
        },
      ],
    },
    ...rules.map(({ one, isEgress, peer }, i): Piece => {
      const side = isEgress ? 'Destination' : 'Source';
      return {
        id: `${id}-rule${i}`,
        terraform: [
          'aws_security_group_rule',
          {
            type: isEgress ? 'egress' : 'ingress',
            security_group_id: ref(id),
            protocol: one.IpProtocol,
            from_port: one.FromPort ?? 0,
            to_port: one.ToPort ?? 0,
            cidr_blocks: peer.CidrIp ? [peer.CidrIp] : undefined,
            ipv6_cidr_blocks: peer.CidrIpv6 ? [peer.CidrIpv6] : undefined,
            prefix_list_ids: peer.PrefixListId ? [listId(peer.PrefixListId)] : undefined,
            source_security_group_id: peer.GroupId ? ref(peer.GroupId) : undefined,
          },
        ],
        cloudFormation: [
          isEgress ? 'AWS::EC2::SecurityGroupEgress' : 'AWS::EC2::SecurityGroupIngress',
          {
            GroupId: ref(id),
            IpProtocol: one.IpProtocol,
            FromPort: one.FromPort,
            ToPort: one.ToPort,
            CidrIp: peer.CidrIp,
            CidrIpv6: peer.CidrIpv6,
            [`${side}PrefixListId`]: peer.PrefixListId ? listId(peer.PrefixListId) : undefined,
            [`${side}SecurityGroupId`]: peer.GroupId ? ref(peer.GroupId) : undefined,
          },
        ],
      };
    }),
  ];
};

function peersOf(permission: Fields): readonly Fields[] {
  const names = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'UserIdGroupPairs'];
  return names.flatMap((name) => list(permission[name]));
}

/** AWS's own lists are there already. */
function listId(id: unknown): unknown {
  return id === 'pl-s3' ? id : ref(id);
}

const prefixLists: Writes = ({ PrefixListId, Entries }) => [
  {
    id: String(PrefixListId),
    terraform: [
      'aws_ec2_managed_prefix_list',
      { name: PrefixListId, address_family: 'IPv4', entry: list(Entries).map(({ Cidr }) => ({ cidr: Cidr })) },
    ],
    cloudFormation: [
      'AWS::EC2::PrefixList',
      { PrefixListName: PrefixListId, AddressFamily: 'IPv4', Entries: list(Entries) },
    ],
  },
];

const TARGETS: Readonly<Record<string, readonly [terraform: string, cloudFormation: string]>> = {
  GatewayId: ['gateway_id', 'GatewayId'],
  NatGatewayId: ['nat_gateway_id', 'NatGatewayId'],
  VpcPeeringConnectionId: ['vpc_peering_connection_id', 'VpcPeeringConnectionId'],
  EgressOnlyInternetGatewayId: ['egress_only_gateway_id', 'EgressOnlyInternetGatewayId'],
};

/** Of the main table the subnets without one of their own are said, since no template can make a table the main one. */
const routeTable: Writes = ({ RouteTableId, VpcId, Associations, Routes }, all) => {
  const id = String(RouteTableId);
  const own = list(Associations).flatMap(({ SubnetId }) => (SubnetId ? [String(SubnetId)] : []));
  const subnets = list(Associations).some(({ Main }) => Main) ? subnetsWithout(all, VpcId) : own;
  const routes = list(Routes).filter(
    ({ GatewayId }) => GatewayId !== 'local' && !String(GatewayId).startsWith('vpce-'),
  );
  return [
    {
      id,
      terraform: ['aws_route_table', { vpc_id: ref(VpcId) }],
      cloudFormation: ['AWS::EC2::RouteTable', { VpcId: ref(VpcId) }],
    },
    ...subnets.map(
      (subnetId): Piece => ({
        id: `${id}-${subnetId}`,
        terraform: ['aws_route_table_association', { route_table_id: ref(id), subnet_id: ref(subnetId) }],
        cloudFormation: ['AWS::EC2::SubnetRouteTableAssociation', { RouteTableId: ref(id), SubnetId: ref(subnetId) }],
      }),
    ),
    ...routes.map((route, i): Piece => {
      const { DestinationCidrBlock, DestinationIpv6CidrBlock } = route;
      const [field, names] = Object.entries(TARGETS).find(([name]) => route[name]) ?? [];
      if (!field || !names) throw new Error(`a route that cannot be written: ${JSON.stringify(route)}`);
      const target = ref(route[field]);
      return {
        id: `${id}-route${i}`,
        terraform: [
          'aws_route',
          {
            route_table_id: ref(id),
            destination_cidr_block: DestinationCidrBlock,
            destination_ipv6_cidr_block: DestinationIpv6CidrBlock,
            [names[0]]: target,
          },
        ],
        cloudFormation: [
          'AWS::EC2::Route',
          { RouteTableId: ref(id), DestinationCidrBlock, DestinationIpv6CidrBlock, [names[1]]: target },
        ],
      };
    }),
  ];
};

function subnetsWithout(all: readonly Raw[], vpcId: unknown): readonly string[] {
  const tables = all.filter(({ kind }) => kind === 'routeTable');
  const placed = new Set(tables.flatMap(({ fields }) => list(fields.Associations).map(({ SubnetId }) => SubnetId)));
  const own = all.filter(({ kind, fields }) => kind === 'subnet' && fields.VpcId === vpcId);
  return own.map(({ fields }) => String(fields.SubnetId)).filter((id) => !placed.has(id));
}

const internetGateway: Writes = ({ InternetGatewayId, Attachments }) => {
  const VpcId = ref(list(Attachments)[0]?.VpcId);
  const id = String(InternetGatewayId);
  return [
    {
      id,
      terraform: ['aws_internet_gateway', { vpc_id: VpcId }],
      cloudFormation: ['AWS::EC2::InternetGateway', {}],
    },
    {
      id: `${id}-attachment`,
      terraform: ['aws_ec2_tag', {}],
      cloudFormation: ['AWS::EC2::VPCGatewayAttachment', { VpcId, InternetGatewayId: ref(id) }],
    },
  ];
};

const egressOnly: Writes = ({ EgressOnlyInternetGatewayId, Attachments }) => {
  const VpcId = ref(list(Attachments)[0]?.VpcId);
  return [
    {
      id: String(EgressOnlyInternetGatewayId),
      terraform: ['aws_egress_only_internet_gateway', { vpc_id: VpcId }],
      cloudFormation: ['AWS::EC2::EgressOnlyInternetGateway', { VpcId }],
    },
  ];
};

const nat: Writes = ({ NatGatewayId, SubnetId, ConnectivityType, NatGatewayAddresses }) => {
  const id = String(NatGatewayId);
  const PrivateIpAddress = list(NatGatewayAddresses)[0]?.PrivateIp;
  const isPublic = ConnectivityType !== 'private';
  const address: Piece = {
    id: `${id}-address`,
    terraform: ['aws_eip', { domain: 'vpc' }],
    cloudFormation: ['AWS::EC2::EIP', { Domain: 'vpc' }],
  };
  const allocation = isPublic ? ref(address.id) : undefined;
  const connectivity = isPublic ? 'public' : 'private';
  return [
    ...(isPublic ? [address] : []),
    {
      id,
      terraform: [
        'aws_nat_gateway',
        {
          subnet_id: ref(SubnetId),
          connectivity_type: connectivity,
          allocation_id: allocation,
          private_ip: PrivateIpAddress,
        },
      ],
      cloudFormation: [
        'AWS::EC2::NatGateway',
        {
          SubnetId: ref(SubnetId),
          ConnectivityType: connectivity,
          AllocationId: allocation && { 'Fn::GetAtt': [logicalId(address.id), 'AllocationId'] },
          PrivateIpAddress,
        },
      ],
    },
  ];
};

const peering: Writes = ({ VpcPeeringConnectionId, RequesterVpcInfo, AccepterVpcInfo }) => {
  const [from, to] = [ref((RequesterVpcInfo as Fields).VpcId), ref((AccepterVpcInfo as Fields).VpcId)];
  return [
    {
      id: String(VpcPeeringConnectionId),
      terraform: ['aws_vpc_peering_connection', { vpc_id: from, peer_vpc_id: to, auto_accept: true }],
      cloudFormation: ['AWS::EC2::VPCPeeringConnection', { VpcId: from, PeerVpcId: to }],
    },
  ];
};

const endpoint: Writes = ({ VpcEndpointId, VpcId, ServiceName }, all) => {
  const tables = all.filter(({ kind, fields }) => {
    return kind === 'routeTable' && list(fields.Routes).some(({ GatewayId }) => GatewayId === VpcEndpointId);
  });
  const ids = tables.map(({ fields }) => ref(fields.RouteTableId));
  return [
    {
      id: String(VpcEndpointId),
      terraform: [
        'aws_vpc_endpoint',
        { vpc_id: ref(VpcId), service_name: ServiceName, vpc_endpoint_type: 'Gateway', route_table_ids: ids },
      ],
      cloudFormation: [
        'AWS::EC2::VPCEndpoint',
        { VpcId: ref(VpcId), ServiceName, VpcEndpointType: 'Gateway', RouteTableIds: ids },
      ],
    },
  ];
};

/** Every interface stands apart, so that each keeps its address. */
const networkInterface: Writes = (fields) => {
  const id = String(fields.NetworkInterfaceId);
  const addresses = list(fields.PrivateIpAddresses);
  const six = list(fields.Ipv6Addresses).map(({ Ipv6Address }) => Ipv6Address);
  const groups = list(fields.Groups).map(({ GroupId }) => ref(GroupId));
  const isPublic = addresses.some(({ Association }) => Association);
  return [
    {
      id,
      terraform: [
        'aws_network_interface',
        {
          subnet_id: ref(fields.SubnetId),
          private_ip: fields.PrivateIpAddress,
          private_ips: addresses.map(({ PrivateIpAddress }) => PrivateIpAddress),
          ipv6_addresses: six,
          security_groups: groups,
          source_dest_check: fields.SourceDestCheck,
        },
      ],
      cloudFormation: [
        'AWS::EC2::NetworkInterface',
        {
          SubnetId: ref(fields.SubnetId),
          PrivateIpAddress: fields.PrivateIpAddress,
          PrivateIpAddresses: addresses.map(({ PrivateIpAddress, Primary }) => ({ PrivateIpAddress, Primary })),
          Ipv6Addresses: six.map((Ipv6Address) => ({ Ipv6Address })),
          GroupSet: groups,
          SourceDestCheck: fields.SourceDestCheck,
        },
      ],
    },
    ...(isPublic
      ? [
          {
            id: `${id}-public`,
            terraform: ['aws_eip', { network_interface: ref(id) }] as const,
            cloudFormation: ['AWS::EC2::EIP', { Domain: 'vpc' }] as const,
          },
          {
            id: `${id}-association`,
            terraform: ['aws_ec2_tag', {}] as const,
            cloudFormation: [
              'AWS::EC2::EIPAssociation',
              {
                AllocationId: { 'Fn::GetAtt': [logicalId(`${id}-public`), 'AllocationId'] },
                NetworkInterfaceId: ref(id),
              },
            ] as const,
          },
        ]
      : []),
  ];
};

/** An instance takes over the interfaces that were written for it. */
const instance: Writes = ({ InstanceId }, all) => {
  const own = all.flatMap(({ kind, fields }) => {
    const attached = (fields.Attachment as Fields | undefined)?.InstanceId;
    return kind === 'networkInterface' && attached === InstanceId ? [ref(fields.NetworkInterfaceId)] : [];
  });
  return [
    {
      id: String(InstanceId),
      terraform: [
        'aws_instance',
        { network_interface: own.map((network_interface_id, i) => ({ network_interface_id, device_index: i })) },
      ],
      cloudFormation: [
        'AWS::EC2::Instance',
        { NetworkInterfaces: own.map((NetworkInterfaceId, i) => ({ NetworkInterfaceId, DeviceIndex: String(i) })) },
      ],
    },
  ];
};

const options: Writes = ({ InternetGatewayBlockMode }) => [
  {
    id: 'public-access',
    terraform: ['aws_vpc_block_public_access_options', { internet_gateway_block_mode: InternetGatewayBlockMode }],
    cloudFormation: ['AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode }],
  },
];

const WRITES: Partial<Record<Raw['kind'], Writes>> = {
  vpc,
  subnet,
  networkAcl: acl,
  securityGroup: group,
  prefixListEntries: prefixLists,
  routeTable,
  internetGateway,
  egressOnlyInternetGateway: egressOnly,
  natGateway: nat,
  vpcPeeringConnection: peering,
  vpcEndpoint: endpoint,
  networkInterface,
  instance,
  vpcBlockPublicAccessOptions: options,
};

/** Interfaces of gateways come with them. */
export function piecesOf(all: readonly Raw[]): readonly Piece[] {
  const natInterfaces = new Set(
    all.flatMap(({ kind, fields }) =>
      kind === 'natGateway' ? list(fields.NatGatewayAddresses).map(({ NetworkInterfaceId }) => NetworkInterfaceId) : [],
    ),
  );
  const written = all.filter(({ fields }) => !natInterfaces.has(fields.NetworkInterfaceId));
  return written.flatMap(({ kind, fields }) => WRITES[kind]?.(fields, all) ?? []);
}

export function logicalId(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9]/g, '');
}
