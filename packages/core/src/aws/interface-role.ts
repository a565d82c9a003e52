import type { PlacedInterface } from './network-interface.ts';

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
  /** Why it opens no conversation. */
  readonly neverSends?: string;
  /** Why it takes part in no conversation that others open. */
  readonly neverEnds?: string;
}

const HOST: InterfaceRole = {};

export const NAT_GATEWAY: InterfaceRole = {
  isUngrouped: true,
  isNat: true,
  neverSends: 'a NAT gateway opens no conversation of its own',
  neverEnds: 'a NAT gateway accepts nothing it did not ask for',
};

const CLIENT_VPN: InterfaceRole = {
  isClientVpn: true,
  neverSends: 'it sends only what clients of a Client VPN endpoint ask: ask from the endpoint',
  neverEnds: 'nobody opens a conversation with clients behind it',
};

const ENDPOINT: InterfaceRole = {
  isEndpoint: true,
  neverSends: 'an interface endpoint only answers: consumers open the conversation',
};

/** What it sends, consumers of its resources ask for; its groups let out (RSE-01). */
const RESOURCE_GATEWAY: InterfaceRole = {
  neverSends: 'a resource gateway sends only what consumers of its resources ask for: ask for their endpoint',
  neverEnds: 'nobody opens a conversation with a resource gateway from inside its VPC',
};

const LAMBDA: InterfaceRole = { neverEnds: 'a function only opens conversations' };

/** How AWS describes the interfaces of a resource gateway, whose id follows (ENI-04). */
export const RESOURCE_GATEWAY_INTERFACE = 'Resource Gateway Interface ';

/** By the type, spelled without its underscores: SDK enums and wire values differ in them (PAR-02). */
const BY_TYPE: Readonly<Record<string, InterfaceRole>> = {
  natgateway: NAT_GATEWAY,
  transitgateway: {
    isUngrouped: true,
    neverSends: 'an attachment of a transit gateway opens no conversation',
    neverEnds: 'an attachment of a transit gateway answers nobody',
  },
  gatewayloadbalancer: {
    isUngrouped: true,
    neverSends: 'a Gateway Load Balancer node opens no conversation',
    neverEnds: 'a Gateway Load Balancer node answers nobody',
  },
  gatewayloadbalancerendpoint: {
    isUngrouped: true,
    neverSends: 'a Gateway Load Balancer endpoint opens no conversation',
    neverEnds: 'a Gateway Load Balancer endpoint answers nobody',
  },
  vpcendpoint: ENDPOINT,
  networkloadbalancer: { isBalancer: true },
  lambda: LAMBDA,
  ec2instanceconnectendpoint: {
    isInstanceConnect: true,
    neverEnds: 'an Instance Connect Endpoint only opens conversations',
  },
};

export function roleOf(record: PlacedInterface): InterfaceRole {
  const { interfaceType: type = 'interface' } = record;
  // Nearly all are of this one.
  const known = type === 'interface' ? undefined : BY_TYPE[type.replaceAll(/[_-]/g, '').toLowerCase()];
  if (known) return known;
  if (/^Client ?VPN/i.test(record.description ?? '')) return CLIENT_VPN;
  // Endpoints of resources and service networks, and some of services, have interfaces of the ordinary type (ENI-04).
  if (/^VPC Endpoint Interface:? vpce-/.test(record.description ?? '')) return ENDPOINT;
  if (record.description?.startsWith(RESOURCE_GATEWAY_INTERFACE)) return RESOURCE_GATEWAY;
  // Functions of some years ago have interfaces of the ordinary type (ENI-04).
  if (record.requesterId?.includes('awslambda')) return LAMBDA;
  // Only the requester and the description tell the interfaces of a balancer (LB-02).
  const isBalancer = record.requesterId === 'amazon-elb' || /^ELB /.test(record.description ?? '');
  return isBalancer ? { isBalancer: true } : HOST;
}
