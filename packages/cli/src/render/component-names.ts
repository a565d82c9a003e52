import { type ComponentId, type Kind, kinds, type Network, recordType } from '@hopwise/core';

/** What the input says a component is and is called. */
export interface ComponentName {
  readonly kind?: Kind;
  /** Its Name tag; that of its instance where an interface has none. */
  readonly name?: string;
}

const IDS = /\b[a-z]{1,12}-[0-9a-f]{8,17}\b/g;

/** The components that a text mentions by id. */
export function idsIn(text: string): readonly ComponentId[] {
  return text.match(IDS) ?? [];
}

export function replaceIds(text: string, label: (id: ComponentId) => string): string {
  return text.replace(IDS, label);
}

export function componentName(network: Network, id: ComponentId): ComponentName {
  const kind = kindOf(network, id);
  if (kind === undefined) return {};
  const name = nameTag(network, kind, id) ?? (kind === 'networkInterface' ? hostName(network, id) : undefined);
  return { kind, ...(name ? { name } : {}) };
}

/** Groups, tables and ACLs do nothing by themselves, so the network does not list their ids: they tell their kind. */
function kindOf(network: Network, id: ComponentId): Kind | undefined {
  return (
    network.kindOf(id) ?? kinds.find((kind) => id.startsWith(recordType(kind).idPrefix ?? '?') && network.get(kind, id))
  );
}

/** Kinds spell tags `tags` or `tagSet`, as the API does; groups and prefix lists have names without a tag. */
function nameTag(network: Network, kind: Kind, id: ComponentId): string | undefined {
  const record = network.get(kind, id) as Named | undefined;
  return record?.tags?.Name || record?.tagSet?.Name || record?.groupName || record?.prefixListName || undefined;
}
type Tags = Readonly<Record<string, string>>;
interface Named {
  readonly tags?: Tags;
  readonly tagSet?: Tags;
  readonly groupName?: string;
  readonly prefixListName?: string;
}

function hostName(network: Network, id: ComponentId): string | undefined {
  const instanceId = network.get('networkInterface', id)?.attachment?.instanceId;
  return instanceId ? nameTag(network, 'instance', instanceId) : undefined;
}
