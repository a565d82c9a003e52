import { groupBy } from '../model/group-by.ts';
import { derived, type Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';

/** The interface that a route means, by its own id or by its instance's (PAR-07). */
export function routedInterface(net: Lookup, target: string): RecordOfKind<'networkInterface'> | undefined {
  return net.get('networkInterface', target) ?? attached(net).get(target)?.[0];
}

const attached = derived((net) => groupBy(net.all('networkInterface'), (record) => record.attachment?.instanceId));
