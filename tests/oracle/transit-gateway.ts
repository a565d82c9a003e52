import { isV6 } from './addresses.ts';
import {
  type Attachment,
  attachmentAt,
  attachmentOf,
  attachmentOfVpc,
  attachmentsOf,
  isWorking,
  tableOfAttachment,
} from './attachments.ts';
import { notReady } from './internet.ts';
import { coverageOf, ownerIn, ownersAnywhere, type Place, placeOf, sameWord } from './lookups.ts';
import { checkAcl } from './network-acls.ts';
import { leaveOutside } from './outside.ts';
import { cloneWalk, doubt, drop, flowAt, type Next, undecided, type Walk } from './packet.ts';
import { type Found, lookUp } from './transit-routes.ts';
import { zoneOf, zoneOfSubnet, zonesOf } from './zones.ts';

/** A packet inside a transit gateway: by which attachment it came, from which zone if that is known. */
interface Entry {
  readonly gatewayId: string;
  readonly by: Attachment;
  readonly zone: string | undefined;
}

/** A route of a VPC leads to a transit gateway (7.2). */
export function enterTransitGateway(walk: Walk, place: Place, gatewayId: string): Next {
  const { look } = walk;
  walk.kinds.add('transitGateway');
  const stop = stopAtGateway(walk, gatewayId);
  if (stop) return stop;
  const attachment = attachmentOfVpc(look, gatewayId, place.vpcId);
  if (attachment === undefined) {
    const vpc = look.vpcs.get(place.vpcId ?? '') ?? { account: undefined, region: undefined };
    const isSure = (['transitGatewayVpcAttachment', 'transitGatewayAttachment'] as const).some(
      (kind) => coverageOf(look.snapshot, kind, vpc) === 'complete',
    );
    return isSure ? drop(walk, 'TGW-07 not attached') : undecided(walk, 'the attachments of the VPC are not known');
  }
  const shut = refusedBy(walk, attachment);
  if (shut) return shut;
  if (attachment.vpc === undefined) return undecided(walk, `the subnets of ${attachment.id} are not known`);
  const zone = zoneOf(look, place);
  const subnets = zonesOf(look, attachment.vpc.subnetIds);
  const near = subnets.find((one) => one.zone !== undefined && one.zone === zone);
  if (near === undefined) {
    const isSure = zone !== undefined && subnets.length > 0 && subnets.every((one) => one.zone !== undefined);
    return isSure ? drop(walk, 'TGW-09 no attachment in the zone') : undecided(walk, 'TGW-09 a zone is not known');
  }
  const at: Place = { vpcId: place.vpcId, subnetId: near.subnetId, eni: undefined, nat: undefined };
  const unready = notReady(walk, at);
  if (unready) return unready;
  // ACL-20: on the way in, the attachment's subnet asks its ingress rules, also when the sender is in it.
  const refused = checkAcl(walk, near.subnetId, 'ingress');
  return refused ? drop(walk, refused) : crossTransitGateway(walk, { gatewayId, by: attachment, zone: near.zone });
}

/** A link outside leads to the gateway: by the attachment of what it ends at. */
export function enterByAttachment(walk: Walk, gatewayId: string, type: string, resourceId: string | undefined): Next {
  walk.kinds.add('transitGateway');
  const stop = stopAtGateway(walk, gatewayId);
  if (stop) return stop;
  const { look } = walk;
  const attachment = attachmentOf(look, gatewayId, type, resourceId);
  if (attachment === undefined) {
    return undecided(walk, `the attachment of ${resourceId} is not known`);
  }
  walk.identity = undefined; // ID-06
  const by = attachment;
  return refusedBy(walk, by) ?? crossTransitGateway(walk, { gatewayId, by, zone: undefined });
}

function stopAtGateway(walk: Walk, gatewayId: string): Next | undefined {
  const gateway = walk.look.snapshot.records.transitGateway.find((one) => one.transitGatewayId === gatewayId);
  if (gateway === undefined) return undecided(walk, `transit gateway ${gatewayId} is not in the snapshot`);
  return isWorking(gateway.state) ? undefined : drop(walk, `0.6 ${gatewayId} is ${gateway.state}`);
}

