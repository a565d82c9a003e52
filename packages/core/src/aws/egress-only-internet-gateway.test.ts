import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { base, edit, raw, route, without } from './network.fixture.ts';

describe('an egress-only gateway', () => {
  const eigw = (State = 'attached') =>
    raw('egressOnlyInternetGateway', {
      EgressOnlyInternetGatewayId: 'eigw-a',
      Attachments: [{ VpcId: 'vpc-a', State }],
    });
  const routes = {
    Routes: [
      route('10.0.0.0/16', 'local'),
      route('2001:db8:a::/56', 'local'),
      route('::/0', 'eigw-a'),
      route('0.0.0.0/0', 'eigw-a'),
    ],
  };
  const closed = [...edit(base(), 'rtb-priv', routes), eigw()];
  it('lets IPv6 out and its answers in', () => {
    expect(ask(closed, 'i-app', '2600::1')).toMatchObject({
      verdict: 'reachable',
      reply: expect.stringContaining('eigw-a'),
    });
  });
  it('lets nothing else in', () => {
    expect(ask(without(closed, 'igw-a'), '2600::1', '2001:db8:a:1::10').codes).toContain('STATEFUL_ASYMMETRY');
  });
  it.each([
    ['8.8.8.8', closed, 'PROTOCOL_RESTRICTION'],
    ['fd00::1', closed, 'NO_POSSIBLE_DESTINATION'],
    ['2600::1', [...edit(base(), 'rtb-priv', routes), eigw('detached')], 'BAD_STATE_ATTACHMENT'],
  ])('does not carry packets to %s', (to, resources, code) => {
    expect(ask(resources, 'i-app', to).codes).toContain(code);
  });
  it('leads to own addresses by the gateway they have', () => {
    const hairpin = edit(closed, 'rtb-priv', {
      Routes: [route('2001:db8:a:1::/64', 'local'), route('::/0', 'eigw-a')],
    });
    expect(ask(hairpin, 'i-app', '2001:db8:a::10').request).toContain('eigw-a internet');
  });
});
