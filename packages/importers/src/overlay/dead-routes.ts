import type { Kind } from '@hopwise/core';
import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';

/** What routes of VPCs lead to. */
const TARGETS: readonly Kind[] = [
  ...(['internetGateway', 'egressOnlyInternetGateway', 'vpnGateway', 'natGateway', 'transitGateway'] as const),
  ...(['instance', 'networkInterface', 'vpcPeeringConnection', 'vpcEndpoint'] as const),
];

export function routeTargets({ entries }: Assembly): ReadonlyMap<string, Entry> {
  return new Map(TARGETS.flatMap((kind) => (entries.get(kind) ?? []).map((entry) => [entry.key, entry] as const)));
}

/** A route whose target goes leads nowhere (RT-10); that of a gateway endpoint goes with it (EP-01). */
export function endRoutes(live: Assembly, before: ReadonlyMap<string, Entry>): void {
  const after = routeTargets(live);
  const gone = new Map([...before].filter(([key]) => !after.has(key)));
  if (gone.size === 0) return;
  const targetOf = (route: Fields) => Object.values(route).find((one) => typeof one === 'string' && gone.has(one));
  const tables = live.entries.get('routeTable') ?? [];
  tables.forEach((entry, i) => {
    const routes = listOf(entry.record.routes);
    const now = routes.flatMap((one): readonly Fields[] => {
      const target = gone.get(String(targetOf(one)));
      if (!target) return [one];
      return target.record.vpcEndpointType === 'Gateway' ? [] : [{ ...one, state: 'blackhole' }];
    });
    if (now.length === routes.length && now.every((one, at) => one === routes[at])) return;
    tables[i] = { ...entry, record: { ...entry.record, routes: now } as Draft };
  });
}