/** TGW-07, TGW-22, TGW-24: why an attachment carries nothing, or not for sure. */
function refusedBy(walk: Walk, one: Attachment): Next | undefined {
  if (!isWorking(one.state)) return drop(walk, `TGW-07 ${one.id} is ${one.state}`);
  if (sameWord(one.generic?.natGatewaySupport, 'enabled')) return undecided(walk, `TGW-24 ${one.id} translates`);
  if (one.vpc && isV6(walk.header.dst)) {
    const support = one.vpc.options?.ipv6Support;
    if (support === undefined) doubt(walk, `TGW-22 whether ${one.id} supports IPv6 is not known`);
    else if (!sameWord(support, 'enable')) return drop(walk, `TGW-22 ${one.id} has no IPv6 support`);
  }
  return undefined;
}

/** The one table of the attachment that the packet came by decides (TGW-01, TGW-02). */
export function crossTransitGateway(walk: Walk, entry: Entry): Next {
  const table = tableOfAttachment(walk.look, entry.by);
  if (table === undefined) return undecided(walk, `TGW-23 the association of ${entry.by.id} is not known`);
  if (table === 'none') return drop(walk, `TGW-01 ${entry.by.id} has no association`);
  if (table === 'policy') return undecided(walk, 'TGW-20 a policy table');
  const key = `${table.id}|${entry.by.id}|${entry.zone}|${walk.header.src}|${walk.header.dst}`;
  if (walk.seen.has(key)) return drop(walk, 'GEN-08 loop');
  walk.seen.add(key);
  const found = lookUp(walk.look, entry.gatewayId, table.id, walk.header.dst);
  return forked(walk, found, (branch, one) => followTransit(branch, entry, one));
}

function forked<T>(walk: Walk, ways: readonly T[], go: (branch: Walk, way: T) => Next): Next {
  const [only] = ways;
  if (ways.length === 1 && only !== undefined) return go(walk, only);
  const branches = ways.map((way) => {
    const branch = cloneWalk(walk);
    return [branch, go(branch, way)] as const;
  });
  return { do: 'fork', branches };
}

function followTransit(walk: Walk, entry: Entry, found: Found): Next {
  if (found === 'none') return drop(walk, 'TGW-02 no route');
  if (found === 'unknown') return undecided(walk, 'TGW-25 not all routes are known');
  if (sameWord(found.state, 'blackhole')) return drop(walk, 'TGW-02 blackhole route');
  if (found.state !== undefined && !sameWord(found.state, 'active')) return undecided(walk, `0.6 ${found.state} route`);
  if (found.attachmentIds.length === 0) return undecided(walk, 'a route without an attachment');
  return forked(walk, found.attachmentIds, (branch, id) => leaveByAttachment(branch, entry, id));
}

function leaveByAttachment(walk: Walk, entry: Entry, id: string): Next {
  const attachment = attachmentAt(walk.look, entry.gatewayId, id);
  if (attachment === undefined) return undecided(walk, `attachment ${id} is not in the snapshot`);
  const shut = refusedBy(walk, attachment);
  if (shut) return shut;
  switch (attachment.type) {
    case 'vpc':
      return enterVpcByTransit(walk, entry, attachment);
    case 'peering':
      return crossTransitPeering(walk, attachment);
    case 'vpn':
    case 'direct-connect-gateway':
    case 'client-vpn':
      return leaveOutside(walk, attachment);
    default:
      return undecided(walk, `${attachment.type} attachments are not modelled`);
  }
}

function crossTransitPeering(walk: Walk, attachment: Attachment): Next {
  walk.kinds.add('transitGatewayPeering');
  walk.identity = undefined; // ID-06
  const farId = attachment.resourceId;
  const { look } = walk;
  if (farId === undefined) return undecided(walk, 'the peer gateway is not known');
  const stop = stopAtGateway(walk, farId);
  if (stop) return stop;
  const far = attachmentsOf(look).find(
    (one) =>
      one.gatewayId === farId && (attachment.peering ? one.peering === attachment.peering : one.id === attachment.id),
  );
  if (far === undefined) return undecided(walk, `the attachment of ${farId} is not known`);
  return refusedBy(walk, far) ?? crossTransitGateway(walk, { gatewayId: farId, by: far, zone: undefined });
}

