import { compile, findPath, parseQuestion, type Verdict } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';
import { BLACKHOLE, BOTH, dumpOf, type Hub, listed, place } from './transit.fixture.ts';

type Values = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Values>>;

const ofTable = { transit_gateway_route_table_id: 'tgw-rtb-1' };
const table: Resources = {
  'aws_ec2_transit_gateway_route_table.t': { id: 'tgw-rtb-1', transit_gateway_id: 'tgw-1' },
};
const attachment = (n: number, values: Values = {}): Resources => ({
  [`aws_ec2_transit_gateway_vpc_attachment.a${n}`]: {
    ...(n < 3 ? { id: `tgw-attach-${n}` } : {}),
    transit_gateway_id: 'tgw-1',
    vpc_id: `vpc-${n}`,
    subnet_ids: [`subnet-${n}`],
    ...values,
  },
});
const uses = (kind: 'association' | 'propagation', n: number, values: Values = {}): Resources => ({
  [`aws_ec2_transit_gateway_route_table_${kind}.u${n}`]: {
    transit_gateway_attachment_id: `tgw-attach-${n}`,
    ...ofTable,
    ...values,
  },
});
const route = (cidr: string, to?: number): Resources => ({
  [`aws_ec2_transit_gateway_route.r${cidr.replaceAll(/\W/g, '')}`]: {
    destination_cidr_block: cidr,
    ...(to === undefined ? { blackhole: true } : { transit_gateway_attachment_id: `tgw-attach-${to}` }),
    ...ofTable,
  },
});

function planOf(before: Resources, after: Resources): object {
  const module = (all: Resources) => ({
    root_module: {
      resources: Object.entries(all).map(([address, values]) => {
        const [type, name] = address.split('.') as [string, string];
        return { address, mode: 'managed', type, name, values };
      }),
    },
  });
  return {
    format_version: '1.2',
    prior_state: { values: module(before) },
    planned_values: module(after),
    resource_changes: Object.keys(after)
      .filter((address) => !before[address])
      .map((address) => ({ address, change: { actions: ['create'], after_unknown: { id: true } } })),
  };
}

function over(hub: Hub, before: Resources, after: Resources) {
  const { files, ...dump } = dumpOf(hub) as { readonly files: readonly object[] };
  const documents = [dump, ...files.map((one) => ({ ...place, ...one })), planOf(before, after)];
  return snapshotOf(documents.map((value, i) => ({ file: `${i}.json`, value })));
}

function verdicts(hub: Hub, before: Resources, after: Resources, ...asked: readonly (readonly [number, number])[]) {
  const network = compile(over(hub, before, after).snapshot);
  return asked.map(([from, to]): Verdict => {
    return findPath(network, parseQuestion(network, { from: `eni-${from}`, to: `10.${to}.0.10:443` })).verdict;
  });
}

