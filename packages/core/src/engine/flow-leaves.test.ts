import { describe, expect, it } from 'vitest';
import type { FlowRules } from '../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../net/admission.ts';
import { type PortSlices, samePorts, slicePorts } from '../net/port-slices.ts';
import { ICMP, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import { flowLeaves } from './flow-leaves.ts';
import { partition } from './partition.ts';
import { filter, place, reach, toy } from './toy.fixture.ts';

const { network, asking, leg, set } = toy(() => ({ client: place(), server: place() }));
const pool = network.admissions;
const https = set([TCP + 443, TCP + 444]);
const ssh = set([TCP + 22, TCP + 23]);
const ends = { source: leg.source, destination: leg.to };

function rules(request: PortSlices<AdmissionId>, reply = samePorts(ADMITS_ALL)): FlowRules {
  return { request: () => request, reply: () => reply, doubt: () => undefined, remarks: () => [] };
}
/** `below` for client ports under the bound, `above` from there on. */
function cut(bound: number, below: ServiceSetId, above: ServiceSetId): PortSlices<AdmissionId> {
  return slicePorts([bound], (port) => pool.exactly(port < bound ? below : above));
}
const left = (slices: PortSlices<AdmissionId>, ports = asking.clientPorts) => {
  const found = flowLeaves(
    network,
    { ...asking, clientPorts: ports },
    { flows: rules(slices), layer: 'firewalls' },
    'request',
    ends,
  );
  const clientPorts = { must: pool.must(found.clientPorts), may: pool.may(found.clientPorts) };
  return {
    services: pool.may(found.services),
    isSure: pool.must(found.services) === pool.may(found.services),
    clientPorts,
  };
};

describe('what a filter on both ports leaves', () => {
  it('is everything where its layer is set aside', () => {
    const flows = rules(samePorts(ADMITS_NOTHING));
    const ignore = new Set(['firewalls'] as const);
    const found = flowLeaves(network, { ...asking, ignore }, { flows, layer: 'firewalls' }, 'request', ends);
    expect(found.services).toBe(ADMITS_ALL);
  });
  it('is what some of the client’s ports get', () => {
    const found = left(cut(2000, https, 0));
    expect(found.services).toBe(https);
    expect(found.clientPorts.must).toBe(set([TCP, TCP + 2000], [UDP, ICMP]));
  });
  it('is nothing that only ports get which the client does not use', () => {
    expect(left(cut(1000, https, ssh)).services).toBe(ssh);
    expect(left(cut(1000, https, ssh), set([TCP + 80, TCP + 81])).services).toBe(https);
  });
  it('is not sure of client ports that get some of the services only', () => {
    const found = left(cut(2000, https, ssh));
    expect(found).toMatchObject({ services: pool.services.union(https, ssh), isSure: true });
    expect(pool.services.intersect(found.clientPorts.must, asking.clientPorts)).toBe(set([UDP + 1024, ICMP]));
  });
});

describe('a filter on both ports', () => {
  const verdicts = (flows: FlowRules) => {
    const made = toy(() => ({
      client: place(reach('server', { kind: 'filter', filter: { ...filter(ADMITS_ALL), flows } })),
      server: place(reach('client', { kind: 'filter', filter: { ...filter(ADMITS_ALL), flows } })),
    }));
    return partition(made.network, evaluate(made.network, made.leg, made.asking), made.asking, https, false);
  };
  it('is asked about requests and replies', () => {
    const open = samePorts(ADMITS_ALL);
    const shut = samePorts(ADMITS_NOTHING);
    expect(verdicts(rules(open))).toMatchObject({ reachable: https });
    expect(verdicts(rules(shut))).toMatchObject({ blocked: https });
    expect(verdicts(rules(open, shut))).toMatchObject({ 'forward-only': https });
  });
  it('needs a client port that works both ways', () => {
    const low = slicePorts([2000], (port) => (port < 2000 ? ADMITS_ALL : ADMITS_NOTHING));
    const high = slicePorts([2000], (port) => (port < 2000 ? ADMITS_NOTHING : ADMITS_ALL));
    expect(verdicts(rules(low, low))).toMatchObject({ reachable: https });
    expect(verdicts(rules(low, high))).toMatchObject({ 'forward-only': https });
  });
});
