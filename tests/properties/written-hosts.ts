import { type Fields, list, logicalId, ref, type Writes } from './written-piece.ts';

/** Every interface stands apart, so that each keeps its address. */
export const networkInterface: Writes = (fields) => {
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
export const instance: Writes = ({ InstanceId }, all) => {
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

export const options: Writes = ({ InternetGatewayBlockMode }) => [
  {
    id: 'public-access',
    terraform: ['aws_vpc_block_public_access_options', { internet_gateway_block_mode: InternetGatewayBlockMode }],
    cloudFormation: ['AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode }],
  },
];
