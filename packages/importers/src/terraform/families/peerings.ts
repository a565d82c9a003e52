import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { PEERING, VPC } from '../wanted.ts';

/** Peerings between VPCs; one that nobody accepts carries nothing. */
export const peerings: Family = {
  types: ['aws_vpc_peering_connection', 'aws_vpc_peering_connection_accepter'],
  map(mapping) {
    const accepted = new Map<string, Attributes>();
    for (const one of mapping.managed('aws_vpc_peering_connection_accepter')) {
      const id = one.id('vpc_peering_connection_id', PEERING);
      if (id) accepted.set(id, one);
    }
    const own = new Set<string>();
    for (const one of mapping.all('aws_vpc_peering_connection')) {
      const id = mapping.idOf(one);
      own.add(id);
      add(mapping, one, id, accepted.get(id));
    }
    // The other side is another state's: here is the side that accepts.
    for (const [id, one] of accepted) if (!own.has(id)) add(mapping, one, id, one);
  },
};

function add(mapping: Mapping, one: Attributes, id: string, accepter: Attributes | undefined): void {
  const isAccepted =
    one.flag('auto_accept') === true ||
    accepter?.flag('auto_accept') === true ||
    accepter?.text('accept_status') === 'active';
  const Code = one.text('accept_status') ?? one.text('status') ?? (isAccepted ? 'active' : 'pending-acceptance');
  const isSameRegion = !one.text('peer_region');
  mapping.add(
    'vpcPeeringConnection',
    {
      VpcPeeringConnectionId: id,
      Status: { Code: isAccepted ? 'active' : Code },
      RequesterVpcInfo: side(mapping, one.id('vpc_id', VPC), one.text('owner_id'), undefined),
      AccepterVpcInfo: side(
        mapping,
        one.id('peer_vpc_id', VPC),
        one.text('peer_owner_id'),
        isSameRegion ? undefined : one.text('peer_region'),
      ),
      Tags: one.tags(),
    },
    one,
  );
}

function side(
  mapping: Mapping,
  VpcId: string | undefined,
  owner: string | undefined,
  region: string | undefined,
): Json {
  const vpc = mapping.vpc(VpcId);
  const ranges = vpc?.ranges ?? [];
  const four = ranges.filter((range) => !range.includes(':'));
  return {
    VpcId,
    OwnerId: owner,
    Region: region ?? vpc?.region,
    CidrBlock: four[0],
    CidrBlockSet: four.map((CidrBlock) => ({ CidrBlock })),
    Ipv6CidrBlockSet: ranges.filter((range) => range.includes(':')).map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
  };
}
