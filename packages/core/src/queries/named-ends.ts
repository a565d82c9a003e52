import type { Holder } from '../aws/holder.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { derived } from '../aws/lookup.ts';
import { kinds, type RecordOfKind } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import { badSelector, notAnEnd } from '../model/question-error.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { introduce } from './component-name.ts';
import { type End, type InterfaceEnd, WHOLE_INTERNET } from './end.ts';
import { isGatewayEndpoint, serviceEnd } from './service-ends.ts';
import { knownSites, siteEnds } from './site-ends.ts';
import { unreadHosts, unreadInterface, unreadOf, unreadPlace, unreadVpc } from './unread-ends.ts';

/** What an id means as an end; undefined where the input has no such thing. */
export function endsById(network: Network, id: ComponentId): readonly End[] | undefined {
  const index = interfaceIndex(network);
  const holder = index.holderOf(id);
  if (holder) return [interfaceEnd(holder)];
  switch (network.kindOf(id)) {
    case 'instance':
      return [...index.holdersOfInstance(id).map(interfaceEnd), ...unreadOf(network, id)];
    case 'subnet':
      return placeEnds(network, id, 'subnet');
    case 'vpc':
      return placeEnds(network, id, 'vpc');
    case 'natGateway': {
      const own = network.get('natGateway', id)?.natGatewayAddresses.map((one) => one?.networkInterfaceId) ?? [];
      return index.holders.filter(({ at }) => own.includes(at) || at === id).map(interfaceEnd);
    }
    case 'vpcEndpoint':
      return endpointEnds(network, network.get('vpcEndpoint', id) as RecordOfKind<'vpcEndpoint'>);
    case 'transitGatewayAttachment':
      return siteEnds(network, id) ?? attachedEnds(network, id) ?? noEnd(network, id);
    default:
      return (
        gatewayEnds(network, id) ??
        siteEnds(network, id) ??
        groupEnds(network, id) ??
        listed(unreadInterface(network, id)) ??
        listed(unreadVpc(network, id)) ??
        noEnd(network, id)
      );
  }
}

/** A transit gateway neither asks nor answers: what is attached to it does. */
function onlyPassesOn(network: Network, id: ComponentId): Error {
  const attached = network
    .all('transitGatewayAttachment')
    .flatMap(({ transitGatewayId, resourceId }) => (transitGatewayId === id ? (resourceId ?? []) : []));
  const named = attached.length > 0 ? `, one of ${attached.sort().join(', ')}` : '';
  return badSelector(id, `It only passes packets on. Name what is attached to it${named}, or an address there.`);
}

/** An attachment stands for what is attached, where that is a VPC of the input. */
function attachedEnds(network: Network, id: ComponentId): readonly End[] | undefined {
  const { resourceId, resourceType } = network.get('transitGatewayAttachment', id) ?? {};
  return resourceId && resourceType?.toLowerCase() === 'vpc' ? endsById(network, resourceId) : undefined;
}

/** Gateways between a VPC and the internet stand for the hosts beyond them. */
function gatewayEnds(network: Network, id: ComponentId): readonly End[] | undefined {
  return network.kindOf(id) && network.topology.linkBetween(INTERNET, id) !== undefined
    ? [{ ...WHOLE_INTERNET, by: id }]
    : undefined;
}

/** A security group stands for the interfaces that carry it. */
function groupEnds(network: Network, id: ComponentId): readonly End[] | undefined {
  if (!network.get('securityGroup', id)) return undefined;
  return interfacesWhere(network, ({ groups }) => groups.some((group) => group?.groupId === id));
}

/** Gateway endpoints are dialled at the addresses of their service, others at their interfaces. */
export function endpointEnds(network: Network, endpoint: RecordOfKind<'vpcEndpoint'>): readonly End[] {
  const { vpcEndpointId = '' } = endpoint;
  if (isGatewayEndpoint(endpoint)) return [serviceEnd(network, vpcEndpointId, [endpoint])];
  return endpoint.networkInterfaceIds.flatMap((id): readonly End[] => {
    const holder = id ? interfaceIndex(network).holderOf(id) : undefined;
    return holder
      ? [{ ...interfaceEnd(holder), endpoint: vpcEndpointId }]
      : (listed(id ? unreadInterface(network, id) : undefined) ?? []);
  });
}

function placeEnds(network: Network, id: ComponentId, kind: 'subnet' | 'vpc'): readonly End[] {
  const read = (holdersByPlace(network)[kind].get(id) ?? []).map(interfaceEnd);
  const unread = unreadHosts(network).flatMap(({ instance, end }) => (instance[`${kind}Id`] === id ? end : []));
  if (read.length + unread.length > 0) return [...read, ...unread];
  const place = network.get(kind, id) ?? { account: undefined, region: undefined };
  return listed(unreadPlace(network, id, place)) ?? [];
}

const holdersByPlace = derived((net) => {
  const { holders } = interfaceIndex(net);
  return { subnet: groupBy(holders, ({ subnetId }) => subnetId), vpc: groupBy(holders, ({ vpcId }) => vpcId) };
});

/** What the input has, and is no end, is said to be what it is. */
function noEnd(network: Network, id: ComponentId): undefined {
  if (network.get('transitGateway', id) || /^tgw-[0-9a-f]+$/.test(id)) throw onlyPassesOn(network, id);
  const kind = kinds.find((one) => network.get(one, id));
  if (kind) throw notAnEnd(introduce(network, id));
  return undefined;
}

/** Interfaces that carry a tag, or whose instance, subnet or VPC does; instances whose interface was not read alike. */
export function endsByTag(network: Network, key: string, value: string | undefined): readonly End[] {
  const has = (tags: Readonly<Record<string, string>> | undefined) =>
    tags !== undefined && Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
  const isIn = ({ subnetId, vpcId }: { readonly subnetId?: string | undefined; readonly vpcId?: string | undefined }) =>
    has(network.get('subnet', subnetId)?.tags) || has(network.get('vpc', vpcId)?.tags);
  return [
    ...interfacesWhere(
      network,
      (record) =>
        has(record.tagSet) || has(network.get('instance', record.attachment?.instanceId)?.tags) || isIn(record),
    ),
    ...unreadWhere(network, (instance) => has(instance.tags) || isIn(instance)),
  ];
}

export function interfacesWhere(
  network: Network,
  matches: (record: RecordOfKind<'networkInterface'>) => boolean,
): readonly End[] {
  return interfaceIndex(network).holders.flatMap((holder) => {
    const record = holder.record && network.get('networkInterface', holder.at);
    return record && matches(record) ? [interfaceEnd(holder)] : [];
  });
}

export function unreadWhere(network: Network, matches: (record: RecordOfKind<'instance'>) => boolean): readonly End[] {
  return unreadHosts(network).flatMap(({ instance, end }) => (matches(instance) ? end : []));
}

export function everything(network: Network): readonly End[] {
  const inside = interfaceIndex(network).holders.map(interfaceEnd);
  return [...inside, ...unreadWhere(network, () => true), ...knownSites(network), WHOLE_INTERNET];
}

export function interfaceEnd(holder: Holder): InterfaceEnd {
  return { kind: 'interface', holder, host: holder.instanceId ?? holder.at };
}

function listed(end: End | undefined): readonly End[] | undefined {
  return end && [end];
}
