import type { Assembly, Entry } from '../describe/assembly.ts';
import { type DatabaseOwners, goneWithDatabases, goneWithWarehouses } from './database-interfaces.ts';
import { goesWith } from './interfaces-of.ts';
import type { Overlaid } from './overlay-notes.ts';
import { dropTargets } from './scaled-instances.ts';

/** What AWS made for a thing that goes is known to answers alone. */
export function dropInterfaces(live: Assembly, owners: DatabaseOwners, done: Overlaid): void {
  const { gone } = done;
  if (gone.length === 0) return;
  const { interfaces, untold } = goneWithDatabases(live, owners, ofKind(gone, 'dBInstanceIdentifier'));
  const warehouses = goneWithWarehouses(live, ofKind(gone, 'clusterNodes'));
  done.untold.push(...untold);
  const isGone = goesWith(gone);
  const own = live.entries.get('networkInterface') ?? [];
  const kept = own.filter((one) => !isGone(one) && !interfaces.has(one.key) && !warehouses.has(one.key));
  own.length = 0;
  for (const one of kept) own.push(one);
  dropTargets(live, new Set(ofKind(gone, 'instanceId').map(({ key }) => key)));
}

function ofKind(gone: readonly Entry[], field: string): readonly Entry[] {
  return gone.filter(({ record }) => record[field] !== undefined);
}
