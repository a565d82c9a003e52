import type { RecordOfKind } from '@hopwise/core';
import { interfaceType, type Lookups, type NetworkInterface, sameWord } from './lookups.ts';

export type Endpoint = RecordOfKind<'vpcEndpoint'>;

export function endpointOf({ snapshot }: Lookups, eni: NetworkInterface): Endpoint | undefined {
  return snapshot.records.vpcEndpoint.find((one) => one.networkInterfaceIds.includes(eni.networkInterfaceId ?? ''));
}

export function isResourceEndpoint({ vpcEndpointType, resourceConfigurationArn }: Endpoint): boolean {
  if (vpcEndpointType === undefined) return resourceConfigurationArn !== undefined;
  return sameWord(vpcEndpointType, 'Resource');
}

/** ENI-04: the interfaces of resource endpoints are of no type of their own. */
export function isOfEndpoint(look: Lookups, eni: NetworkInterface): boolean {
  if (interfaceType(eni) === 'vpcendpoint' || /^VPC Endpoint Interface:? vpce-/.test(eni.description ?? ''))
    return true;
  const endpoint = endpointOf(look, eni);
  return endpoint !== undefined && isResourceEndpoint(endpoint);
}

const ofGateway = 'Resource Gateway Interface';

/** RSE-01: it sends what consumers ask for, opens nothing of its own and takes nothing. */
export function isOfResourceGateway({ description }: NetworkInterface): boolean {
  return description?.startsWith(`${ofGateway} `) === true;
}

export function isInterfaceOf({ description }: NetworkInterface, { id }: RecordOfKind<'resourceGateway'>): boolean {
  return description === `${ofGateway} ${id}`;
}
