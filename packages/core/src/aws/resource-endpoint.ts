import type { LegJoin, NextLeg, Onward } from '../model/leg-join.ts';
import type { Filter, Stop } from '../model/route.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import { constantMap } from '../net/address-map.ts';
import type { AdmissionId } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE, TCP, UDP } from '../net/service-set.ts';
import { locusOf } from './delivery.ts';
import { type Holder, labelOfAddress } from './holder.ts';
import { addressesOfHost, addressesOfObject } from './host-addresses.ts';
import { stateStop } from './interface-state.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { sendersIn } from './resource-senders.ts';
import { works } from './states.ts';
import { endpointStop } from './vpc-endpoint.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;
type Resource = RecordOfKind<'resourceConfiguration'>;

/** Where a resource is, as its gateway asks for it. */
interface Place {
  readonly family: Family;
  readonly label: Label;
}

/** The resource of an endpoint, where its provider's configuration is in the input (RSE-01). */
export function sharedResource(net: Lookup, endpoint: Endpoint | undefined): Resource | undefined {
  return isOfResource(endpoint) ? net.get('resourceConfiguration', resourceIdOf(endpoint)) : undefined;
}

/** Endpoints of other types may name a resource too: what leaves a tunnel (RSE-03). */
export function isOfResource(endpoint: Endpoint | undefined): boolean {
  return endpoint !== undefined && works(endpoint.vpcEndpointType, 'Resource');
}

/** By the id at the end of the ARN. */
export function resourceIdOf(endpoint: Pick<Endpoint, 'resourceConfigurationArn'> | undefined): string | undefined {
  const arn = endpoint?.resourceConfigurationArn;
  return arn && (/:resourceconfiguration\/(.+)$/.exec(arn)?.[1] ?? arn);
}

/** The resource itself; of a group its children, which are reached by the same endpoint. */
export function resourcesOf(net: Lookup, resource: Resource): readonly Resource[] {
  if (!works(resource.type ?? '-', 'GROUP')) return [resource];
  return net
    .all('resourceConfiguration')
    .filter(({ resourceConfigurationGroupId }) => resourceConfigurationGroupId === resource.id);
}

/** The ports on which a resource is offered: TCP alone (RSE-01). What is offered by ARN need not list them. */
export function offeredPorts({ admissions: pool }: Lookup, { portRanges }: Resource): AdmissionId {
  const offered = portRanges.flatMap((range) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(range?.trim() ?? '') ?? [];
    const [low, high] = [Number(first), Number(last)];
    return low <= high && high <= 65_535 ? [[TCP + low, TCP + high + 1] as const] : [];
  });
  const known = pool.services.of(...offered);
  const isWhole = portRanges.length > 0 && offered.length === portRanges.length;
  return isWhole ? pool.exactly(known) : pool.pair(known, pool.services.of([TCP, UDP]));
}

/** The ports of all that an endpoint leads to. */
export function portsOfEndpoint(net: Lookup, resource: Resource): AdmissionId {
  const { admissions: pool } = net;
  const [first, ...others] = resourcesOf(net, resource).map((one) => offeredPorts(net, one));
  const tcp = pool.services.of([TCP, UDP]);
  if (first === undefined) return pool.pair(NONE, tcp);
  const known = others.reduce((sum, one) => pool.either(sum, one), first);
  // A child that was not read has ports that nobody knows.
  return mayHaveMore(net, resource) ? pool.pair(pool.must(known), tcp) : known;
}

/**
 * A consumer's packet at an endpoint of a resource goes on from the provider's resource gateway: from its addresses, under
 * its groups, by the routes of its subnets (RSE-01). On the way there no network ACL is asked, as for services (PL-06).
 */
export function resourceJoin(net: Lookup, endpoint: Endpoint, resource: Resource, at: Holder): LegJoin | Stop {
  const stop = endpointStop(net, endpoint, endpoint.vpcEndpointId ?? at.at) ?? statusStop(resource.id, resource.status);
  if (stop?.kind === 'dropped') return stop;
  const resources = resourcesOf(net, resource);
  const known = resources.map((one) => onwardTo(net, endpoint, { group: resource, resource: one }, at));
  const onwards = mayHaveMore(net, resource) ? [...known, { ends: childless(net, resource, at) }] : known;
  const { services } = net.admissions;
  return {
    kind: 'join',
    accepts: net.admissions.exactly(services.of([TCP, UDP])),
    code: 'ENDPOINT_PORT_CLOSED',
    clientPorts: 'remapped',
    // Which child of a group an address of the endpoint stands for is not told.
    pick: 'aws',
    next: stop ? [{ ends: stop }] : onwards.length > 0 ? onwards : [{ ends: childless(net, resource, at) }],
  };
}

/** Children of a group that were not read are as good as those that were. */
function mayHaveMore(net: Lookup, resource: Resource): boolean {
  return works(resource.type ?? '-', 'GROUP') && net.coverage('resourceConfiguration', resource) !== 'complete';
}

