import { derived, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';

/** What a firewall tells of one of its endpoints. */
export interface FirewallEndpoint {
  /** By its ARN: the firewall itself may not be in the input. */
  readonly firewallArn: string;
  readonly subnetId: string | undefined;
  /** READY, or why it is not. */
  readonly status: string | undefined;
}

/** By endpoint id: those in the firewall's own subnets, and those that associations put elsewhere (NFW-01). */
export const firewallEndpoints: (net: Lookup) => ReadonlyMap<string, FirewallEndpoint> = derived((net) => {
  const found = new Map<string, FirewallEndpoint>();
  const add = (firewallArn: string | undefined, states: SyncStates) => {
    for (const { attachment } of Object.values(states)) {
      const { endpointId, subnetId, status } = attachment ?? {};
      if (firewallArn && endpointId) found.set(endpointId, { firewallArn, subnetId, status });
    }
  };
  for (const { firewall, firewallArn, firewallStatus } of net.all('firewall')) {
    add(firewall?.firewallArn ?? firewallArn, firewallStatus?.syncStates ?? {});
  }
  for (const record of net.all('firewallEndpointAssociation')) {
    const { vpcEndpointAssociation, vpcEndpointAssociationStatus } = record;
    add(vpcEndpointAssociation?.firewallArn, vpcEndpointAssociationStatus?.associationSyncState ?? {});
  }
  return found;
});

type SyncStates = NonNullable<RecordOfKind<'firewall'>['firewallStatus']>['syncStates'];

/** The tags that Network Firewall gives the endpoints it makes, for when the firewall itself was not read. */
export function isTaggedAsFirewall({ tags }: RecordOfKind<'vpcEndpoint'>): boolean {
  return tags.AWSNetworkFirewallManaged === 'true' || (tags.Firewall ?? '').includes(':network-firewall:');
}
