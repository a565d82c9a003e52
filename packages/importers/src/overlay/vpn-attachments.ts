import type { Kind } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import { rename } from './default-ids.ts';

const KIND: Kind = 'transitGatewayAttachment';

/**
 * The attachment by which a VPN connection is on a transit gateway has an id that answers tell, and no template. A connection
 * that comes to another gateway has another attachment there, and the old one goes: nothing leads an attachment elsewhere.
 */
export function vpnAttachments(live: Assembly, after: Assembly): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { key, record } of after.entries.get(KIND) ?? []) {
    if (record.resourceType !== 'vpn' || !key.includes('#')) continue;
    const own = live.entries.get(KIND)?.find((one) => isOfConnection(one, record.resourceId));
    if (own && own.record.transitGatewayId === record.transitGatewayId) found.set(key, own.key);
  }
  return found;
}

/** Attachments of answers whose connections the templates lead to another gateway, or to none. */
export function leftAttachments(live: Assembly, after: Assembly): readonly Entry[] {
  const connections = new Set((after.entries.get('vpnConnection') ?? []).map(({ key }) => key));
  const kept = new Set((after.entries.get(KIND) ?? []).map(({ key }) => key));
  const led = new Set(
    (after.entries.get('vpnConnection') ?? []).flatMap(({ key, record }) => (isLed(record) ? key : [])),
  );
  return (live.entries.get(KIND) ?? []).filter(({ key, record }) => {
    const id = String(record.resourceId);
    return record.resourceType === 'vpn' && connections.has(id) && led.has(id) && !kept.has(key);
  });
}

/** Where a template names no gateway nobody tells what becomes of the one that is there. */
function isLed({ transitGatewayId, vpnGatewayId }: Entry['record']): boolean {
  return transitGatewayId !== undefined || vpnGatewayId !== undefined;
}

function isOfConnection({ record }: Entry, id: unknown): boolean {
  return record.resourceType === 'vpn' && record.resourceId === id;
}

/** A plan may tell the old attachment of a connection that it moves: it is another one. */
export function renameMoved(before: Assembly, after: Assembly): void {
  const olds = new Map((before.entries.get(KIND) ?? []).map(({ key, record }) => [key, record]));
  const moved = (after.entries.get(KIND) ?? []).flatMap(({ key, record }): readonly [string, string][] => {
    const old = olds.get(key);
    const isElsewhere = record.resourceType === 'vpn' && old && old.transitGatewayId !== record.transitGatewayId;
    return isElsewhere ? [[key, `${String(record.resourceId)}#attachment`]] : [];
  });
  if (moved.length > 0) rename(after, new Map(moved));
}
