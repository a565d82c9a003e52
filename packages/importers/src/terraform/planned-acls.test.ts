import { expect, test } from 'vitest';
import { base, instance, networkOf, open, type Planned, placed, planOf, ref, verdict } from './terraform.fixture.ts';

const hosts = [open, instance('web', 'public', 'open'), instance('db', 'private', 'open')];

const acl = placed('aws_network_acl.data', {}, { vpc_id: ref('aws_vpc.main'), subnet_ids: ref('aws_subnet.private') });

function rule(name: string, number: number, values: object, after: Planned['after'] = {}): Planned {
  return placed(
    `aws_network_acl_rule.${name}`,
    { rule_number: number, rule_action: 'allow', protocol: '-1', egress: false, ...values },
    { network_acl_id: ref('aws_network_acl.data'), ...after },
  );
}
const anywhere = { cidr_block: '0.0.0.0/0' };
const outward = rule('out', 100, { ...anywhere, egress: true });
const later = rule('later', 200, anywhere);
const denied = { rule_action: 'deny', protocol: 'tcp', from_port: 22, to_port: 22 };
const UNKNOWN = { cidr_block: ref('aws_eip.office', 'public_ip') };

const ask = (port: number, ...rules: readonly Planned[]) =>
  verdict(
    networkOf(planOf([...base, ...hosts, acl, outward, ...rules])),
    'aws_instance.web',
    `aws_instance.db:${port}`,
  );

test('an entry whose range is known after apply is about its own ports alone', () => {
  const denying = rule('ssh', 90, denied, UNKNOWN);
  expect(ask(443, denying, later)).toBe('reachable');
  expect(ask(22, denying, later)).toBe('unknown');
});

test('where an entry after it says the same, its range does not matter', () => {
  expect(ask(22, rule('ssh', 90, { ...denied, rule_action: 'allow' }, UNKNOWN), later)).toBe('reachable');
  expect(ask(22, rule('ssh', 90, denied, UNKNOWN))).toBe('blocked');
});

test('of an entry whose protocol is known after apply nothing is sure', () => {
  expect(
    ask(443, rule('any', 90, { ...anywhere, protocol: undefined }, { protocol: ref('aws_eip.office') }), later),
  ).toBe('unknown');
});
