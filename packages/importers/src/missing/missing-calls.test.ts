import { kinds, recordType } from '@hopwise/core';
import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';
import { missingCalls } from './missing-calls.ts';

test('every kind that was not read is missing once in each place', () => {
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/v.json', value: { Vpcs: [] } },
    { file: 'us-east-2/v.json', value: { Vpcs: [], NextToken: 'more' } },
  ]);
  const missing = missingCalls(snapshot);
  expect(missing).toHaveLength(2 * kinds.length - 1);
  expect(missing.find(({ kind }) => kind === 'vpc')).toMatchObject({ region: 'us-east-2', state: 'partial' });
});

test('answers that are asked for one by one are named one by one', () => {
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/p.json', value: { PrefixLists: [{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2' }] } },
    { file: 'us-east-1/e.json', value: { PrefixListId: 'pl-2', Entries: [] } },
  ]);
  expect(missingCalls(snapshot).find(({ kind }) => kind === 'prefixListEntries')).toMatchObject({
    state: 'partial',
    commands: [
      'aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-1 --region us-east-1 --output json > ec2-get-managed-prefix-list-entries/pl-1.json',
    ],
  });
});

test('where there is no prefix list, no entries are missing', () => {
  const { snapshot } = snapshotOf([{ file: 'us-east-1/p.json', value: { PrefixLists: [] } }]);
  expect(missingCalls(snapshot).map(({ kind }) => kind)).not.toContain('prefixListEntries');
});

test('every kind says what its absence leaves unknown', () => {
  for (const kind of kinds) expect(recordType(kind).without, kind).toMatch(/\.$/);
});
