import { expect, test } from 'vitest';
import type { PartDocument, PathDocument } from './path-document.ts';
import { pathText } from './path-text.ts';

const part: PartDocument = {
  verdict: 'unknown',
  services: 'tcp/443',
  from: ['eni-11111111/10.0.0.1'],
  to: ['10.0.1.1'],
  said: { from: ['eni-11111111/10.0.0.1'], to: ['10.0.1.1'] },
  pairs: 1,
  ways: 1,
  request: [{ component: 'eni-11111111', checks: [] }],
  reply: [],
  blockers: [],
  unknowns: [],
  notes: [],
  others: [],
};

function textOf(parts: readonly Partial<PartDocument>[], more: Partial<PathDocument> = {}): string {
  const document: PathDocument = {
    verdict: parts[0]?.verdict ?? 'unknown',
    from: { text: 'a', understood: ['i-11111111'] },
    to: { text: 'b', understood: ['10.0.1.1'] },
    services: 'tcp/443',
    ignored: [],
    parts: parts.map((one) => ({ ...part, ...one })),
    apart: [],
    components: { 'i-11111111': { kind: 'instance', name: 'web' } },
    diagnostics: [],
    ...more,
  };
  return pathText(document, { isColoured: false, columns: 80, isDetailed: false });
}

const unknown = (command: string, account = '111122223333') => ({
  code: 'NOT_COLLECTED' as const,
  way: 'request' as const,
  at: 'subnet-22222222',
  component: 'subnet-22222222',
  evidence: [],
  missing: { kind: 'routeTable', account, command },
});

test('ends are told by name, id and address', () => {
  expect(textOf([{}])).toMatch(/^from {2}web \(i-11111111\) {2}10\.0\.0\.1\nto {4}10\.0\.1\.1\n/);
});

test('the call that would decide stands on a line of its own, once, under its account', () => {
  const call = 'aws ec2 describe-route-tables --region eu-west-1';
  const other = unknown(call, '444455556666');
  expect(textOf([{ unknowns: [unknown(call), unknown(call), other] }])).toContain(
    `\n    in account 111122223333:\n    ${call}\n    in account 444455556666:\n    ${call}\n`,
  );
});

test.each(['$(reboot)', '; reboot', '`reboot`', '| sh', '\u001b[2J', '"', '\n reboot'])(
  'a call with %j is not offered',
  (id) => {
    const text = textOf([{ unknowns: [unknown(`aws ec2 get-managed-prefix-list-entries --prefix-list-id ${id}`)] }]);
    expect(text).not.toContain('aws ec2');
    expect(text).toContain('not printed');
  },
);

test('the verdict is a set of services', () => {
  const sentence = (...parts: readonly Partial<PartDocument>[]) => textOf(parts).split('\n')[3];
  expect(sentence({ verdict: 'reachable' }, { verdict: 'blocked', services: 'udp' })).toBe(
    'REACHABLE on tcp/443; blocked elsewhere',
  );
  expect(sentence({ verdict: 'reachable', pairs: 2 }, { verdict: 'blocked' })).toBe(
    'REACHABLE on tcp/443 for 10.0.0.1 → 10.0.1.1; the rest is blocked',
  );
  expect(sentence({ verdict: 'forward-only', pairs: 4 })).toBe('FORWARD-ONLY on tcp/443');
});

test('ways that are not shown are counted', () => {
  expect(textOf([{ ways: 3 }])).toContain('2 other ways were counted; --paths 3 shows them.');
  expect(textOf([{ ways: 2 }])).toContain('1 other way was counted; --paths 2 shows it.');
  expect(textOf([{ ways: 1 }])).not.toContain('counted');
});

test('every rule that lets some of the traffic through is shown, up to a few', () => {
  const rules = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      component: 'sg-33333333',
      effect: 'admits' as const,
      text: `ingress tcp/${i} from 10.0.0.0/8`,
    }));
  const hop = (effect: 'admits' | 'blocks', count: number) => [
    { component: 'eni-11111111', checks: [{ effect, component: 'sg-33333333', evidence: rules(count) }] },
  ];
  expect(textOf([{ request: hop('admits', 2) }])).toMatch(/tcp\/0 from .*\n.*✓ .*tcp\/1 from/);
  expect(textOf([{ request: hop('admits', 6) }])).toMatch(/tcp\/3 from .*\n +and 2 more, with --detail\n/);
  expect(textOf([{ request: hop('blocks', 6) }])).not.toContain('more, with --detail');
});

test('notes tell what they are about', () => {
  const clientPorts = { asked: 'tcp/1024-65535', answered: 'tcp/1024-40000', unanswered: 'tcp/40001-65535' };
  const text = textOf([{ notes: ['PARTIAL_CLIENT_PORTS', 'LAYERS_IGNORED'], clientPorts }], { ignored: ['acls'] });
  const said = text.replace(/\s+/g, ' ');
  expect(said).toContain('Of the ports of the client, tcp/1024-65535, replies reach tcp/1024-40000;');
  expect(said).toContain('they do not reach tcp/40001-65535.');
  expect(said).toContain('Set aside, as asked: acls.');
  expect(textOf([{ verdict: 'reachable', clientPorts }])).toContain('REACHABLE on tcp/443 from some client ports\n');
  const box = textOf([{ notes: ['PARTIAL_CLIENT_PORTS'], clientPorts: { ...clientPorts, of: 'nat-44444444' } }]);
  expect(box).toContain('Of the ports of nat-44444444');
});

test('the rest of the internet is no list of ranges', () => {
  const rest = { from: ['the rest of the internet'], to: ['10.0.1.1'] };
  const blocked = { verdict: 'blocked' as const, said: rest, from: ['internet/1.0.0.0/8', 'internet/2.0.0.0/7'] };
  expect(textOf([{ verdict: 'reachable' }, blocked])).toContain('blocked: the rest of the internet → 10.0.1.1');
});

test('a hop says its name once', () => {
  const routes = (component: string) => ({
    effect: 'routes' as const,
    component,
    evidence: [{ component, effect: 'routes' as const, text: '0.0.0.0/0 → local' }],
  });
  const hop = { component: 'tgw-rtb-11111111', checks: [routes('tgw-rtb-11111111'), routes('rtb-22222222')] };
  const text = textOf([{ request: [hop] }]);
  expect(text).toContain('\n  tgw-rtb-11111111   → 0.0.0.0/0 → local\n');
  expect(text).toContain('→ rtb-22222222: 0.0.0.0/0 → local\n');
});

test('groups that stop a reply are told apart from groups that stop a request', () => {
  const mismatch = { code: 'ENI_SG_RULES_MISMATCH' as const, at: 'eni-11111111', component: 'sg-1', evidence: [] };
  const text = textOf([
    {
      blockers: [
        { ...mismatch, way: 'request' },
        { ...mismatch, way: 'reply' },
      ],
    },
  ]);
  expect(text).toContain('To mend it: Add a rule to one of its groups.');
  expect(text).toContain('To mend it: Lead the reply the way of its request');
});
