import type { ComponentId } from '../model/route.ts';
import { contains, type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { derived, type Lookup } from './lookup.ts';
import { works } from './states.ts';
import { rangesOf } from './vpc.ts';
import { attachedVpc } from './vpn-gateway-attachment.ts';

/** A gateway that a Direct Connect gateway leads to. */
export interface Association {
  readonly id: ComponentId;
  readonly directConnectGateway: ComponentId;
  readonly gateway: ComponentId;
  readonly isTransit: boolean;
  readonly allowed: readonly Prefix[];
  readonly account: string | undefined;
  readonly region: string | undefined;
}

export function associationsOf(net: Lookup, directConnectGateway: ComponentId): readonly Association[] {
  return associations(net).filter((one) => one.directConnectGateway === directConnectGateway);
}

/** The Direct Connect gateways that lead to a gateway. */
export function associationsTo(net: Lookup, gateway: ComponentId): readonly Association[] {
  return associations(net).filter((one) => one.gateway === gateway);
}

/**
 * What the far end of Direct Connect is told of a gateway. For a virtual private gateway the allowed prefixes filter the
 * ranges of its VPC (DX-05), for a transit gateway they are what is told (DX-06). Undefined where the VPC was not read.
 */
export function announcedBy(net: Lookup, one: Association, family: Family): readonly Prefix[] | undefined {
  const allowed = one.allowed.filter((prefix) => prefix.family === family);
  if (one.isTransit) return allowed;
  const vpcId = attachedVpc(net, one.gateway);
  if (!vpcId) return net.get('vpnGateway', one.gateway) ? [] : undefined;
  const vpc = net.get('vpc', vpcId);
  if (!vpc) return undefined;
  // Without a list of its own, an association announces all of the VPC.
  return rangesOf(vpc, family).filter(
    (range) => one.allowed.length === 0 || allowed.some((prefix) => contains(prefix, range)),
  );
}

const associations = derived((net) =>
  net.all('directConnectGatewayAssociation').flatMap((record): readonly Association[] => {
    const { directConnectGatewayId, associatedGateway, virtualGatewayId } = record;
    const gateway = associatedGateway?.id ?? virtualGatewayId;
    if (!directConnectGatewayId || !gateway || !works(record.associationState, 'associated', 'updating')) return [];
    return [
      {
        id: net.recordType('directConnectGatewayAssociation').key(record) ?? '',
        directConnectGateway: directConnectGatewayId,
        gateway,
        isTransit:
          associatedGateway?.type?.toLowerCase() === 'transitgateway' || net.kindOfId(gateway) === 'transitGateway',
        allowed: record.allowedPrefixesToDirectConnectGateway.flatMap((one) => parsePrefix(one?.cidr ?? '') ?? []),
        account: associatedGateway?.ownerAccount ?? record.virtualGatewayOwnerAccount,
        region: associatedGateway?.region ?? record.virtualGatewayRegion,
      },
    ];
  }),
);
