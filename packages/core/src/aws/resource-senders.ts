import type { ComponentId, Stop } from '../model/route.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { interfacesOfGateway } from './resource-gateway.ts';
import { formatZone, isSameZone, type Zone, zoneOfSubnet } from './zone.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;
type Gateway = RecordOfKind<'resourceGateway'>;

/** The interfaces of a gateway that may ask for what comes to an interface of an endpoint. */
export interface Senders {
  readonly senders: readonly Holder[];
  /** Why it may be none of them. */
  readonly unless: Stop | undefined;
}

/**
 * Those of the zone of the endpoint's interface. Zones of endpoint and gateway have to overlap; what an interface does that
 * has none of the gateway in its own zone is not documented (RSE-01).
 */
export function sendersIn(net: Lookup, endpoint: Endpoint, gateway: Gateway, at: Holder): Senders {
  const index = interfaceIndex(net);
  const zone = zoneOfSubnet(net, at.subnetId);
  const all = interfacesOfGateway(net, gateway.id ?? '').flatMap((one) => index.holderOf(one) ?? []);
  const places = gateway.subnetIds.map((id) => isIn(net, zone, id));
  if (places.length > 0 && places.every((is) => is === false)) {
    return { senders: [], unless: elsewhere(net, endpoint, gateway, at) };
  }
  // One whose zone nobody tells may be in this one too.
  const senders = all.filter(({ subnetId }) => isIn(net, zone, subnetId) !== false);
  if (places.includes(true) && senders.some(({ subnetId }) => isIn(net, zone, subnetId) === true)) {
    return { senders, unless: unlisted(net, gateway, zone, senders) };
  }
  const kind = senders.length > 0 ? 'subnet' : 'networkInterface';
  return { senders, unless: notCollected(net, at.at, kind, undefined, gateway) };
}

function isIn(net: Lookup, zone: Zone | undefined, subnetId: ComponentId | undefined): boolean | undefined {
  const own = zoneOfSubnet(net, subnetId);
  return own && zone ? isSameZone(own, zone) : undefined;
}

/** A subnet of the gateway in the zone whose interface was not read: it may ask from addresses that nobody knows. */
function unlisted(net: Lookup, gateway: Gateway, zone: Zone | undefined, senders: readonly Holder[]): Stop | undefined {
  const shown = new Set(senders.map(({ subnetId }) => subnetId));
  const isOpen = gateway.subnetIds.some((id) => id && !shown.has(id) && isIn(net, zone, id) !== false);
  return isOpen && net.coverage('networkInterface', gateway) !== 'complete'
    ? notCollected(net, gateway.id ?? '', 'networkInterface', undefined, gateway)
    : undefined;
}

/** In none of the zones of the gateway: where the endpoint is in none of them at all, nothing works. */
function elsewhere(net: Lookup, endpoint: Endpoint, gateway: Gateway, at: Holder): Stop {
  const id = gateway.id ?? '';
  const text = `it is not in ${formatZone(zoneOfSubnet(net, at.subnetId))}`;
  const evidence = { component: id, effect: 'blocks' as const, text };
  const isApart =
    endpoint.subnetIds.length > 0 &&
    endpoint.subnetIds.every((own) => {
      const zone = zoneOfSubnet(net, own);
      return gateway.subnetIds.every((other) => isIn(net, zone, other) === false);
    });
  return isApart
    ? dropped(endpoint.vpcEndpointId ?? at.at, 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ', evidence)
    : { kind: 'unknown', code: 'NOT_MODELLED', at: id, evidence: [evidence] };
}
