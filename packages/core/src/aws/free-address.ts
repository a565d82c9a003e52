import type { Address } from './address.ts';
import { derived, type Lookup } from './lookup.ts';

/**
 * Whether nothing has an Elastic IP address. AWS says in its record who has it; before anything is applied only the
 * gateway or balancer that asks for it says so.
 */
export function isFreeAddress(net: Lookup, record: Address): boolean {
  if (record.networkInterfaceId || record.instanceId || record.privateIpAddress) return false;
  const taken = takenAddresses(net);
  return ![record.allocationId, record.publicIp].some((name) => name !== undefined && taken.has(name));
}

/** Allocations and public addresses that NAT gateways and balancers name. */
const takenAddresses = derived((net): ReadonlySet<string> => {
  const ofGateways = net
    .all('natGateway')
    .filter(({ state }) => state !== 'deleted' && state !== 'failed')
    .flatMap(({ natGatewayAddresses }) => natGatewayAddresses.flatMap((one) => [one?.allocationId, one?.publicIp]));
  const ofBalancers = net
    .all('loadBalancer')
    .flatMap(({ availabilityZones }) => availabilityZones.flatMap((zone) => zone?.loadBalancerAddresses ?? []))
    .flatMap((one) => [one?.allocationId, one?.ipAddress]);
  return new Set([...ofGateways, ...ofBalancers].flatMap((name) => name ?? []));
});
