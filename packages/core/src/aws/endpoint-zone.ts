import type { ComponentId, Stop } from '../model/route.ts';
import { dropped } from './missing.ts';
import { formatZone, isSameZone, type Zone } from './zone.ts';

/** An endpoint hands to the node of its own zone, where the service's balancer is enabled there (PL-02). */
export function zoneStop(
  endpoint: ComponentId,
  balancerArn: ComponentId,
  enabled: readonly Zone[],
  zone: Zone | undefined,
): Stop | undefined {
  if (!zone || enabled.some((one) => isSameZone(one, zone) !== false)) return undefined;
  const text = `the service’s balancer is not enabled in ${formatZone(zone)}`;
  return dropped(endpoint, 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ', { component: balancerArn, effect: 'blocks', text });
}
