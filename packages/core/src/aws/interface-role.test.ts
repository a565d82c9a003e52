import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { base, edit, raw } from './network.fixture.ts';
import type { Kind } from './record-types.ts';

describe('an interface that AWS made for a component of its own', () => {
  it.each(['nat_gateway', 'natGateway', 'transit_gateway', 'gateway_load_balancer', 'gateway_load_balancer_endpoint'])(
    '%s neither opens a conversation nor takes part in one',
    (InterfaceType) => {
      const made = edit(base(), 'eni-app', { InterfaceType, Attachment: {} });
      expect(ask(made, 'eni-app', '10.0.2.10').codes).toEqual(['NEVER_SENDS']);
      expect(ask(made, 'i-app2', '10.0.1.10').verdict).toBe('blocked');
    },
  );
  it('an interface endpoint only answers', () => {
    const made = edit(base(), 'eni-app', { InterfaceType: 'vpc_endpoint', Attachment: {} });
    expect(ask(made, 'eni-app', '10.0.2.10').codes).toEqual(['NEVER_SENDS']);
  });
  it.each([{ InterfaceType: 'lambda' }, { RequesterId: 'AROAEXAMPLE:awslambda_42_20200101' }])(
    'a function only opens: %j',
    (more) => {
      const made = edit(base(), 'eni-app', { ...more, Attachment: {} });
      expect(ask(made, 'eni-app', '10.0.2.10').verdict).toBe('reachable');
      expect(ask(made, 'i-app2', '10.0.1.10').codes).toEqual(['NO_POSSIBLE_DESTINATION']);
    },
  );
  it('is nobody’s to tell where two owners list it', () => {
    const listing = (id: string) =>
      raw('vpcEndpoint', { VpcEndpointId: id, VpcEndpointType: 'Interface', NetworkInterfaceIds: ['eni-app'] });
    const one = [...base(), listing('vpce-1')];
    expect(ask(one, 'eni-app', '10.0.2.10').codes).toEqual(['NEVER_SENDS']);
    for (const [from, to] of [
      ['eni-app', '10.0.2.10'],
      ['i-app2', '10.0.1.10'],
    ] as const) {
      const asked = ask([...one, listing('vpce-2')], from, to);
      expect(asked).toMatchObject({ verdict: 'unknown', codes: ['INPUT_CONTRADICTS_ITSELF'] });
    }
    // A record that was read twice is one.
    expect(ask([...one, listing('vpce-1')], 'eni-app', '10.0.2.10').codes).toEqual(['NEVER_SENDS']);
  });
  it('without a word of what for is unknown where lists that may tell were not read', () => {
    const made = edit(base(), 'eni-app', { RequesterManaged: true, Attachment: {} });
    const asked = (partial: readonly Kind[]) => ask(made, 'i-app2', '10.0.1.10', {}, { partial });
    expect(asked([]).verdict).toBe('reachable');
    expect(asked(['subnet']).verdict).toBe('reachable');
    expect(asked(['vpcEndpoint'])).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
  });
  it('does not make a whole VPC reach what its hosts do not', () => {
    const alone = edit(base(), 'sg-db', {
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.5/32' }] }],
    });
    expect(ask(alone, 'vpc-a', '10.0.2.10').explanation.parts.map(({ verdict }) => verdict)).not.toContain('unknown');
    expect(ask(alone, 'eni-nat', '10.0.2.10').verdict).toBe('blocked');
  });
});
