import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { derived, type Lookup, type Place } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

/** An attachment to a transit gateway, put together from all calls that tell of it. */
export interface Attachment {
  readonly id: ComponentId;
  readonly transitGatewayId: string;
  /** `vpc`, `vpn`, `direct-connect-gateway`, `connect`, `peering`, `network-function`, … */
  readonly type: string;
  readonly resourceId: string | undefined;
  readonly state: string | undefined;
  readonly createdAt: string | undefined;
  /** What only attachments of VPCs have; undefined where that call's answer is not in the input. */
  readonly vpc: RecordOfKind<'transitGatewayVpcAttachment'> | undefined;
  /** Its packets are translated by rules of its own, which are not modelled (TGW-24). */
  readonly translates: boolean;
  readonly table: Association;
  readonly place: Place;
}

/** The one table that routes what comes in by an attachment (TGW-01). */
export type Association = { readonly tableId: ComponentId } | 'none' | 'unread' | 'policy-table';

type Listed = RecordOfKind<'transitGatewayAttachment'>;
type OfVpc = RecordOfKind<'transitGatewayVpcAttachment'>;

export function attachmentsTo(net: Lookup, transitGatewayId: string): readonly Attachment[] {
  return byGateway(net).get(transitGatewayId) ?? [];
}

/** Of a peering attachment the two sides may share one id: `transitGatewayId` tells them apart. */
export function attachmentOf(net: Lookup, id: string, transitGatewayId?: string): Attachment | undefined {
  return attachmentsWithId(net, id).find(
    (one) => transitGatewayId === undefined || one.transitGatewayId === transitGatewayId,
  );
}

/** Every side that has an id. */
export function attachmentsWithId(net: Lookup, id: string): readonly Attachment[] {
  return byId(net).get(id) ?? [];
}

/** The attachments of a resource, to whatever gateway. */
export function attachmentsOfResource(net: Lookup, resourceId: string): readonly Attachment[] {
  return all(net).filter((one) => one.resourceId === resourceId);
}

/** The attachment of a VPC to a transit gateway: one at most that is not dead. */
export function attachmentOfVpc(net: Lookup, transitGatewayId: string, vpcId: string): Attachment | undefined {
  const own = attachmentsTo(net, transitGatewayId).filter((one) => one.type === 'vpc' && one.resourceId === vpcId);
  return own.find(isUp) ?? own[0];
}

/** What says what is learned and done at the other side: of a Connect attachment its own record, not its transport. */
export function resourceBehind({ id, type, resourceId }: Attachment): ComponentId {
  return type === 'connect' ? id : (resourceId ?? '');
}

/** The attachment of a VPN connection, a Direct Connect gateway or a Client VPN endpoint. */
export function attachmentOfResource(
  net: Lookup,
  transitGatewayId: string,
  resourceId: string,
): Attachment | undefined {
  const own = attachmentsTo(net, transitGatewayId).filter((one) => resourceBehind(one) === resourceId);
  return own.find(isUp) ?? own[0];
}

/** TGW-07. */
export function isUp(attachment: Attachment): boolean {
  return works(attachment.state, 'available', 'modifying', 'rollingBack');
}

const all = derived((net): readonly Attachment[] => {
  const ofVpc = new Map(net.all('transitGatewayVpcAttachment').map((one) => [one.transitGatewayAttachmentId, one]));
  const listed = net.all('transitGatewayAttachment');
  const known = new Set(listed.map((one) => one.transitGatewayAttachmentId));
  const alone = [...ofVpc.values()].filter((one) => !known.has(one.transitGatewayAttachmentId));
  const isListed = new Set(listed.map((one) => `${one.transitGatewayAttachmentId} ${one.transitGatewayId}`));
  const peerings = net.all('transitGatewayPeeringAttachment').flatMap((one) => peeringSides(net, one));
  return [
    ...peerings.filter((one) => !isListed.has(`${one.id} ${one.transitGatewayId}`)),
    ...listed.flatMap((one) => joined(net, one, ofVpc.get(one.transitGatewayAttachmentId)) ?? []),
    ...alone.flatMap((one) => joined(net, undefined, one) ?? []),
  ];
});

/** Both ends of a peering, as the peering itself tells of them. */
function peeringSides(net: Lookup, record: RecordOfKind<'transitGatewayPeeringAttachment'>): readonly Attachment[] {
  const { requesterTgwInfo: requester, accepterTgwInfo: accepter, transitGatewayAttachmentId: id } = record;
  const side = (own: typeof requester, far: typeof requester, ownId: string | undefined): readonly Attachment[] => {
    if (!ownId || !own?.transitGatewayId) return [];
    return [
      {
        id: ownId,
        transitGatewayId: own.transitGatewayId,
        type: 'peering',
        resourceId: far?.transitGatewayId,
        state: record.state ?? record.status?.code,
        createdAt: record.creationTime,
        vpc: undefined,
        translates: false,
        table: association(net, ownId, own.transitGatewayId, undefined),
        place: { account: own.ownerId, region: own.region },
      },
    ];
  };
  return [
    ...side(requester, accepter, id),
    ...side(accepter, requester, record.accepterTransitGatewayAttachmentId ?? id),
  ];
}

