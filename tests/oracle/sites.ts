import { isV6 } from './addresses.ts';
import { attachmentsOf, isWorking, tableOfAttachment } from './attachments.ts';
import { advertisedBy, enterByInterface } from './direct-connect.ts';
import { bestOf, longest, type Offer } from './link-choice.ts';
import { type Link, learnedOver, linksOf, stateOf, unseenLinks } from './links.ts';
import type { Lookups } from './lookups.ts';
import { deliver, type Header, type Next, undecided, type Walk } from './packet.ts';
import { enterByAttachment } from './transit-gateway.ts';
import { lookUp } from './transit-routes.ts';
import { enterByVirtualGateway, hubLinks, ownCidrs } from './virtual-private-gateway.ts';
import { forked } from './ways.ts';

/** AWS hands the packet to the customer's device: what is behind it is taken to be open (RET-10). */
export function arriveAtSite(walk: Walk, link: Link): Next {
  walk.kinds.add(link.kind === 'vpn' ? (link.isStatic ? 'staticVpn' : 'dynamicVpn') : 'virtualInterface');
  if (link.site === undefined) return undecided(walk, `nobody states the site behind ${link.id}`);
  return deliver(walk, { outside: `onprem:${link.site}` });
}

/** A site sends by what it is told, as it prefers (HYB-04, HYB-05). */
export function sendFromSite(walk: Walk, name: string): Next {
  const { look, header } = walk;
  const links = linksOf(look).filter(({ site }) => site === name);
  // Over a link that is down nothing is told, whatever there would be.
  const told = links
    .map((link) => ({ link, state: stateOf(look, link, isV6(header.src)) }))
    .filter(({ state }) => state !== 'down')
    .map(({ link, state }) => ({ link, state, ...offeredOver(look, link, header) }));
  const offers = told.flatMap(({ link, state, length }): readonly Offer<Link>[] =>
    length === undefined ? [] : [{ way: link, state, length, rank: rankOf(look, link) }],
  );
  const chosen = bestOf(offers);
  const isUnseen = unseenLinks(look, 'vpnConnection') || unseenLinks(look, 'virtualInterface');
  const isOpen = chosen.isOpen || isUnseen || told.some(({ isOpen: is }) => is);
  return forked(walk, chosen.ways, isOpen, `DX-06 ${name} is told of no way there`, enterByLink);
}

function enterByLink(walk: Walk, link: Link): Next {
  if (link.kind === 'virtualInterface') return enterByInterface(walk, link);
  walk.kinds.add(link.isStatic ? 'staticVpn' : 'dynamicVpn');
  if (link.ends === undefined) return undecided(walk, `${link.id} ends at nothing that is modelled`);
  if (link.vpn?.transitGatewayId) return enterByAttachment(walk, link.ends, 'vpn', link.id);
  return enterByVirtualGateway(walk, link.ends, link);
}

/** `prefers`, then Direct Connect before VPN. */
function rankOf(look: Lookups, link: Link): number {
  const prefers = look.snapshot.settings.sites[link.site ?? '']?.prefers ?? [];
  const at = prefers.findIndex((name) => link.names.includes(name));
  return at >= 0 ? at : prefers.length + (link.kind === 'virtualInterface' ? 0 : 1);
}

interface Told {
  /** Of the prefix that the site is told of, or of a default route that its owner may have written (static VPN). */
  readonly length: number | undefined;
  readonly isOpen: boolean;
}

function offeredOver(look: Lookups, link: Link, header: Header): Told {
  const told = toldOver(look, link, header);
  // Static VPN: the customer writes down what he likes.
  return link.isStatic ? { ...told, length: told.length ?? 0 } : told;
}

function toldOver(look: Lookups, link: Link, { dst }: Header): Told {
  const one = (length: number | undefined, isOpen = false): Told => ({ length, isOpen });
  if (link.virtualInterface?.directConnectGatewayId !== undefined) {
    const all = advertisedBy(look, link);
    const lengths = all.flatMap(({ cidrs }) => longest(cidrs ?? [], dst) ?? []);
    const isOpen = lengths.length === 0 && all.some(({ cidrs }) => cidrs === undefined);
    return one(lengths.length > 0 ? Math.max(...lengths) : undefined, isOpen);
  }
  if (link.ends === undefined) return one(undefined);
  if (link.vpn?.transitGatewayId) return toldByTransitGateway(look, link, dst);
  const own = ownCidrs(look, link.ends);
  const others = (hubLinks(look, link.ends, link) ?? []).filter((each) => stateOf(look, each, isV6(dst)) !== 'down');
  const learned = others.map((each) => learnedOver(look, each));
  return one(
    longest([...(own ?? []), ...learned.flatMap((cidrs) => cidrs ?? [])], dst),
    own === undefined || learned.some((cidrs) => cidrs === undefined),
  );
}

/** TGW-16: the routes of the table that the attachment is associated with, but for those that came from there. */
function toldByTransitGateway(look: Lookups, link: Link, dst: Header['dst']): Told {
  const attachment = attachmentsOf(look).find(
    (one) => one.gatewayId === link.ends && one.type === 'vpn' && one.resourceId === link.id && isWorking(one.state),
  );
  // The connection names the gateway: its attachment is there, and was not read.
  if (attachment === undefined) return { length: undefined, isOpen: true };
  const table = tableOfAttachment(look, attachment);
  if (table === undefined || table === 'policy') return { length: undefined, isOpen: true };
  if (table === 'none') return { length: undefined, isOpen: false };
  const found = lookUp(look, attachment.gatewayId, table.id, dst);
  const lengths = found.flatMap((one) =>
    typeof one === 'string' || one.attachmentIds.includes(attachment.id) ? [] : [one.cidr.length],
  );
  return { length: lengths.length > 0 ? Math.max(...lengths) : undefined, isOpen: found.includes('unknown') };
}