describe('a plan over the tables of transit gateways', () => {
  test('that changes nothing changes nothing', () => {
    const all = { ...table, ...attachment(1), ...attachment(2), ...route('10.2.0.0/24') };
    const hub = { routes: [...BOTH, BLACKHOLE] };
    const { snapshot } = over(hub, all, all);
    expect(snapshot.records).toEqual(over(hub, {}, {}).snapshot.records);
  });

  test('adds and takes away static routes', () => {
    const drop = route('10.2.0.0/24');
    expect(verdicts({}, {}, {}, [1, 2])).toEqual(['reachable']);
    expect(verdicts({}, table, { ...table, ...drop }, [1, 2])).toEqual(['blocked']);
    expect(verdicts({ routes: [...BOTH, BLACKHOLE] }, drop, {}, [1, 2])).toEqual(['reachable']);
    expect(verdicts({ routes: [...BOTH, BLACKHOLE] }, drop, route('10.2.0.0/24', 2), [1, 2])).toEqual(['reachable']);
  });

  test('shows again what a static route of equal prefix hid', () => {
    const hub = { routes: [listed('10.1.0.0/16', 'propagated', 1), listed('10.2.0.0/16', 'static')] };
    expect(verdicts(hub, {}, {}, [1, 2])).toEqual(['blocked']);
    expect(verdicts(hub, route('10.2.0.0/16'), {}, [1, 2])).toEqual(['reachable']);
  });

  test('takes away what nobody propagates any more, and leaves static routes of equal prefix', () => {
    const one = uses('propagation', 2);
    expect(verdicts({}, one, {}, [1, 2])).toEqual(['blocked']);
    const hub = { routes: [listed('10.1.0.0/16', 'propagated', 1), listed('10.2.0.0/16', 'static', 2)] };
    expect(verdicts(hub, one, {}, [1, 2])).toEqual(['reachable']);
  });

  test('associates attachments with other tables', () => {
    const other = {
      'aws_ec2_transit_gateway_route_table.u': { id: 'tgw-rtb-2', transit_gateway_id: 'tgw-1' },
    };
    const moved = uses('association', 1, { transit_gateway_route_table_id: 'tgw-rtb-2' });
    const taught = uses('propagation', 2, { transit_gateway_route_table_id: 'tgw-rtb-2' });
    expect(verdicts({}, uses('association', 1), { ...other, ...moved }, [1, 2])).toEqual(['blocked']);
    expect(verdicts({}, uses('association', 1), { ...other, ...moved, ...taught }, [1, 2])).toEqual(['reachable']);
    expect(verdicts({}, uses('association', 1), {}, [1, 2])).toEqual(['blocked']);
  });

  test('attaches a VPC, which the gateway takes up by itself', () => {
    expect(verdicts({}, {}, {}, [1, 3])).toEqual(['blocked']);
    expect(verdicts({}, {}, attachment(3), [1, 3], [3, 1])).toEqual(['reachable', 'reachable']);
    const apart = attachment(3, { transit_gateway_default_route_table_propagation: false });
    expect(verdicts({}, {}, apart, [1, 3], [3, 1])).toEqual(['blocked', 'forward-only']);
  });

  test('detaches a VPC, whose static routes drop what comes', () => {
    const hub = { routes: [...BOTH, listed('10.2.0.0/24', 'static', 2)] };
    expect(verdicts(hub, {}, {}, [1, 2])).toEqual(['reachable']);
    const { snapshot } = over(hub, attachment(2), {});
    const [routes] = snapshot.records.transitGatewayRoutes;
    expect(routes?.routes.map((one) => [one?.destinationCidrBlock, one?.state])).toEqual([
      ['10.1.0.0/16', 'active'],
      ['10.2.0.0/24', 'blackhole'],
    ]);
    expect(verdicts(hub, attachment(2), {}, [1, 2])).toEqual(['blocked']);
  });

  test('leaves open what a VPN connection will teach, and what it may have taught before', () => {
    const vpn = { 'aws_vpn_connection.v': { transit_gateway_id: 'tgw-1', customer_gateway_id: 'cgw-1' } };
    const { diagnostics } = over({}, {}, vpn);
    expect(diagnostics.map(({ code }) => code)).toContain('OVERLAY_ROUTES');
    expect(verdicts({}, {}, vpn, [1, 3])).toEqual(['unknown']);
    const joined = { attached: [1, 2, 9], routes: [...BOTH, listed('10.3.0.0/16', 'static')] };
    expect(verdicts(joined, route('10.3.0.0/16'), {}, [1, 3], [1, 2])).toEqual(['unknown', 'reachable']);
  });

  test('takes away what a VPN connection has taught', () => {
    const hub = { attached: [1, 2, 9], routes: [...BOTH, listed('10.3.0.0/16', 'propagated', 9)] };
    const { snapshot } = over(hub, uses('propagation', 9), {});
    expect(snapshot.records.transitGatewayRoutes[0]?.routes.map((one) => one?.destinationCidrBlock)).toEqual([
      '10.1.0.0/16',
      '10.2.0.0/16',
    ]);
  });
});
