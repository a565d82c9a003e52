import { peersOf } from './estate-plan.mjs';
import { S3_PREFIX_LIST } from './gateways.mjs';
import { hubRoutes } from './inspection-hub.mjs';
import { nameTag } from './tags.mjs';
import { ipv6Cidr } from './vpc-network.mjs';

/**
 * @typedef {import('./estate-plan.mjs').VpcPlan} VpcPlan
 * @typedef {import('./gateways.mjs').Gateways} Gateways
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./vpc-network.mjs').SubnetPlan} SubnetPlan
 */

/**
 * A main table that no subnet uses, one for the web tier, one for each zone of the app tier and one for the data tier.
 * @param {VpcPlan} vpc
 * @param {readonly SubnetPlan[]} subnets
 * @param {Gateways} gateways
 * @param {Random} random
 * @returns {{ RouteTableId: string }[]}
 */
export function describeRouteTables(vpc, subnets, gateways, random) {
  const shared = (tier) => [...localRoutes(vpc), ...peeringRoutes(vpc), ...hubRoutes(vpc, tier)];
  const s3 = { DestinationPrefixListId: S3_PREFIX_LIST, GatewayId: gateways.s3 };
  const internet = [
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateways.internet },
    ...(vpc.dualStack ? [{ DestinationIpv6CidrBlock: '::/0', GatewayId: gateways.internet }] : []),
  ];
  const outward = (zone) => [
    {
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: (gateways.nats.find((nat) => nat.zone === zone) ?? gateways.nats[0]).id,
    },
    ...(vpc.dualStack ? [{ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: gateways.egressOnly }] : []),
  ];
  const ofTier = (tier) => subnets.filter((subnet) => subnet.tier === tier);
  const table = (name, routes, associated) => describeRouteTable(vpc, name, routes, associated, random);
  return [
    table('main', localRoutes(vpc), []),
    table('web', [...shared('web'), ...internet], ofTier('web')),
    ...ofTier('app').map((subnet) =>
      table(`app-${subnet.zone}`, [...shared('app'), ...outward(subnet.zone), s3], [subnet]),
    ),
    table('data', [...shared('data'), s3], ofTier('data')),
  ];
}

/** @param {VpcPlan} vpc @returns {object[]} */
function localRoutes(vpc) {
  const local = { GatewayId: 'local', Origin: 'CreateRouteTable' };
  const ipv4 = { DestinationCidrBlock: vpc.cidr, ...local };
  return vpc.dualStack ? [ipv4, { DestinationIpv6CidrBlock: ipv6Cidr(vpc), ...local }] : [ipv4];
}

/** @param {VpcPlan} vpc @returns {object[]} */
function peeringRoutes(vpc) {
  return peersOf(vpc).flatMap((peer, i) => {
    const target = { VpcPeeringConnectionId: vpc.peerings[i].id };
    const ipv4 = { DestinationCidrBlock: peer.cidr, ...target };
    return vpc.dualStack && peer.dualStack ? [ipv4, { DestinationIpv6CidrBlock: ipv6Cidr(peer), ...target }] : [ipv4];
  });
}

function describeRouteTable(vpc, name, routes, associated, random) {
  const routeTableId = random.id('rtb');
  const association = (more) => ({
    RouteTableAssociationId: random.id('rtbassoc'),
    RouteTableId: routeTableId,
    ...more,
    AssociationState: { State: 'associated' },
  });
  return {
    Associations:
      name === 'main'
        ? [association({ Main: true })]
        : associated.map(({ subnetId }) => association({ Main: false, SubnetId: subnetId })),
    PropagatingVgws: [],
    RouteTableId: routeTableId,
    Routes: routes.map((route) => ({ Origin: 'CreateRoute', ...route, State: 'active' })),
    Tags: nameTag(`${vpc.name}-${name}`),
    VpcId: vpc.vpcId,
    OwnerId: vpc.account.ownerId,
  };
}
