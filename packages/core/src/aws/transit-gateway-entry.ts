import type { Branch, ComponentId, Forwarding, Locus, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { aclStep } from './acl-filters.ts';
import { all, halted, linksAlong } from './forwarding.ts';
import { type Lookup, type Place, placeOf } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { unreadySubnet } from './place-state.ts';
import type { Handover } from './resource-type.ts';
import { works } from './states.ts';
import { associationEdits, attachedSubnetEdits, ipv6Edit } from './transit-gateway-attachment-edits.ts';
import { type Attachment, attachmentOfVpc, isUp } from './transit-gateway-attachments.ts';
import { subnetsOf } from './transit-gateway-zones.ts';

/** A route of a VPC leads to a transit gateway: by the VPC's attachment, in the sender's zone (TGW-01, TGW-07, TGW-09). */
export function enterFromVpc(net: Lookup, transitGatewayId: string, from: Handover, to: LabelRange) {
  const attachment = attachmentOfVpc(net, transitGatewayId, from.vpcId);
  if (attachment) return enter(net, attachment, from, to);
  const place = placeOf(net, from.vpcId);
  const stop =
    net.coverage('transitGatewayVpcAttachment', place) === 'complete'
      ? dropped(
          transitGatewayId,
          'BAD_STATE_ATTACHMENT',
          blocks(transitGatewayId, `${from.vpcId} is not attached to it`),
        )
      : notCollected(net, transitGatewayId, 'transitGatewayVpcAttachment', undefined, place);
  return all(to, halted(from, linksAlong(net, ...from.chain, transitGatewayId), stop, transitGatewayId));
}

/** Packets of a VPC at the attachment that it has to a transit gateway. */
export function enter(net: Lookup, attachment: Attachment, from: Handover, to: LabelRange): readonly Forwarding[] {
  const { id } = attachment;
  const links = linksAlong(net, ...from.chain, id);
  const refused = refusalOf(net, attachment, to.family);
  if (refused) return all(to, halted(from, links, refused, id));
  const inside = subnetsOf(net, attachment);
  // What has no subnet has no zone: a regional NAT gateway sends by any. A subnet that does not tell its zone has one.
  const isAnywhere = from.subnetId === undefined && from.zone === undefined;
  const own = inside.find(({ zone }) => isAnywhere || (zone !== undefined && zone === from.zone));
  if (!own && from.zone === undefined && from.subnetId) {
    return all(to, halted(from, links, zoneUntold(net, id, from.subnetId, from.place), id));
  }
  if (!own) {
    const unread = inside.find(({ zone }) => zone === undefined);
    const text = `it has no subnet in ${from.zone}`;
    const stop = unread
      ? zoneUntold(net, id, unread.subnetId, attachment.place)
      : {
          ...dropped(id, 'TGW_ROUTE_AZ_RESTRICTION', blocks(id, text)),
          mends: () => attachedSubnetEdits(net, attachment, from.zone),
        };
    return all(to, halted(from, links, stop, id));
  }
  const unready = unreadySubnet(net, own.subnetId, id, attachment.place);
  if (unready) return all(to, halted(from, links, unready, id));
  // The attachment's interface is in that subnet: packets enter it there, on their way out nothing is asked (ACL-20).
  const steps: readonly Step[] = [
    ...from.steps,
    aclStep(net, own.subnetId, 'ingress', to.family, id),
    referencesStep(net, attachment),
  ];
  return all(to, intoTable(net, attachment, { ...from, steps }, links, to.family, from.zone));
}

/** A subnet that is not in the input, or that a template puts in no zone by name. */
function zoneUntold(net: Lookup, at: ComponentId, subnetId: string, place: Place): Stop {
  const stop = notCollected(net, at, 'subnet', subnetId, place);
  if (!net.get('subnet', subnetId)) return stop;
  const text = `the zone of subnet ${subnetId} is not in the input`;
  return { ...stop, evidence: [{ component: subnetId, effect: 'blocks', text }] };
}

/** Packets that come in by an attachment of anything but a VPC: over VPN, Direct Connect, Client VPN. */
export function enterFromOutside(
  net: Lookup,
  attachment: Attachment,
  from: Pick<Handover, 'steps' | 'why' | 'chain'>,
  family: Family,
): Branch {
  const links = linksAlong(net, ...from.chain, attachment.id);
  const refused = refusalOf(net, attachment, family);
  if (refused) return { links, steps: from.steps, next: refused, why: from.why };
  const steps: readonly Step[] = [...from.steps, { kind: 'identity', becomes: 'none', by: attachment.id }];
  return intoTable(net, attachment, { ...from, steps }, links, family, undefined);
}

/** From an attachment of any type to the table that routes it (TGW-01). */
export function intoTable(
  net: Lookup,
  attachment: Attachment,
  from: Pick<Handover, 'steps' | 'why' | 'chain'>,
  links: Branch['links'],
  family: Family,
  zone: string | undefined,
): Branch {
  const { id, table } = attachment;
  const stop = (next: Stop): Branch => ({ links, steps: from.steps, next, why: from.why });
  if (table === 'none') {
    const missed = dropped(id, 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', blocks(id, 'no route table is associated'));
    return stop({ ...missed, mends: () => associationEdits(net, id, attachment.transitGatewayId) });
  }
  if (table === 'unread') {
    const owners = net.get('transitGateway', attachment.transitGatewayId) ?? attachment.place;
    return stop(notCollected(net, id, 'transitGatewayAttachment', id, owners));
  }
  // It is dynamic, and no call lists it (TGW-20).
  if (table === 'policy-table') return stop(notModelled(id, 'a policy table routes it, which is not modelled'));
  const next: Locus = { at: table.tableId, family, ...(zone ? { zone } : {}) };
  return { links: [...links, net.link(id, table.tableId)], steps: from.steps, next, why: from.why };
}

/** Why an attachment carries nothing (TGW-07, TGW-22, TGW-24). */
export function refusalOf(net: Lookup, attachment: Attachment, family: Family): Stop | undefined {
  const { id, vpc, transitGatewayId, place } = attachment;
  const gateway = net.get('transitGateway', transitGatewayId);
  if (!gateway) return notCollected(net, id, 'transitGateway', transitGatewayId, place);
  if (!works(gateway.state, 'available', 'modifying')) {
    return dropped(transitGatewayId, 'BAD_STATE', blocks(transitGatewayId, `its state is ${gateway.state}`));
  }
  if (!isUp(attachment)) {
    return dropped(id, 'BAD_STATE_ATTACHMENT', blocks(id, `its state is ${attachment.state}`));
  }
  if (attachment.translates) return notModelled(id, 'it translates addresses, which is not modelled');
  if (attachment.type !== 'vpc') return undefined;
  if (!vpc) return notCollected(net, id, 'transitGatewayVpcAttachment', id, place);
  if (family === 6 && !works(vpc.options?.ipv6Support ?? 'disable', 'enable')) {
    const stop = dropped(id, 'PROTOCOL_RESTRICTION', blocks(id, 'IPv6 is not enabled on it'));
    return { ...stop, mends: () => [ipv6Edit(attachment)] };
  }
  return undefined;
}

/** Rules that name groups see the sender where the gateway and both attachments support it, inbound only (ID-05, ID-06). */
export function referencesStep(net: Lookup, { id, vpc, transitGatewayId }: Attachment): Step {
  const gateway = net.get('transitGateway', transitGatewayId)?.options?.securityGroupReferencingSupport ?? 'disable';
  const own = vpc?.options?.securityGroupReferencingSupport ?? 'enable';
  const isKept = works(gateway, 'enable') && works(own, 'enable') && vpc !== undefined;
  return { kind: 'identity', becomes: isKept ? 'ingress-only' : 'none', by: id };
}

export function blocks(component: ComponentId, text: string) {
  return { component, effect: 'blocks' as const, text };
}

export function notModelled(at: ComponentId, text: string): Stop {
  return { kind: 'unknown', code: 'NOT_MODELLED', at, evidence: [blocks(at, text)] };
}
