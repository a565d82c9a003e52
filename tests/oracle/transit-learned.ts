import { type Cidr, isV6, parseCidr } from './addresses.ts';
import { type Attachment, isWorking } from './attachments.ts';
import { associationsOf, interfacesOf } from './direct-connect.ts';
import { type Link, learnedOver, linkCalled, stateOf, unseenLinks } from './links.ts';
import { type Lookups, present, works } from './lookups.ts';

/** TGW-05, VPN-04: what an attachment that leads outside propagates; undefined where that is not known. */
export function learnedBy(look: Lookups, one: Attachment): readonly Cidr[] | undefined {
  if (!isWorking(one.state)) return [];
  if (one.type === 'client-vpn') return clientsBehind(look, one);
  const links = linksBehind(look, one);
  if (links === undefined) return undefined;
  const all = links.map((link) => learnedNow(look, link));
  return all.some((cidrs) => cidrs === undefined) ? undefined : present(all).flat();
}

/** All that may be among it, where the links behind the attachment are known and some are not known to be up. */
export function mayLearn(look: Lookups, one: Attachment): readonly Cidr[] | undefined {
  const links = linksBehind(look, one);
  const all = links?.map((link) => (link.isStatic ? [] : learnedOver(look, link)));
  return all?.some((cidrs) => cidrs === undefined) ? undefined : all && present(all).flat();
}

/** Whether something behind the attachment does not work at present. */
export function isFailover(look: Lookups, one: Attachment): boolean {
  return linksBehind(look, one)?.some((link) => stateOf(look, link, false) === 'down') === true;
}

function linksBehind(look: Lookups, { type, resourceId = '', gatewayId }: Attachment): readonly Link[] | undefined {
  if (type === 'vpn') {
    const link = linkCalled(look, resourceId);
    return link && [link];
  }
  if (type !== 'direct-connect-gateway' || unseenLinks(look, 'virtualInterface')) return undefined;
  const isJoined = associationsOf(look, resourceId).some((each) => each.gatewayId === gatewayId);
  return isJoined ? interfacesOf(look, resourceId, true) : undefined;
}

function learnedNow(look: Lookups, link: Link): readonly Cidr[] | undefined {
  // VPN-04: static routes stand in the table itself.
  if (link.isStatic) return [];
  const learned = learnedOver(look, link);
  const states = [stateOf(look, link, false), stateOf(look, link, true)];
  if (states.every((state) => state === 'down')) return [];
  if (learned === undefined || states.includes('unknown')) return undefined;
  return learned.filter((cidr) => states[isV6(cidr.base) ? 1 : 0] === 'up');
}

/** CVPN-03. */
function clientsBehind(look: Lookups, { resourceId }: Attachment): readonly Cidr[] | undefined {
  const endpoint = look.snapshot.records.clientVpnEndpoint.find((one) => one.clientVpnEndpointId === resourceId);
  if (endpoint === undefined) return undefined;
  return works(endpoint.status?.code, 'available') ? present([parseCidr(endpoint.clientCidrBlock)]) : [];
}
