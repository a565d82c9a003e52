import type { Snapshot } from '@hopwise/core';
import { type Address, contains, isPublic, isV6, parseAddress } from './addresses.ts';
import { refusedAtNode } from './balancing.ts';
import { isOfClientVpn, sendFromClients } from './client-vpn.ts';
import { isOfEndpoint, isOfResourceGateway } from './endpoint-interfaces.ts';
import { anyOf, type Fate, ifDelivered, oneOf, type Verdict, verdictOf } from './fates.ts';
import { nobodyIn, vpcHolding } from './internet.ts';
import { isLocalService } from './local-services.ts';
import {
  cidrsOfVpc,
  coverageOf,
  holderOf,
  interfaceType,
  lookupsOf,
  type NetworkInterface,
  ownerIn,
  owns,
  placeOf,
} from './lookups.ts';
import { notWorking } from './middlebox.ts';
import { SITE } from './outside.ts';
import {
  deliver,
  doubt,
  drop,
  type Ending,
  type Header,
  type Next,
  type Outcome,
  type Outside,
  replyTo,
  undecided,
  type Walk,
} from './packet.ts';
import { judgeEnding } from './reply.ts';
import { checkGroups, identityOf } from './security-groups.ts';
import { sendFromSite } from './sites.ts';
import { run } from './walk.ts';

