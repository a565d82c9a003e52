import { note } from './code-help.ts';

/** What an answer assumes, and what is odd about it. */
export const noteCodes = {
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
  ASSUMED_LINK_UP: note('The tunnels and BGP sessions of the link are assumed to be up, as stated.'),
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
