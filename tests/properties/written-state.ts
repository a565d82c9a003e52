import type { Raw } from '../oracle/build.ts';
import { type Fields, list, type Piece } from './written-piece.ts';

/** What a state tells of things beside what was written: what AWS has given them, or made with them. */
export function statedIn(all: readonly Raw[]): (piece: Piece) => object {
  const of = (kind: Raw['kind'], is: (fields: Fields) => boolean) =>
    all.find((one) => one.kind === kind && is(one.fields))?.fields;
  return ({ id, terraform: [type] }) => {
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
