import type { Lookup, Place } from '../aws/lookup.ts';
import { missing } from '../aws/missing.ts';
import { entriesOf, isKnownAfterApply } from '../aws/prefix-list-entries.ts';
import { rulesOf } from '../aws/security-rules.ts';
import type { Lacking } from './check.ts';
import { allRoutes } from './route-facts.ts';
import { DIRECTIONS, type Direction } from './rule-evidence.ts';

/** Prefix lists that rules of security groups name and whose entries were not read: what those rules mean is open. */
export function* listsUnreadInRules(net: Lookup, directions: readonly Direction[] = DIRECTIONS): Iterable<Lacking> {
  for (const group of net.all('securityGroup')) {
    for (const direction of directions) {
      for (const { peer } of rulesOf(net, group.groupId ?? '')?.[direction] ?? []) {
        if (peer.kind === 'list' && !entriesOf(net, peer.id)) yield lacking(net, peer.id, group);
      }
    }
  }
}

/** The same of routes that do not lead to a gateway endpoint: those are for addresses of AWS services alone. */
export function* listsUnreadInRoutes(net: Lookup): Iterable<Lacking> {
  for (const { table, route, target } of allRoutes(net)) {
    const list = route.destinationPrefixListId;
    if (list && !entriesOf(net, list) && !isGatewayEndpoint(net, target)) yield lacking(net, list, table);
  }
}

export function isGatewayEndpoint(net: Lookup, target: string): boolean {
  return net.get('vpcEndpoint', target)?.vpcEndpointType?.toLowerCase() === 'gateway';
}

function lacking(net: Lookup, list: string, place: Place): Lacking {
  if (isKnownAfterApply(list)) return { lacks: [], message: `What ${list} stands for is known only after apply.` };
  const lacks = [missing(net, 'prefixListEntries', list, { account: undefined, region: place.region })];
  return { lacks, message: `The entries of ${list} were not read.` };
}
