import { own, type Translation, tagsOf } from '../draft.ts';
import { textOf, Unknown } from '../value.ts';

/** The argument for each `ResourceType`. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  VPC: 'vpc_id',
  Subnet: 'subnet_id',
  NetworkInterface: 'eni_id',
  TransitGateway: 'transit_gateway_id',
  TransitGatewayAttachment: 'transit_gateway_attachment_id',
  RegionalNatGateway: 'regional_nat_gateway_id',
};

const flowLog: Translation = ({ id, properties }) => {
  const type = own(properties, 'ResourceType');
  const argument = ARGUMENTS[textOf(type) ?? ''];
  const recorded = own(properties, 'ResourceId');
  return [
    {
      type: 'aws_flow_log',
      with: {
        id,
        // Without a type nobody can tell whose id it is.
        ...(argument ? { [argument]: recorded } : { vpc_id: new Unknown('its ResourceType') }),
        traffic_type: own(properties, 'TrafficType'),
      },
      tags: tagsOf(properties),
    },
  ];
};

/** What is recorded of traffic. */
export const flowLogs: Readonly<Record<string, Translation>> = { 'AWS::EC2::FlowLog': flowLog };
