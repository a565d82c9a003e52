import { expect, test } from 'vitest';
import { base, LOCAL, type Raw, raw, subnet, table, without } from '../aws/network.fixture.ts';
import { asymmetricInspection } from './asymmetric-inspection.ts';
import { checked } from './check.fixture.ts';

const endpoint = (more = {}) =>
  raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-fw',
    VpcEndpointType: 'GatewayLoadBalancer',
    VpcId: 'vpc-a',
    State: 'available',
    SubnetIds: ['subnet-fw'],
    ...more,
  });
const FIREWALL = { Tags: [{ Key: 'AWSNetworkFirewallManaged', Value: 'true' }] };

type Routes = Readonly<Record<string, string>>;

/** `base` with an endpoint in a subnet of its own, and tables as given. */
function network(tables: Readonly<Record<string, Routes>>, more = {}): readonly Raw[] {
  const on: Readonly<Record<string, string>> = {
    a: 'subnet-a',
    b: 'subnet-b',
    fw: 'subnet-fw',
    pub: 'subnet-pub',
    edge: 'igw-a',
  };
  return [
    ...without(base(), 'rtb-priv', 'rtb-pub'),
    subnet('subnet-fw', 'vpc-a', '10.0.3.0/24'),
    endpoint(more),
    ...Object.entries(tables).map(([name, routes]) =>
      table(`rtb-${name}`, 'vpc-a', [on[name] as string], { ...LOCAL, ...routes }),
    ),
  ];
}
const OUT = { fw: { '0.0.0.0/0': 'igw-a' } };

test('what goes out through an endpoint and comes in past it is told', () => {
  const past = network({ ...OUT, pub: { '0.0.0.0/0': 'vpce-fw' } });
  expect(checked(asymmetricInspection, past).findings).toMatchObject([
    { id: 'asymmetric-inspection rtb-pub vpce-fw local the internet', severity: 'high' },
  ]);
  const both = network({ ...OUT, pub: { '0.0.0.0/0': 'vpce-fw' }, edge: { '10.0.0.0/24': 'vpce-fw' } });
  expect(checked(asymmetricInspection, both).ids).toEqual([]);
});

test('what comes in through an endpoint and goes out past it is told', () => {
  const past = network({ ...OUT, pub: { '0.0.0.0/0': 'igw-a' }, edge: { '10.0.0.0/24': 'vpce-fw' } });
  expect(checked(asymmetricInspection, past).ids).toEqual(['rtb-pub igw-a vpce-fw the internet']);
});

test('the table of the NAT gateway leads back through the endpoint, or does not', () => {
  const tables = { a: { '0.0.0.0/0': 'vpce-fw' }, fw: { '0.0.0.0/0': 'nat-a' } };
  const past = network({ ...tables, pub: { '0.0.0.0/0': 'igw-a' } });
  expect(checked(asymmetricInspection, past).ids).toEqual(['rtb-a vpce-fw local nat-a']);
  const both = network({ ...tables, pub: { '0.0.0.0/0': 'igw-a', '10.0.1.0/24': 'vpce-fw' } });
  // Beside the NAT gateway there is a host, whose own conversations pass the endpoint one way.
  expect(checked(asymmetricInspection, both).ids).toEqual(['rtb-pub vpce-fw local subnet-a']);
  expect(checked(asymmetricInspection, without(both, 'eni-web')).ids).toEqual([]);
});

test('between subnets both tables have to lead through it', () => {
  const a = { '10.0.2.0/24': 'vpce-fw' };
  expect(checked(asymmetricInspection, network({ a, b: { '10.0.1.0/24': 'vpce-fw' }, fw: {} })).ids).toEqual([]);
  const past = checked(asymmetricInspection, network({ a, b: {}, fw: {} }, FIREWALL));
  expect(past.findings).toMatchObject([{ id: 'asymmetric-inspection rtb-a vpce-fw local subnet-b', severity: 'high' }]);
});

test('a Gateway Load Balancer lets an answer past, so that only the other half is lost', () => {
  const past = network({ a: { '10.0.2.0/24': 'vpce-fw' }, b: {}, fw: {} });
  expect(checked(asymmetricInspection, past).findings).toMatchObject([{ severity: 'medium' }]);
});

test('a list that was not read leaves open where a table leads, unless a gateway endpoint takes it', () => {
  const past = (target: string) => [
    ...network({ ...OUT, pub: { '0.0.0.0/0': 'vpce-fw', 'pl-1': target } }),
    raw('vpcEndpoint', { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', VpcId: 'vpc-a' }),
  ];
  expect(checked(asymmetricInspection, past('nat-a'))).toMatchObject({ ids: [], undecided: ['prefixListEntries'] });
  expect(checked(asymmetricInspection, past('vpce-s3'))).toMatchObject({
    ids: ['rtb-pub vpce-fw local the internet'],
    undecided: [],
  });
});

test('networks without endpoints have nothing to part', () => {
  expect(checked(asymmetricInspection, base())).toMatchObject({ ids: [], undecided: [] });
  expect(checked(asymmetricInspection, base(), { absent: ['vpcEndpoint'] }).undecided).toEqual(['vpcEndpoint']);
});
