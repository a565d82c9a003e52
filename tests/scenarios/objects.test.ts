import { expect, test } from 'vitest';
import { answersOf, edited, objectsOf } from './objects.ts';

const subnets = objectsOf({ Subnets: [{ SubnetId: 'subnet-a', Tags: [1, 2], State: { A: 1 } }] }, 'base');

test('objects are merged, lists replaced, and null takes a field away', () => {
  const change = { 'subnet-a': { Tags: [3], State: { B: 2 }, VpcId: null } };
  expect(edited(subnets, { change }, 'x').get('subnet-a')?.record).toEqual({
    SubnetId: 'subnet-a',
    Tags: [3],
    State: { A: 1, B: 2 },
  });
  expect(subnets.get('subnet-a')?.record).toEqual({ SubnetId: 'subnet-a', Tags: [1, 2], State: { A: 1 } });
});

test('an edit of something that is not there names what is', () => {
  const message = 'x changes subnet-b, which is not there; there are subnet-a';
  expect(() => edited(subnets, { change: { 'subnet-b': {} } }, 'x')).toThrow(message);
  expect(() => edited(subnets, { remove: ['subnet-b'] }, 'x')).toThrow('x removes subnet-b, which is not there');
});

test('what cannot be added is an error', () => {
  expect(() => edited(subnets, { add: { Subnets: [{ SubnetId: 'subnet-a' }] } }, 'x')).toThrow(
    'subnet-a is there already',
  );
  expect(() => edited(subnets, { add: { Subnets: [{}] } }, 'x')).toThrow('a record of Subnets has no id');
  expect(() => edited(subnets, { add: { Subnet: [] } }, 'x')).toThrow(
    'Subnet is not a list of records that a dump has',
  );
});

test('an added ACL takes its subnets from the one that had them', () => {
  const acl = (id: string, ...ids: string[]) => ({
    NetworkAclId: id,
    Associations: ids.map((SubnetId) => ({ SubnetId })),
  });
  const before = objectsOf({ NetworkAcls: [acl('acl-1', 's-1', 's-2')] }, 'base');
  const after = edited(before, { add: { NetworkAcls: [acl('acl-2', 's-2')] } }, 'x');
  expect([...after.values()].map(({ record }) => record)).toEqual([acl('acl-1', 's-1'), acl('acl-2', 's-2')]);
});

test('every answer of a dump is there, empty ones too', () => {
  const answers = answersOf(subnets.values());
  expect(answers).toMatchObject({ Vpcs: [], Reservations: [], VpcPeeringConnections: [] });
  expect(answers.Subnets).toHaveLength(1);
});
