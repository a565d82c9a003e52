import type { RecordOfKind } from '@hopwise/core';
import { type Address, contains, isV6, parseCidr } from './addresses.ts';
import { isOfEndpoint } from './endpoint-interfaces.ts';
import {
  coverageOf,
  holderOf,
  interfaceType,
  type Lookups,
  mayListFamily,
  type NetworkInterface,
  ownersAnywhere,
  owns,
  prefixListCidrs,
  present,
  sameWord,
  vpcOf,
} from './lookups.ts';
import {
  destinationPort,
  doubt,
  flowKey,
  type GroupReference,
  type Identity,
  isIcmp,
  reversedFlowKey,
  type Walk,
} from './packet.ts';
import { least, most, type Sure } from './sure.ts';

type Direction = 'ingress' | 'egress';
type Home = Pick<RecordOfKind<'securityGroup'>, 'account' | 'region'>;
type Permission = NonNullable<RecordOfKind<'securityGroup'>['ipPermissions'][number]>;

const withoutGroups = new Set(['natgateway', 'transitgateway', 'gatewayloadbalancer', 'gatewayloadbalancerendpoint']);

/** The reason of a sure refusal, if the groups of the interface refuse the packet. */
export function checkGroups(walk: Walk, eni: NetworkInterface, direction: Direction): string | undefined {
  // ENI-03: what managed interfaces list under groups is ignored.
  if (withoutGroups.has(interfaceType(eni))) return undefined;
  if (eni.groups.length === 0) {
    // SG-17: only a Network Load Balancer may have none; elsewhere the input does not say which.
    const isBalancer = interfaceType(eni) === 'networkloadbalancer';
    return isBalancer ? undefined : doubt(walk, `no groups of ${eni.networkInterfaceId} are known`);
  }
  walk.kinds.add('securityGroup');
  const id = eni.networkInterfaceId;
  // SG-30. A request is a new flow wherever it comes, so only replies ask what was tracked.
  const opposite = direction === 'ingress' ? 'egress' : 'ingress';
  if (walk.leg === 'reply' && walk.session.tracked.has(`${id}|${opposite}|${reversedFlowKey(walk.header)}`)) {
    return undefined;
  }
  const references: GroupReference[] = [];
  const admits = admittedBy(walk, eni, direction, references);
  if (admits === 'no' && references.length === 0) return `SG-02 ${direction} rules of ${id} admit nothing that matches`;
  walk.session.tracked.add(`${id}|${direction}|${flowKey(walk.header)}`);
  if (admits === 'yes') return undefined;
  if (references.length > 0) walk.pending = { groups: references, fallback: admits };
  else doubt(walk, `SG-08 SG-13 ${direction} rules of ${id} are not fully known`);
  return undefined;
}

/** SG-10: egress references match when the packet arrives, unchanged, at an interface with the group; `at` is undefined elsewhere. */
export function settleReferences(walk: Walk, at: NetworkInterface | undefined): string | undefined {
  const { pending } = walk;
  if (pending === undefined) return undefined;
  walk.pending = undefined;
  const carried = at === undefined ? [] : groupsCarried(walk.look, at);
  const matches = pending.groups.map((reference): Sure => {
    const found = carried.find((group) => group.id === reference.id);
    if (at && !found && !reference.isRead) return 'maybe';
    return found === undefined ? 'no' : reference.sure && found.sure ? 'yes' : 'maybe';
  });
  const admits = most([...matches, pending.fallback]);
  if (matches.some((match) => match !== 'no')) walk.kinds.add('groupReference');
  if (admits === 'maybe') return doubt(walk, 'SG-10 an egress group reference cannot be decided');
  return admits === 'yes' ? undefined : 'SG-10 no egress rule admits the destination';
}

/** The same for a packet that is lost from sight, where whoever has the public address has no interface, so no group (NAT-14). */
export function neverSettled({ look, pending, header }: Walk): string | undefined {
  const place = isV6(header.dst) ? undefined : holderOf(look, header.dst)?.place;
  const isGroupless = place !== undefined && place.eni === undefined;
  if (!isGroupless || pending?.fallback !== 'no' || pending.groups.some(({ isRead }) => !isRead)) return undefined;
  return 'SG-10 nobody with the group has the address';
}

