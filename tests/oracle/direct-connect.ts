import { type Address, type Cidr, contains, parseCidr } from './addresses.ts';
import { linksTowards, longest } from './link-choice.ts';
import { type Link, linksOf, unseenLinks } from './links.ts';
import { coverageOf, type Lookups, present, sameWord, works } from './lookups.ts';
import { drop, type Next, undecided, type Walk } from './packet.ts';
import { arriveAtSite } from './sites.ts';
import { enterByAttachment } from './transit-gateway.ts';
import { enterByVirtualGateway, ownCidrs } from './virtual-private-gateway.ts';
import { forked } from './ways.ts';

/** What a Direct Connect gateway leads to in AWS. */
interface Association {
  readonly gatewayId: string;
  readonly allowed: readonly Cidr[];
}

export function associationsOf(look: Lookups, directConnectGatewayId: string | undefined): readonly Association[] {
  return look.snapshot.records.directConnectGatewayAssociation.flatMap((one) => {
    const gatewayId = one.associatedGateway?.id ?? one.virtualGatewayId;
    if (one.directConnectGatewayId !== directConnectGatewayId || gatewayId === undefined) return [];
    if (!works(one.associationState, 'associated', 'updating')) return [];
    const allowed = present(present(one.allowedPrefixesToDirectConnectGateway).map(({ cidr }) => parseCidr(cidr)));
    return [{ gatewayId, allowed }];
  });
}

/** DX-02, DX-03: virtual interfaces of a Direct Connect gateway that lead to gateways of this kind. */
export function interfacesOf(look: Lookups, directConnectGatewayId: string, isTransit: boolean): readonly Link[] {
  const type = isTransit ? 'transit' : 'private';
  return linksOf(look).filter(
    ({ ends, virtualInterface: one }) => ends === directConnectGatewayId && sameWord(one?.virtualInterfaceType, type),
  );
}

/** DX-05, DX-06: what a site is told over a virtual interface, and which gateway it leads to. */
export function advertisedBy(look: Lookups, link: Link): readonly { gatewayId: string; cidrs: Cidr[] | undefined }[] {
  const type = link.virtualInterface?.virtualInterfaceType;
  return associationsOf(look, link.ends).flatMap(({ gatewayId, allowed }) => {
    const isTransit = gatewayId.startsWith('tgw-');
    if (!sameWord(type, isTransit ? 'transit' : 'private')) return [];
    if (isTransit) return [{ gatewayId, cidrs: [...allowed] }];
    const cidrs = ownCidrs(look, gatewayId);
    const isAllowed = (cidr: Cidr) => allowed.some((one) => one.length <= cidr.length && contains(one, cidr.base));
    // Where nobody states any, AWS allows the ranges of the VPC.
    return [{ gatewayId, cidrs: cidrs?.filter((cidr) => allowed.length === 0 || isAllowed(cidr)) }];
  });
}

function gatewayStop(walk: Walk, id: string | undefined): Next | undefined {
  const found = walk.look.snapshot.records.directConnectGateway.find((one) => one.directConnectGatewayId === id);
  if (found === undefined) return undecided(walk, `Direct Connect gateway ${id} is not in the snapshot`);
  const state = found.directConnectGatewayState ?? 'available';
  return sameWord(state, 'available') ? undefined : drop(walk, `0.6 ${id} is ${state}`);
}

/** From AWS to a Direct Connect gateway, which sends by one of its virtual interfaces. */
export function leaveByDirectConnectGateway(walk: Walk, id: string, isTransit: boolean): Next {
  const { look } = walk;
  const chosen = linksTowards(look, interfacesOf(look, id, isTransit), walk.header.dst);
  const isOpen = chosen.isOpen || unseenLinks(look, 'virtualInterface');
  return forked(walk, chosen.ways, isOpen, 'DX-01 no virtual interface leads there', (branch, { link, length }) =>
    leaveByInterface(branch, link, length),
  );
}

/** Out by one virtual interface, whose site has announced a prefix of this length. */
export function leaveByInterface(walk: Walk, link: Link, length: number): Next {
  walk.kinds.add('directConnect');
  if (link.virtualInterface?.directConnectGatewayId === undefined) return arriveAtSite(walk, link);
  const stop = gatewayStop(walk, link.ends);
  if (stop) return stop;
  // DX-04: a wider announcement of the site brings packets of one VPC back to another one.
  const turned = longerThan(walk.look, link, walk.header.dst, length);
  if (turned === 'unknown') return undecided(walk, 'DX-04 a VPC that was not read may have the address');
  if (turned === undefined) return arriveAtSite(walk, link);
  const key = `${link.id}|${turned}|${walk.header.src}|${walk.header.dst}`;
  if (walk.seen.has(key)) return drop(walk, 'GEN-08 loop');
  walk.seen.add(key);
  return enterGateway(walk, link, turned);
}

function longerThan(look: Lookups, link: Link, address: Address, length: number): string | undefined {
  const all = advertisedBy(look, link);
  const known = all.find(({ cidrs }) => (longest(cidrs ?? [], address) ?? -1) > length)?.gatewayId;
  const prefixes = look.snapshot.settings.sites[link.site ?? '']?.prefixes ?? [];
  const isThere = longest(present(prefixes.map(parseCidr)), address) !== undefined;
  return known ?? (!isThere && all.some(({ cidrs }) => cidrs === undefined) ? 'unknown' : undefined);
}

/** A packet of a site comes in by a virtual interface. */
export function enterByInterface(walk: Walk, link: Link): Next {
  walk.kinds.add('directConnect');
  if (link.virtualInterface?.directConnectGatewayId === undefined) {
    return link.ends ? enterByVirtualGateway(walk, link.ends, link) : drop(walk, 'DX-02 leads nowhere');
  }
  const stop = gatewayStop(walk, link.ends);
  if (stop) return stop;
  const offers = advertisedBy(walk.look, link).map(({ gatewayId, cidrs }) => ({
    gatewayId,
    length: cidrs && longest(cidrs, walk.header.dst),
    isKnown: cidrs !== undefined,
  }));
  const top = Math.max(...offers.map(({ length }) => length ?? -1));
  const best = offers.filter(({ length }) => length !== undefined && length === top);
  const isSeen = coverageOf(walk.look.snapshot, 'directConnectGatewayAssociation', NOWHERE) === 'complete';
  // Ranges of VPCs behind one gateway do not overlap: what is announced for sure goes before what may be.
  const isOpen = best.length === 0 && (!isSeen || offers.some(({ isKnown }) => !isKnown));
  return forked(walk, best, isOpen, 'DX-05 not advertised', (branch, { gatewayId }) =>
    enterGateway(branch, link, gatewayId),
  );
}

const NOWHERE = { account: undefined, region: undefined };

function enterGateway(walk: Walk, link: Link, gatewayId: string): Next {
  if (!gatewayId.startsWith('tgw-')) return enterByVirtualGateway(walk, gatewayId, link);
  return enterByAttachment(walk, gatewayId, 'direct-connect-gateway', link.ends);
}
