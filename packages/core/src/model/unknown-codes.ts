import { unknown } from './code-help.ts';

/** Why something is not known. */
export const unknownCodes = {
  NOT_COLLECTED: unknown(
    'The input lacks what decides this.',
    'Run the call that is printed and add its answer to the input.',
  ),
  NOT_MODELLED: unknown('The component is one that this version does not model.', 'Judge this hop by hand.'),
  INPUT_CONTRADICTS_ITSELF: unknown(
    'Records of the input contradict each other about what is connected to what, or whose an address is.',
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
  KNOWN_AFTER_APPLY: unknown(
    'What decides is known only after the plan or template is applied.',
    'Write the value, or ask again after it is applied.',
  ),
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
  CLIENT_ADDRESS_UNSTATED: unknown(
    'An Instance Connect Endpoint keeps the addresses of its users: rules see those, and nobody tells which they are.',
    'Admit the group of the endpoint in place of addresses, or look at whom the rule admits.',
  ),
  CLOUD_WAN_REFERENCES: unknown(
    'Whether rules that name groups see senders of other VPCs is in the policy of the core network, which is not read.',
    'Look for security-group-referencing-support in the policy, or admit addresses in place of groups.',
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
  NAT64_ICMP: unknown(
    'AWS documents NAT64 for TCP and UDP, and does not say whether a ping gets through.',
    'Ask for TCP or UDP, or try the ping.',
  ),
  PAYLOAD_RULE: unknown(
    'A rule decides by what is inside the packets, which configuration does not tell, or in words that cannot be read.',
    'Look at what the rule matches, or set the layer aside with --ignore.',
  ),
} as const;
