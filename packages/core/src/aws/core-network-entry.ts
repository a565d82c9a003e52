import type { Branch, ComponentId, Fork, Forwarding, Locus, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { aclStep } from './acl-filters.ts';
import { type CoreAttachment, coreAttachmentOfVpc } from './core-network-attachments.ts';
import { all, halted, linksAlong } from './forwarding.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { unreadySubnet } from './place-state.ts';
import type { Handover } from './resource-type.ts';
import { works } from './states.ts';
import { blocks } from './transit-gateway-entry.ts';
import { subnetsOf } from './transit-gateway-zones.ts';

/** A route of a VPC leads to a core network: by the VPC's attachment, in the sender's zone (CW-05, as TGW-09). */
export function enterCoreNetwork(net: Lookup, arn: ComponentId, from: Handover, to: LabelRange): readonly Forwarding[] {
  const attachment = coreAttachmentOfVpc(net, arn, from.vpcId);
  const state = net.get('coreNetwork', arn)?.state;
  const early = works(state, 'available', 'updating')
    ? attachment
      ? undefined
      : openStop(arn, 'the attachment of the VPC is not in the input')
    : dropped(arn, 'BAD_STATE', blocks(arn, `its state is ${state}`));
  if (early || !attachment) return all(to, halted(from, linksAlong(net, ...from.chain, arn), early as Stop, arn));
  const { id, table } = attachment;
  const links = linksAlong(net, ...from.chain, id);
  const stop = (next: Stop) => all(to, halted(from, links, next, id));
  const refused = refusalOf(net, attachment, to.family);
  if (refused) return stop(refused);
  const inside = subnetsOf(net, attachment);
  const own = inside.find(({ zone }) => zone !== undefined && zone === from.zone);
  if (!own) {
    const isUnread = from.zone === undefined || inside.some(({ zone }) => zone === undefined);
    const text = `it has no subnet in ${from.zone}`;
    return stop(
      isUnread
        ? openStop(id, 'the zone of a subnet is not in the input')
        : dropped(id, 'TGW_ROUTE_AZ_RESTRICTION', blocks(id, text)),
    );
  }
  const unready = unreadySubnet(net, own.subnetId, id, attachment.place);
  if (unready) return stop(unready);
  if (!net.get('coreNetworkRoutes', table.tableId)) {
    return stop(openStop(id, `the routes of ${table.tableId} are not in the input`));
  }
  const steps: readonly Step[] = [...from.steps, aclStep(net, own.subnetId, 'ingress', to.family, id)];
  const next: Locus = { at: table.tableId, family: to.family, ...(from.zone ? { zone: from.zone } : {}) };
  const entered = { links: [...links, net.link(id, table.tableId)], next, why: from.why };
  return all(to, eitherWay(arn, attachment, { ...entered, steps }));
}

/** Whether the core network lets groups be seen is in its policy, off unless that says so (ID-07). */
function eitherWay(arn: ComponentId, attachment: CoreAttachment, entered: Branch): Fork {
  const as = (one: CoreAttachment): Branch => ({ ...entered, steps: [...entered.steps, groupsStep(one)] });
  const blind = as({ ...attachment, seesGroups: false });
  if (!attachment.seesGroups) return blind;
  return { pick: 'aws', choice: arn, code: 'CLOUD_WAN_REFERENCES', of: [as(attachment), blind] };
}

/** Why an attachment carries nothing, or why nobody can tell. */
export function refusalOf(net: Lookup, attachment: CoreAttachment, family: Family): Stop | undefined {
  const { id, state, vpc } = attachment;
  if (works(state, 'pending_network_update', 'pending_tag_acceptance') && state !== undefined) {
    return openStop(id, `its state is ${state}`);
  }
  if (!works(state, 'available', 'updating')) {
    return dropped(id, 'BAD_STATE_ATTACHMENT', blocks(id, `its state is ${state}`));
  }
  if (attachment.type !== 'vpc') return openStop(id, `it is of type ${attachment.type}`);
  if (!vpc) return notCollected(net, id, 'coreNetworkVpcAttachment', id, attachment.place);
  const carriesIpv6 = works(vpc.options?.ipv6Support ?? 'disable', 'enable');
  if (family === 6 && !carriesIpv6) return dropped(id, 'PROTOCOL_RESTRICTION', blocks(id, 'IPv6 is not enabled on it'));
  return undefined;
}

/** Rules that name groups see the sender where both attachments support it, inbound only. */
export function groupsStep({ id, seesGroups }: CoreAttachment): Step {
  return { kind: 'identity', becomes: seesGroups ? 'ingress-only' : 'none', by: id };
}

export function openStop(at: ComponentId, text: string): Stop {
  return { kind: 'unknown', code: 'CLOUD_WAN', at, evidence: [blocks(at, text)] };
}