export interface Packet {
  /** An interface and one of its addresses, a host on the internet, one at a site, or a user of Client VPN. */
  readonly from:
    | { readonly networkInterfaceId: string; readonly address: string }
    | { readonly internet: string }
    | { readonly site: string; readonly address: string }
    | { readonly clientVpn: string; readonly address: string; readonly groups?: readonly string[] };
  /** The dialled address: private, public or IPv6. */
  readonly to: string;
  readonly protocol: number;
  /** tcp, udp: destination port. */
  readonly port?: number;
  /** tcp, udp: client port. */
  readonly sourcePort?: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

export type { Verdict } from './fates.ts';

export interface Judgement extends Pick<Fate, 'reason' | 'kinds'> {
  readonly verdict: Verdict;
}

/** Follows one packet through the snapshot, and then its reply. */
export function judge(snapshot: Snapshot, packet: Packet): Judgement {
  const look = lookupsOf(snapshot);
  const source = 'internet' in packet.from ? packet.from.internet : packet.from.address;
  const [src, dst] = [parseAddress(source), parseAddress(packet.to)];
  if (src === undefined || dst === undefined) return { verdict: 'blocked', reason: 'not an address', kinds: [] };
  const eni = 'networkInterfaceId' in packet.from ? look.interfaces.get(packet.from.networkInterfaceId) : undefined;
  if (eni === undefined && 'networkInterfaceId' in packet.from) {
    return { verdict: 'unknown', reason: `${packet.from.networkInterfaceId} is not in the snapshot`, kinds: [] };
  }
  const header = headerOf(packet, src, dst);
  const walk: Walk = {
    look,
    leg: 'request',
    origin: eni ?? outsideOf(packet) ?? 'internet',
    // Messages without a reply never compare it.
    expected: replyTo(header) ?? header,
    session: {
      tracked: new Set(),
      bindings: [],
      preserved: [],
      asked: [],
      natPorts: [],
      egressOnly: new Set(),
      returnToSender: new Map(),
      applianceZones: new Map(),
      inspected: new Map(),
      guarded: new Set(),
      crossed: new Set(),
      exit: undefined,
      entryGateway: undefined,
    },
    header,
    identity: undefined,
    pending: undefined,
    preservedBy: undefined,
    doubts: [],
    kinds: new Set(isV6(src) ? ['ipv6'] : []),
    seen: new Set(),
    forwarders: new Set(),
    repliesCrossed: new Set(),
  };
  const first = eni ? startAtInterface(walk, eni) : startElsewhere(walk, packet);
  const judgeOne = 'local' in first ? judgeLocal : judgeEnding;
  const fate = oneOf([judgeAll(run(walk, first), judgeOne)]);
  return { verdict: verdictOf(fate), reason: fate.reason, kinds: fate.kinds };
}

function judgeAll(outcome: Outcome, judgeOne: (ending: Ending) => Fate): Fate {
  if (!('pick' in outcome)) return judgeOne(outcome);
  const fates = outcome.of.map((one) => judgeAll(one, judgeOne));
  return outcome.pick === 'any' ? anyOf(fates) : oneOf(fates);
}

function headerOf(packet: Packet, src: Address, dst: Address): Header {
  const hasPorts = packet.protocol === 6 || packet.protocol === 17;
  return {
    src,
    dst,
    protocol: packet.protocol,
    sport: hasPorts ? (packet.sourcePort ?? 0) : undefined,
    dport: hasPorts ? (packet.port ?? 0) : undefined,
    type: packet.icmpType,
    code: packet.icmpCode,
  };
}

/** What these interfaces send belongs to conversations of others. */
const onlyServes = new Set(['natgateway', 'transitgateway', 'gatewayloadbalancer', 'gatewayloadbalancerendpoint']);

/** Steps 1 to 4 of chapter 10. `local` marks what is answered on the spot, unfiltered. */
function startAtInterface(walk: Walk, eni: NetworkInterface): Next & { readonly local?: true } {
  const { look, header } = walk;
  const { src, dst } = header;
  if (isV6(src) !== isV6(dst)) return drop(walk, 'GEN-04 two families');
  const refused = notWorking(walk, eni);
  if (refused) return drop(walk, refused);
  const place = placeOf(look, eni, src);
  if (!look.vpcs.has(place.vpcId ?? '')) doubt(walk, `VPC ${place.vpcId} is not in the snapshot`);
  if (!owns(look, eni, src) && eni.sourceDestCheck !== false) return drop(walk, 'ENI-02 not an address of its own');
  const type = interfaceType(eni);
  const isManaged = isOfClientVpn(eni) || isOfEndpoint(look, eni) || isOfResourceGateway(eni);
  if (onlyServes.has(type) || isManaged) return drop(walk, `ENI-03 IEP-02 a ${type} interface opens nothing`);
  noteSecondary(walk, eni, src);
  if (isLocalService(look, place, dst)) return { ...deliver(walk, 'service'), local: true };

  // SG-18: without the VPC's range, an address that nobody has may be the resolver's.
  const mayBeResolver = !look.vpcs.has(place.vpcId ?? '') && !isV6(dst) && !isPublic(dst);
  if (mayBeResolver && !ownerIn(look, place.vpcId, dst)) return undecided(walk, `VPC ${place.vpcId} is not known`);
  // ENI-07: without the subnet's range, one of the VPC's may be the router's.
  const vpc = look.vpcs.get(place.vpcId ?? '');
  const isOfVpc = vpc !== undefined && cidrsOfVpc(vpc).some((cidr) => contains(cidr, dst));
  const mayBeRouter = place.subnetId !== undefined && !look.subnets.has(place.subnetId) && !isV6(dst) && isOfVpc;
  if (mayBeRouter && !ownerIn(look, place.vpcId, dst)) return undecided(walk, `subnet ${place.subnetId} is not known`);
  const instanceId = eni.attachment?.instanceId;
  const own = look.snapshot.records.networkInterface.find(
    (one) =>
      owns(look, one, dst) && (one === eni || (instanceId !== undefined && one.attachment?.instanceId === instanceId)),
  );
  if (own) {
    // ENI-06: the guest answers.
    if (notWorking(walk, own) === undefined) return { ...deliver(walk, placeOf(look, own, dst)), local: true };
  }
  walk.identity = identityOf(look, eni);
  const held = checkGroups(walk, eni, 'egress') ?? refusedAtNode(walk, eni);
  return held ? drop(walk, held) : { do: 'leave', place };
}

function outsideOf({ from }: Packet): Outside | undefined {
  if ('site' in from) return { outside: `${SITE}${from.site}` };
  return 'clientVpn' in from ? { outside: from.clientVpn } : undefined;
}

function startElsewhere(walk: Walk, { from }: Packet): Next & { readonly local?: true } {
  if (isV6(walk.header.src) !== isV6(walk.header.dst)) return drop(walk, 'GEN-04 two families');
  if ('site' in from) return sendFromSite(walk, from.site);
  return 'clientVpn' in from ? sendFromClients(walk, from.clientVpn, from.groups ?? []) : startOnInternet(walk);
}

function startOnInternet(walk: Walk): Next & { readonly local?: true } {
  const { look, header } = walk;
  if (!isPublic(header.src)) return drop(walk, 'IGW-04 private source');
  if (!isPublic(header.dst)) return drop(walk, 'IGW-05 private destination');
  const holder = holderOf(look, header.dst);
  if (holder) return { do: 'enter', place: holder.place, own: holder.own };
  const elastic = look.snapshot.records.address.find((one) => parseAddress(one.publicIp) === header.dst);
  const home = vpcHolding(look, header.dst);
  if (home) return { do: 'enter', place: nobodyIn(home), own: header.dst };
  const isHeld =
    elastic && (elastic.instanceId ?? elastic.networkInterfaceId ?? elastic.privateIpAddress) !== undefined;
  if (elastic && !isHeld) return drop(walk, 'IGW-05 unused Elastic IP');
  const areRead =
    coverageOf(look.snapshot, 'networkInterface', { account: undefined, region: undefined }) === 'complete';
  return areRead && !isHeld
    ? drop(walk, 'IGW-05 no interface has the address')
    : undecided(walk, 'nobody in the snapshot has the address');
}

function judgeLocal(ending: Ending): Fate {
  const kinds = [...ending.walk.kinds];
  const [doubted] = ending.walk.doubts;
  if (ending.kind === 'dropped') return { ...ifDelivered('no', 'no'), reason: ending.reason, kinds };
  if (doubted) return { ...ifDelivered('maybe', 'yes'), reason: doubted, kinds };
  return { ...ifDelivered('yes', 'yes'), reason: 'SG-18 ENI-06 local', kinds };
}

function noteSecondary(walk: Walk, eni: NetworkInterface, address: Address): void {
  const own = walk.look.ownAddresses.get(eni)?.find((one) => one.address === address);
  if (own?.primary !== true) walk.kinds.add('secondaryAddress');
}
