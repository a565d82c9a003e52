import type { Route } from './route-table.ts';
import { works } from './states.ts';

/** Of a route that names nothing that is known here: AWS has more kinds of targets over the years. */
export const UNTOLD = 'a target that is not told';

/** The target's id, whichever field names it; a route to an instance uses its interface (PAR-07). */
export function targetOf(route: Route): string | undefined {
  return (
    route.gatewayId ??
    route.natGatewayId ??
    route.networkInterfaceId ??
    route.instanceId ??
    route.egressOnlyInternetGatewayId ??
    route.transitGatewayId ??
    route.vpcPeeringConnectionId ??
    route.localGatewayId ??
    route.carrierGatewayId ??
    route.coreNetworkArn ??
    route.odbNetworkArn ??
    // A blackhole whose target is gone may not even name it.
    (works(route.state ?? '-', 'blackhole') ? 'blackhole' : undefined)
  );
}
