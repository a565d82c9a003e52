import { interfaceIndex } from '../aws/interface-index.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { kinds, recordType } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { ambiguous } from '../model/question-error.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import { introduce, nameIn } from './component-name.ts';
import { isMoreThanName, type SelectorWithPort, term } from './selector.ts';

/**
 * The one host, or else the one place, that has a host name or a Name tag: hosts are often called like the places they are
 * in. Several ids are interfaces of one host.
 */
export function componentsNamed(network: Network, name: string): readonly ComponentId[] {
  for (const names of [dnsNames(network), hostTags(network), placeTags(network)]) {
    const ids = [...(names.get(name) ?? [])];
    const hosts = new Set(ids.map((id) => network.get('networkInterface', id)?.attachment?.instanceId ?? id));
    if (hosts.size > 1)
      throw ambiguous(
        name,
        [...hosts].map((id) => introduce(network, id, addressesOf(network, id))),
      );
    if (ids.length > 0) return ids;
  }
  return [];
}

/** `R&D`, `a,b` and `cluster:1` are names where something of the input is called so; behind the first a port may stand. */
export function namedLiterally(network: Network, text: string): SelectorWithPort | undefined {
  // Of ids nobody asks for names, which are looked for among all records.
  if (!isMoreThanName(text) || areIds(network, text)) return undefined;
  const isNamed = (name: string) => [dnsNames, hostTags, placeTags].some((names) => names(network).has(name));
  const name = text.replace(/^name:/, '');
  if (isNamed(name)) return { selector: term(name), port: undefined };
  const [, host = '', port] = /^(.*):(\d{1,5})$/.exec(name) ?? [];
  return port !== undefined && isNamed(host) ? { selector: term(host), port: Number(port) } : undefined;
}

function areIds(network: Network, text: string): boolean {
  const terms = text.split(/[,&]/).map((term) => term.trim().replace(/^!+\s*|:\d+$/g, ''));
  return terms.every((one) => one === '*' || one === INTERNET || network.kindOf(one) !== undefined);
}

/** Every name that means something, to suggest those that are spelled alike. */
export function knownNames(network: Network): readonly string[] {
  return [dnsNames, hostTags, placeTags].flatMap((names) => [...names(network).keys()]);
}

/** Names that the input itself tells: of instances and of endpoints. */
const dnsNames = derived((net) => {
  const names = new Map<string, Set<ComponentId>>();
  for (const { instanceId, privateDnsName, publicDnsName } of net.all('instance')) {
    for (const name of [privateDnsName, publicDnsName]) add(names, name, instanceId);
  }
  for (const { vpcEndpointId, dnsEntries } of net.all('vpcEndpoint')) {
    for (const entry of dnsEntries) add(names, entry?.dnsName, vpcEndpointId);
  }
  return names;
});

/** Name tags of instances and of interfaces; one that an interface shares with its instance means the instance. */
const hostTags = derived((net) => {
  const names = new Map<string, Set<ComponentId>>();
  for (const record of net.all('instance')) add(names, nameIn(record), record.instanceId);
  for (const record of net.all('networkInterface')) {
    const [name, instance] = [nameIn(record), net.get('instance', record.attachment?.instanceId)];
    add(names, name, name === nameIn(instance) ? instance?.instanceId : record.networkInterfaceId);
  }
  return names;
});

/** Name tags of everything else that can be an end. */
const placeTags = derived((net) => {
  const names = new Map<string, Set<ComponentId>>();
  for (const kind of kinds) {
    if (kind === 'instance' || kind === 'networkInterface') continue;
    for (const record of net.all(kind)) {
      const id = recordType(kind).key(record);
      if (canBeEnd(net, id)) add(names, nameIn(record), id);
    }
  }
  return names;
});

function canBeEnd(net: Lookup, id: ComponentId | undefined): boolean {
  return id !== undefined && net.behaviour(id) !== undefined;
}

function add(names: Map<string, Set<ComponentId>>, name: string | undefined, id: ComponentId | undefined): void {
  if (!name || !id) return;
  const known = names.get(name);
  if (known) known.add(id);
  else names.set(name, new Set([id]));
}

function addressesOf(network: Network, id: ComponentId): readonly string[] {
  const index = interfaceIndex(network);
  const holders = [index.holderOf(id) ?? [], index.holdersOfInstance(id)].flat();
  return holders.flatMap(({ prefixes }) => prefixes.slice(0, 1).map(formatPrefix));
}
