import type { Attributes } from '../attributes.ts';
import type { Mapping } from '../mapping.ts';
import { perMapping } from '../per-mapping.ts';
import { SUBNET, type Wanted } from '../wanted.ts';

/** An endpoint of a firewall, in one of its subnets. */
export interface FirewallEndpoint {
  readonly subnetId: string;
  readonly endpointId: string;
}

/** The endpoints of a firewall: their real ids where they are known; a firewall with one endpoint is that one. */
export const endpointsOf = perMapping((mapping): ReadonlyMap<string, readonly FirewallEndpoint[]> => {
  return new Map(
    mapping.all('aws_networkfirewall_firewall').map((one) => [mapping.idOf(one, ''), ofOne(mapping, one)]),
  );
});

function ofOne(mapping: Mapping, one: Attributes): readonly FirewallEndpoint[] {
  const subnets = one.blocks('subnet_mapping').flatMap((block) => block.id('subnet_id', SUBNET) ?? []);
  const known = new Map(
    one
      .blocks('firewall_status')
      .flatMap((status) => status.blocks('sync_states'))
      .flatMap((state) => state.blocks('attachment'))
      .map((attached) => [attached.text('subnet_id'), attached.text('endpoint_id')]),
  );
  return subnets.map((subnetId, i) => {
    const planned = `${mapping.idOf(one, '')}#endpoint${subnets.length > 1 ? i : ''}`;
    return { subnetId, endpointId: known.get(subnetId) ?? planned };
  });
}

const FIREWALL: Wanted = { aws_networkfirewall_firewall: ['', 'firewall_status'] };
const ID: Wanted = { aws_subnet: ['id'], aws_default_subnet: ['id'] };
const ZONE: Wanted = { aws_subnet: ['availability_zone'], aws_default_subnet: ['availability_zone'] };

/**
 * The endpoint that an argument means which goes through a firewall's endpoints by subnet or by zone:
 * `[for s in …sync_states : s.attachment[0].endpoint_id if s.attachment[0].subnet_id == aws_subnet.a.id][0]`.
 */
export function endpointMeant(mapping: Mapping, from: Attributes, argument: string): string | undefined {
  const firewalls = from.possible(argument, FIREWALL).map((id) => id.replace(/#endpoint$/, ''));
  const endpoints = firewalls.length === 1 ? (endpointsOf(mapping).get(firewalls[0] ?? '') ?? []) : [];
  if (endpoints.length < 2) return undefined;
  const named = from.possible(argument, ID);
  const bySubnet = endpoints.filter(({ subnetId }) => named.includes(subnetId));
  if (bySubnet.length === 1) return bySubnet[0]?.endpointId;
  // Of a subnet in the zone, of what `for_each` runs over, or as the key of a map by zone.
  const zones = new Set([...from.possible(argument, ZONE), from.resource.key, ...from.keys(argument)]);
  const isMeant = (zone: string | undefined) => zone !== undefined && zones.has(zone);
  const byZone = endpoints.filter(({ subnetId }) => isMeant(mapping.subnet(subnetId)?.zone));
  return byZone.length === 1 ? byZone[0]?.endpointId : undefined;
}
