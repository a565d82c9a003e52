import { balancerOfNode } from '../aws/balancer-nodes.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import { endpointOf } from '../aws/vpc-endpoint.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';

/** What the input says a component is and is called. */
export interface ComponentName {
  readonly kind?: Kind;
  /** Its Name tag; that of its instance where an interface has none. */
  readonly name?: string;
}

export function componentName(network: Network, id: ComponentId): ComponentName {
  const kind = kindOf(network, id);
  if (kind === undefined) return {};
  const name =
    nameTag(network, kind, id) ?? (kind === 'networkInterface' ? hostName(network, id) : undefined) ?? nameInArn(id);
  return { kind, ...(name ? { name } : {}) };
}

/** `i-0abc (instance app-a, 10.0.1.5)`: to choose by. */
export function introduce(network: Network, id: ComponentId, more: readonly string[] = []): string {
  const said = [kindAndName(network, id), ...more].filter(Boolean);
  return said.length > 0 ? `${id} (${said.join(', ')})` : id;
}

/** `instance app-a`. */
export function kindAndName(network: Network, id: ComponentId): string {
  const { kind, name } = componentName(network, id);
  return kind ? [recordType(kind).title, name].filter(Boolean).join(' ') : '';
}

/** Groups, tables and ACLs do nothing by themselves, so the network does not list their ids: they tell their kind. */
function kindOf(network: Network, id: ComponentId): Kind | undefined {
  const begins = (kind: Kind) => id.startsWith(recordType(kind).idPrefix ?? 'arn:');
  return network.kindOf(id) ?? kinds.find((kind) => begins(kind) && network.get(kind, id));
}

/** `…:firewall-policy/egress`, `…:loadbalancer/net/orders/0a1b`: what has no tags is called as its ARN says. */
function nameInArn(id: ComponentId): string | undefined {
  const [arn = '', ...path] = id.split('/');
  return arn.startsWith('arn:') ? path.at(path.length > 2 ? 1 : 0) : undefined;
}

/** Kinds spell tags `tags` or `tagSet`, as the API does; some have names without a tag. */
export function nameTag(network: Network, kind: Kind, id: ComponentId): string | undefined {
  return nameIn(network.get(kind, id));
}
export function nameIn(record: object | undefined): string | undefined {
  const named = record as Named | undefined;
  return (
    named?.tags?.Name ||
    named?.tagSet?.Name ||
    named?.groupName ||
    named?.prefixListName ||
    named?.loadBalancerName ||
    named?.directConnectGatewayName ||
    named?.virtualInterfaceName ||
    named?.connectionName ||
    named?.lagName ||
    undefined
  );
}
type Tags = Readonly<Record<string, string>>;
interface Named {
  readonly tags?: Tags;
  readonly tagSet?: Tags;
  readonly groupName?: string;
  readonly prefixListName?: string;
  readonly loadBalancerName?: string;
  readonly directConnectGatewayName?: string;
  readonly virtualInterfaceName?: string;
  readonly connectionName?: string;
  readonly lagName?: string;
}

function hostName(network: Network, id: ComponentId): string | undefined {
  const instanceId = network.get('networkInterface', id)?.attachment?.instanceId;
  return instanceId ? nameTag(network, 'instance', instanceId) : ownerName(network, id);
}

/** Interfaces of balancers and endpoints have no name of their own. */
function ownerName(network: Network, id: ComponentId): string | undefined {
  const { elastic, classic } = balancerOfNode(network, id) ?? {};
  return elastic?.loadBalancerName ?? classic?.loadBalancerName ?? nameIn(endpointOf(network, id));
}
