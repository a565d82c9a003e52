import type { Raw } from '../oracle/build.ts';
import { type Fields, list, logicalId, Ref, ref, type Writes } from './written-piece.ts';

/** A Gateway Load Balancer stands in its zones; its nodes come with it. */
export const gatewayBalancer: Writes = ({ LoadBalancerArn, AvailabilityZones }) => {
  const arn = String(LoadBalancerArn);
  const name = logicalId(arn.split(':loadbalancer/')[1] ?? '');
  const subnets = list(AvailabilityZones).map(({ SubnetId }) => ref(SubnetId));
  return [
    {
      id: arn,
      terraform: ['aws_lb', { name, load_balancer_type: 'gateway', subnets }],
      cloudFormation: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: name, Type: 'gateway', Subnets: subnets }],
    },
  ];
};

/** An endpoint by which routes lead to appliances; that of a firewall comes with it. */
export const inspectingEndpoint: Writes = ({ VpcEndpointId, VpcId, ServiceName, SubnetIds }, all) => {
  const service = all.find(({ kind, fields }) => kind === 'vpcEndpointService' && fields.ServiceName === ServiceName);
  if (!service) return [];
  const subnets = (SubnetIds as readonly string[]).map(ref);
  const ServiceId = String(service.fields.ServiceId);
  return [
    {
      id: String(VpcEndpointId),
      terraform: [
        'aws_vpc_endpoint',
        {
          vpc_id: ref(VpcId),
          service_name: new Ref(ServiceId, 'service_name', String(ServiceName)),
          vpc_endpoint_type: 'GatewayLoadBalancer',
          subnet_ids: subnets,
        },
      ],
      cloudFormation: [
        'AWS::EC2::VPCEndpoint',
        {
          VpcId: ref(VpcId),
          ServiceName: { 'Fn::Sub': `com.amazonaws.vpce.\${AWS::Region}.\${${logicalId(ServiceId)}}` },
          VpcEndpointType: 'GatewayLoadBalancer',
          SubnetIds: subnets,
        },
      ],
    },
  ];
};

/** Endpoints with appliances behind them, which routes name by their id. */
export function isOfAppliances({ kind, fields }: Raw): boolean {
  return kind === 'vpcEndpoint' && fields.VpcEndpointType === 'GatewayLoadBalancer' && fields.ServiceName !== undefined;
}

export const applianceService: Writes = ({ ServiceId, GatewayLoadBalancerArns }: Fields) => {
  const balancers = (GatewayLoadBalancerArns as readonly string[]).map(ref);
  return [
    {
      id: String(ServiceId),
      terraform: ['aws_vpc_endpoint_service', { acceptance_required: false, gateway_load_balancer_arns: balancers }],
      cloudFormation: [
        'AWS::EC2::VPCEndpointService',
        { AcceptanceRequired: false, GatewayLoadBalancerArns: balancers },
      ],
    },
  ];
};
