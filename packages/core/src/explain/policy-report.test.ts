import { expect, test } from 'vitest';
import { group, networkInterface, subnet, table, vpc } from '../aws/network.fixture.ts';
import { networkOf } from './ask.fixture.ts';
import { checkPolicies } from './policy-report.ts';

/** So many interfaces of one open group in one subnet. */
function crowd(count: number) {
  return networkOf([
    vpc('vpc-a', '10.0.0.0/16'),
    subnet('subnet-a', 'vpc-a', '10.0.0.0/24'),
    table('rtb-a', 'vpc-a', ['main'], { '10.0.0.0/16': 'local' }),
    group('sg-all', 'vpc-a'),
    ...Array.from({ length: count }, (_, at) =>
      networkInterface(`eni-${at}`, 'subnet-a', `10.0.0.${at + 4}`, { groups: ['sg-all'] }),
    ),
  ]);
}
const apart = { name: 'apart', from: '*', to: '*', expect: 'blocked' } as const;
const idsOf = (count: number) => checkPolicies(crowd(count), [apart]).findings.map(({ id }) => id);

test('a new violation has an id that no baseline had, however many there are', () => {
  const [before, after] = [new Set(idsOf(102)), idsOf(103)];
  expect(before.size).toBe(10_001);
  // Some are told one by one, the rest together.
  expect(after.filter((id) => !before.has(id)).length).toBeGreaterThan(1);
  expect(after.at(-1)).toMatch(/^apart and more [\da-f]{16}$/);
  expect(before.has(after.at(-1) ?? '')).toBe(false);
  expect(idsOf(102)).toEqual([...before]);
});
