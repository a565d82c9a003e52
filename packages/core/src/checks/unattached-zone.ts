import { derived, type Lookup } from '../aws/lookup.ts';
import { attachmentOfVpc, isUp } from '../aws/transit-gateway-attachments.ts';
import { formatZone, isSameZone, zoneOfSubnet } from '../aws/zone.ts';
import type { Check } from './check.ts';
import { counted, listed } from './counted.ts';
import { allRoutes, isActive, subnetsByTable } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const unattachedZone: Check = {
  id: 'unattached-zone',
  title: 'Subnets routed to a transit gateway that is not in their zone',
  severity: 'high',
  help: {
    wrong:
      'A subnet that holds interfaces is routed to a transit gateway, and the attachment of its VPC has no subnet in its Availability Zone.',
    why: 'A transit gateway takes packets from zones of the attachment alone: what the subnet sends to it is dropped (TGW-09).',
    mend: 'Add a subnet of that zone to the attachment.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'transitGatewayVpcAttachment', 'routeTable', 'subnet', 'networkInterface');
    const seen = new Set<string>();
    for (const { table, route, target } of allRoutes(network).filter(isActive)) {
      const key = `${table.routeTableId} ${target}`;
      if (network.kindOfId(target) !== 'transitGateway' || seen.has(key)) continue;
      seen.add(key);
      const attachment = attachmentOfVpc(network, target, table.vpcId ?? '');
      const zones = attachment?.vpc?.subnetIds.map((id) => zoneOfSubnet(network, id));
      // A zone that is not told may be any.
      if (!attachment?.vpc || !zones || zones.length === 0 || !isUp(attachment) || zones.includes(undefined)) continue;
      const left = (subnetsByTable(network).get(table.routeTableId ?? '') ?? []).filter(({ subnetId }) => {
        const own = zoneOfSubnet(network, subnetId);
        return (
          own && inhabited(network).has(subnetId) && zones.every((zone) => zone && isSameZone(own, zone) === false)
        );
      });
      if (left.length === 0) continue;
      const names = left.map(({ subnetId }) => `${subnetId} in ${formatZone(zoneOfSubnet(network, subnetId))}`).sort();
      yield {
        component: attachment.id,
        rule: table.routeTableId ?? '',
        message: `It has no subnet in the zone of ${counted(left.length, 'subnet')} routed to ${target}: ${listed(names)}.`,
        evidence: [
          objectEvidence(
            attachment.id,
            attachment.vpc,
            `its subnets are in ${zones.map(formatZone).sort().join(', ')}`,
          ),
          routeEvidence(table, route, 'routes'),
        ],
        place: attachment.vpc,
      };
    }
  },
};

const inhabited = derived((net: Lookup) => new Set(net.all('networkInterface').map(({ subnetId }) => subnetId)));
