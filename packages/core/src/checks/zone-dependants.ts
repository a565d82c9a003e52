import type { Lookup } from '../aws/lookup.ts';
import { formatZone, isSameZone, type Zone, zoneOfSubnet } from '../aws/zone.ts';
import { counted, listed } from './counted.ts';
import { isActive, routesByTarget, subnetsByTable, type TableRoute } from './route-facts.ts';

/** Subnets that are routed to something that is in one zone, and are in another themselves. */
export interface Dependants {
  readonly routes: readonly TableRoute[];
  readonly message: string;
}

export function dependantsElsewhere(net: Lookup, target: string, own: Zone): Dependants | undefined {
  const routes = (routesByTarget(net).get(target) ?? []).filter(isActive);
  const tables = new Set(routes.map(({ table }) => table.routeTableId ?? ''));
  const abroad = [...tables]
    .flatMap((table) => subnetsByTable(net).get(table) ?? [])
    .filter(({ subnetId }) => isElsewhere(own, zoneOfSubnet(net, subnetId)));
  if (abroad.length === 0) return undefined;
  const zones = [...new Set(abroad.map(({ subnetId }) => formatZone(zoneOfSubnet(net, subnetId))))].sort();
  const names = abroad.map(({ subnetId }) => subnetId ?? '').sort();
  const depend = abroad.length === 1 ? 'depends' : 'depend';
  const message = `${counted(abroad.length, 'subnet')} in ${zones.join(', ')} ${depend} on it in ${formatZone(own)}: ${listed(names)}.`;
  return { routes, message };
}

function isElsewhere(own: Zone, other: Zone | undefined): boolean {
  return other !== undefined && isSameZone(own, other) === false;
}