function childless(net: Lookup, resource: Resource, at: Holder): Stop {
  return notCollected(net, at.at, 'resourceConfiguration', undefined, resource);
}

function onwardTo(
  net: Lookup,
  endpoint: Endpoint,
  { group, resource }: { readonly group: Resource; readonly resource: Resource },
  at: Holder,
): Onward {
  const filters = resource === group ? [] : [offer(net, at, resource)];
  const end = (ends: Stop): Onward => ({ ends, filters });
  const gatewayId = resource.resourceGatewayId ?? group.resourceGatewayId;
  const gateway = net.get('resourceGateway', gatewayId);
  if (!gateway) return end(notCollected(net, at.at, 'resourceGateway', gatewayId, resource));
  const stop = statusStop(resource.id, resource.status) ?? statusStop(gateway.id, gateway.status);
  if (stop) return end(stop);
  const { senders, unless } = sendersIn(net, endpoint, gateway, at);
  const places = placesOf(net, resource);
  if ('kind' in places) return end(places);
  const legs = senders.flatMap((sender) => places.flatMap((place) => legsFrom(net, sender, place, filters)));
  const of = [...legs, ...(unless ? [end(unless)] : [])];
  return { pick: 'aws', choice: gateway.id ?? '', code: 'UNEQUAL_PATHS', of };
}

/** From any of the addresses that the gateway's interface has: it translates to them. */
function legsFrom(
  net: Lookup,
  sender: Holder,
  { family, label }: Place,
  filters: readonly Filter[],
): readonly Onward[] {
  const unfit = stateStop(net, sender.at);
  if (unfit) return [{ ends: unfit, filters }];
  const sources = sender.prefixes.flatMap((prefix) => {
    const range = prefix.family === family ? net.labels[family].rangeOf(prefix) : undefined;
    return range ? Array.from({ length: range.to - range.from }, (_, i) => range.from + i) : [];
  });
  if (sources.length === 0) {
    const text = `the resource gateway has no IPv${family} address to send from`;
    const evidence = { component: sender.at, effect: 'blocks' as const, text };
    return [{ ends: dropped(sender.at, 'NO_POSSIBLE_DESTINATION', evidence), filters }];
  }
  return sources.map(
    (source): NextLeg => ({
      from: locusOf(net, sender, family),
      end: sender.at,
      by: sender.at,
      source,
      to: label,
      family,
      clientPorts: 'remapped',
      filters,
    }),
  );
}

/** Where the resource is: its address, or those that its name or ARN leads to in the input. */
export function placesOf(net: Lookup, resource: Resource): readonly Place[] | Stop {
  const { ipResource, dnsResource, arnResource } = resource.resourceConfigurationDefinition ?? {};
  const address = parsePrefix(ipResource?.ipAddress ?? '');
  const label = address ? labelOfAddress(net, ipResource?.ipAddress) : undefined;
  if (address && label !== undefined) return [{ family: address.family, label }];
  const found = FAMILIES.flatMap((family) => {
    const type = dnsResource?.ipAddressType?.toLowerCase() ?? 'dualstack';
    const isMeant = !dnsResource || type === 'dualstack' || type === `ipv${family}`;
    if (!isMeant) return [];
    const labels = dnsResource?.domainName
      ? addressesOfHost(net, dnsResource.domainName, family)
      : addressesOfObject(net, arnResource?.arn ?? '', family);
    return labels.map((one): Place => ({ family, label: one }));
  });
  return found.length > 0 ? found : untold(net, resource, dnsResource?.domainName ?? arnResource?.arn ?? 'it');
}

const FAMILIES: readonly Family[] = [4, 6];

function untold(net: Lookup, resource: Resource, name: string): Stop {
  const id = resource.id ?? '';
  if (!resource.resourceConfigurationDefinition) return notCollected(net, id, 'resourceConfiguration', id, resource);
  const text = `where ${name} is, nothing of the input tells`;
  return { kind: 'unknown', code: 'RESOURCE_ENDPOINT', at: id, evidence: [{ component: id, effect: 'blocks', text }] };
}

/** What is being updated may work or not. */
function statusStop(id: string | undefined, status: string | undefined): Stop | undefined {
  if (!id || works(status, 'ACTIVE')) return undefined;
  const evidence = { component: id, effect: 'blocks' as const, text: `its status is ${status}` };
  if (/^UPDATE/i.test(status ?? '')) return { kind: 'unknown', code: 'NOT_MODELLED', at: id, evidence: [evidence] };
  return dropped(id, 'BAD_STATE', evidence);
}

/** A child of a group is offered on ports of its own. */
function offer(net: Lookup, at: Holder, resource: Resource): Filter {
  const id = resource.id ?? at.at;
  const text = `it is offered on tcp ${resource.portRanges.join(', ')} only`;
  return {
    component: id,
    at: at.at,
    direction: 'ingress',
    layer: 'gateways',
    code: 'ENDPOINT_PORT_CLOSED',
    reads: 'destination',
    admits: constantMap(offeredPorts(net, resource)),
    mends: () => [],
    evidence: () => [{ component: id, effect: 'blocks', text }],
  };
}
