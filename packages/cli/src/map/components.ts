import {
  type ComponentId,
  componentName,
  type Kind,
  type Network,
  ownersOfInterfaces,
  type RecordOfKind,
  recordType,
  recordTypes,
} from '@hopwise/core';
import { idsIn } from '../render/component-ids.ts';
import { detailOf, drawingOf, hasRecords, placeIn } from './drawings.ts';

/** Something that a map of the finest level shows, or that a place shows of itself. */
export interface Component {
  readonly id: ComponentId;
  readonly kind: string;
  readonly parent?: ComponentId;
  readonly name?: string;
  readonly detail: string;
  /** Others refer to it, and the input does not hold it. */
  readonly isMissing: boolean;
  /** Components of one place that say the same here are drawn as one, at every level. */
  readonly alike?: string;
}

export interface Components {
  readonly all: ReadonlyMap<ComponentId, Component>;
  /** The component that is drawn for another: the instance for its interface, the subnet for its share of the graph. */
  drawnFor(id: ComponentId): ComponentId;
}

const known = new WeakMap<Network, Components>();

/** Everything there is to draw, each within its place: account, Region, VPC, subnet. */
export function componentsOf(network: Network): Components {
  const found = known.get(network) ?? findComponents(network);
  known.set(network, found);
  return found;
}

function findComponents(network: Network): Components {
  const all = new Map<ComponentId, Component>();
  const { aliases, hosts } = hostsOf(network);
  network.topology.graph.forEachNode((node, { kind, label }) => {
    const owner = aliases.get(node);
    if (kind === 'interfaces') aliases.set(node, node.replace(/\/interfaces$/, ''));
    else if (owner === undefined) all.set(node, componentAt(network, node, { kind, label }));
  });
  // What owns interfaces and lies in the graph by itself is drawn once: as itself.
  for (const host of hosts) if (!all.has(host.id)) all.set(host.id, host);
  addPlaces(network, all);
  return { all, drawnFor: (id) => aliases.get(id) ?? id };
}

function componentAt(
  network: Network,
  id: ComponentId,
  node: { readonly kind: string; readonly label?: string | undefined },
): Component {
  const { kind = node.kind, name = node.label } = componentName(network, id);
  const record = recordAt(network, kind, id);
  const parent = placeIn(kind, record);
  return {
    id,
    kind,
    ...(parent ? { parent } : {}),
    ...(name && name !== id ? { name } : {}),
    detail: detailOf(kind, record),
    isMissing: hasRecords(kind) && !record,
  };
}

/** Places outside AWS have a kind and no record. */
export function recordAt(network: Network, kind: string, id: ComponentId): object | undefined {
  return Object.hasOwn(recordTypes, kind) ? network.get(kind as Kind, id) : undefined;
}

/** What has interfaces: instances, databases, functions. Interfaces of one owner in one subnet are one resource. */
function hostsOf(network: Network): { readonly aliases: Map<ComponentId, ComponentId>; readonly hosts: Component[] } {
  const owners = ownersOf(network);
  const aliases = new Map<ComponentId, ComponentId>();
  const hosts: Component[] = [];
  for (const [owner, records] of owners) {
    const bySubnet = new Map<string, Interface[]>();
    for (const one of records) bySubnet.set(one.subnetId ?? '', [...(bySubnet.get(one.subnetId ?? '') ?? []), one]);
    const isOfPlace = drawingOf(componentName(network, owner).kind ?? 'networkInterface').tier !== 'resource';
    const home = network.get('instance', owner)?.subnetId;
    const isWhole = isOfPlace || home !== undefined || bySubnet.size === 1;
    // Who has interfaces in several subnets is drawn in each, by its interface there; a host where its first one is.
    for (const [subnetId, own] of isWhole ? [[home ?? records[0]?.subnetId ?? '', records] as const] : bySubnet) {
      const id = isWhole ? owner : (own[0]?.networkInterfaceId as string);
      for (const { networkInterfaceId } of own)
        if (networkInterfaceId !== id) aliases.set(networkInterfaceId ?? '', id);
      hosts.push(
        isOfPlace ? componentAt(network, owner, { kind: 'notModelled' }) : hostAt(network, id, owner, subnetId, own),
      );
    }
  }
  return { aliases, hosts };
}

type Interface = RecordOfKind<'networkInterface'>;

/** The interfaces by what they belong to; those that name a component in their description belong to that. */
function ownersOf(network: Network): ReadonlyMap<ComponentId, readonly Interface[]> {
  const known = ownersOfInterfaces(network);
  const owners = new Map<ComponentId, Interface[]>();
  for (const record of network.all('networkInterface')) {
    const { networkInterfaceId: id, description = '' } = record;
    if (!id) continue;
    const named = known.has(id) ? undefined : idsIn(description).find((one) => network.topology.graph.hasNode(one));
    const owner = known.get(id) ?? named ?? id;
    const own = owners.get(owner);
    if (own) own.push(record);
    else owners.set(owner, [record]);
  }
  return owners;
}

function hostAt(
  network: Network,
  id: ComponentId,
  owner: ComponentId,
  subnetId: string,
  records: readonly Interface[],
): Component {
  const { kind = 'networkInterface', name } = componentName(network, owner);
  const likenesses = records.map((record) => alikeAs(network, record));
  const told = name ?? (owner === id ? undefined : owner);
  return {
    id,
    kind,
    ...(subnetId ? { parent: subnetId } : {}),
    ...(told ? { name: told } : {}),
    detail: records[0]?.privateIpAddress ?? '',
    isMissing: false,
    ...(likenesses.includes(undefined) ? {} : { alike: [kind, ...likenesses].join(' ') }),
  };
}

/** Interfaces that say the same are routed to, filtered and answer alike. */
function alikeAs(network: Network, record: Interface): string | undefined {
  const id = record.networkInterfaceId as string;
  const likeness = network.behaviour(id)?.likeness?.(id, network);
  const groups = record.groups.map((group) => group?.groupId).sort();
  const isPublic = record.association?.publicIp !== undefined;
  return likeness === undefined ? undefined : [likeness, isPublic, ...groups].join(' ');
}

/** Accounts and their Regions, as far as records tell them. */
function addPlaces(network: Network, all: Map<ComponentId, Component>): void {
  const regions = new Map<ComponentId, Set<string>>();
  for (const component of [...all.values()]) {
    const { kind, id, parent } = component;
    const { tier } = drawingOf(kind);
    if (tier === 'edge' || tier === 'outside' || (parent !== undefined && all.has(parent))) continue;
    const { account, region } = placeOf(network, kind, id);
    const { parent: _missing, ...rest } = component;
    all.set(id, account ? { ...rest, parent: region ? `${account}/${region}` : account } : rest);
    if (account) regions.set(account, (regions.get(account) ?? new Set()).add(region));
  }
  for (const [account, own] of regions) {
    all.set(account, { id: account, kind: 'account', isMissing: false, detail: [...own].sort().join(', ') });
    for (const region of own) {
      if (region)
        all.set(`${account}/${region}`, {
          id: `${account}/${region}`,
          kind: 'region',
          isMissing: false,
          name: region,
          parent: account,
          detail: '',
        });
    }
  }
}

function placeOf(
  network: Network,
  kind: string,
  id: ComponentId,
): { readonly account: string; readonly region: string } {
  const record = recordAt(network, kind, id);
  const { account = '', region = '' } = (record ?? {}) as { readonly account?: string; readonly region?: string };
  return { account: (record && recordType(kind as Kind).owner?.(record)) ?? account, region };
}
