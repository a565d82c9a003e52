import type { AnalysisComponent, PathComponent } from '@aws-sdk/client-ec2';
import { described, type Kind, type Network, type RecordOfKind } from '@hopwise/core';

/** A resource as analyses name it. */
export function analysisComponent(network: Network, id: string): AnalysisComponent {
  const { arn, name } = described(network, id);
  return { Id: id, ...(arn ? { Arn: arn } : {}), ...(name ? { Name: name } : {}) };
}

type Place = Pick<
  PathComponent,
  'AttachedTo' | 'DestinationVpc' | 'ServiceName' | 'SourceVpc' | 'Subnet' | 'TransitGateway' | 'Vpc'
>;

/** What a component belongs to. */
export function placeOf(network: Network, id: string): Place {
  const { kind } = described(network, id);
  const place = kind && PLACES[kind];
  return place ? place(network, id) : {};
}

export function named<K extends string>(
  network: Network,
  fields: Readonly<Record<K, string | undefined>>,
): { [F in K]?: AnalysisComponent } {
  const found: { [F in K]?: AnalysisComponent } = {};
  for (const field of Object.keys(fields) as K[]) {
    const id = fields[field];
    if (id) found[field] = analysisComponent(network, id);
  }
  return found;
}

const PLACES: { readonly [K in Kind]?: (network: Network, id: string) => Place } = {
  networkInterface: from('networkInterface', (network, { attachment, subnetId, vpcId }) =>
    named(network, { AttachedTo: attachment?.instanceId, Subnet: subnetId, Vpc: vpcId }),
  ),
  internetGateway: from('internetGateway', (network, { attachments }) =>
    named(network, { Vpc: attachments[0]?.vpcId }),
  ),
  egressOnlyInternetGateway: from('egressOnlyInternetGateway', (network, { attachments }) =>
    named(network, { Vpc: attachments[0]?.vpcId }),
  ),
  natGateway: from('natGateway', (network, { subnetId, vpcId }) => named(network, { Subnet: subnetId, Vpc: vpcId })),
  vpnGateway: from('vpnGateway', (network, { vpcAttachments }) => named(network, { Vpc: vpcAttachments[0]?.vpcId })),
  vpcPeeringConnection: from('vpcPeeringConnection', (network, { requesterVpcInfo, accepterVpcInfo }) =>
    named(network, { SourceVpc: requesterVpcInfo?.vpcId, DestinationVpc: accepterVpcInfo?.vpcId }),
  ),
  vpcEndpoint: from('vpcEndpoint', (network, { vpcId, serviceName }) => ({
    ...named(network, { Vpc: vpcId }),
    ...(serviceName ? { ServiceName: serviceName } : {}),
  })),
  transitGatewayAttachment: from('transitGatewayAttachment', (network, record) =>
    named(network, {
      TransitGateway: record.transitGatewayId,
      Vpc: record.resourceType === 'vpc' ? record.resourceId : undefined,
    }),
  ),
  transitGatewayRouteTable: from('transitGatewayRouteTable', (network, { transitGatewayId }) =>
    named(network, { TransitGateway: transitGatewayId }),
  ),
  routeTable: from('routeTable', (network, { vpcId }) => named(network, { Vpc: vpcId })),
  networkAcl: from('networkAcl', (network, { vpcId }) => named(network, { Vpc: vpcId })),
  securityGroup: from('securityGroup', (network, { vpcId }) => named(network, { Vpc: vpcId })),
  subnet: from('subnet', (network, { vpcId }) => named(network, { Vpc: vpcId })),
};

function from<K extends Kind>(kind: K, read: (network: Network, record: RecordOfKind<K>) => Place) {
  return (network: Network, id: string): Place => {
    const record = network.get(kind, id);
    return record ? read(network, record) : {};
  };
}
