import { describe, expect, it } from 'vitest';
import { base, edit, entry, without } from '../aws/network.fixture.ts';
import { networkOf } from './ask.fixture.ts';
import { EXPECTED, type Expected } from './expectation.ts';
import { answerFlow } from './flow-answer.ts';

const https = { protocol: 'tcp', port: 443 };

describe('a flow', () => {
  const network = networkOf(base());
  it('is answered in short', () => {
    expect(answerFlow(network, { from: 'i-app2', to: 'i-db', ...https })).toEqual({
      verdict: 'reachable',
      codes: [],
      forward: ['eni-app2', 'subnet-a', 'vpc-a', 'subnet-b', 'eni-db'],
      return: ['eni-db', 'subnet-b', 'vpc-a', 'subnet-a', 'eni-app2'],
    });
  });
  it('that cannot be asked says why', () => {
    expect(answerFlow(network, { from: 'i-ap', to: 'i-db' })).toEqual({
      error: { code: 'UNKNOWN_COMPONENT', message: expect.stringContaining('i-ap'), hint: expect.any(String) },
    });
    expect(answerFlow(network, { from: 'i-app', to: 'i-db', port: 'x' })).toMatchObject({
      error: { code: 'BAD_SERVICE' },
    });
  });
  it('a fault of ours is not taken for one of the question', () => {
    const broken = {
      ...network,
      behaviour: () => {
        throw new TypeError('ours');
      },
    };
    expect(() => answerFlow(broken, { from: 'i-app', to: 'i-db', ...https })).toThrow(TypeError);
  });
  it('names blockers and what is unknown, but not what does not matter', () => {
    const codes = (resources: ReturnType<typeof base>) => {
      const answer = answerFlow(networkOf(resources), { from: 'i-app2', to: 'i-db', ...https });
      return 'codes' in answer ? answer.codes : answer.error;
    };
    expect(codes(edit(base(), 'sg-db', { IpPermissions: [] }))).toEqual(['SG_HAS_NO_RULES']);
    expect(codes(without(base(), 'sg-db'))).toEqual(['NOT_COLLECTED']);
  });
});

describe('an expectation', () => {
  const judged = (resources: ReturnType<typeof base>, expected: Expected, to = 'i-db') => {
    const answer = answerFlow(networkOf(resources), { from: 'i-app2', to, ...https }, expected);
    return 'expectation' in answer ? answer.expectation : answer;
  };
  const deaf = edit(base(), 'acl-b', { Entries: [entry(100, false)] });
  const unsure = without(base(), 'sg-db');
  it.each(EXPECTED)('“%s” of what is reachable', (expected) => {
    expect(judged(base(), expected)).toBe(['reachable', 'delivered'].includes(expected) ? 'met' : 'unmet');
  });
  it.each(EXPECTED)('“%s” of what is delivered and not answered', (expected) => {
    expect(judged(deaf, expected)).toBe(['forward-only', 'delivered'].includes(expected) ? 'met' : 'unmet');
  });
  it.each(EXPECTED)('“%s” of what is unknown', (expected) => {
    expect(judged(unsure, expected)).toBe(expected === 'unknown' ? 'met' : 'undecided');
  });
  it('counts for every client port', () => {
    const out = (to: number) => entry(100, true, { Protocol: '6', PortRange: { From: 1024, To: to } });
    const some = edit(base(), 'acl-b', { Entries: [entry(100, false), out(40_000)] });
    expect(judged(some, 'reachable')).toBe('unmet');
    expect(judged(some, 'delivered')).toBe('met');
    expect(judged(edit(base(), 'acl-b', { Entries: [entry(100, false), out(65_535)] }), 'reachable')).toBe('met');
  });
  it('counts for all that was asked', () => {
    expect(judged(deaf, 'reachable', 'i-db,i-app')).toBe('unmet');
    expect(judged(deaf, 'delivered', 'i-db,i-app')).toBe('met');
  });
});
