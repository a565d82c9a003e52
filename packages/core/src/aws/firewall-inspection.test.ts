import { describe, expect, it } from 'vitest';
import type { Verdict } from '../engine/partition.ts';
import { type AskOptions, ask, textsOf } from '../explain/ask.fixture.ts';
import type { QuestionText } from '../queries/question.ts';
import { type FirewallText, guarded, packets, strict, suricata, UNREAD } from './firewall.fixture.ts';
import { edit, host, LOCAL, table, without } from './network.fixture.ts';

const through = (text: FirewallText, more: Partial<QuestionText> = {}, options: AskOptions = {}) =>
  ask(guarded(text), 'i-app', '10.0.2.10', more, options);
const verdict = (text: FirewallText, more: Partial<QuestionText> = {}): Verdict => through(text, more).verdict;
const rules = (...text: readonly string[]) => suricata(text.map((one, i) => `${one} (sid:${i + 1};)`).join('\n'));
const UDP = { protocol: 'udp', port: 53 };
const PING = { protocol: 'icmp', icmpType: 8, icmpCode: 0 };

describe('a Network Firewall', () => {
  it('lets pass what nothing drops, and is a hop both ways (NFW-01, NFW-04)', () => {
    const asked = through({});
    expect(asked).toMatchObject({ verdict: 'reachable', codes: [] });
    expect(asked.request).toBe('eni-app subnet-a vpce-fw subnet-fw vpc-a subnet-b eni-db');
    expect(asked.reply).toContain('vpce-fw');
  });
  it('can be set aside', () => {
    const all = { policy: { StatelessDefaultActions: ['aws:drop'] } };
    expect(through(all)).toMatchObject({ verdict: 'blocked', codes: ['FIREWALL_RULES_RESTRICTION'] });
    expect(verdict(all, { ignore: ['firewalls'] })).toBe('reachable');
  });
  it('must see both directions at one endpoint (NFW-09)', () => {
    for (const text of [{}, { policy: { StatelessDefaultActions: ['aws:pass'] } }]) {
      const asked = ask(guarded(text, {}), 'i-app', '10.0.2.10');
      expect(asked).toMatchObject({ verdict: 'forward-only', codes: expect.arrayContaining(['STATEFUL_ASYMMETRY']) });
    }
  });
  it('knows a conversation by its addresses: out to the internet and in again is two to it (NFW-09)', () => {
    const turning = [
      ...without(guarded({}), 'rtb-a', 'rtb-fw'),
      table('rtb-a', 'vpc-a', ['subnet-a'], { ...LOCAL, '0.0.0.0/0': 'vpce-fw' }),
      table('rtb-fw', 'vpc-a', ['subnet-fw'], { ...LOCAL, '0.0.0.0/0': 'igw-a' }),
      ...host('x', 'subnet-a', '10.0.1.21', { publicIp: '203.0.113.21' }),
      ...host('y', 'subnet-a', '10.0.1.22', { publicIp: '203.0.113.22' }),
    ];
    const asked = ask(turning, 'i-x', '203.0.113.22');
    expect(asked).toMatchObject({ verdict: 'forward-only', codes: expect.arrayContaining(['STATEFUL_ASYMMETRY']) });
  });
  it('works where its attachment is ready only', () => {
    const attachment = { SubnetId: 'subnet-fw', EndpointId: 'vpce-fw', Status: 'CREATING' };
    const network = guarded({}).map((one) =>
      one.kind === 'firewall'
        ? { ...one, fields: { ...one.fields, FirewallStatus: { SyncStates: { a: { Attachment: attachment } } } } }
        : one,
    );
    expect(ask(network, 'i-app', '10.0.2.10')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE'] });
  });
  it.each(['firewall', 'firewallPolicy'] as const)('is unknown without its %s', (kind) => {
    const tags = { Tags: [{ Key: 'AWSNetworkFirewallManaged', Value: 'true' }] };
    const network = edit(guarded({}), 'vpce-fw', tags).filter((one) => one.kind !== kind);
    const asked = ask(network, 'i-app', '10.0.2.10', {}, { absent: [kind], assume: { appliances: 'forward' } });
    expect(asked).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
    expect(asked.part.unknowns[0]?.missing?.kind).toBe(kind);
  });
});

describe('its stateless rules (NFW-02)', () => {
  const tcp = { Protocols: [6] };
  const to = (port: number) => ({ ...tcp, DestinationPorts: [{ FromPort: port, ToPort: port }] });
  const from = (port: number) => ({ ...tcp, SourcePorts: [{ FromPort: port, ToPort: port }] });
  const between = (source: string, destination: string) => ({
    Sources: [{ AddressDefinition: source }],
    Destinations: [{ AddressDefinition: destination }],
  });
  const drops = { StatelessDefaultActions: ['aws:drop'] };
  it.each<[string, FirewallText, Partial<QuestionText>, Verdict]>([
    ['first match decides', { stateless: [packets(['drop', to(443)], ['pass', tcp])] }, {}, 'blocked'],
    ['whatever comes after', { stateless: [packets(['pass', tcp], ['drop', to(443)])] }, {}, 'reachable'],
    ['groups by priority', { stateless: [packets(['pass', tcp]), packets(['drop', tcp])] }, {}, 'reachable'],
    [
      'what they do not match is dropped by default',
      { stateless: [packets(['pass', tcp])], policy: drops },
      UDP,
      'blocked',
    ],
    [
      'replies are packets of their own',
      { stateless: [packets(['pass', to(443)])], policy: drops },
      {},
      'forward-only',
    ],
    [
      'that may pass by the server’s port',
      { stateless: [packets(['pass', to(443)], ['pass', from(443)])], policy: drops },
      {},
      'reachable',
    ],
    [
      'or by addresses alone',
      {
        stateless: [
          packets(['pass', between('10.0.1.0/24', '10.0.2.0/24')], ['pass', between('10.0.2.0/24', '10.0.1.0/24')]),
        ],
        policy: drops,
      },
      {},
      'reachable',
    ],
    [
      'both addresses are read',
      { stateless: [packets(['drop', between('10.0.1.0/24', '10.0.9.0/24')])] },
      {},
      'reachable',
    ],
    [
      'ports do not restrict what has none',
      { stateless: [packets(['drop', { DestinationPorts: [{ FromPort: 1, ToPort: 1 }] }])] },
      PING,
      'blocked',
    ],
    [
      'answers to pings are packets too',
      { stateless: [packets(['drop', { ...between('10.0.2.10/32', '10.0.1.10/32'), Protocols: [1] }])] },
      PING,
      'forward-only',
    ],
    [
      'a request that passes and a reply that is handed on is half a conversation',
      { stateless: [packets(['pass', to(443)])] },
      {},
      'forward-only',
    ],
    ['so is a reply that passes', { stateless: [packets(['pass', from(443)])] }, {}, 'forward-only'],
    [
      'flags match some packets of a conversation',
      { stateless: [packets(['drop', { ...tcp, TCPFlags: [{ Flags: ['SYN'] }] }])] },
      {},
      'unknown',
    ],
    [
      'flags are TCP’s',
      { stateless: [packets(['drop', { ...tcp, TCPFlags: [{ Flags: ['SYN'] }] }])] },
      UDP,
      'reachable',
    ],
    ['an action of the owner’s alone cannot be read', { stateless: [packets(['custom', tcp])] }, {}, 'unknown'],
    ['a group that is missing may do anything', { stateless: [UNREAD] }, {}, 'unknown'],
    ['but nothing that was decided before', { stateless: [packets(['drop']), UNREAD] }, {}, 'blocked'],
  ])('%s', (_, text, more, expected) => {
    expect(verdict(text, more)).toBe(expected);
  });
  it('name half a conversation as such', () => {
    const asked = through({ stateless: [packets(['pass', to(443)])] });
    expect(asked.codes).toContain('STATEFUL_ASYMMETRY');
    const goesOn = { StatefulEngineOptions: { StreamExceptionPolicy: 'CONTINUE' } };
    expect(verdict({ stateless: [packets(['pass', to(443)])], policy: goesOn })).toBe('unknown');
  });
  it('read the client’s port', () => {
    const low = { ...tcp, SourcePorts: [{ FromPort: 1024, ToPort: 2047 }] };
    const back = { ...tcp, DestinationPorts: [{ FromPort: 1024, ToPort: 2047 }] };
    const text = { stateless: [packets(['pass', low], ['pass', back])], policy: drops };
    expect(through(text)).toMatchObject({ verdict: 'reachable', codes: ['PARTIAL_CLIENT_PORTS'] });
    expect(verdict(text, { sourcePort: '2048' })).toBe('blocked');
    expect(verdict(text, { sourcePort: '2047' })).toBe('reachable');
  });
});

describe('its stateful rules', () => {
  const inOrder = (action: string, ...text: readonly string[]) => ({
    stateful: [rules(...text)],
    policy: strict(...(action === '' ? [] : [action])),
  });
  const one = (...text: readonly string[]) => ({ stateful: [rules(...text)] });
  it.each<[string, FirewallText, Partial<QuestionText>, Verdict]>([
    [
      'pass before they drop (NFW-04)',
      one('drop tcp any any -> any 443', 'pass tcp any any -> any any'),
      {},
      'reachable',
    ],
    ['drop what none passes', one('drop tcp any any -> any 443'), {}, 'blocked'],
    ['reject like they drop', one('reject ip any any -> any any'), UDP, 'blocked'],
    ['raise alerts and decide nothing', inOrder('drop_strict', 'alert ip any any -> any any'), {}, 'blocked'],
    [
      'are asked in order (NFW-05)',
      inOrder('', 'drop tcp any any -> any 443', 'pass tcp any any -> any any'),
      {},
      'blocked',
    ],
    ['decide before the default action', inOrder('drop_strict', 'pass tcp any any -> any 443'), {}, 'reachable'],
    ['leave the rest to it', inOrder('drop_strict', 'pass tcp any any -> any 22'), {}, 'blocked'],
    ['or to passing where it only raises alerts', inOrder('alert_strict'), {}, 'reachable'],
    ['let UDP be dropped with the established (NFW-05)', inOrder('drop_established'), UDP, 'blocked'],
    [
      'mean requests: their replies pass (NFW-06)',
      inOrder('drop_strict', 'pass tcp 10.0.1.0/24 any -> 10.0.2.0/24 443'),
      {},
      'reachable',
    ],
    ['mean one direction', inOrder('drop_strict', 'pass tcp 10.0.2.0/24 any -> 10.0.1.0/24 any'), {}, 'blocked'],
    ['or both', inOrder('drop_strict', 'pass tcp 10.0.2.0/24 443 <> 10.0.1.0/24 any'), {}, 'reachable'],
    [
      'read lists and exceptions',
      inOrder('drop_strict', 'pass tcp [10.0.0.0/16, !10.0.1.10] any -> any [80,443]'),
      {},
      'blocked',
    ],
    ['read exceptions alone', inOrder('drop_strict', 'pass tcp !10.0.2.0/24 any -> any !22'), {}, 'reachable'],
    ['read ranges of ports', inOrder('drop_strict', 'pass tcp any any -> any [440:450,!443]'), {}, 'blocked'],
    ['of ICMP have no ports', inOrder('drop_strict', 'pass icmp any any -> any any'), PING, 'reachable'],
    ['of IP with ports mean TCP and UDP', inOrder('', 'drop ip any any -> any 443'), PING, 'reachable'],
  ])('%s', (_, text, more, expected) => {
    expect(verdict(text, more)).toBe(expected);
  });
  it.each<[string, FirewallText, Verdict]>([
    ['drop', { stateful: [suricata('drop tcp any any -> any any (content:"x"; sid:1;)')] }, 'unknown'],
    [
      'pass',
      {
        stateful: [suricata('pass tls any any -> any any (tls.sni; content:"x"; sid:1;)')],
        policy: strict('drop_strict'),
      },
      'unknown',
    ],
    [
      'pass on a port that is not asked',
      {
        stateful: [suricata('pass tls any any -> any 8443 (tls.sni; content:"x"; sid:1;)')],
        policy: strict('drop_strict'),
      },
      'blocked',
    ],
    [
      'drop behind one that passes',
      {
        stateful: [
          suricata('pass tcp any any -> any any (sid:1;)\ndrop tls any any -> any any (tls.sni; content:"x"; sid:2;)'),
        ],
      },
      'reachable',
    ],
    [
      'drop behind one that passes, in order',
      {
        stateful: [suricata('pass tcp any any -> any any (sid:1;)\ndrop tls any any -> any any (sid:2;)')],
        policy: strict(),
      },
      'reachable',
    ],
    ['is a line that cannot be read', { stateful: [suricata('drop tcp any any any')] }, 'unknown'],
    [
      'name variables that nobody defines',
      { stateful: [suricata('drop tcp $SERVERS any -> any any (sid:1;)')] },
      'unknown',
    ],
    ['are in a group that is missing', { stateful: [UNREAD], policy: strict('drop_strict') }, 'unknown'],
    [
      'are in a group that is missing, behind one that drops',
      { stateful: [suricata('drop ip any any -> any any (sid:1;)'), UNREAD], policy: strict('drop_strict') },
      'blocked',
    ],
  ])('that cannot be told: %s', (_, text, expected) => {
    expect(verdict(text)).toBe(expected);
  });
  it('tell why nobody knows', () => {
    expect(through({ stateful: [suricata('drop tcp any any -> any any (content:"x"; sid:1;)')] }).codes).toEqual([
      'PAYLOAD_RULE',
    ]);
    expect(through({ stateful: [UNREAD] })).toMatchObject({
      codes: ['NOT_COLLECTED'],
      part: { unknowns: [{ missing: { kind: 'firewallRuleGroup' } }] },
    });
  });
  it('drop the data behind a handshake, and say so (NFW-05)', () => {
    for (const action of ['drop_established', 'drop_established_app_layer']) {
      expect(through(inOrder(action))).toMatchObject({
        verdict: 'blocked',
        codes: ['FIREWALL_RULES_RESTRICTION', 'HANDSHAKE_ONLY'],
      });
      expect(through(inOrder(action), UDP).codes).not.toContain('HANDSHAKE_ONLY');
    }
  });
  it('may be written as fields', () => {
    const rule = (Action: string, Direction: string, options: readonly object[] = [{ Keyword: 'sid:1' }]) => ({
      RulesSource: {
        StatefulRules: [
          {
            Action,
            Header: {
              Protocol: 'TCP',
              Source: 'ANY',
              SourcePort: 'ANY',
              Direction,
              Destination: '10.0.2.0/24',
              DestinationPort: '443',
            },
            RuleOptions: options,
          },
        ],
      },
    });
    const text = (group: object) => ({ stateful: [group], policy: strict('drop_strict') });
    expect(verdict(text(rule('PASS', 'FORWARD')))).toBe('reachable');
    expect(verdict(text(rule('DROP', 'ANY')))).toBe('blocked');
    expect(verdict(text(rule('PASS', 'FORWARD', [{ Keyword: 'content', Settings: ['"x"'] }])))).toBe('unknown');
  });
  it('read variables of the group before those of the policy (NFW-07)', () => {
    const pass = 'pass tcp $HOME_NET any -> $SERVERS $WEB (sid:1;)';
    const ports = { PortSets: { WEB: { Definition: ['443'] } } };
    const sets = (home: string) => ({
      RuleVariables: {
        IPSets: { HOME_NET: { Definition: [home] }, SERVERS: { Definition: ['10.0.2.0/24'] } },
        ...ports,
      },
    });
    const policy = {
      ...strict('drop_strict'),
      PolicyVariables: { RuleVariables: { HOME_NET: { Definition: ['10.9.0.0/16'] } } },
    };
    expect(verdict({ stateful: [suricata(pass, sets('10.0.0.0/16'))], policy })).toBe('reachable');
    expect(verdict({ stateful: [suricata(pass.replace('$SERVERS', 'any'), { RuleVariables: ports })], policy })).toBe(
      'blocked',
    );
    const own = { stateful: [suricata('pass tcp $HOME_NET any -> any any (sid:1;)')], policy: strict('drop_strict') };
    expect(verdict(own)).toBe('reachable');
    expect(verdict({ ...own, stateful: [suricata('pass tcp any any -> $EXTERNAL_NET any (sid:1;)')] })).toBe('blocked');
  });
  it('are shown as what decides', () => {
    const asked = through({ stateful: [suricata('drop tcp any any -> any 443 (msg:"no; never"; sid:7;)')] });
    expect(textsOf(asked)).toContain('stateful sid 7 drops tcp/443');
  });
});

describe('a list of domains (NFW-07)', () => {
  const list = (GeneratedRulesType: string, TargetTypes = ['TLS_SNI', 'HTTP_HOST']) => ({
    stateful: [{ RulesSource: { RulesSourceList: { Targets: ['.example.com'], TargetTypes, GeneratedRulesType } } }],
  });
  it.each<[string, string[] | undefined, Partial<QuestionText>, Verdict]>([
    ['ALLOWLIST', undefined, {}, 'unknown'],
    ['ALLOWLIST', ['HTTP_HOST'], {}, 'reachable'],
    ['DENYLIST', undefined, {}, 'unknown'],
    ['ALERTLIST', undefined, {}, 'reachable'],
    ['ALLOWLIST', undefined, UDP, 'reachable'],
  ])('%s of %j: %j is %4$s', (type, types, more, expected) => {
    expect(verdict(list(type, types), more)).toBe(expected);
  });
  it('means the firewall’s own VPC alone, unless told otherwise', () => {
    expect(verdict({ ...list('ALLOWLIST'), vpcId: 'vpc-elsewhere' })).toBe('unknown');
    const policy = { PolicyVariables: { RuleVariables: { HOME_NET: { Definition: ['10.9.0.0/16'] } } } };
    expect(verdict({ ...list('ALLOWLIST'), policy })).toBe('reachable');
  });
});
