import { describe, expect, it } from 'vitest';
import { compile } from '../engine/network.ts';
import type { Change } from '../model/change.ts';
import type { QuestionError } from '../model/question-error.ts';
import { applyChanges } from './apply-changes.ts';
import { acl, base, entry, group, permission, type Raw, raw, snapshotOf } from './network.fixture.ts';
import { rulesOf } from './security-rules.ts';

const resources = [
  acl('acl-1', 'vpc-1', 'subnet-1', [entry(90, true), entry(100, true), entry(100, false)]),
  group('sg-1', 'vpc-1', { IpPermissions: [permission('tcp', 80, 80, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] })] }),
];

function changed(...changes: readonly Change[]) {
  return applyChanges(snapshotOf(resources), changes).records;
}

describe('places', () => {
  it('are those of the record before any change', () => {
    const { networkAcl } = changed(
      { op: 'remove', component: 'acl-1', at: '/Entries/0' },
      { op: 'add', component: 'acl-1', at: '/Entries/-', value: entry(110, true) },
      { op: 'replace', component: 'acl-1', at: '/Entries/2', value: entry(120, false) },
      { op: 'remove', component: 'acl-1', at: '/Entries/1' },
    );
    expect(networkAcl[0]?.entries.map((one) => one?.ruleNumber)).toEqual([120, 110]);
  });

  it('tell an element by what it holds', () => {
    const { networkAcl } = changed({ op: 'remove', component: 'acl-1', at: '/Entries/RuleNumber=100,Egress=false' });
    expect(networkAcl[0]?.entries.map((one) => one?.egress)).toEqual([true, true]);
  });

  it('reach into lists of lists, whose names may have a slash', () => {
    const at = '/IpPermissions/0/IpRanges/CidrIp=10.0.0.0~18';
    const { securityGroup } = changed({ op: 'remove', component: 'sg-1', at });
    expect(securityGroup[0]?.ipPermissions[0]?.ipRanges).toEqual([]);
  });
});

it('what is added to one empty list is in no other', () => {
  const bare = [raw('targetGroup', { TargetGroupArn: 'tg' }), group('sg-1', 'vpc-1', { IpPermissions: [] })];
  const value = permission('tcp', 80, 80, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
  const after = applyChanges(
    snapshotOf([...bare, group('sg-2', 'vpc-1', { IpPermissions: [], IpPermissionsEgress: [] })]),
    [{ op: 'add', component: 'sg-2', at: '/IpPermissions/-', value }],
  );
  const [, changedGroup] = after.records.securityGroup;
  expect(changedGroup?.ipPermissions).toHaveLength(1);
  expect(changedGroup?.ipPermissionsEgress).toHaveLength(0);
});

describe('whole objects', () => {
  it('come into being with the fields of their kind', () => {
    const value = { VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'active' }, region: 'eu-west-1' };
    const { vpcPeeringConnection } = changed({ op: 'add', component: 'pcx-1', at: '', value });
    expect(vpcPeeringConnection).toMatchObject([{ status: { code: 'active' }, region: 'eu-west-1' }]);
  });

  it('are removed', () => {
    expect(changed({ op: 'remove', component: 'acl-1', at: '' }).networkAcl).toEqual([]);
  });
});

it.each<readonly [string, Change, string]>([
  ['an object that is not there', { op: 'remove', component: 'acl-9', at: '' }, 'The input has no acl-9.'],
  [
    'a field that is not there',
    { op: 'add', component: 'acl-1', at: '/Wings/-', value: 1 },
    'acl-1 is a network ACL, which has no Wings',
  ],
  ['a position that is not there', { op: 'remove', component: 'acl-1', at: '/Entries/7' }, 'no 7 in the list'],
  ['a position that is no number', { op: 'remove', component: 'acl-1', at: '/Entries/x' }, 'no x in the list'],
  ['no value', { op: 'add', component: 'acl-1', at: '/Entries/-' }, 'lacks its value'],
  ['a value of another type', { op: 'add', component: 'acl-1', at: '/Entries/-', value: 7 }, 'an object'],
  ['a place without its slash', { op: 'remove', component: 'acl-1', at: 'Entries/0' }, 'begins with a slash'],
  ['a second of the same id', { op: 'add', component: 'acl-1', at: '', value: { NetworkAclId: 'acl-1' } }, 'already'],
  ['no kind of object', { op: 'add', component: 'x', at: '', value: { Wings: 2 } }, 'No kind of object'],
  ['names of the language', { op: 'add', component: 'acl-1', at: '/Tags/__proto__', value: {} }, 'no __proto__'],
])('%s cannot be changed', (_, change, hint) => {
  expect(() => changed(change)).toThrow(expect.objectContaining({ code: 'BAD_CHANGE' }));
  try {
    changed(change);
  } catch (error) {
    expect((error as { hint: string }).hint).toContain(hint);
  }
});

describe('a group whose rules are listed one by one as well', () => {
  const single = (id: string, port: number): Raw =>
    raw('securityGroupRule', {
      SecurityGroupRuleId: id,
      GroupId: 'sg-1',
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: port,
      ToPort: port,
      CidrIpv4: '10.0.0.0/8',
    });
  const listed = [...resources, single('sgr-1', 80)];
  const ingress = (snapshot: ReturnType<typeof snapshotOf>) => rulesOf(compile(snapshot), 'sg-1')?.ingress.length;

  it('has the rule that is added to its record', () => {
    const value = permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
    const after = applyChanges(snapshotOf(listed), [{ op: 'add', component: 'sg-1', at: '/IpPermissions/-', value }]);
    expect(ingress(after)).toBe(2);
  });

  it('keeps the rules that only the other listing holds', () => {
    const bare = [group('sg-1', 'vpc-1', { IpPermissions: [], IpPermissionsEgress: [] }), single('sgr-1', 80)];
    const value = permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
    const after = applyChanges(snapshotOf(bare), [{ op: 'add', component: 'sg-1', at: '/IpPermissions/-', value }]);
    expect(ingress(after)).toBe(2);
  });

  it('lacks the rule that is removed by its own id', () => {
    expect(ingress(applyChanges(snapshotOf(listed), [{ op: 'remove', component: 'sgr-1', at: '' }]))).toBe(0);
  });
});

it('what is not changed is the same', () => {
  const before = snapshotOf(base());
  const after = applyChanges(before, [{ op: 'replace', component: 'i-db', at: '/State', value: { Name: 'stopped' } }]);
  expect(after.records.instance.find(({ instanceId }) => instanceId === 'i-db')?.state?.name).toBe('stopped');
  expect({ ...after.records, instance: [] }).toEqual({ ...before.records, instance: [] });
});

describe('changes that cannot be made', () => {
  const state = (Name: string) => ({ op: 'replace', component: 'i-db', at: '/State/Name', value: Name }) as const;
  const refusal = (...changes: Parameters<typeof applyChanges>[1]) => {
    try {
      applyChanges(snapshotOf(base()), changes);
      return 'none';
    } catch (error) {
      return (error as QuestionError).hint;
    }
  };

  it('are refused where one of them is about what another removes', () => {
    const gone = { op: 'remove', component: 'i-db', at: '' } as const;
    expect(refusal(gone, state('stopped'))).toBe('Another change removes i-db.');
  });

  it('name what the input does not have', () => {
    expect(refusal({ ...state('stopped'), component: 'i-nobody' })).toBe('The input has no i-nobody.');
  });
});
