import { absence } from '../aws/delivery.ts';
import { farVpc, farVpcsWith } from '../aws/far-vpcs.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { derived, type Lookup, type Place } from '../aws/lookup.ts';
import { dropped, notCollected } from '../aws/missing.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import { rangesOf } from '../aws/vpc.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { contains, type Prefix, parseAddress } from '../net/address.ts';
import { type AddressRange, meets } from './address-range.ts';
import type { UnreadEnd } from './end.ts';

type Instance = RecordOfKind<'instance'>;

/** An instance that has, or may have, an interface that the input does not hold. */
export interface UnreadHost {
  readonly instance: Instance;
  readonly end: UnreadEnd;
}

/** Every such instance, once for each interface of it that lacks; what is terminated has none and is nobody. */
export function unreadHosts(network: Network): readonly UnreadHost[] {
  return hosts(network).filter(({ instance }) => !works(instance.state?.name ?? '-', 'terminated', 'shutting-down'));
}

const hosts = derived((net) => {
  const index = interfaceIndex(net);
  const found: UnreadHost[] = [];
  for (const instance of net.all('instance')) {
    const id = instance.instanceId;
    if (!id) continue;
    const named = instance.networkInterfaces.flatMap((one) => one?.networkInterfaceId ?? []);
    const lacking: readonly (string | undefined)[] =
      named.length > 0
        ? named.filter((at) => !index.holderOf(at))
        : index.holdersOfInstance(id).length === 0
          ? [undefined]
          : [];
    for (const at of lacking) {
      // The record tells the address of the first interface alone.
      const isFirst = at === undefined || at === named[0];
      const address = isFirst ? (parseAddress(instance.privateIpAddress ?? '') ?? undefined) : undefined;
      const stop = stoppedInstance(instance) ?? unread(net, id, at, instance);
      found.push({ instance, end: { kind: 'unread', at: at ?? id, host: id, address, stop } });
    }
  }
  return found;
});

export function unreadOf(network: Network, instanceId: ComponentId): readonly UnreadEnd[] {
  return hosts(network).flatMap(({ instance, end }) => (instance.instanceId === instanceId ? end : []));
}

/** An interface of something that AWS runs, or whatever interface it has. */
export function unreadManaged(
  network: Network,
  id: ComponentId | undefined,
  owner: ComponentId,
  place: Place,
): UnreadEnd {
  const at = id ?? owner;
  return { kind: 'unread', at, host: at, address: undefined, stop: unread(network, at, id, place) };
}

/** An interface that only other records name. */
export function unreadInterface(network: Network, id: ComponentId): UnreadEnd | undefined {
  const host = hosts(network).find(({ end }) => end.at === id);
  if (host) return host.end;
  const owner =
    network.all('vpcEndpoint').find(({ networkInterfaceIds }) => networkInterfaceIds.includes(id)) ??
    network.all('address').find(({ networkInterfaceId }) => networkInterfaceId === id);
  return owner && { kind: 'unread', at: id, host: id, address: undefined, stop: unread(network, id, id, owner) };
}

/** A place of which no interface was read. */
export function unreadPlace(network: Network, id: ComponentId, place: Place): UnreadEnd | undefined {
  if (network.coverage('networkInterface', place) === 'complete') return undefined;
  return { kind: 'unread', at: id, host: id, address: undefined, stop: unread(network, id, undefined, place) };
}

/** A VPC of another account or Region that only a connection or an attachment tells of. */
export function unreadVpc(network: Network, id: ComponentId): UnreadEnd | undefined {
  const far = farVpc(network, id);
  return (
    far && {
      kind: 'unread',
      at: id,
      host: id,
      address: undefined,
      stop: notCollected(network, id, 'vpc', id, far.place),
    }
  );
}

/**
 * Who may have the addresses of a range that no interface of the input has: an instance whose interface lacks, somebody in
 * a VPC of which not all interfaces were read, or in one that was not read at all.
 */
export function unreadWith(network: Network, range: AddressRange): readonly UnreadEnd[] {
  const { prefix } = range;
  const hosts = unreadHosts(network).flatMap(({ end }) => (end.address && meets(range, end.address) ? end : []));
  if (hosts.length > 0) return hosts;
  const holds = (own: Prefix) => contains(own, prefix);
  const open = network.all('vpc').flatMap((vpc) => {
    const { vpcId } = vpc;
    if (!vpcId || !rangesOf(vpc).some(holds)) return [];
    const stop = absence(network, vpcId, vpc);
    return stop.kind === 'unknown' ? { at: vpcId, stop } : [];
  });
  const far = farVpcsWith(network, holds).map(({ id, place }) => {
    return { at: id, stop: notCollected(network, id, 'vpc', id, place) };
  });
  return [...open, ...far].map(({ at, stop }) => ({ kind: 'unread', at, host: at, address: prefix, stop }));
}

function unread(net: Lookup, at: ComponentId, id: ComponentId | undefined, place: Place): Stop {
  return notCollected(net, at, 'networkInterface', id, place);
}

/** What does not run sends and answers nothing, whatever its interface is (PAR-18). */
function stoppedInstance({ instanceId = '', state }: Instance): Stop | undefined {
  if (!state?.name || works(state.name, 'running')) return undefined;
  const text = `the instance is ${state.name}`;
  return dropped(instanceId, 'BAD_STATE', { component: instanceId, effect: 'blocks', text });
}
