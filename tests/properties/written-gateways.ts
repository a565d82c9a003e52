import { applianceService, inspectingEndpoint } from './written-appliances.ts';
import { type Fields, list, logicalId, type Piece, Ref, ref, type Writes } from './written-piece.ts';

export const vpc: Writes = ({ VpcId, CidrBlock, Ipv6CidrBlockAssociationSet }) => {
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

export const subnet: Writes = ({ SubnetId, VpcId, CidrBlock, AvailabilityZone, Ipv6CidrBlockAssociationSet }) => {
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

export const internetGateway: Writes = ({ InternetGatewayId, Attachments }) => {
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

export const egressOnly: Writes = ({ EgressOnlyInternetGatewayId, Attachments }) => {
  const VpcId = ref(list(Attachments)[0]?.VpcId);
  return [
    {
      id: String(EgressOnlyInternetGatewayId),
      terraform: ['aws_egress_only_internet_gateway', { vpc_id: VpcId }],
      cloudFormation: ['AWS::EC2::EgressOnlyInternetGateway', { VpcId }],
    },
  ];
};

export const nat: Writes = ({ NatGatewayId, SubnetId, ConnectivityType, NatGatewayAddresses }) => {
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

export const peering: Writes = ({ VpcPeeringConnectionId, RequesterVpcInfo, AccepterVpcInfo }) => {
  const [from, to] = [ref((RequesterVpcInfo as Fields).VpcId), ref((AccepterVpcInfo as Fields).VpcId)];
  return [
    {
      id: String(VpcPeeringConnectionId),
      terraform: ['aws_vpc_peering_connection', { vpc_id: from, peer_vpc_id: to, auto_accept: true }],
      cloudFormation: ['AWS::EC2::VPCPeeringConnection', { VpcId: from, PeerVpcId: to }],
    },
  ];
};

export const endpoint: Writes = (fields, all) => {
  if (fields.VpcEndpointType === 'GatewayLoadBalancer') return inspectingEndpoint(fields, all);
  return fields.VpcEndpointType === 'Interface' ? answering(fields, all) : routed(fields, all);
};

/** At interfaces in subnets, whose addresses no template says. */
const answering: Writes = ({ VpcEndpointId, VpcId, ServiceName, NetworkInterfaceIds }, all) => {
  const ids = NetworkInterfaceIds as readonly string[];
  const own = all.flatMap(({ fields }): readonly Fields[] =>
    ids.includes(String(fields.NetworkInterfaceId)) ? [fields] : [],
  );
  const groups = list(own[0]?.Groups).map(({ GroupId }) => ref(GroupId));
  const subnets = own.map(({ SubnetId }) => ref(SubnetId));
  // A service of one's own gets its name when it is made.
  const service = all.find(({ kind, fields }) => kind === 'vpcEndpointService' && fields.ServiceName === ServiceName);
  const ServiceId = String(service?.fields.ServiceId);
  return [
    {
      id: String(VpcEndpointId),
      terraform: [
        'aws_vpc_endpoint',
        {
          vpc_id: ref(VpcId),
          service_name: service ? new Ref(ServiceId, 'service_name', String(ServiceName)) : ServiceName,
          vpc_endpoint_type: 'Interface',
          subnet_ids: subnets,
          security_group_ids: groups,
        },
      ],
      cloudFormation: [
        'AWS::EC2::VPCEndpoint',
        {
          VpcId: ref(VpcId),
          ServiceName: service
            ? { 'Fn::Sub': `com.amazonaws.vpce.\${AWS::Region}.\${${logicalId(ServiceId)}}` }
            : ServiceName,
          VpcEndpointType: 'Interface',
          SubnetIds: subnets,
          SecurityGroupIds: groups,
        },
      ],
    },
  ];
};

const routed: Writes = ({ VpcEndpointId, VpcId, ServiceName }, all) => {
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

/** A service that a network balancer provides, to whoever asks. */
export const endpointService: Writes = (fields, all) => {
  const { ServiceId, NetworkLoadBalancerArns } = fields;
  if (NetworkLoadBalancerArns === undefined) return applianceService(fields, all);
  const balancers = (NetworkLoadBalancerArns as readonly string[]).map(ref);
  return [
    {
      id: String(ServiceId),
      terraform: ['aws_vpc_endpoint_service', { acceptance_required: false, network_load_balancer_arns: balancers }],
      cloudFormation: [
        'AWS::EC2::VPCEndpointService',
        { AcceptanceRequired: false, NetworkLoadBalancerArns: balancers },
      ],
    },
  ];
};
