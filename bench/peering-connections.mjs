import { ipv6Cidr } from './vpc-network.mjs';

/** @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan */

/** @param {import('./estate-plan.mjs').Peering} peering @returns {object} */
export function describePeeringConnection({ id, requester, accepter }) {
  return {
    AccepterVpcInfo: side(accepter),
    RequesterVpcInfo: side(requester),
    Status: { Code: 'active', Message: 'Active' },
    Tags: [{ Key: 'Name', Value: `${requester.name}-to-${accepter.name}` }],
    VpcPeeringConnectionId: id,
  };
}

/** @param {VpcPlan} vpc */
function side(vpc) {
  return {
    CidrBlock: vpc.cidr,
    ...(vpc.dualStack && { Ipv6CidrBlockSet: [{ Ipv6CidrBlock: ipv6Cidr(vpc) }] }),
    CidrBlockSet: [{ CidrBlock: vpc.cidr }],
    OwnerId: vpc.account.ownerId,
    PeeringOptions: {
      AllowDnsResolutionFromRemoteVpc: true,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    },
    VpcId: vpc.vpcId,
    Region: vpc.region,
  };
}
