import { describe, expect, it } from 'vitest';
import { base, edit, peered, raw, route, table } from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';

describe('the graph', () => {
  const { topology } = networkOf(peered());
  const { graph } = topology;

  it('holds every component packets can meet, named by its tag', () => {
    const tagged = networkOf(edit(base(), 'subnet-a', { Tags: [{ Key: 'Name', Value: 'apps' }] })).topology.graph;
    expect(tagged.getNodeAttributes('subnet-a')).toEqual({ kind: 'subnet', label: 'apps' });
    expect(graph.getNodeAttributes('pcx-ab')).toEqual({ kind: 'vpcPeeringConnection' });
    expect(graph.getNodeAttributes('internet')).toEqual({ kind: 'internet', label: 'Internet' });
  });

  it('does not grow with the interfaces of a subnet', () => {
    expect([graph.hasNode('eni-app'), graph.hasNode('subnet-a/interfaces')]).toEqual([false, true]);
  });

  it('lays links that AWS could use, routed to or not, and says what they need', () => {
    expect(topology.needs('subnet-c', 'pcx-ab')).toBe('route');
    expect(topology.needs('subnet-a', 'igw-a')).toBe('route');
    expect(topology.needs('nat-a', 'subnet-pub')).toBe('own-packet');
    expect(topology.needs('igw-a', 'internet')).toBeUndefined();
    expect(topology.needs('internet', 'subnet-a')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('holds what is called %s', (name) => {
    const named = edit(base(), 'rtb-priv', { Routes: [route('0.0.0.0/0', name)] });
    expect(networkOf(named).topology.needs('subnet-a', 'nat-a')).toBe('route');
    const links = networkOf(edit(base(), 'subnet-a', { SubnetId: name })).topology;
    expect([links.needs('vpc-a', name), links.linkBetween('vpc-a', name)]).toEqual([undefined, expect.any(Number)]);
  });

  it('every link leads back to its two ends', () => {
    graph.forEachEdge((_edge, { id }, from, to) => {
      expect(topology.endsOf(id)).toEqual([from, to]);
      expect(topology.linkBetween(from, to)).toBe(id);
    });
    expect(topology.linkBetween('internet', 'subnet-a')).toBeUndefined();
  });
});

it('routes name components that the input does not hold', () => {
  const routes = { '10.9.0.0/16': 'pcx-gone', '10.8.0.0/16': 'tgw-1', '10.7.0.0/16': 'odbnet-1' };
  const { graph } = networkOf([...base(), table('rtb-x', 'vpc-a', [], routes)]).topology;
  expect(['pcx-gone', 'tgw-1', 'odbnet-1'].map((id) => graph.getNodeAttribute(id, 'kind'))).toEqual([
    'vpcPeeringConnection',
    'transitGateway',
    'notModelled',
  ]);
});

it('what only a link names was not collected', () => {
  const dangling = raw('natGateway', {
    NatGatewayId: 'nat-x',
    VpcId: 'vpc-x',
    SubnetId: 'subnet-x',
    State: 'available',
  });
  const { graph } = networkOf([dangling]).topology;
  expect(graph.getNodeAttribute('subnet-x', 'kind')).toBe('notCollected');
});

it('interfaces are nodes only where a route leads to them', () => {
  const appliance = edit(base(), 'rtb-priv', { Routes: [route('0.0.0.0/0', 'i-web')] });
  const { topology } = networkOf(appliance);
  expect(topology.graph.getNodeAttribute('eni-web', 'kind')).toBe('appliance');
  expect([topology.needs('subnet-pub', 'eni-web'), topology.needs('eni-web', 'subnet-pub')]).toEqual([
    'route',
    'own-packet',
  ]);
});
