import type { Missing } from '../model/evidence.ts';
import type { ComponentId, Step } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { paintMap, valueAt } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId, UNDECIDED } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { tableOfGateway } from './associated-table.ts';
import {
  isFirewallEndpoint,
  isGatewayLoadBalancerEndpoint,
  subnetOfEndpoint,
} from './gateway-load-balancer-endpoint.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup, placeOf } from './lookup.ts';
import { missing } from './missing.ts';
import { routeChoices } from './route-choice.ts';
import { routedInterface } from './routed-interface.ts';
import { gatewayFilter } from './source-filters.ts';

/**
 * Sources whose incoming traffic the gateway's own table leads to a middlebox may leave by the gateway only through that
 * middlebox (GRT-05).
 */
export function redirectionSteps(net: Lookup, gateway: ComponentId, vpcId: string, family: Family): readonly Step[] {
  return redirections(net, `${gateway} ${vpcId} ${family}`);
}

const redirections = derivedBy((net, key): readonly Step[] => {
  const [gateway = '', vpcId = '', of] = key.split(' ');
  const family = Number(of) as Family;
  const { boxes, unread } = redirectedSources(net, gateway, vpcId, family);
  const filterOn = (labels: Iterable<Label>, admission: AdmissionId, lacks?: Missing) => {
    const layers = Array.from(labels, (label) => ({ from: label, to: label + 1 }));
    const admits = paintMap(ADMITS_ALL, layers, () => admission);
    const text = 'what comes in for the source goes through a middlebox, and what it sends does not';
    return gatewayFilter(gateway, 'INGRESS_RTB_TRAFFIC_REDIRECTION', admits, 'source', text, lacks);
  };
  const known = boxes.size > 0 ? filterOn(boxes.keys(), ADMITS_NOTHING) : undefined;
  // Whether there is a middlebox at all, who was not read cannot tell.
  const lacks = missing(net, 'networkInterface', undefined, placeOf(net, vpcId));
  return [
    ...(known?.kind === 'filter' ? [{ ...known, spares: boxes }] : []),
    ...(unread.size > 0 ? [filterOn(unread, UNDECIDED, lacks)] : []),
  ];
});

/** A middlebox behind a gateway's own table, and the subnet that opens it to the internet where public access is blocked. */
export interface Middlebox {
  readonly at: ComponentId;
  readonly subnetId: string | undefined;
}

/** Where the gateway's own table leads what comes in for an address of the VPC. */
export function redirectedTo(
  net: Lookup,
  gateway: ComponentId,
  vpcId: string,
  inside: Label,
  family: Family,
): Middlebox | 'unknown' | undefined {
  const table = tableOfGateway(net, gateway, vpcId);
  if (table === 'unread' || table === 'several') return 'unknown';
  if (table === 'none' || !table.routeTableId) return undefined;
  const { map, decisions } = routeChoices(net, table.routeTableId, family);
  const target = decisions[valueAt(map, inside)]?.routes[0]?.target ?? '';
  const index = interfaceIndex(net);
  const endpoint = net.get('vpcEndpoint', target);
  if (endpoint && isGatewayLoadBalancerEndpoint(endpoint)) {
    return { at: target, subnetId: isFirewallEndpoint(net, endpoint) ? undefined : subnetOfEndpoint(net, endpoint) };
  }
  const isInterface = ['eni-', 'i-', 'vpce-'].some((prefix) => target.startsWith(prefix));
  const routed = routedInterface(net, target)?.networkInterfaceId;
  return (routed && index.holderOf(routed)) || (isInterface ? 'unknown' : undefined);
}

function redirectedSources(
  net: Lookup,
  gateway: ComponentId,
  vpcId: string,
  family: Family,
): { readonly boxes: ReadonlyMap<Label, ComponentId>; readonly unread: ReadonlySet<Label> } {
  const [boxes, unread] = [new Map<Label, ComponentId>(), new Set<Label>()];
  const hasTable = typeof tableOfGateway(net, gateway, vpcId) !== 'string';
  for (const holder of hasTable ? interfaceIndex(net).holdersIn(vpcId) : []) {
    if (!holder.subnetId) continue;
    for (const prefix of holder.prefixes) {
      const range = prefix.family === family ? net.labels[family].rangeOf(prefix) : null;
      for (let label = range?.from ?? 0; label < (range?.to ?? 0); label++) {
        const box = redirectedTo(net, gateway, vpcId, label, family);
        if (box === 'unknown') unread.add(label);
        else if (box && box.at !== holder.at) boxes.set(label, box.at);
      }
    }
  }
  return { boxes, unread };
}
