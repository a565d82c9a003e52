import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { base, edit } from './network.fixture.ts';

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
  it('does not make a whole VPC reach what its hosts do not', () => {
    const alone = edit(base(), 'sg-db', {
      IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.5/32' }] }],
    });
    expect(ask(alone, 'vpc-a', '10.0.2.10').explanation.parts.map(({ verdict }) => verdict)).not.toContain('unknown');
    expect(ask(alone, 'eni-nat', '10.0.2.10').verdict).toBe('blocked');
  });
});