/** ID-01: all groups of the interface that count in its VPC. */
export function identityOf(look: Lookups, eni: NetworkInterface): Identity {
  return { eni, groups: groupsCarried(look, eni) };
}

function groupsCarried(look: Lookups, eni: NetworkInterface): Identity['groups'] {
  // ENI-03 again: nobody means a NAT gateway by a group that its interface lists.
  if (withoutGroups.has(interfaceType(eni))) return [];
  return present(eni.groups).flatMap(({ groupId }) => {
    const weight = groupId === undefined ? 'no' : weightOf(look, groupId, eni);
    return groupId === undefined || weight === 'no'
      ? []
      : // What an interface lists it carries, whether the rules of the group are known or not.
        [{ id: groupId, sure: weight === 'yes' || !look.groups.has(groupId) }];
  });
}

/** SG-16: a group of another VPC counts only through an association. */
function weightOf(look: Lookups, groupId: string, eni: NetworkInterface): Sure {
  const group = look.groups.get(groupId);
  const vpcId = vpcOf(look, eni);
  if (group === undefined) return 'maybe';
  if (group.vpcId === undefined || vpcId === undefined || group.vpcId === vpcId) return 'yes';
  const associations = look.snapshot.records.securityGroupVpcAssociation.filter(
    (one) => one.groupId === groupId && one.vpcId === vpcId,
  );
  if (associations.some((one) => sameWord(one.state, 'associated'))) return 'yes';
  if (associations.length > 0) return 'no';
  return coverageOf(look.snapshot, 'securityGroupVpcAssociation', group) === 'complete' ? 'no' : 'maybe';
}

function admittedBy(walk: Walk, eni: NetworkInterface, direction: Direction, references: GroupReference[]): Sure {
  let best: Sure = 'no';
  for (const { groupId } of present(eni.groups)) {
    const weight = weightOf(walk.look, groupId ?? '', eni);
    const group = walk.look.groups.get(groupId ?? '');
    if (group === undefined) best = most([best, weight]);
    if (group === undefined || weight === 'no') continue;
    const rules = present(direction === 'ingress' ? group.ipPermissions : group.ipPermissionsEgress);
    for (const rule of rules) {
      const service = matchesService(walk, rule);
      if (service === 'no') continue;
      const peer = direction === 'ingress' ? walk.header.src : walk.header.dst;
      const found = most([
        matchesPeer(walk, rule, peer),
        referencedBy(walk, eni, group, rule, direction, weight === 'yes' && service === 'yes', references),
      ]);
      best = most([best, least([found, weight, service])]);
    }
  }
  return best;
}

/** A protocol that cannot be read may be any. */
function matchesService(walk: Walk, rule: Permission): Sure {
  const protocol = protocolNumber(rule.ipProtocol);
  if (protocol === 'unreadable') return 'maybe';
  return protocol === 'any' || servesPacket(walk, rule, protocol) ? 'yes' : 'no';
}

function servesPacket(walk: Walk, rule: Permission, protocol: number): boolean {
  if (protocol !== walk.header.protocol) return false;
  if (isIcmp(protocol)) {
    // SG-06: the port fields are type and code.
    const anyType = rule.fromPort === undefined || rule.fromPort === -1;
    const anyCode = rule.toPort === undefined || rule.toPort === -1;
    return anyType || (rule.fromPort === walk.header.type && (anyCode || rule.toPort === (walk.header.code ?? 0)));
  }
  // SG-04: ports mean nothing to protocols without ports.
  if (protocol !== 6 && protocol !== 17) return true;
  const from = rule.fromPort === undefined || rule.fromPort === -1 ? 0 : rule.fromPort;
  const to = rule.toPort === undefined || rule.toPort === -1 ? 65535 : rule.toPort;
  const port = destinationPort(walk);
  return from <= port && port <= to;
}

