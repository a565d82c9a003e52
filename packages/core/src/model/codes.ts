/** Groups let the answer to what they saw pass (SG-30): one that they stop comes by another way than its request. */
const UNSEEN_BY_GROUPS =
  'Lead the reply the way of its request: these groups never saw the request, and take its answer for something new.';

/**
 * Every code that an answer can carry. Where AWS's Reachability Analyzer has a code for a cause, it is that very code.
 * `hopwise explain CODE` and docs/codes.md are made from this table and problem-codes.ts.
 */
export const codes = {
  // Blockers that Reachability Analyzer names too.
  BAD_STATE: blocker('The component does not work at present.', 'Start it, or wait until it is available.'),
  BAD_STATE_ATTACHMENT: blocker(
    'The attachment between two components does not work.',
    'Attach the gateway to the VPC.',
  ),
  BAD_STATE_ROUTE: blocker(
    'The chosen route is a blackhole: its target is gone or unusable.',
    'Point the route at a working target, or remove it so that a shorter prefix is used.',
  ),
  NO_ROUTE_TO_DESTINATION: blocker(
    'The route table has no route for the destination.',
    'Add a route for it to the table of the subnet.',
  ),
  NO_POSSIBLE_DESTINATION: blocker(
    'Nothing owns the destination address there.',
    'Check the address, and that no VPC on the way has the range of the one that is meant.',
  ),
  INGRESS_RTB_NO_PUBLIC_IP: blocker(
    'A middlebox behind an edge route table needs a public address to receive internet traffic.',
    'Associate an Elastic IP address with the interface.',
  ),
  INGRESS_RTB_TRAFFIC_REDIRECTION: blocker(
    'Inbound internet traffic of the subnet is redirected to a middlebox, so its replies cannot leave directly.',
    'Route the replies through the same middlebox.',
  ),
  ENI_SG_RULES_MISMATCH: blocker(
    'No rule of the interface’s security groups admits the traffic.',
    'Add a rule to one of its groups.',
    UNSEEN_BY_GROUPS,
  ),
  SG_HAS_NO_RULES: blocker(
    'The interface’s security groups have no rules in this direction.',
    'Add a rule to one of its groups.',
    UNSEEN_BY_GROUPS,
  ),
  SG_REFERENCES_NOT_PRESERVED: blocker(
    'Only a rule that names a group would match, and a component on the way does not carry the sender’s groups along.',
    'Use a rule with the address range that the receiver sees.',
  ),
  SUBNET_ACL_RESTRICTION: blocker(
    'The network ACL of the subnet does not admit the traffic.',
    'Add an allow rule with a lower number; replies need one for the client’s ports.',
  ),
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: blocker(
    'VPC Block Public Access stops traffic with the internet.',
    'Add an exclusion for the subnet or VPC where the gateway is met.',
  ),
  ENI_ADDRESS_RESTRICTION: blocker('The interface does not have this address.', 'Send from one of its addresses.'),
  ENI_SOURCE_DEST_CHECK_RESTRICTION: blocker(
    'The interface’s source/destination check drops packets that are not its own.',
    'Turn the check off on interfaces that forward.',
  ),
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: blocker(
    'The sending address has no public address associated with it.',
    'Associate an Elastic IP address, or route through a NAT gateway.',
  ),
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: blocker(
    'No interface of the VPC has this public address, or the host has none at all.',
    'Associate a public address with the interface, or reach it from inside.',
  ),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS: blocker(
    'An internet gateway drops packets to private addresses.',
    'Route the private range to the gateway that leads there.',
  ),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS: blocker(
    'An internet gateway drops packets to 100.64.0.0/10.',
    'Route the range to the gateway that leads there.',
  ),
  GATEWAY_REJECTS_SPOOFED_TRAFFIC: blocker(
    'The gateway drops packets whose source is not an interface of its VPC.',
    'Translate the source before the gateway.',
  ),
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION: blocker(
    'The regional NAT gateway has no addresses in the sender’s Availability Zone.',
    'Expand the NAT gateway to the zone.',
  ),
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: blocker(
    'A peering connection carries traffic only to addresses of the VPC at its other end.',
    'Peering is not transitive: use a transit gateway.',
  ),
  BAD_STATE_VPN: blocker('The VPN connection does not work at present.', 'Bring up a tunnel at the customer’s device.'),
  VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS: blocker(
    'A virtual private gateway carries only what interfaces of its VPC send.',
    'Send from an address of the VPC; for more than one VPC use a transit gateway.',
  ),
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: blocker(
    'A virtual private gateway delivers only to addresses of interfaces in its VPC.',
    'Dial an interface; to get further, use a proxy or a transit gateway.',
  ),
  TGW_ROUTE_AZ_RESTRICTION: blocker(
    'The VPC’s attachment to the transit gateway has no subnet in the sender’s Availability Zone.',
    'Add a subnet of that zone to the attachment.',
  ),
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: blocker(
    'No transit gateway route table is associated with the attachment.',
    'Associate the attachment with a route table.',
  ),
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: blocker(
    'The transit gateway route table has no route to the attachment behind which the destination is.',
    'Propagate that attachment to the table, or add a static route.',
  ),
  TGW_RTB_CANNOT_ROUTE: blocker(
    'The transit gateway route table has no route that covers the destination.',
    'Add a static route for it to the table.',
  ),
  TGW_RTB_BAD_STATE_ROUTE: blocker(
    'The chosen route of the transit gateway is a blackhole.',
    'Remove the route, or point it at an attachment.',
  ),
  VPCE_GATEWAY_PROTOCOL_RESTRICTION: blocker('A gateway endpoint accepts TCP and ICMP echo only.', 'Use TCP.'),
  FIREWALL_RULES_RESTRICTION: blocker(
    'The rules of the Network Firewall do not let the traffic pass.',
    'Add a pass rule before the one that drops it, or change the default actions of its policy.',
  ),
  PROTOCOL_RESTRICTION: blocker('The component does not take this protocol.', 'Use TCP, UDP or ICMP.'),
  ELBV2_LISTENER_PORT_RESTRICTION: blocker(
    'No listener of the load balancer takes the traffic.',
    'Use a port that it listens on, or add a listener.',
  ),
  ELB_LISTENERS_MISMATCH: blocker(
    'No listener of the Classic Load Balancer takes the traffic.',
    'Use a port that it listens on, or add a listener.',
  ),
  ELBV2_LISTENER_HAS_NO_TG: blocker(
    'The listener’s target group has no target that is in use.',
    'Register targets in the group.',
  ),
  ELBV2_NO_TARGETS_IN_AZ: blocker(
    'The node sends to no other Availability Zone, and none of the targets is in its own.',
    'Register a target in the zone, or turn cross-zone load balancing on.',
  ),
  ELB_NOT_CROSSZONE: blocker(
    'Cross-zone load balancing is off, and no instance is in the node’s Availability Zone.',
    'Register an instance in the zone, or turn cross-zone load balancing on.',
  ),
  ELB_INSTALLED_AZ_RESTRICTION: blocker(
    'No target is in an Availability Zone that the load balancer is enabled in.',
    'Enable the zone of the targets on the load balancer.',
  ),
  ELB_ACL_RESTRICTION: blocker(
    'The network ACL of its subnet does not let a Classic Load Balancer out, even to instances of that subnet.',
    'Add an outbound allow rule for the instance port.',
  ),
  ELBV2_SOURCE_ADDRESS_PRESERVATION: blocker(
    'The Network Load Balancer keeps the client’s address, which does not work towards this target.',
    'Turn client IP preservation off on the target group, or call another target.',
  ),
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: blocker(
    'The endpoint’s service has no load balancer in its Availability Zone.',
    'Enable the zone on the service’s load balancer.',
  ),
  // Why a path that there is does not meet the filter of a request, in Reachability Analyzer's words.
  FILTER_AT_DESTINATION_SOURCE_ADDRESS: blocker(
    'The packet arrives from another address than the request asks for.',
    'Ask for the address that translation gives it, or leave the filter out.',
  ),
  FILTER_AT_DESTINATION_SOURCE_PORT_RANGE: blocker(
    'The packet arrives from other ports than the request asks for.',
    'Ask for the ports that translation gives it, or leave the filter out.',
  ),
  FILTER_AT_DESTINATION_DESTINATION_ADDRESS: blocker(
    'The packet arrives at another address than the request asks for.',
    'Ask for the address that translation gives it, or leave the filter out.',
  ),
  FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE: blocker(
    'The packet arrives at other ports than the request asks for.',
    'Ask for the port of the target, or leave the filter out.',
  ),
  // Blockers of ours.
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
  // Why Route Analyzer finds no way through the tables of transit gateways, in its own words.
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
  // Why something is not known.
  NOT_COLLECTED: unknown(
    'The input lacks what decides this.',
    'Run the call that is printed and add its answer to the input.',
  ),
  NOT_MODELLED: unknown('The component is one that this version does not model.', 'Judge this hop by hand.'),
  INPUT_CONTRADICTS_ITSELF: unknown(
    'Records of the input contradict each other about what is connected to what.',
    'Collect again: the records may be from different times.',
  ),
  TGW_RTB_ROUTES_ARE_UNKNOWN: unknown(
    'Not all routes of the transit gateway route table are in the input.',
    'Run the call that is printed and add its answer to the input.',
  ),
  AMBIGUOUS_ROUTE: unknown(
    'Two prefix-list routes of equal length lead to different targets: AWS picks one.',
    'Remove one of the routes.',
  ),
  UNEQUAL_PATHS: unknown(
    'AWS picks one of several ways, and they do not give the same result.',
    'Make the ways alike.',
  ),
  POSSIBLE_MIDDLEBOX: unknown(
    'The address is routed to a VPC that may send it on: what its appliance does is not known.',
    'State it in hopwise.yaml (appliances), or use --assume appliances=forward.',
  ),
  NO_DESTINATION_ARN_PROVIDED: unknown(
    'The routes lead somewhere, and the question does not say whether that is right.',
    'Name the attachment that the address should be reached by.',
  ),
  CLIENT_VPN_GROUP_UNSTATED: unknown(
    'Only users of certain groups may send there, and the question names none.',
    'Ask as a user of a group: cvpn-endpoint-…/group:NAME.',
  ),
  BGP_ROUTES_UNSTATED: unknown(
    'What a site announces over BGP is in no API, and the answer depends on it.',
    'State the site in hopwise.yaml (sites: prefixes, advertises).',
  ),
  PREFIX_LIST_UNKNOWN: unknown('The entries of a prefix list are not in the input.', 'Run the call that is printed.'),
  APPLIANCE_INSIDE: unknown(
    'What the appliance does inside is not in any API.',
    'State it in hopwise.yaml (appliances), or use --assume appliances=forward.',
  ),
  NODE_WITHDRAWN: unknown(
    'All targets in the node’s zone are unhealthy: the balancer’s name no longer leads to it, and its address may answer or not.',
    'Call the balancer by its name, or mend the targets of the zone.',
  ),
  CLOUD_WAN: unknown(
    'The way leads into a Cloud WAN core network, and the input does not tell where to.',
    'Save what aws networkmanager list-attachments, get-vpc-attachment and get-network-routes say, one file for each segment and edge.',
  ),
  VPC_LATTICE: unknown(
    'The way leads to a service of VPC Lattice.',
    'Look at its service network, target groups and auth policy.',
  ),
  RESOURCE_ENDPOINT: unknown(
    'The way leads into an endpoint of a shared resource.',
    'Look at the resource configuration and the resource gateway behind it.',
  ),
  LOCAL_GATEWAY: unknown(
    'The way leads through the local gateway of an Outpost.',
    'Look at the route table of the local gateway.',
  ),
  CARRIER_GATEWAY: unknown(
    'The way leads through the carrier gateway of a Wavelength Zone.',
    'Look at the carrier IP address of the interface and what the carrier allows.',
  ),
  ODB_NETWORK: unknown('The way leads into an ODB network.', 'Follow it in Oracle Database@AWS.'),
  PAYLOAD_RULE: unknown(
    'A rule decides by what is inside the packets, which configuration does not tell, or in words that cannot be read.',
    'Look at what the rule matches, or set the layer aside with --ignore.',
  ),
  // Notes.
  PARTIAL_CLIENT_PORTS: note('Replies reach only some of the client’s ports.'),
  ASYMMETRIC_ROUTE: note('Request and reply take different ways.'),
  INGRESS_NOT_MIRRORED: note('The filter of the mirror session accepts nothing that comes to the interface.'),
  EGRESS_NOT_MIRRORED: note('The filter of the mirror session accepts nothing that the interface sends.'),
  ENCRYPTION_ENFORCED: note(
    'The VPC enforces encryption in transit: what cannot encrypt is dropped, which is not judged here.',
  ),
  HOST_LOCAL: note('The destination is the sending host itself: its operating system answers, unfiltered.'),
  LINK_LOCAL_SERVICE: note('A service that AWS answers beside the interface; neither groups nor ACLs filter it.'),
  ZONE_CROSSED: note('Traffic crosses Availability Zones, which AWS charges for, and depends on both.'),
  HANDSHAKE_ONLY: note('Only the opening of the connection passes: what follows is dropped.'),
  ONE_WAY: note('Only delivery was asked.'),
  NO_REPLY_EXPECTED: note('This ICMP type is not answered; delivery is all there is.'),
  PORT_25_RESTRICTED: note('EC2 restricts outbound TCP 25 to the internet by default, whatever the rules.'),
  APPLIANCE_LAYOUT: note(
    'The appliance is in the subnet of the sender or the receiver: AWS declares this layout unsupported.',
  ),
  ADDRESS_NOT_OWNED: note('No interface of the input has this address.'),
  TARGET_HEALTH_IGNORED: note(
    'The target was not healthy when the input was collected; `--health` takes that into account.',
  ),
  TARGET_INITIAL: note('The target is being registered, or its first health checks are under way.'),
  TARGETS_FAIL_OPEN: note('No target is healthy, so the load balancer sends to all of them.'),
  BALANCER_ANSWERS: note('The load balancer itself answers: a redirect, a fixed response or a function.'),
  LAYERS_IGNORED: note('Layers of filters were set aside, as asked: what they would block is not counted.'),
  ASSUMED_APPLIANCE_FORWARDS: note('The appliance is assumed to pass the packet on unchanged, as stated.'),
  ASSUMED_CLIENT_VPN_DEFAULT_RULE: note(
    'A group with a narrower rule is assumed to reach the rest by its rule for 0.0.0.0/0; AWS’s pages differ.',
  ),
  ASSUMED_BGP_ROUTES: note(
    'What a site announces over BGP is in no API; the address is assumed to be there. State the site in hopwise.yaml.',
  ),
  ASSUMED_CONNECTION_UP: note(
    'The Direct Connect connection under a virtual interface is not in the input and is assumed to be up.',
  ),
  ASSUMED_SITE_PREFERENCE: note(
    'The site could send by Direct Connect and by VPN and is assumed to prefer Direct Connect.',
  ),
  VPN_SELECTORS_NARROW: note(
    'The VPN connection was agreed for certain ranges: AWS does not hold to them, the customer’s device may.',
  ),
  ASSUMED_FOREIGN_ADDRESS: note(
    'Elastic IP addresses are not in the input; an address that no interface carries is assumed to be somebody else’s.',
  ),
  ASSUMED_NO_BLOCK_PUBLIC_ACCESS: note('VPC Block Public Access is not in the input; assumed off.'),
  ASSUMED_REGIONAL_NAT_UNFILTERED: note('No network ACL is applied at a regional NAT gateway; AWS does not say.'),
  ASSUMED_ROUTE_SERVER_LIKE_PROPAGATED: note('An advertised route is ranked like a propagated one; AWS does not say.'),
  ASSUMED_TARGET_GROUP_DEFAULTS: note(
    'Attributes of target groups are not in the input; client IP preservation is taken as AWS sets it by default.',
  ),
} as const;

export type Code = keyof typeof codes;

export interface CodeHelp {
  readonly kind: 'blocker' | 'unknown' | 'note' | 'question' | 'input';
  readonly meaning: string;
  readonly mend?: string;
  /** The same where it is the reply that is stopped. */
  readonly mendReply?: string;
}

function blocker(meaning: string, mend: string, mendReply?: string): CodeHelp {
  return { kind: 'blocker', meaning, mend, ...(mendReply ? { mendReply } : {}) };
}
function unknown(meaning: string, mend: string): CodeHelp {
  return { kind: 'unknown', meaning, mend };
}
function note(meaning: string): CodeHelp {
  return { kind: 'note', meaning };
}
