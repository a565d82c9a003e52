import { contains, parseCidr } from './addresses.ts';
import { cidrsOfVpc, ownerIn, type Place, present, same, works } from './lookups.ts';
import { drop, type Next, undecided, type Walk } from './packet.ts';
import { settleReferences } from './security-groups.ts';
import { absent } from './walk.ts';

/** A route leads to a peering connection (6). */
export function crossPeering(walk: Walk, from: Place, id: string): Next {
  const { look, header } = walk;
  walk.kinds.add('vpcPeeringConnection');
  // Whatever is behind it. NLB-03: a client's address may be from anywhere.
  const home = look.vpcs.get(from.vpcId ?? '');
  const homeCidrs = home ? cidrsOfVpc(home) : [];
  if (walk.preservedBy === undefined && homeCidrs.length > 0 && !homeCidrs.some((cidr) => contains(cidr, header.src))) {
    return drop(walk, 'PCX-05 foreign source');
  }
  const connection = look.snapshot.records.vpcPeeringConnection.find((one) => one.vpcPeeringConnectionId === id);
  if (connection === undefined) return undecided(walk, `peering connection ${id} is not in the snapshot`);
  if (!works(connection.status?.code, 'active')) return drop(walk, `PCX-01 ${id} is ${connection.status?.code}`);
  const { requesterVpcInfo, accepterVpcInfo } = connection;
  const [near, far] =
    requesterVpcInfo?.vpcId === from.vpcId ? [requesterVpcInfo, accepterVpcInfo] : [accepterVpcInfo, requesterVpcInfo];
  if (near === undefined || near.vpcId !== from.vpcId) return drop(walk, `${id} does not join this VPC`);
  if (far?.vpcId === undefined) return undecided(walk, `the peer of ${id} is not known`);

  const peer = look.vpcs.get(far.vpcId);
  const listed = [far.cidrBlock, ...present(far.cidrBlockSet).map((block) => block.cidrBlock)];
  const listed6 = present(far.ipv6CidrBlockSet).map((block) => block.ipv6CidrBlock);
  const cidrs = peer ? cidrsOfVpc(peer) : present([...listed, ...listed6].map(parseCidr));
  if (cidrs.length === 0) return undecided(walk, `PAR-14 the CIDRs behind ${id} are not known`);
  if (!cidrs.some((cidr) => contains(cidr, header.dst))) return drop(walk, `PCX-05 outside the CIDRs behind ${id}`);

  const isOneRegion = same(near.region ?? home?.region, far.region ?? peer?.region);
  if (!isOneRegion) {
    if (walk.preservedBy) return drop(walk, 'NLB-03 a target of another Region');
    walk.identity = undefined; // ID-04
    const refused = settleReferences(walk, undefined);
    if (refused) return drop(walk, refused);
  }
  if (peer === undefined) return undecided(walk, `VPC ${far.vpcId} is not in the snapshot`);
  // NAT-09: only what the NAT gateway itself hands over comes back to it.
  if (walk.leg === 'request' && from.nat) walk.session.returnToSender.set(header.src, id);
  // PCX-06: no table is asked in the peer VPC.
  const owner = ownerIn(look, far.vpcId, header.dst);
  return owner ? { do: 'arrive', place: owner, onLink: false } : absent(walk, far.vpcId);
}
