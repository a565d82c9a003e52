import { expect, test } from 'vitest';
import { DUMP } from './samples/dump.fixture.ts';
import { type InPlan, plannedOver } from './samples/plan.fixture.ts';

const [main, other] = DUMP.RouteTables;
const led = (route: object) => ({
  ...DUMP,
  RouteTables: [main, { ...other, Routes: [...(other?.Routes ?? []), route] }],
});

function routesAfter(route: object, gone: InPlan): readonly (string | undefined)[] {
  const { records } = plannedOver([led(route)], [gone], []);
  const table = records.routeTable.find(({ routeTableId }) => routeTableId === 'rtb-2');
  return table?.routes.slice(2).map((one) => one?.state) ?? [];
}

test('a route that a plan does not manage leads nowhere where its target goes (RT-10)', () => {
  const nat: InPlan = ['aws_nat_gateway.n', { id: 'nat-1', subnet_id: 'subnet-1', private_ip: '10.0.0.99' }];
  const route = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' };
  expect(routesAfter(route, nat)).toEqual(['blackhole']);
  const host: InPlan = ['aws_instance.a', { id: 'i-a', subnet_id: 'subnet-1', private_ip: '10.0.0.10' }];
  const through = { DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId: 'eni-a', State: 'active' };
  expect(routesAfter(through, host)).toEqual(['blackhole']);
  expect(routesAfter(route, host)).toEqual(['active']);
});

test('that of a gateway endpoint goes with it (EP-01)', () => {
  const endpoint: InPlan = [
    'aws_vpc_endpoint.s3',
    { id: 'vpce-1', vpc_id: 'vpc-1', vpc_endpoint_type: 'Gateway', service_name: 'com.amazonaws.eu-west-1.s3' },
  ];
  const route = { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', State: 'active' };
  expect(routesAfter(route, endpoint)).toEqual([]);
});
