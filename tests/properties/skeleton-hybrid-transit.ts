import { ACCOUNT, type Raw, raw, route } from '../oracle/build.ts';
import { PLACES, type PlannedLink } from './hybrid-links.ts';
import { listOf } from './mutations.ts';
import { HUB, placeOf } from './skeleton-transit.ts';

/** What leads outside from the first transit gateway, in tables of that and of the others. */
export function withTransitLinks(plain: readonly Raw[], links: readonly PlannedLink[]): readonly Raw[] {
  const mine = links.filter(({ isTransit }) => isTransit);
  if (mine.length === 0 || !plain.some(({ fields }) => fields.TransitGatewayId === 'tgw-1')) return plain;
  const ways = waysOf(mine);
  const hasHub = plain.some(({ fields }) => fields.TransitGatewayRouteTableId === 'tgw-rtb-1h');
  const gatewayOf = (id: unknown) => Number(String(id).replace('tgw-rtb-', '').charAt(0));
  const isKnowing = (id: unknown) => gatewayOf(id) === 1 && !(hasHub && id === 'tgw-rtb-1');
  const changed = plain.map((one) => {
    const id = one.fields.TransitGatewayRouteTableId;
    if (one.kind === 'transitGatewayRoutes' && id !== 'tgw-rtb-1h' && hasHub && gatewayOf(id) === 1) return one;
    if (one.kind === 'transitGatewayRoutes') return withRoutes(one, gatewayOf(id), ways);
    if (one.kind === 'transitGatewayPropagations' && isKnowing(id)) return withSources(one, ways);
    return one.kind === 'routeTable' && one.fields.VpcId === `vpc-${HUB}` ? withSpokes(one) : one;
  });
  return [...changed, ...ways.map((way) => attachmentOf(way))];
}

interface Way {
  readonly id: string;
  readonly type: 'vpn' | 'direct-connect-gateway';
  readonly resourceId: string;
  readonly isStatic: boolean;
  readonly cidrs: readonly string[];
}

/** One attachment for each VPN connection, one for the Direct Connect gateway. */
function waysOf(links: readonly PlannedLink[]): readonly Way[] {
  const vpns = links
    .filter(({ isVpn }) => isVpn)
    .map(({ id, isStatic, announced }): Way => {
      return { id: `att-${id}`, type: 'vpn', resourceId: id, isStatic, cidrs: announced };
    });
  const direct = links.filter(({ isVpn }) => !isVpn);
  const cidrs = [...new Set(direct.flatMap(({ announced }) => announced))];
  const type = 'direct-connect-gateway';
  return direct.length === 0 ? vpns : [{ id: 'att-dx', type, resourceId: 'dxgw-2', isStatic: false, cidrs }, ...vpns];
}

/** Only the winner of a prefix is listed: static routes, Direct Connect, then VPN (TGW-03). */
function withRoutes(one: Raw, n: number, ways: readonly Way[]): Raw {
  const before = listOf(one, 'Routes');
  const isWhole = before.some(({ Type }) => Type === 'propagated');
  const cidrs = [...new Set(ways.flatMap((way) => way.cidrs))];
  const added = cidrs.flatMap((cidr) => {
    if (before.some(({ DestinationCidrBlock }) => DestinationCidrBlock === cidr)) return [];
    const able = ways.filter((way) => way.cidrs.includes(cidr));
    if (n !== 1) return [listed(cidr, 'static', [{ id: `att-x1${n}`, type: 'peering', resourceId: 'tgw-1' }])];
    const fixed = able.filter(({ isStatic }) => isStatic);
    if (fixed.length > 0) return [listed(cidr, 'static', fixed.slice(0, 1))];
    const direct = able.filter(({ type }) => type === 'direct-connect-gateway');
    return isWhole ? [listed(cidr, 'propagated', direct.length > 0 ? direct : able)] : [];
  });
  return { ...one, fields: { ...one.fields, Routes: [...before, ...added] } };
}

interface Target {
  readonly id: string;
  readonly type: string;
  readonly resourceId: string;
}

function listed(cidr: string, Type: string, to: readonly Target[]): object {
  return {
    DestinationCidrBlock: cidr,
    Type,
    State: 'active',
    TransitGatewayAttachments: to.map((one) => ({
      TransitGatewayAttachmentId: one.id,
      ResourceType: one.type,
      ResourceId: one.resourceId,
    })),
  };
}

function withSources(one: Raw, ways: readonly Way[]): Raw {
  const field = 'TransitGatewayRouteTablePropagations';
  const more = ways
    .filter(({ isStatic }) => !isStatic)
    .map(({ id, type }) => ({ TransitGatewayAttachmentId: id, ResourceType: type, State: 'enabled' }));
  return { ...one, fields: { ...one.fields, [field]: [...listOf(one, field), ...more] } };
}

/** The hub knows the way back to every site. */
function withSpokes(one: Raw): Raw {
  const routes = listOf(one, 'Routes');
  if (!routes.some(({ TransitGatewayId }) => TransitGatewayId)) return one;
  const more = PLACES.map(({ prefix }) => route(prefix, 'tgw-1'));
  return { ...one, fields: { ...one.fields, Routes: [...routes, ...more] } };
}

function attachmentOf({ id, type, resourceId }: Way): Raw {
  return raw(
    'transitGatewayAttachment',
    {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: 'tgw-1',
      TransitGatewayOwnerId: ACCOUNT,
      State: 'available',
      ResourceType: type,
      ResourceId: resourceId,
      Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
    },
    placeOf(1),
  );
}
