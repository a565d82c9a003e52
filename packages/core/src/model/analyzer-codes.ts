import { blocker } from './code-help.ts';

/** Groups let the answer to what they saw pass (SG-30): one that they stop comes by another way than its request. */
const UNSEEN_BY_GROUPS =
  'Lead the reply the way of its request: these groups never saw the request, and take its answer for something new.';
/** Blockers that Reachability Analyzer names too, and why a path that there is does not meet the filter of a request. */
export const analyzerCodes = {
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
} as const;
