import { interfaceIndex } from '../aws/interface-index.ts';
import { derived } from '../aws/lookup.ts';
import { namings } from '../aws/namings.ts';
import { kinds, recordType } from '../aws/record-types.ts';
import type { Naming } from '../aws/resource-type.ts';
import { standsFor } from '../aws/stands-for.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId } from '../model/route.ts';

/** What an interface belongs to: an instance, a gateway, a database; absent where it stands for itself. */
export function ownersOfInterfaces(network: Network): ReadonlyMap<ComponentId, ComponentId> {
  return owners(network);
}

const owners = derived((net): ReadonlyMap<ComponentId, ComponentId> => {
  const found = new Map<ComponentId, ComponentId>();
  for (const kind of kinds) {
    // A naming accepts only records of its own kind; it is given no others.
    const naming = namings[kind] as Naming<object> | undefined;
    for (const record of naming ? net.all(kind) : []) {
      const owner = recordType(kind).key(record);
      for (const id of naming?.interfaces(record, net) ?? []) if (id && owner) found.set(id, owner);
    }
  }
  for (const { at, instanceId } of interfaceIndex(net).holders) {
    const owner = instanceId ?? standsFor(net, at)[1];
    if (owner !== undefined) found.set(at, owner);
  }
  return found;
});
