import { type Edit, PRICE } from '../model/change.ts';
import { contains, type Prefix } from '../net/address.ts';
import { editCommand, newId } from './edit-command.ts';
import type { Lookup } from './lookup.ts';
import type { Apart } from './openings.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';
import { rangesOf } from './vpc.ts';

type Vpc = RecordOfKind<'vpc'>;

/** A connection between two VPCs that have none and whose ranges do not overlap (PCX-01, PCX-02). */
export function peeringOpenings(net: Lookup, { from, to }: Apart): readonly Edit[] {
  const [a, b] = [net.get('vpc', from), net.get('vpc', to)];
  if (!a || !b || arePeered(net, from, to) || overlap(rangesOf(a), rangesOf(b))) return [];
  const component = newId((id) => net.get('vpcPeeringConnection', id) !== undefined, 'pcx-new');
  const value = {
    VpcPeeringConnectionId: component,
    Status: { Code: 'active' },
    RequesterVpcInfo: sideOf(a),
    AccepterVpcInfo: sideOf(b),
    ...(a.account ? { account: a.account } : {}),
    ...(a.region ? { region: a.region } : {}),
  };
  const far = {
    ...(b.ownerId && b.ownerId !== a.ownerId ? { 'peer-owner-id': b.ownerId } : {}),
    ...(b.region && b.region !== a.region ? { 'peer-region': b.region } : {}),
  };
  return [
    {
      component: from,
      price: PRICE.peering,
      text: `peer it with ${to} (${component} stands for the connection's id)`,
      commands: [
        editCommand('create-vpc-peering-connection', { 'vpc-id': from, 'peer-vpc-id': to, ...far }, a),
        editCommand('accept-vpc-peering-connection', { 'vpc-peering-connection-id': component }, b),
      ],
      changes: [{ op: 'add', component, at: '', value }],
    },
  ];
}

function arePeered(net: Lookup, a: string, b: string): boolean {
  return net.all('vpcPeeringConnection').some(({ requesterVpcInfo, accepterVpcInfo, status }) => {
    const sides = [requesterVpcInfo?.vpcId, accepterVpcInfo?.vpcId];
    return works(status?.code, 'active') && sides.includes(a) && sides.includes(b);
  });
}

function overlap(some: readonly Prefix[], others: readonly Prefix[]): boolean {
  return some.some((a) => others.some((b) => a.family === b.family && (contains(a, b) || contains(b, a))));
}

function sideOf(vpc: Vpc) {
  return {
    VpcId: vpc.vpcId,
    ...(vpc.ownerId ? { OwnerId: vpc.ownerId } : {}),
    ...(vpc.region ? { Region: vpc.region } : {}),
    CidrBlock: vpc.cidrBlock,
    CidrBlockSet: vpc.cidrBlockAssociationSet.map((one) => ({ CidrBlock: one?.cidrBlock })),
    Ipv6CidrBlockSet: vpc.ipv6CidrBlockAssociationSet.map((one) => ({ Ipv6CidrBlock: one?.ipv6CidrBlock })),
  };
}
