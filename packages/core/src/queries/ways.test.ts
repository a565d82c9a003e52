import { describe, expect, it } from 'vitest';
import { base, edit, raw, table, without } from '../aws/network.fixture.ts';
import { transit } from '../aws/transit-gateway.fixture.ts';
import { ask, networkOf } from '../explain/ask.fixture.ts';
import { findPath } from './path.ts';
import { parseQuestion } from './question.ts';

const OUT = '8.8.8.8';

describe('only ways that are meant count', () => {
  it.each([
    ['through', 'nat-a', 'reachable'],
    ['through', 'type:AWS::EC2::NatGateway', 'reachable'],
    ['through', 'rtb-pub', 'blocked'],
    ['notThrough', 'nat-a', 'blocked'],
    ['notThrough', 'type:AWS::EC2::TransitGatewayAttachment', 'reachable'],
  ] as const)('%s %s: %s', (option, word, verdict) => {
    const answer = ask(base(), 'i-app2', OUT, { port: 443, [option]: [word] });
    expect(answer.verdict).toBe(verdict);
    expect(answer.codes.includes('WAY_NOT_MEANT')).toBe(verdict === 'blocked');
  });

  it.each(['tgw-1', 'tgw-rtb-1', 'tgw-attach-b'])('through %s goes what passes its transit gateway', (id) => {
    const asking = (more: object, to = 'i-b1') => ask(transit(), 'i-a1', to, { port: 443, ...more }).verdict;
    expect(asking({ through: [id] })).toBe('reachable');
    expect(asking({ notThrough: [id] })).toBe('blocked');
    expect(asking({ notThrough: [id] }, 'i-a2')).toBe('reachable');
  });

  it.each(['i-web', 'eni-web'])('through an appliance goes what passes its interface: %s', (id) => {
    const routes = { '10.0.0.0/16': 'local', '10.0.2.0/24': 'eni-web', '10.0.1.0/24': 'eni-web' };
    const open = edit(without(base(), 'rtb-priv'), 'eni-web', { SourceDestCheck: false });
    const past = [...open, table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], routes)];
    const asking = (more: object) =>
      ask(past, 'i-app', 'i-db', { port: 443, ...more }, { assume: { appliances: 'forward' } }).verdict;
    expect(asking({ through: [id] })).toBe('reachable');
    expect(asking({ notThrough: [id] })).toBe('blocked');
  });

  it('through one of several is enough, and past each of several is asked', () => {
    const asking = (more: object) => ask(base(), 'i-app2', OUT, { port: 443, ...more }).verdict;
    expect(asking({ through: ['subnet-b', 'nat-a'] })).toBe('reachable');
    expect(asking({ notThrough: ['subnet-b', 'nat-a'] })).toBe('blocked');
  });

  it('what is blocked anyway is not blocked for its way', () => {
    const cut = [...without(base(), 'rtb-priv'), table('rtb-priv', 'vpc-a', ['subnet-a'], { '10.0.0.0/16': 'local' })];
    expect(ask(cut, 'i-app2', OUT, { port: 443, through: ['nat-a'] }).codes).toContain('NO_ROUTE_TO_DESTINATION');
  });

  it('a way whose rest is not known may pass what is meant', () => {
    const list = raw('prefixList', { PrefixListId: 'pl-1', PrefixListName: 'mine' });
    const routes = { '10.0.0.0/16': 'local', 'pl-1': 'nat-a' };
    const unsure = [...without(base(), 'rtb-priv'), table('rtb-priv', 'vpc-a', ['subnet-a'], routes), list];
    expect(ask(unsure, 'i-app2', OUT, { port: 443, through: ['nat-a'] }).verdict).toBe('unknown');
    expect(ask(unsure, 'i-app2', OUT, { port: 443, notThrough: ['nat-a'] }).verdict).toBe('blocked');
  });

  it('asked in bulk as pair by pair', () => {
    const network = networkOf(base());
    for (const ways of [{ through: ['nat-a'] }, { notThrough: ['nat-a'] }, { through: ['subnet-b'] }]) {
      const question = parseQuestion(network, { from: '*', to: `*,${OUT}`, port: 443, ...ways });
      const told = [0, Number.POSITIVE_INFINITY].map((most) =>
        findPath(network, question, most).parts.map(({ verdict, services, pairs }) => [verdict, services, pairs]),
      );
      expect(told[0]).toEqual(told[1]);
      expect(new Set(told[0]?.map(([verdict]) => verdict)).size).toBeGreaterThan(1);
    }
  });

  it('by a name that nothing has is a wrong question', () => {
    expect(() => ask(base(), 'i-app2', OUT, { through: ['nat-b'] })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_COMPONENT' }),
    );
    expect(() => ask(base(), 'i-app2', OUT, { through: [' '] })).toThrow(
      expect.objectContaining({ code: 'BAD_SELECTOR' }),
    );
  });
});
