import { type Fields, list, type Piece, ref, type Writes } from './written-piece.ts';

export const acl: Writes = ({ NetworkAclId, VpcId, Associations, Entries }) => [
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
export const group: Writes = ({ GroupId, VpcId, IpPermissions, IpPermissionsEgress }) => {
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

export const prefixLists: Writes = ({ PrefixListId, Entries }) => [
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
