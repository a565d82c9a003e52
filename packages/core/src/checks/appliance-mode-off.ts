import { tableOfSubnet } from '../aws/associated-table.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { works } from '../aws/states.ts';
import { isSameZone, zoneOfSubnet } from '../aws/zone.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check } from './check.ts';
import { counted } from './counted.ts';
import { isInspection } from './inspection-facts.ts';
import { allRoutes, isActive, type TableRoute } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const applianceModeOff: Check = {
  id: 'appliance-mode-off',
  title: 'Inspection VPC attached without appliance mode',
  severity: 'high',
  help: {
    wrong:
      'A VPC is attached to a transit gateway in several zones, its attachment subnets lead to different firewalls or appliances, and appliance mode is off.',
    why: 'Request and reply are handed to the zone of their own sender, so between zones each firewall sees one half, and drops it (TGW-14).',
    mend: 'Switch appliance mode on for the attachment: aws ec2 modify-transit-gateway-vpc-attachment --options ApplianceModeSupport=enable.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'transitGatewayVpcAttachment', 'routeTable', 'subnet');
    for (const attachment of network.all('transitGatewayVpcAttachment')) {
      const { options, transitGatewayAttachmentId: id = '', subnetIds, vpcId = '' } = attachment;
      if (!works(attachment.state, 'available', 'modifying') || !works(options?.applianceModeSupport ?? '-', 'disable'))
        continue;
      const ids = subnetIds.flatMap((subnetId) => subnetId ?? []);
      if (!areInSeveralZones(network, ids)) continue;
      const tables = ids.flatMap((subnetId) => tableOfSubnet(network, subnetId, vpcId)?.routeTableId ?? []);
      // Where a table was not read nobody knows what it leads through.
      if (tables.length < ids.length) continue;
      const led = tables.map((table) => inspectingRoutes(network).get(table) ?? []);
      // What all zones are led through sees both directions, whichever zone they come by.
      if (new Set(led.map(targetsOf)).size < 2) continue;
      const routes = led.flat();
      yield {
        component: id,
        message: `${vpcId} inspects in ${counted(ids.length, 'subnet')} of several zones, without appliance mode.`,
        evidence: [
          objectEvidence(id, attachment, 'ApplianceModeSupport is disable'),
          ...[...new Set(routes)].map(({ table, route }) => routeEvidence(table, route, 'routes')),
        ],
        place: attachment,
      };
    }
  },
};

function targetsOf(routes: readonly TableRoute[]): string {
  return [...new Set(routes.map(({ target }) => target))].sort().join();
}

/** By table. */
const inspectingRoutes = derived((net) =>
  groupBy(
    allRoutes(net).filter((one) => isActive(one) && (isInspection(net, one.target) || /^(eni|i)-/.test(one.target))),
    ({ table }) => table.routeTableId,
  ),
);

function areInSeveralZones(net: Lookup, subnetIds: readonly string[]): boolean {
  const [first, ...others] = subnetIds.flatMap((id) => zoneOfSubnet(net, id) ?? []);
  return first !== undefined && others.some((zone) => isSameZone(first, zone) === false);
}
