import type { Branch, ComponentId, Fork, Forwarding, Locus, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { all, alongPieces, eachLabel, linksAlong } from './forwarding.ts';
import { interfaceIndex } from './interface-index.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { dropped, missing, notCollected } from './missing.ts';
import type { Handover } from './resource-type.ts';
import { works } from './states.ts';
import {
  type Attachment,
  attachmentOf,
  attachmentsTo,
  otherSide,
  resourceBehind,
} from './transit-gateway-attachments.ts';
import { doubtsOf } from './transit-gateway-doubts.ts';
import { blocks, intoTable, notModelled, referencesStep, refusalOf } from './transit-gateway-entry.ts';
import { throughFirewall } from './transit-gateway-firewall.ts';
import { type TransitDecision, type TransitRoute, transitTable } from './transit-gateway-table.ts';
import { type AttachedSubnet, inZone, stickyZones, subnetsOf, zoneOfAddress } from './transit-gateway-zones.ts';
import { zoneOf } from './zones.ts';

/** What a table does with packets of its attachments (TGW-02). */
export function routeByTable(net: Lookup, at: Locus, to: LabelRange): readonly Forwarding[] {
  if (at.via) {
    const attachment = attachmentOf(net, at.via, net.get('transitGatewayRouteTable', at.at)?.transitGatewayId);
    return attachment ? leave(net, at, attachment, to, () => []) : [];
  }
  const table = transitTable(net, at.at, to.family);
  return alongPieces(table.map, to, (value, piece) => {
    const decision = table.decisions[value] as TransitDecision;
    const { isOpen, unread } = doubtsOf(table, decision, to.family);
    if (!isOpen && unread.length === 0) return follow(net, at, decision, piece);
    return eachLabel(piece, (_, one) => {
      const known =
        decision.routes.length === 0 && isOpen ? [] : follow(net, at, decision, one).map(({ fork }) => fork);
      const lists = unread.flatMap((route) => take(net, at, route, one).map(({ fork }) => fork));
      const of = [...known, ...lists, ...(isOpen ? [notRead(net, at, table.missing)] : [])];
      const code = isOpen ? 'TGW_RTB_ROUTES_ARE_UNKNOWN' : 'PREFIX_LIST_UNKNOWN';
      const lacks = isOpen ? table.missing : missing(net, 'prefixListEntries', unread[0]?.evidence.rule, ANYWHERE);
      if (of.length === 1) return all(one, of[0] as Fork);
      return all(one, { pick: 'aws', choice: at.at, code, of, ...(lacks ? { missing: lacks } : {}) });
    });
  });
}

/** What is not read of a table may lead anywhere. */
function notRead(net: Lookup, at: Locus, lacks: Stop['missing']): Branch {
  const evidence = blocks(at.at, 'not all of its routes are in the input');
  const stop: Stop = { kind: 'unknown', code: 'TGW_RTB_ROUTES_ARE_UNKNOWN', at: at.at, evidence: [evidence] };
  return { links: linksAlong(net, at.at), steps: [], at: at.at, next: lacks ? { ...stop, missing: lacks } : stop };
}

function follow(net: Lookup, at: Locus, decision: TransitDecision, to: LabelRange): readonly Forwarding[] {
  const [only, ...others] = decision.routes;
  if (!only) return eachLabel(to, (label, one) => all(one, noRoute(net, at, label, to.family)));
  if (others.length === 0) return take(net, at, withBackup(only, decision.backup), to);
  const of = (one: LabelRange) => decision.routes.flatMap((route) => take(net, at, route, one)[0]?.fork ?? []);
  return eachLabel(to, (_, one) => all(one, { pick: 'aws', choice: at.at, code: 'AMBIGUOUS_ROUTE', of: of(one) }));
}

/** A route with what would take its place. */
function withBackup(route: TransitRoute, backup: TransitRoute | undefined): TransitRoute {
  if (!backup) return route;
  const text = `${route.evidence.text}; if that fails, ${backup.evidence.text}`;
  return { ...route, evidence: { ...route.evidence, text } };
}

/** AWS tells a table that knows nothing of the right attachment from one that sends it something else. */
function noRoute(net: Lookup, at: Locus, label: Label, family: Family): Branch {
  const holders = interfaceIndex(net).holdersOf(family, label);
  const gateway = net.get('transitGatewayRouteTable', at.at)?.transitGatewayId ?? '';
  const wanted = attachmentsTo(net, gateway).filter((one) => holders.some(({ vpcId }) => vpcId === one.resourceId));
  const other = transitTable(net, at.at, family)
    .decisions.flatMap(({ routes }) => routes)
    .find(({ attachmentIds }) => wanted.some(({ id }) => attachmentIds.includes(id)))?.evidence;
  const none = blocks(at.at, 'no route covers the destination');
  const next = other
    ? dropped(at.at, 'TGW_RTB_CANNOT_ROUTE', { ...other, ...none, text: `${none.text}: ${other.text} does not` })
    : dropped(at.at, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', none);
  return { links: [], steps: [], at: at.at, next };
}

function take(net: Lookup, at: Locus, route: TransitRoute, to: LabelRange): readonly Forwarding[] {
  const why = () => [route.evidence];
  const evidence = { ...route.evidence, effect: 'blocks' as const };
  const stop = (next: Stop) => all(to, { links: [], steps: [], at: at.at, next, why });
  if (route.state === 'pending')
    return stop({ kind: 'unknown', code: 'NOT_MODELLED', at: at.at, evidence: [evidence] });
  if (route.state === 'blackhole' || route.attachmentIds.length === 0) {
    return stop(dropped(at.at, 'TGW_RTB_BAD_STATE_ROUTE', evidence));
  }
  const gateway = net.get('transitGatewayRouteTable', at.at)?.transitGatewayId;
  const ways = route.attachmentIds.map((id) => ({ id, attachment: attachmentOf(net, id, gateway) }));
  const leaveBy = (one: LabelRange, { id, attachment }: (typeof ways)[number]): readonly Forwarding[] =>
    attachment ? leave(net, at, attachment, one, why) : all(one, lost(net, at, id, why));
  if (ways.length === 1) return leaveBy(to, ways[0] as (typeof ways)[number]);
  // Equal-cost routes: AWS spreads conversations over them (TGW-02).
  return eachLabel(to, (_, one) =>
    all(one, {
      pick: 'aws',
      choice: at.at,
      code: 'UNEQUAL_PATHS',
      of: ways.flatMap((way) => leaveBy(one, way)[0]?.fork ?? []),
    }),
  );
}

/** A route leads to an attachment that the input does not hold. */
function lost(net: Lookup, at: Locus, id: ComponentId, why: Branch['why']): Branch {
  const place = net.get('transitGatewayRouteTable', at.at) ?? ANYWHERE;
  const next = notCollected(net, at.at, 'transitGatewayAttachment', id, place);
  return { links: [], steps: [], at: at.at, next, ...(why ? { why } : {}) };
}

/** Packets leave the gateway by an attachment. */
function leave(
  net: Lookup,
  at: Locus,
  attachment: Attachment,
  to: LabelRange,
  why: () => readonly TransitRoute['evidence'][],
): readonly Forwarding[] {
  const links = linksAlong(net, at.at, attachment.id);
  const refused = refusalOf(net, attachment, to.family);
  if (refused) return all(to, { links, steps: [], next: refused, why });
  switch (attachment.type) {
    case 'vpc':
      return intoVpc(net, at, attachment, to, why);
    case 'peering':
      return all(to, acrossPeering(net, attachment, links, to.family, why));
    case 'network-function':
      return all(to, throughFirewall(net, at, attachment, links, to.family, why));
    default:
      return intoResource(net, at, attachment, to, why);
  }
}

/** The next lookup is in the table that the other gateway associates with its side of the peering (TGW-17). */
function acrossPeering(
  net: Lookup,
  attachment: Attachment,
  links: Branch['links'],
  family: Family,
  why: () => readonly TransitRoute['evidence'][],
): Branch {
  const far = otherSide(net, attachment);
  const steps: readonly Step[] = [{ kind: 'identity', becomes: 'none', by: attachment.id }];
  if (!far) {
    const next = notCollected(net, attachment.id, 'transitGatewayAttachment', undefined, ANYWHERE);
    return { links, steps, next, why };
  }
  const refused = refusalOf(net, far, family);
  if (refused) return { links, steps, next: refused, why };
  const across = far.id === attachment.id ? links : [...links, net.link(attachment.id, far.id)];
  return intoTable(net, far, { steps, why, chain: [] }, across, family, undefined);
}

/** A VPN, a Direct Connect gateway, a firewall: it says itself what it does with packets of the gateway. */
function intoResource(
  net: Lookup,
  at: Locus,
  attachment: Attachment,
  to: LabelRange,
  why: () => readonly TransitRoute['evidence'][],
): readonly Forwarding[] {
  const { id, type } = attachment;
  const resourceId = resourceBehind(attachment);
  const receive = net.behaviour(resourceId)?.receive;
  const steps: readonly Step[] = [{ kind: 'identity', becomes: 'none', by: id }];
  if (receive) {
    // A Connect attachment is what it leads to itself.
    const from: Handover = {
      chain: resourceId === id ? [at.at] : [at.at, id],
      vpcId: '',
      steps,
      place: attachment.place,
      why,
    };
    return receive(resourceId, from, to, net);
  }
  const kind = net.kindOfId(resourceId);
  const next =
    kind && net.isModelled(kind)
      ? notCollected(net, id, kind, resourceId, attachment.place)
      : notModelled(id, `attachments of type ${type} are not modelled`);
  return all(to, { links: linksAlong(net, at.at, id), steps, next, why });
}

/** To the attachment's interface in one of its subnets, whose table decides on (TGW-10…13). */
export function intoVpc(
  net: Lookup,
  at: Locus,
  attachment: Attachment,
  to: LabelRange,
  why: () => readonly TransitRoute['evidence'][],
  steps: readonly Step[] = [referencesStep(net, attachment)],
): readonly Forwarding[] {
  const { id } = attachment;
  const inside = subnetsOf(net, attachment);
  const isSticky = works(attachment.vpc?.options?.applianceModeSupport ?? 'disable', 'enable');
  const into = ({ subnetId }: AttachedSubnet): Branch => {
    const links = linksAlong(net, at.at, id, subnetId);
    const subnet = net.get('subnet', subnetId);
    if (!subnet) return { links, steps, next: notCollected(net, id, 'subnet', subnetId, attachment.place), why };
    const zone = zoneOf(subnet);
    const binds = isSticky ? { binds: { key: id, name: subnetId } } : {};
    return { links, steps, next: { at: subnetId, family: to.family, ...(zone ? { zone } : {}) }, why, ...binds };
  };
  if (inside.length === 0) {
    const next = dropped(id, 'BAD_STATE_ATTACHMENT', blocks(id, 'it has no subnets'));
    return all(to, { links: linksAlong(net, at.at, id), steps, next, why });
  }
  const choose = (candidates: readonly AttachedSubnet[]): Fork => {
    const [only, ...others] = candidates;
    const kept = isSticky ? inside.filter((one) => !candidates.includes(one)).map(into) : [];
    if (only && others.length + kept.length === 0) return into(only);
    const of = candidates.map(into);
    return { pick: 'aws', choice: id, code: 'UNEQUAL_PATHS', of, ...(kept.length > 0 ? { kept } : {}) };
  };
  if (!isSticky) return all(to, choose(inZone(inside, at.zone)));
  return eachLabel(to, (label, one) =>
    all(one, choose(stickyZones(inside, at.zone, zoneOfAddress(net, to.family, label)))),
  );
}
