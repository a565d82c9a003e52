import { expect, it } from 'vitest';
import { base, raw } from '../aws/network.fixture.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { nearest } from './nearest.ts';

const network = networkOf([...base(), raw('vpc', { State: 'available' })]);

it.each([
  ['i-app22', ['i-app2', 'i-app']],
  ['subnet-c', ['subnet-a', 'subnet-b']],
  ['SUBNET-P', ['subnet-pub']],
  ['vpc-', ['vpc-a']],
  ['something-quite-else-than-any-of-them', []],
])('%s is spelled most like %j', (text, ids) => {
  const found = nearest(network, text);
  expect(found).toEqual(expect.arrayContaining(ids));
  expect(found.length > 0).toBe(ids.length > 0);
});

it('at most three are named, those that only state rules never', () => {
  expect(nearest(network, '-')).toHaveLength(3);
  expect(nearest(network, 'sg-app')).not.toContain('sg-app');
});