/** Out of the gateway's interface in one of the zones of the attachment, and on by the table of that subnet (TGW-11). */
function enterVpcByTransit(walk: Walk, entry: Entry, to: Attachment): Next {
  if (to.vpc === undefined) return undecided(walk, `the subnets of ${to.id} are not known`);
  const subnets = zonesOf(walk.look, to.vpc.subnetIds);
  if (subnets.length === 0) return undecided(walk, `the subnets of ${to.id} are not known`);
  keepIdentity(walk, entry, to);
  const able = sameWord(to.vpc.options?.applianceModeSupport, 'enable')
    ? applianceZones(walk, entry, to, subnets)
    : subnets.filter(({ zone }) => zone !== undefined && zone === entry.zone);
  // TGW-10: without an interface in the zone any other takes it; one of an unknown zone may be in it.
  const chosen = able.length > 0 ? able : subnets;
  return forked(walk, chosen, (branch, { subnetId, zone }) => {
    if (zone !== undefined) branch.session.applianceZones.set(flowAt(branch, to.id), zone);
    const place: Place = { vpcId: to.resourceId, subnetId, eni: undefined, nat: undefined };
    return { do: 'leave', place };
  });
}

type Zoned = ReturnType<typeof zonesOf>;

/** TGW-13: one zone for both directions of a flow. Empty where any may be taken. */
function applianceZones(walk: Walk, entry: Entry, to: Attachment, subnets: Zoned): Zoned {
  walk.kinds.add('applianceMode');
  const kept = walk.leg === 'reply' ? walk.session.applianceZones.get(flowAt(walk, to.id)) : undefined;
  const within = (...zones: readonly (string | undefined)[]) =>
    subnets.filter(({ zone }) => zone !== undefined && zones.includes(zone));
  if (kept !== undefined) return within(kept);
  const source = entry.zone;
  const destination = destinationZone(walk, entry.gatewayId);
  if (source === undefined || within(source).length === 0) return [];
  if (destination === undefined || destination === source) return within(source);
  return within(destination).length > 0 ? within(source, destination) : [];
}

/** The zone of whoever has the destination: behind the same transit gateway if anybody there has it. */
function destinationZone({ look, header }: Walk, gatewayId: string): string | undefined {
  const vpcs = attachmentsOf(look).filter(
    (one) => one.gatewayId === gatewayId && one.type === 'vpc' && isWorking(one.state),
  );
  const near = vpcs.flatMap(({ resourceId }) => ownerIn(look, resourceId, header.dst) ?? []);
  const all = ownersAnywhere(look, header.dst).map((eni) => placeOf(look, eni));
  const zones = new Set((near.length > 0 ? near : all).map((owner) => zoneOfSubnet(look, owner.subnetId)));
  return zones.size === 1 ? [...zones][0] : undefined;
}

/** ID-05: groups are seen on the other side only where the gateway and both attachments say so. */
function keepIdentity(walk: Walk, { gatewayId, by }: Entry, to: Attachment): void {
  if (walk.identity === undefined) return;
  const gateway = walk.look.snapshot.records.transitGateway.find((one) => one.transitGatewayId === gatewayId);
  const passes = ({ vpc }: Attachment) => {
    const support = vpc?.options?.securityGroupReferencingSupport;
    return vpc !== undefined && (support === undefined || sameWord(support, 'enable'));
  };
  const isOn = sameWord(gateway?.options?.securityGroupReferencingSupport, 'enable');
  const { transit } = walk.identity;
  const isSame = transit === undefined || transit === gatewayId;
  const isKept = isOn && isSame && passes(by) && passes(to);
  if (isKept) walk.kinds.add('transitReference');
  walk.identity = isKept ? { ...walk.identity, transit: gatewayId } : undefined;
}
