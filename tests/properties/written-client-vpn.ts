import type { Raw } from '../oracle/build.ts';
import { type Fields, type Piece, ref, type Writes } from './written-piece.ts';

export const endpoint: Writes = ({ ClientVpnEndpointId, ClientCidrBlock, VpcId, SecurityGroupIds }) => {
  const groups = (SecurityGroupIds as readonly string[]).map(ref);
  return [
    {
      id: String(ClientVpnEndpointId),
      terraform: [
        'aws_ec2_client_vpn_endpoint',
        { client_cidr_block: ClientCidrBlock, vpc_id: ref(VpcId), security_group_ids: groups },
      ],
      cloudFormation: ['AWS::EC2::ClientVpnEndpoint', { ClientCidrBlock, VpcId: ref(VpcId), SecurityGroupIds: groups }],
    },
  ];
};

/** The route to its VPC comes with the first association in a subnet. */
export const targetNetwork: Writes = ({ AssociationId, ClientVpnEndpointId, TargetNetworkId }) => [
  {
    id: String(AssociationId),
    terraform: [
      'aws_ec2_client_vpn_network_association',
      { client_vpn_endpoint_id: ref(ClientVpnEndpointId), subnet_id: ref(TargetNetworkId) },
    ],
    cloudFormation: [
      'AWS::EC2::ClientVpnTargetNetworkAssociation',
      { ClientVpnEndpointId: ref(ClientVpnEndpointId), SubnetId: ref(TargetNetworkId) },
    ],
  },
];

export const route: Writes = ({ ClientVpnEndpointId, DestinationCidr, TargetSubnet }, all) => {
  const vpc = fieldsOf(all, 'vpc', 'VpcId', fieldsOf(all, 'subnet', 'SubnetId', TargetSubnet)?.VpcId);
  if (vpc?.CidrBlock === DestinationCidr) return [];
  const endpointId = ref(ClientVpnEndpointId);
  return [
    {
      id: `${String(ClientVpnEndpointId)}-route-${String(TargetSubnet)}-${String(DestinationCidr)}`,
      terraform: [
        'aws_ec2_client_vpn_route',
        {
          client_vpn_endpoint_id: endpointId,
          destination_cidr_block: DestinationCidr,
          target_vpc_subnet_id: ref(TargetSubnet),
        },
      ],
      cloudFormation: [
        'AWS::EC2::ClientVpnRoute',
        {
          ClientVpnEndpointId: endpointId,
          DestinationCidrBlock: DestinationCidr,
          TargetVpcSubnetId: ref(TargetSubnet),
        },
      ],
    } satisfies Piece,
  ];
};

export const authorizationRule: Writes = ({ ClientVpnEndpointId, DestinationCidr, AccessAll, GroupId }) => {
  const endpointId = ref(ClientVpnEndpointId);
  return [
    {
      id: `${String(ClientVpnEndpointId)}-rule-${String(DestinationCidr)}-${String(GroupId)}`,
      terraform: [
        'aws_ec2_client_vpn_authorization_rule',
        {
          client_vpn_endpoint_id: endpointId,
          target_network_cidr: DestinationCidr,
          access_group_id: GroupId,
          authorize_all_groups: AccessAll === true ? true : undefined,
        },
      ],
      cloudFormation: [
        'AWS::EC2::ClientVpnAuthorizationRule',
        {
          ClientVpnEndpointId: endpointId,
          TargetNetworkCidr: DestinationCidr,
          AccessGroupId: GroupId,
          AuthorizeAllGroups: AccessAll === true ? true : undefined,
        },
      ],
    },
  ];
};

function fieldsOf(all: readonly Raw[], kind: Raw['kind'], field: string, id: unknown): Fields | undefined {
  return all.find((one) => one.kind === kind && one.fields[field] === id)?.fields;
}
