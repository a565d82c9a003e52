import { ownerTags } from './tags.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./estate-plan.mjs').GroupPlan} GroupPlan
 * @typedef {import('./security-groups.mjs').Rule} Rule
 */

/** @param {VpcPlan} vpc @param {GroupPlan} group @param {Rule[]} ingress @param {Rule[]} egress @returns {object} */
export function describeSecurityGroup(vpc, group, ingress, egress) {
  const { ownerId } = vpc.account;
  return {
    GroupId: group.groupId,
    IpPermissionsEgress: permissions(vpc, egress),
    Tags: ownerTags(`${vpc.name}-${group.name}`, vpc),
    VpcId: vpc.vpcId,
    SecurityGroupArn: `arn:aws:ec2:${vpc.region}:${ownerId}:security-group/${group.groupId}`,
    OwnerId: ownerId,
    GroupName: `${vpc.name}-${group.name}`,
    Description: `${group.name} of ${vpc.name}`,
    IpPermissions: permissions(vpc, ingress),
  };
}

/**
 * The API groups rules by protocol and ports, and lists a peer once in each group.
 * @param {VpcPlan} vpc
 * @param {readonly Rule[]} rules
 */
function permissions(vpc, rules) {
  const groups = new Map();
  for (const { protocol, from, to, peer, description } of rules) {
    const key = `${protocol} ${from} ${to}`;
    const ports = from === undefined ? {} : { FromPort: from, ToPort: to };
    if (!groups.has(key)) groups.set(key, { IpProtocol: protocol, ...ports, seen: new Set(), ...noPeers() });
    const permission = groups.get(key);
    const [list, element] = describePeer(vpc, peer);
    const name = JSON.stringify(element);
    if (permission.seen.has(name)) continue;
    permission.seen.add(name);
    permission[list].push(description ? { Description: description, ...element } : element);
  }
  return [...groups.values()].map(({ seen: _, ...permission }) => permission);
}

function noPeers() {
  return { UserIdGroupPairs: [], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [] };
}

/** @returns {[string, object]} the list it stands in, and how */
function describePeer(vpc, peer) {
  if ('prefixList' in peer) return ['PrefixListIds', { PrefixListId: peer.prefixList }];
  if ('group' in peer) {
    const pair = { UserId: peer.vpc.account.ownerId, GroupId: peer.group.groupId };
    const across = { VpcId: peer.vpc.vpcId, VpcPeeringConnectionId: peer.peeringId, PeeringStatus: 'active' };
    return ['UserIdGroupPairs', peer.vpc === vpc ? pair : { ...pair, ...across }];
  }
  return peer.cidr.includes(':') ? ['Ipv6Ranges', { CidrIpv6: peer.cidr }] : ['IpRanges', { CidrIp: peer.cidr }];
}