const byGateway = derived((net) => groupBy(all(net), (one) => one.transitGatewayId));
const byId = derived((net) => groupBy(all(net), (one) => one.id));

function joined(net: Lookup, listed: Listed | undefined, vpc: OfVpc | undefined): Attachment | undefined {
  const id = listed?.transitGatewayAttachmentId ?? vpc?.transitGatewayAttachmentId;
  const transitGatewayId = listed?.transitGatewayId ?? vpc?.transitGatewayId;
  const place = vpc ?? listed;
  if (!id || !transitGatewayId || !place) return undefined;
  return {
    id,
    transitGatewayId,
    type: listed?.resourceType?.replace(/^tgw-/, '') ?? 'vpc',
    resourceId: vpc?.vpcId ?? listed?.resourceId,
    state: vpc?.state ?? listed?.state,
    createdAt: vpc?.creationTime ?? listed?.creationTime,
    vpc,
    translates: works(listed?.natGatewaySupport ?? '-', 'enable', 'enabled'),
    table: association(net, id, transitGatewayId, listed),
    place,
  };
}

function association(net: Lookup, id: string, transitGatewayId: string, listed: Listed | undefined): Association {
  const own = listed?.association;
  if (own?.transitGatewayPolicyTableId) return 'policy-table';
  if (own?.transitGatewayRouteTableId && works(own.state, 'associated'))
    return { tableId: own.transitGatewayRouteTableId };
  const tableId = associations(net).get(`${id} ${transitGatewayId}`) ?? associations(net).get(id);
  if (tableId) return { tableId };
  const owner = { account: listed?.transitGatewayOwnerId, region: listed?.region };
  const isTold =
    own !== undefined ||
    isOwnersView(net, listed) ||
    areAssociationsRead(net, transitGatewayId) ||
    (listed !== undefined && net.coverage('transitGatewayAssociations', owner) === 'complete');
  return isTold ? 'none' : 'unread';
}

/** Only the owner of the transit gateway is told of associations (TGW-23). */
function isOwnersView(net: Lookup, listed: Listed | undefined): boolean {
  if (!listed) return false;
  const { account, transitGatewayOwnerId: owner } = listed;
  if (account !== undefined && owner !== undefined && account !== owner) return false;
  const place = { account: owner, region: listed.region };
  return net.coverage('transitGatewayAttachment', place) !== 'absent';
}

function areAssociationsRead(net: Lookup, transitGatewayId: string): boolean {
  const gateway = net.get('transitGateway', transitGatewayId);
  if (!gateway || net.coverage('transitGatewayRouteTable', gateway) !== 'complete') return false;
  const tables = net.all('transitGatewayRouteTable').filter((one) => one.transitGatewayId === transitGatewayId);
  return tables.every((one) => net.get('transitGatewayAssociations', one.transitGatewayRouteTableId) !== undefined);
}

/** By attachment, and by attachment and transit gateway: the table that lists it as associated. */
const associations = derived((net) => {
  const found = new Map<string, string>();
  for (const { transitGatewayRouteTableId: table, associations: list } of net.all('transitGatewayAssociations')) {
    const gateway = net.get('transitGatewayRouteTable', table)?.transitGatewayId;
    for (const one of list) {
      if (!table || !one?.transitGatewayAttachmentId || !works(one.state, 'associated')) continue;
      found.set(one.transitGatewayAttachmentId, table);
      if (gateway) found.set(`${one.transitGatewayAttachmentId} ${gateway}`, table);
    }
  }
  return found;
});

/** The attachment at the other end of a peering: with the same id, or with the one that the peering names. */
export function otherSide(net: Lookup, { id, transitGatewayId, resourceId }: Attachment): Attachment | undefined {
  const peering = net
    .all('transitGatewayPeeringAttachment')
    .find((one) => one.transitGatewayAttachmentId === id || one.accepterTransitGatewayAttachmentId === id);
  const gateways = [
    peering?.requesterTgwInfo?.transitGatewayId,
    peering?.accepterTgwInfo?.transitGatewayId,
    resourceId,
  ].filter((one) => one !== undefined && one !== transitGatewayId);
  const ids = [id, peering?.transitGatewayAttachmentId, peering?.accepterTransitGatewayAttachmentId];
  for (const gateway of gateways) {
    const own = attachmentsTo(net, gateway as string).filter((one) => one.type === 'peering');
    const named = own.find((one) => ids.includes(one.id)) ?? own.find((one) => one.resourceId === transitGatewayId);
    if (named) return named;
  }
  return undefined;
}
