import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { ownLabel } from './balancer-target.ts';
import { interfaceIndex } from './interface-index.ts';
import { derived, type Lookup } from './lookup.ts';
import { namings } from './namings.ts';
import { kinds, type RecordOfKind, recordType } from './record-types.ts';
import type { Naming } from './resource-type.ts';

/** The private addresses that a host name of the input leads to from inside its VPC; none where nobody has the name. */
export function addressesOfHost(net: Lookup, name: string, family: Family): readonly Label[] {
  return labelsOf(net, hosts(net).get(spelled(name)) ?? [], family);
}

/** The same of an object that has interfaces, by its ARN. */
export function addressesOfObject(net: Lookup, arn: string, family: Family): readonly Label[] {
  return labelsOf(net, objects(net).get(arn) ?? [], family);
}

function labelsOf(net: Lookup, interfaces: readonly ComponentId[], family: Family): readonly Label[] {
  const index = interfaceIndex(net);
  return interfaces.flatMap((id) => {
    const holder = index.holderOf(id);
    return (holder && ownLabel(net, holder, family)) ?? [];
  });
}

function spelled(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

const hosts = derived((net) => {
  const found = new Map<string, readonly ComponentId[]>();
  for (const { hosts, interfaces } of named(net)) {
    for (const host of hosts) found.set(spelled(host), [...(found.get(spelled(host)) ?? []), ...interfaces]);
  }
  const { holdersOfInstance } = interfaceIndex(net);
  for (const { instanceId = '', privateDnsName } of net.all('instance')) {
    const [first] = holdersOfInstance(instanceId);
    if (!privateDnsName || !first) continue;
    found.set(spelled(privateDnsName), [...(found.get(spelled(privateDnsName)) ?? []), first.at]);
  }
  for (const { dnsEntries, networkInterfaceIds } of net.all('vpcEndpoint')) {
    for (const entry of dnsEntries) if (entry?.dnsName) found.set(spelled(entry.dnsName), listed(networkInterfaceIds));
  }
  return found;
});

const objects = derived((net) => new Map(named(net).map(({ id, interfaces }) => [id, interfaces])));

/** What has a name of its own; names that lead to public addresses from everywhere are none of a VPC. */
function named(net: Lookup) {
  return kinds.flatMap((kind) => {
    const naming = namings[kind] as Naming<RecordOfKind<typeof kind>> | undefined;
    if (!naming) return [];
    return net.all(kind).flatMap((record) => {
      const id = recordType(kind).key(record);
      if (!id || naming.isPublic?.(record)) return [];
      return {
        id,
        hosts: listed(naming.hosts?.(record) ?? []),
        interfaces: listed(naming.interfaces(record, net) ?? []),
      };
    });
  });
}

function listed(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.flatMap((text) => text ?? []);
}
