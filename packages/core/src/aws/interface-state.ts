import type { ComponentId, Stop } from '../model/route.ts';
import { startEdit } from './interface-edits.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

/** PAR-18: what is not in use, or not running, sends and answers nothing. */
export function stateStop(net: Lookup, at: ComponentId): Stop | undefined {
  const record = net.get('networkInterface', at);
  return record && recordStop(net, record);
}

/** The same of an interface that was read. */
export function recordStop(net: Lookup, record: RecordOfKind<'networkInterface'>): Stop | undefined {
  const at = record.networkInterfaceId ?? '';
  if (!works(record.status, 'in-use', 'associated')) {
    return dropped(at, 'BAD_STATE', { component: at, effect: 'blocks', text: `its state is ${record.status}` });
  }
  const instanceId = record.attachment?.instanceId;
  if (!instanceId) return undefined;
  const instance = net.get('instance', instanceId);
  if (!instance) return notCollected(net, at, 'instance', instanceId, record);
  if (works(instance.state?.name, 'running')) return undefined;
  const evidence = {
    component: instanceId,
    effect: 'blocks' as const,
    text: `the instance is ${instance.state?.name}`,
  };
  const isStopped = works(instance.state?.name, 'stopped', 'stopping');
  return {
    ...dropped(instanceId, 'BAD_STATE', evidence),
    mends: () => (isStopped ? [startEdit(instance)] : []),
  };
}
