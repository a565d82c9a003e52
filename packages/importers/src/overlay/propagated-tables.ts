import { isAlike, type Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';

/** Links of virtual private gateways, with what of them bears on what they teach. */
const LINKS: Partial<Record<Kind, readonly string[]>> = {
  vpnConnection: ['vpnGatewayId', 'customerGatewayId', 'routes', 'options'],
  virtualInterface: ['virtualGatewayId', 'directConnectGatewayId', 'connectionId', 'asn'],
  directConnectGatewayAssociation: ['directConnectGatewayId', 'associatedGateway', 'virtualGatewayId'],
};

/**
 * What answers list as propagated by a virtual private gateway was so before a plan. Where the plan takes a link of the
 * gateway away or changes it, or a table no longer takes up what it propagates, that is gone; where a table takes it up anew,
 * it is what others list. Of what is left nobody tells which link has taught what (VPN-03): those of BGP are as if they were
 * yet to be made.
 */
export function mergePropagated(live: Assembly, before: Assembly, after: Assembly): void {
  const all = [live, before];
  const stirred = new Set(
    (Object.keys(LINKS) as Kind[]).flatMap((kind) =>
      changed(kind, before, after).flatMap(({ record }) => gatewaysOf(kind, record, all)),
    ),
  );
  const [olds, news] = [tablesOf(before), tablesOf(after)];
  const listed = new Map<string, readonly Fields[]>();
  for (const { record } of live.entries.get('routeTable') ?? []) {
    for (const id of takenUp(record)) if (!stirred.has(id)) listed.set(id, listed.get(id) ?? propagatedBy(record, id));
  }
  edit(live, 'routeTable', (record, key) => {
    const [was, is] = [takenUp(olds.get(key)), takenUp(news.get(key))];
    const isGone = (id: string) => stirred.has(id) || (was.has(id) && !is.has(id));
    const routes = listOf(record.routes);
    const kept = routes.filter((one) => !isPropagated(one) || !isGone(String(one.gatewayId)));
    const isNew = (id: string) => !was.has(id) && !isGone(id) && propagatedBy(record, id).length === 0;
    const more = [...is].filter(isNew).flatMap((id) => listed.get(id) ?? []);
    // Nobody has listed what it propagates.
    for (const id of is) if (isNew(id) && !listed.has(id)) stirred.add(id);
    return kept.length < routes.length || more.length > 0 ? { routes: [...kept, ...more] } : undefined;
  });
  // What is led to another gateway teaches that one something new, which no list of its routes has.
  const moved = (kind: Kind) => new Set(changed(kind, before, after).flatMap(({ key, now }) => (now ? key : [])));
  untell(live, { stirred, moved }, all);
}

interface Untold {
  readonly stirred: ReadonlySet<string>;
  /** Links that are there before and after, otherwise. */
  moved(kind: Kind): ReadonlySet<string>;
}

function untell(live: Assembly, { stirred, moved }: Untold, all: readonly Assembly[]): void {
  const connections = moved('vpnConnection');
  edit(live, 'vpnConnection', ({ vpnGatewayId, options }, key) => {
    const isStatic = (options as Fields | undefined)?.staticRoutesOnly === true;
    const isUntold = stirred.has(String(vpnGatewayId)) || (vpnGatewayId !== undefined && connections.has(key));
    return isUntold && !isStatic ? { vgwTelemetry: [] } : undefined;
  });
  const interfaces = moved('virtualInterface');
  edit(live, 'virtualInterface', (record, key) => {
    const isShared = gatewaysOf('virtualInterface', record, all).some((id) => stirred.has(id));
    return isShared || interfaces.has(key)
      ? { bgpPeers: listOf(record.bgpPeers).map(({ bgpStatus: _, ...peer }) => peer) }
      : undefined;
  });
}

/** Those of the plan that go or change. */
function changed(kind: Kind, before: Assembly, after: Assembly) {
  const news = new Map(after.entries.get(kind)?.map(({ key, record }) => [key, record]));
  return (before.entries.get(kind) ?? []).flatMap(({ key, record }) => {
    const now = news.get(key);
    return now && LINKS[kind]?.every((name) => isAlike(record[name], now[name])) ? [] : [{ key, record, now }];
  });
}

function gatewaysOf(kind: Kind, record: Draft, all: readonly Assembly[]): readonly string[] {
  const { vpnGatewayId, virtualGatewayId, associatedGateway, directConnectGatewayId } = record;
  const own = kind === 'vpnConnection' ? vpnGatewayId : (virtualGatewayId ?? (associatedGateway as Fields)?.id);
  if (own) return [String(own)];
  if (kind !== 'virtualInterface' || !directConnectGatewayId) return [];
  const associations = all.flatMap(({ entries }) => entries.get('directConnectGatewayAssociation') ?? []);
  return associations
    .filter((one) => one.record.directConnectGatewayId === directConnectGatewayId)
    .flatMap((one) => gatewaysOf('directConnectGatewayAssociation', one.record, all));
}

function tablesOf({ entries }: Assembly): ReadonlyMap<string, Draft> {
  return new Map(entries.get('routeTable')?.map(({ key, record }) => [key, record]));
}

function takenUp(table: Draft | undefined): ReadonlySet<string> {
  return new Set(listOf(table?.propagatingVgws).flatMap(({ gatewayId }) => (gatewayId ? [String(gatewayId)] : [])));
}

function propagatedBy(table: Draft, id: string): readonly Fields[] {
  return listOf(table.routes).filter((one) => isPropagated(one) && one.gatewayId === id);
}

function isPropagated({ origin }: Fields): boolean {
  return origin === 'EnableVgwRoutePropagation';
}

function edit(live: Assembly, kind: Kind, change: (record: Draft, key: string) => object | undefined): void {
  const own = live.entries.get(kind) ?? [];
  own.forEach((entry, i) => {
    const changes = change(entry.record, entry.key);
    if (changes) own[i] = { ...entry, record: { ...entry.record, ...changes } };
  });
}
