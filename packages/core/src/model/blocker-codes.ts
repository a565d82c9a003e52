import { blocker } from './code-help.ts';

/** Blockers of ours. */
export const blockerCodes = {
  LOOP: blocker(
    'The packet comes back to where it was and would go round for ever.',
    'Change the route that sends it back.',
  ),
  WAY_NOT_MEANT: blocker(
    'Packets get there by another way than the ones that --through and --not-through ask for.',
    'Leave the option out to ask about every way; route the traffic by what it should pass to make it so.',
  ),
  NEVER_SENDS: blocker(
    'The interface belongs to a managed component that opens no conversation of its own.',
    'Ask from the host or service behind it.',
  ),
  NAT_UNSOLICITED: blocker(
    'A NAT gateway accepts no conversation that it did not open.',
    'Publish the service by a load balancer or an address of its own.',
  ),
  STATEFUL_ASYMMETRY: blocker(
    'A stateful component sees only one direction of the conversation.',
    'Route both directions through it, or neither.',
  ),
  REPLY_TRANSLATION_MISMATCH: blocker(
    'The reply does not come back from the address that was called, so the client drops it.',
    'Route replies through the gateway by which the request came.',
  ),
  ENDPOINT_PORT_CLOSED: blocker(
    'The endpoint’s service does not answer on this port.',
    'Use a port that the service serves.',
  ),
  CLIENT_VPN_NOT_AUTHORIZED: blocker(
    'No authorization rule of the Client VPN endpoint lets the user send there.',
    'Add a rule for the destination and a group of the user; the longest prefix decides.',
  ),
  APPLIANCE_DROPS: blocker(
    'The appliance is stated to drop what it receives.',
    'Change the route, or the statement in hopwise.yaml.',
  ),
  GWLB_HAS_NO_TARGETS: blocker(
    'The Gateway Load Balancer has no appliance to send to.',
    'Register an appliance with its target group.',
  ),
  IPV6_PRIVATE_ADDRESS: blocker(
    'Private IPv6 addresses cannot use an internet gateway.',
    'Use an address of a public range.',
  ),
  IGW_INGRESS_DENIED: blocker(
    'The interface denies all traffic from internet gateways.',
    'Reach it over peering or a private link.',
  ),
  NOT_ADVERTISED: blocker(
    'The other network does not advertise the prefix, so no route leads there.',
    'Advertise it from there, or add a static route.',
  ),
} as const;
