import type { Raw } from '../oracle/build.ts';
import { listOf, ofKind } from './mutations.ts';

export interface Own {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly type: string;
  readonly groups: readonly string[];
  readonly isChecked: boolean;
  readonly isNode: boolean;
  readonly address: string;
}

/** Subnets whose own table has a route of this kind. */
export function subnetsRoutedBy(resources: readonly Raw[], field: string, cidr?: string): ReadonlySet<string> {
  const tables = ofKind(resources, 'routeTable').filter((one) =>
    listOf(one, 'Routes').some(
      (route) => route[field] !== undefined && (cidr === undefined || route.DestinationCidrBlock === cidr),
    ),
  );
  return new Set(tables.flatMap((one) => listOf(one, 'Associations').map(({ SubnetId }) => String(SubnetId))));
}

/** Subnets whose own table leads to such a gateway. */
export function subnetsRoutedTo(resources: readonly Raw[], target: RegExp): ReadonlySet<string> {
  const tables = ofKind(resources, 'routeTable').filter((one) =>
    listOf(one, 'Routes').some(({ GatewayId }) => target.test(String(GatewayId))),
  );
  return new Set(tables.flatMap((one) => listOf(one, 'Associations').map(({ SubnetId }) => String(SubnetId))));
}

/** Every address of every interface, with one address of each delegated prefix. */
export function ownAddresses(resources: readonly Raw[]): readonly Own[] {
  return ofKind(resources, 'networkInterface').flatMap((one) => {
    const texts = [
      ...listOf(one, 'PrivateIpAddresses').map((each) => each.PrivateIpAddress),
      ...listOf(one, 'Ipv6Addresses').map((each) => each.Ipv6Address),
      ...listOf(one, 'Ipv4Prefixes').map((each) =>
        String(each.Ipv4Prefix).replace(/(\d+)\/28$/, (_, last) => String(Number(last) + 3)),
      ),
      ...listOf(one, 'Ipv6Prefixes').map((each) => String(each.Ipv6Prefix).replace('::/80', '::7')),
    ];
    const { NetworkInterfaceId, VpcId, SubnetId, InterfaceType, SourceDestCheck } = one.fields;
    return texts.map((text) => ({
      id: String(NetworkInterfaceId),
      vpcId: String(VpcId),
      subnetId: String(SubnetId),
      groups: listOf(one, 'Groups').map(({ GroupId }) => String(GroupId)),
      type: String(one.fields.Description).startsWith('ClientVPN')
        ? 'client_vpn'
        : String(InterfaceType ?? 'interface'),
      isChecked: SourceDestCheck !== false,
      isNode: String(one.fields.Description).startsWith('ELB '),
      address: String(text),
    }));
  });
}
