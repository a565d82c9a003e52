import type { Raw } from '../oracle/build.ts';
import { type Fields, list, type Piece } from './written-piece.ts';

/** What a state tells of things beside what was written: what AWS has given them, or made with them. */
export function statedIn(before: readonly Raw[], after: readonly Raw[]): (piece: Piece) => object {
  const all = [...before, ...after];
  const of = (kind: Raw['kind'], is: (fields: Fields) => boolean) =>
    all.find((one) => one.kind === kind && is(one.fields))?.fields;
  return ({ id, terraform: [type] }) => {
    if (type === 'aws_networkfirewall_firewall') return { arn: id, firewall_status: statusOf(all, id) };
    if (type === 'aws_vpc_endpoint') {
      const endpoint = before.find(({ kind, fields }) => kind === 'vpcEndpoint' && fields.VpcEndpointId === id);
      return { network_interface_ids: endpoint?.fields.NetworkInterfaceIds };
    }
    if (id.startsWith('arn:')) return { arn: id };
    if (type === 'aws_vpc') {
      const main = of('routeTable', ({ VpcId, Associations }) => {
        return VpcId === id && list(Associations).some(({ Main }) => Main);
      })?.RouteTableId;
      return { main_route_table_id: main, default_route_table_id: main };
    }
    const gateway = list(
      of('natGateway', ({ NatGatewayId }) => `${NatGatewayId}-address` === id || NatGatewayId === id)
        ?.NatGatewayAddresses,
    )[0];
    if (type === 'aws_nat_gateway') {
      return { network_interface_id: gateway?.NetworkInterfaceId, public_ip: gateway?.PublicIp };
    }
    if (type === 'aws_eip') {
      const holder = of('networkInterface', ({ NetworkInterfaceId }) => `${NetworkInterfaceId}-public` === id);
      const shown = list(holder?.PrivateIpAddresses).find(({ Association }) => Association)?.Association as
        | Fields
        | undefined;
      return { public_ip: gateway?.PublicIp ?? shown?.PublicIp };
    }
    return {};
  };
}

/** The endpoints of a firewall, which it has made. */
function statusOf(all: readonly Raw[], arn: string): readonly object[] {
  const status = all.find(({ fields }) => (fields.Firewall as Fields | undefined)?.FirewallArn === arn)?.fields
    .FirewallStatus as { readonly SyncStates: Readonly<Record<string, { readonly Attachment: Fields }>> } | undefined;
  const states = Object.entries(status?.SyncStates ?? {}).map(([availability_zone, { Attachment }]) => {
    const attachment = [{ subnet_id: Attachment.SubnetId, endpoint_id: Attachment.EndpointId }];
    return { availability_zone, attachment };
  });
  return [{ sync_states: states }];
}
