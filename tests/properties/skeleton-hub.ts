import { acl, group, host, networkInterface, type Raw, REGION, raw, subnet, table, vpc } from '../oracle/build.ts';
import { networkFirewall } from '../oracle/inspection-networks.ts';
import { cidr4, type Site } from './skeleton.ts';
import { attachment, HUB, placeOf, zone } from './skeleton-transit.ts';

type Routes = Readonly<Record<string, string>>;

/** A box in each of two zones, behind which everything is let through, and a NAT gateway; or endpoints of one firewall. */
export function hubOf(site: Site): readonly Raw[] {
  const { hub } = site.network.transit;
  const id = `vpc-${HUB}`;
  const name = (j: number) => `subnet-${HUB}${j}`;
  const local = { [cidr4(HUB)]: 'local' };
  const spokes = { '10.0.0.0/9': 'tgw-1', '2600:1f18::/32': 'tgw-1' };
  const out: Routes = hub.hasNat ? { '0.0.0.0/0': `nat-${HUB}` } : {};
  const box = (i: number) =>
    host(`${HUB}fw${i}`, id, name(i), `10.${HUB}.${i}.7`, {
      groups: [`sg-${HUB}fw`],
      more: { SourceDestCheck: false },
    });
  const isFirewall = hub.appliance === 'firewall';
  const target = (i: number) => (isFirewall ? `vpce-${HUB}fw${i}` : `eni-${HUB}fw${i}`);
  const homeSite = { ...site, place: placeOf(1) };
  return [
    vpc(id, cidr4(HUB)),
    ...[0, 1, 2, 3, 4].flatMap((j) => [
      subnet(name(j), id, cidr4(HUB, j), zone(REGION, j)),
      acl(`acl-${HUB}${j}`, id, [name(j)]),
    ]),
    ...(isFirewall
      ? firewallOf(
          id,
          [0, 1].map((i) => [target(i), name(i)] as const),
        )
      : [group(`sg-${HUB}fw`, id), ...box(0), ...box(1)]),
    table(`rtb-${HUB}t0`, id, { subnets: [name(2)] }, { ...local, '0.0.0.0/0': target(0) }),
    table(`rtb-${HUB}t1`, id, { subnets: [name(3)] }, { ...local, '0.0.0.0/0': target(1) }),
    table(`rtb-${HUB}f`, id, { subnets: [name(0), name(1)] }, { ...local, ...spokes, ...out }),
    table(`rtb-${HUB}n`, id, { main: true }, { ...local, ...spokes, '0.0.0.0/0': `igw-${HUB}` }),
    raw('internetGateway', { InternetGatewayId: `igw-${HUB}`, Attachments: [{ VpcId: id, State: 'available' }] }),
    ...(hub.hasNat ? natOf(id, name(4)) : []),
    ...attachment(homeSite, `att-${HUB}`, id, [name(2), name(3)], {
      Ipv6Support: 'disable',
      ApplianceModeSupport: hub.isApplianceMode ? 'enable' : 'disable',
    }),
  ];
}

function firewallOf(vpcId: string, endpoints: readonly (readonly [string, string])[]): readonly Raw[] {
  const places = endpoints.map(([endpointId, subnetId]) => [endpointId, { vpcId, subnetId }] as const);
  return networkFirewall({ name: `gw${HUB}`, endpoints: Object.fromEntries(places) });
}

function natOf(VpcId: string, SubnetId: string): readonly Raw[] {
  const [NetworkInterfaceId, PrivateIp, PublicIp] = [`eni-${HUB}nat`, `10.${HUB}.4.5`, '203.0.113.190'];
  return [
    networkInterface(NetworkInterfaceId, VpcId, SubnetId, PrivateIp, {
      publicIp: PublicIp,
      more: { InterfaceType: 'nat_gateway', SourceDestCheck: false },
    }),
    raw('natGateway', {
      NatGatewayId: `nat-${HUB}`,
      State: 'available',
      VpcId,
      SubnetId,
      ConnectivityType: 'public',
      NatGatewayAddresses: [{ NetworkInterfaceId, PrivateIp, PublicIp, Status: 'succeeded' }],
    }),
  ];
}
