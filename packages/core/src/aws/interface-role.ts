/** What an interface does and leaves undone, by what AWS made it for (ENI-03, ENI-04). An instance's does everything. */
export interface InterfaceRole {
  /** No group guards it, whatever its record lists (SG-17). */
  readonly isUngrouped?: true;
  /** Its addresses are those of a NAT gateway. */
  readonly isNat?: true;
  /** Its addresses are those of an interface endpoint, which answers on the ports of its service. */
  readonly isEndpoint?: true;
  /** Its addresses are those of a load balancer. */
  readonly isBalancer?: true;
  /** What it sends is what users of an Instance Connect Endpoint ask. */
  readonly isInstanceConnect?: true;
  /** What it sends is what clients of a Client VPN endpoint ask. */
  readonly isClientVpn?: true;
  /** Records tell that AWS made it for one thing and for another: what it does nobody can tell. */
  readonly isContradicted?: true;
  /** AWS made it, and the lists that may tell for what were not all read. */
  readonly isUntold?: true;
  /** Why it opens no conversation. */
  readonly neverSends?: string;
  /** Why it takes part in no conversation that others open. */
  readonly neverEnds?: string;
}

export const HOST: InterfaceRole = {};

export const NAT_GATEWAY: InterfaceRole = {
  isUngrouped: true,
  isNat: true,
  neverSends: 'a NAT gateway opens no conversation of its own',
  neverEnds: 'a NAT gateway accepts nothing it did not ask for',
};

export const CLIENT_VPN: InterfaceRole = {
  isClientVpn: true,
  neverSends: 'it sends only what clients of a Client VPN endpoint ask: ask from the endpoint',
  neverEnds: 'nobody opens a conversation with clients behind it',
};

export const ENDPOINT: InterfaceRole = {
  isEndpoint: true,
  neverSends: 'an interface endpoint only answers: consumers open the conversation',
};

/** What it sends, consumers of its resources ask for; its groups let out (RSE-01). */
export const RESOURCE_GATEWAY: InterfaceRole = {
  neverSends: 'a resource gateway sends only what consumers of its resources ask for: ask for their endpoint',
  neverEnds: 'nobody opens a conversation with a resource gateway from inside its VPC',
};

export const LAMBDA: InterfaceRole = { neverEnds: 'a function only opens conversations' };

export const TRANSIT_GATEWAY: InterfaceRole = {
  isUngrouped: true,
  neverSends: 'an attachment of a transit gateway opens no conversation',
  neverEnds: 'an attachment of a transit gateway answers nobody',
};

export const GATEWAY_LOAD_BALANCER: InterfaceRole = {
  isUngrouped: true,
  neverSends: 'a Gateway Load Balancer node opens no conversation',
  neverEnds: 'a Gateway Load Balancer node answers nobody',
};

export const GATEWAY_LOAD_BALANCER_ENDPOINT: InterfaceRole = {
  isUngrouped: true,
  neverSends: 'a Gateway Load Balancer endpoint opens no conversation',
  neverEnds: 'a Gateway Load Balancer endpoint answers nobody',
};

export const BALANCER: InterfaceRole = { isBalancer: true };

export const INSTANCE_CONNECT: InterfaceRole = {
  isInstanceConnect: true,
  neverEnds: 'an Instance Connect Endpoint only opens conversations',
};

/** No group is known to guard these two. */
export const CONTRADICTED: InterfaceRole = { isUngrouped: true, isContradicted: true };
export const UNTOLD: InterfaceRole = { isUngrouped: true, isUntold: true };
