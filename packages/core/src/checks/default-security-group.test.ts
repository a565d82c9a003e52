import { expect, test } from 'vitest';
import { base, group, networkInterface, type Raw } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { defaultSecurityGroupOpen } from './default-security-group-open.ts';
import { defaultSecurityGroupUsed } from './default-security-group-used.ts';

const standard = (more = {}) => group('sg-d', 'vpc-a', { GroupName: 'default', ...more });
const empty = { IpPermissions: [], IpPermissionsEgress: [] };
const carrier = (more = {}): Raw => networkInterface('eni-x', 'subnet-a', '10.0.1.99', { groups: ['sg-d'], more });

test('a default group with a rule is open, one without is not', () => {
  const { findings } = checked(defaultSecurityGroupOpen, [...base(), standard()]);
  expect(findings).toMatchObject([{ id: 'default-security-group-open sg-d', component: 'sg-d' }]);
  // Each direction admits two families.
  expect(findings[0]?.evidence).toHaveLength(4);
  expect(checked(defaultSecurityGroupOpen, [...base(), standard(empty)]).ids).toEqual([]);
});

test('other groups are no default ones', () => {
  expect(checked(defaultSecurityGroupOpen, base()).ids).toEqual([]);
  expect(checked(defaultSecurityGroupUsed, base()).ids).toEqual([]);
});

test('a default group is in use when an interface that it guards carries it', () => {
  expect(checked(defaultSecurityGroupUsed, [...base(), standard(empty), carrier()]).findings).toMatchObject([
    { component: 'sg-d', message: '1 interface carries it.', evidence: [{ component: 'eni-x' }] },
  ]);
  expect(checked(defaultSecurityGroupUsed, [...base(), standard(empty)]).ids).toEqual([]);
  const nat = carrier({ InterfaceType: 'nat_gateway' });
  expect(checked(defaultSecurityGroupUsed, [...base(), standard(empty), nat]).ids).toEqual([]);
});

test('without interfaces it is undecided whether a default group is in use', () => {
  const { ids, undecided } = checked(defaultSecurityGroupUsed, [standard()], { absent: ['networkInterface'] });
  expect({ ids, undecided }).toEqual({ ids: [], undecided: ['networkInterface'] });
});