/** PAR-09. */
export function protocolNumber(text: string | undefined): number | 'any' | 'unreadable' {
  const names: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 };
  if (text === '-1' || sameWord(text, 'all')) return 'any';
  const number = names[text?.toLowerCase() ?? ''] ?? Number(text);
  return Number.isInteger(number) && number >= 0 && number <= 255 ? number : 'unreadable';
}

function matchesPeer(walk: Walk, rule: Permission, peer: Address): Sure {
  const texts = isV6(peer)
    ? present(rule.ipv6Ranges).map((range) => range.cidrIpv6)
    : present(rule.ipRanges).map((range) => range.cidrIp);
  for (const text of texts) {
    const cidr = parseCidr(text);
    if (cidr && contains(cidr, peer)) return 'yes';
  }
  let best: Sure = 'no';
  for (const { prefixListId } of present(rule.prefixListIds)) {
    const cidrs = prefixListCidrs(walk.look, prefixListId);
    if (cidrs?.some((cidr) => contains(cidr, peer))) best = 'yes';
    else if (cidrs === undefined && mayListFamily(walk.look, prefixListId, peer)) best = most([best, 'maybe']);
  }
  if (best !== 'no') walk.kinds.add('prefixList');
  return best;
}

/** Ingress references are answered here (SG-09); egress ones that can still match are put into `references`. */
function referencedBy(
  walk: Walk,
  eni: NetworkInterface,
  naming: RecordOfKind<'securityGroup'>,
  rule: Permission,
  direction: Direction,
  sure: boolean,
  references: GroupReference[],
): Sure {
  const { identity, look, header } = walk;
  let best: Sure = 'no';
  for (const { groupId, userId, peeringStatus } of present(rule.userIdGroupPairs)) {
    const isStale = peeringStatus !== undefined && !sameWord(peeringStatus, 'active');
    // Behind anything that clears the identity no reference matches, in either direction (ID-04, ID-08, ID-09).
    if (groupId === undefined || isStale || identity === undefined) continue;
    const isRead = isReadOrGone(look, groupId, { account: userId ?? naming.account, region: naming.region });
    if (direction === 'egress') {
      const owners = ownersAnywhere(look, header.dst);
      // Whom the snapshot does not show at the address may carry any group: the way there tells.
      if (owners.length === 0 && isAtSite(look, header.dst)) continue;
      const canMatch =
        !isRead ||
        owners.length === 0 ||
        owners.some((owner) => groupsCarried(look, owner).some((group) => group.id === groupId));
      if (canMatch) references.push({ id: groupId, sure, isRead });
      continue;
    }
    if (identity.unseen === true) continue;
    if (identity.anyAddress !== true && !owns(look, identity.eni, header.src)) continue;
    // SG-12: over a transit gateway no reference reaches an endpoint.
    if (identity.transit !== undefined && isOfEndpoint(look, eni)) continue;
    const carried = identity.groups.find((group) => group.id === groupId);
    if (carried) best = most([best, carried.sure ? 'yes' : 'maybe']);
    else if (!isRead) best = most([best, 'maybe']);
  }
  if (best !== 'no') walk.kinds.add('groupReference');
  return best;
}

/**
 * SG-13: a group that was not collected may be carried by anything. Where groups of its account and Region were, and
 * all of them, one that is not among them was deleted (SG-14).
 */
function isReadOrGone({ groups, snapshot }: Lookups, id: string, home: Home): boolean {
  if (groups.has(id)) return true;
  const isHome = ({ account, region }: Home) => account === home.account && region === home.region;
  return [...groups.values()].some(isHome) && coverageOf(snapshot, 'securityGroup', home) === 'complete';
}

/** What a site has is no interface, and carries no group. */
function isAtSite({ snapshot }: Lookups, address: Address): boolean {
  const prefixes = Object.values(snapshot.settings.sites).flatMap((site) => site.prefixes);
  return prefixes.some((text) => {
    const cidr = parseCidr(text);
    return cidr !== undefined && contains(cidr, address);
  });
}
