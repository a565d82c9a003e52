import { group, networkInterface, type Raw, raw } from '../oracle/build.ts';
import { cidr4, type Site } from './skeleton.ts';

/** A Client VPN endpoint for the odd VPCs of a plan; clients land in one or two of the subnets. */
export function clientsOf({ k, plan, network, place }: Site): readonly Raw[] {
  const { clients } = network.hybrid;
  if (clients === 'none' || k % 2 === 0) return [];
  const whose = { ClientVpnEndpointId: `cvpn-endpoint-${k}` };
  const active = { Status: { Code: 'active' } };
  const numbers = [...plan.subnets.keys()].slice(0, clients === 'two' ? 2 : 1);
  const everywhere = [cidr4(k), '10.0.0.0/8', '0.0.0.0/0'];
  const rules: readonly (readonly [string, string?])[] =
    clients === 'groups' ? [['0.0.0.0/0', 'G1'], [cidr4(k), 'G2'], [cidr4(k, 1)]] : [['0.0.0.0/0']];
  return [
    group(`sg-${k}cvpn`, `vpc-${k}`),
    raw('clientVpnEndpoint', {
      ...whose,
      Status: { Code: 'available' },
      ClientCidrBlock: `10.10${k}.0.0/16`,
      VpcId: `vpc-${k}`,
      SecurityGroupIds: [`sg-${k}cvpn`],
    }),
    ...numbers.flatMap((j) => [
      networkInterface(`eni-${k}cvpn${j}`, `vpc-${k}`, `subnet-${k}${j}`, `10.${k}.${j}.97`, {
        groups: [`sg-${k}cvpn`],
        more: { Description: 'ClientVPN Endpoint resource', RequesterManaged: true },
      }),
      raw('clientVpnTargetNetwork', {
        ...{ ...whose, AssociationId: `cvpn-assoc-${k}${j}`, VpcId: `vpc-${k}`, TargetNetworkId: `subnet-${k}${j}` },
        Status: { Code: 'associated' },
        SecurityGroups: [`sg-${k}cvpn`],
      }),
      ...everywhere.map((DestinationCidr) =>
        raw('clientVpnRoute', { ...whose, ...active, DestinationCidr, TargetSubnet: `subnet-${k}${j}` }),
      ),
    ]),
    ...rules.map(([DestinationCidr, GroupId]) =>
      raw('clientVpnAuthorizationRule', {
        ...{ ...whose, ...active, DestinationCidr, AccessAll: GroupId === undefined },
        ...(GroupId ? { GroupId } : {}),
      }),
    ),
  ].map((one) => ({ ...one, ...place }));
}
