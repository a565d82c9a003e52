import { blocker } from './code-help.ts';

/** Why Route Analyzer finds no way through the tables of transit gateways, in its own words. */
export const routeAnalysisCodes = {
  TRANSIT_GATEWAY_ATTACHMENT_NOT_FOUND: blocker(
    'There is no such attachment to a transit gateway.',
    'Name one that there is, or take out the route that leads to it.',
  ),
  TRANSIT_GATEWAY_ATTACHMENT_NOT_IN_TRANSIT_GATEWAY: blocker(
    'The attachment belongs to another transit gateway.',
    'Name it as it is listed for the gateway.',
  ),
  TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND: blocker(
    'No route table is associated with the attachment, or not yet.',
    'Associate the attachment with a route table.',
  ),
  ROUTE_NOT_FOUND: blocker(
    'No route of the transit gateway route table covers the address.',
    'Propagate the attachment behind which it is to the table, or add a static route.',
  ),
  BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND: blocker(
    'The route that covers the address best is a blackhole.',
    'Remove the route, or point it at an attachment.',
  ),
  INACTIVE_ROUTE_FOR_DESTINATION_FOUND: blocker(
    'The route that covers the address best is not active.',
    'Wait until it is, or mend what it waits for.',
  ),
  TRANSIT_GATEWAY_ATTACHMENT_ATTACH_ARN_NO_MATCH: blocker(
    'The address is routed to another attachment than the one that was named.',
    'Change the route, or ask for that attachment.',
  ),
  CYCLIC_PATH_DETECTED: blocker(
    'The address is looked up in a table that was asked for it before.',
    'Change the route that leads back.',
  ),
  MAX_HOPS_EXCEEDED: blocker('The way is longer than 64 tables.', 'Shorten it.'),
} as const;
