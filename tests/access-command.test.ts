import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = ['--input', 'examples/hub-and-spoke/input'];
const folder = mkdtempSync(join(tmpdir(), 'hopwise-access-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const IGW = { ResourceStatement: { ResourceTypes: ['AWS::EC2::InternetGateway'] } };
const INTERFACES = { ResourceStatement: { ResourceTypes: ['AWS::EC2::NetworkInterface'] } };
const header = (PacketHeaderStatement: object) => ({ PacketHeaderStatement });

interface Found {
  readonly services: string;
  readonly pairs: number;
  readonly by: readonly string[];
  readonly from: { readonly some: readonly string[] };
  readonly to: { readonly some: readonly string[] };
}

async function found(scope: object, input = THREE_TIER): Promise<readonly Found[]> {
  const words = ['access', '--cli-input-json', JSON.stringify(scope), '--format', 'json', ...input];
  const { stdout, stderr } = await hopwise(words);
  expect(stderr).toBe('');
  return JSON.parse(stdout).scopes[0].findings;
}

test('an exclusion of a port leaves the others', async () => {
  const match = { MatchPaths: [{ Source: IGW, Destination: INTERFACES }] };
  expect((await found(match)).map(({ services }) => services)).toEqual(['tcp/443', 'tcp/22']);
  const left = await found({ ...match, ExcludePaths: [{ Destination: header({ DestinationPorts: ['22'] }) }] });
  expect(left.map(({ services }) => services)).toEqual(['tcp/443']);
});

test('an exclusion of a trusted range leaves the rest of the internet', async () => {
  const match = { MatchPaths: [{ Source: IGW, Destination: INTERFACES }] };
  const trusted = header({ SourceAddresses: ['203.0.113.0/24'] });
  const left = await found({ ...match, ExcludePaths: [{ Source: trusted }] });
  expect(left.map(({ services, pairs }) => [services, pairs])).toEqual([['tcp/443', 8]]);
  expect(left[0]?.from.some).toEqual(['the rest of the internet']);
});

test('part of a prefix in use is cut out of it', async () => {
  const match = [{ Source: { ...IGW, ...header({ SourceAddresses: ['203.0.113.64/26'] }) }, Destination: INTERFACES }];
  const [first] = await found({
    MatchPaths: match,
    ExcludePaths: [{ Source: header({ SourceAddresses: ['203.0.113.96/27'] }) }],
  });
  expect(first?.from.some).toEqual(['internet/203.0.113.64/27']);
});

test('the header at the destination is the one after translation', async () => {
  const to = (address: string) => ({
    MatchPaths: [{ Source: IGW, Destination: { ...INTERFACES, ...header({ DestinationAddresses: [address] }) } }],
  });
  expect((await found(to('10.20.0.10'))).map(({ to: { some } }) => some)).toEqual([['198.51.100.10']]);
  expect(await found(to('198.51.100.10'))).toEqual([]);
});

test('the header at the source is the one before translation', async () => {
  const dialled = (address: string) => ({
    MatchPaths: [{ Source: { ...IGW, ...header({ DestinationAddresses: [address] }) }, Destination: INTERFACES }],
  });
  expect((await found(dialled('198.51.100.10'))).map(({ pairs }) => pairs)).toEqual([5]);
  expect(await found(dialled('10.20.0.10'))).toEqual([]);
});

test('what passes a NAT gateway is left out, and nothing else', async () => {
  const match = [{ Source: INTERFACES, Destination: IGW }];
  const nat = { ResourceStatement: { ResourceTypes: ['AWS::EC2::NatGateway'] } };
  const [all, direct] = [
    await found({ MatchPaths: match }),
    await found({ MatchPaths: match, ExcludePaths: [{ ThroughResources: [nat] }] }),
  ];
  expect(all.some(({ by }) => by.some((id) => id.startsWith('nat-')))).toBe(true);
  expect(direct).toEqual(all.filter(({ by }) => !by.some((id) => id.startsWith('nat-'))));
});

test('two conditions are one or the other, and no pair is found twice', async () => {
  const both = [{ Source: IGW, Destination: INTERFACES }, { Source: IGW }];
  const pairs = (all: readonly Found[]) => all.reduce((sum, one) => sum + one.pairs, 0);
  expect(pairs(await found({ MatchPaths: both }))).toBe(pairs(await found({ MatchPaths: both.slice(1) })));
});

test('a security group, a subnet and a VPC stand for the interfaces in them', async () => {
  const ends = (id: string) => ({
    MatchPaths: [{ Source: IGW, Destination: { ResourceStatement: { Resources: [id] } } }],
  });
  const vpc = await found(ends('vpc-0a8ca1763aecf02a8'));
  expect(vpc).toEqual(await found({ MatchPaths: [{ Source: IGW, Destination: INTERFACES }] }));
  const arn = 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a8ca1763aecf02a8';
  expect(await found(ends(arn))).toEqual(vpc);
});

describe('who is behind a load balancer or PrivateLink', () => {
  const LINK = ['--input', 'examples/privatelink/input'];
  const [shop, ledger, other] = ['vpc-09ced3fd30fbaecc0', 'eni-06efa5493641b2df9', 'eni-0e0a6d3f351b76cf9'];
  const NODES = ['eni-06e0968936c02a9ef', 'eni-048b209d2bc228ecd'];
  const end = (...Resources: readonly (string | undefined)[]) => ({ ResourceStatement: { Resources } });
  const fromShop = (id: string | undefined) => ({ Source: end(shop), Destination: end(id) });
  const of = (all: readonly Found[]) => all.map(({ services, pairs, to: { some } }) => [services, pairs, some]);

  test('is an end of ways that dial what hands on to it', async () => {
    expect(of(await found({ MatchPaths: [fromShop(ledger)] }, LINK))).toEqual([['tcp/443', 2, ['10.1.0.50']]]);
    expect(await found({ MatchPaths: [fromShop(other)] }, LINK)).toEqual([]);
    const balancer = { ResourceStatement: { ResourceTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer'] } };
    const direct = { MatchPaths: [fromShop(ledger)], ExcludePaths: [{ ThroughResources: [balancer] }] };
    expect(await found(direct, LINK)).toEqual([]);
  });

  test('may be the balancer itself, by its ARN', async () => {
    const nlb = 'arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/net/ledger-nlb/';
    const path = 'examples/privatelink/input/accounts/444455556666/eu-west-1/load-balancers.json';
    const { LoadBalancers } = JSON.parse(readFileSync(path, 'utf8'));
    const arn = LoadBalancers[0].LoadBalancerArn;
    expect(arn).toContain(nlb);
    const all = await found({ MatchPaths: [{ Source: end(other), Destination: end(arn) }] }, LINK);
    expect(of(all)).toEqual(
      of(await found({ MatchPaths: [{ Source: end(other), Destination: end(...NODES) }] }, LINK)),
    );
  });

  test('is excluded wherever ways to it are dialled', async () => {
    const all = [{ Source: end(shop), Destination: INTERFACES }];
    expect(of(await found({ MatchPaths: all }, LINK))).toEqual([['tcp/443', 2, ['10.1.0.50']]]);
    expect(await found({ MatchPaths: all, ExcludePaths: [{ Destination: end(ledger) }] }, LINK)).toEqual([]);
    expect(await found({ MatchPaths: all, ExcludePaths: [{ Destination: end(other) }] }, LINK)).toHaveLength(1);
  });

  test('is unknown while its balancer’s listeners were not read', async () => {
    const copy = mkdtempSync(join(folder, 'link-'));
    cpSync('examples/privatelink/input', copy, { recursive: true });
    rmSync(join(copy, 'accounts/444455556666/eu-west-1/listeners.json'));
    const scope = JSON.stringify({ MatchPaths: [fromShop(ledger)] });
    const { exit, stdout } = await hopwise(['access', '--cli-input-json', scope, '--input', copy]);
    expect(exit).toBe(3);
    expect(stdout).toContain('describe-listeners');
  });
});

test('a pair is counted once, however many of the client’s ports are told apart', async () => {
  const source = (SourcePorts: string) => ({ ...IGW, ...header({ SourcePorts: [SourcePorts] }) });
  const web = { ResourceStatement: { Resources: ['eni-0707ffd7e1b59f0ae'] } };
  for (const ports of ['1-1023', '1-2000', '1024-2000']) {
    const scope = JSON.stringify({ MatchPaths: [{ Source: source(ports), Destination: web }] });
    const words = ['access', '--cli-input-json', scope, ...THREE_TIER];
    const { asked, pairs } = JSON.parse((await hopwise([...words, '--format', 'json'])).stdout).scopes[0];
    expect([ports, asked.pairs, pairs.reachable, pairs.proven]).toEqual([ports, 5, 5, 0]);
    const lines = (await hopwise([...words, '--all'])).stdout
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one));
    expect(new Set(lines.map((one) => JSON.stringify(one))).size).toBe(lines.length);
    expect(lines.every(({ clientPorts }) => clientPorts !== undefined)).toBe(true);
  }
});

test('findings in AWS’s shape begin and end at interfaces', async () => {
  const words = ['--format', 'aws-json', ...THREE_TIER];
  for (const scope of ['igw-ingress', 'igw-egress']) {
    const { AnalysisFindings } = JSON.parse((await hopwise(['access', '--scope', scope, ...words])).stdout);
    const ids = AnalysisFindings.flatMap((one: { FindingComponents: { Component: { Id: string } }[] }) =>
      one.FindingComponents.map(({ Component }) => Component.Id),
    );
    expect(ids.some((id: string) => id.startsWith('eni-'))).toBe(true);
    expect(ids.filter((id: string) => id.startsWith('i-'))).toEqual([]);
  }
});

test('packets that come by a transit gateway are told by its attachments', async () => {
  const attachment = { ResourceStatement: { ResourceTypes: ['AWS::EC2::TransitGatewayAttachment'] } };
  const all = await found({ MatchPaths: [{ Source: attachment, Destination: INTERFACES }] }, HUB);
  expect(all.length).toBeGreaterThan(0);
  for (const { by } of all) expect(by.some((id) => id.startsWith('tgw-attach-'))).toBe(true);
});

test.each([
  [{}, 'MatchPaths has no condition'],
  [{ MatchPaths: [{}] }, 'says nothing'],
  [{ MatchPaths: [{ Source: IGW, Via: 1 }] }, 'is no part of a scope'],
  [{ MatchPaths: [{ Source: { ResourceStatement: { ResourceTypes: ['AWS::S3::Bucket'] } } }] }, 'no type'],
  [{ MatchPaths: [{ Source: { ResourceStatement: { Resources: ['vpc-1'], ResourceTypes: ['x'] } } }] }, 'has both'],
  [{ MatchPaths: [{ Source: { ResourceStatement: { Resources: ['vpc-0nowhere'] } } }] }, 'Nothing in the input'],
  [{ MatchPaths: [{ Source: header({ SourcePrefixLists: ['pl-0nowhere'] }) }] }, 'are not in the input'],
  [{ MatchPaths: [{ Source: header({ SourceAddresses: ['everywhere'] }) }] }, 'is no address or CIDR'],
  [
    {
      MatchPaths: [
        { Source: { ResourceStatement: { Resources: ['arn:aws:resource-groups:eu-west-1:111122223333:group/x'] } } },
      ],
    },
    'Resource groups are not in the input',
  ],
])('%j is refused', async (scope, problem) => {
  const { exit, stderr } = await hopwise(['access', '--cli-input-json', JSON.stringify(scope), ...THREE_TIER]);
  expect(exit).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(problem);
});

test('the exit code tells of findings from a severity on, and of what is open', async () => {
  const scope = (...words: readonly string[]) => hopwise(['access', '--scope', ...words]);
  expect((await scope('igw-ingress', ...THREE_TIER)).exit).toBe(1);
  expect((await scope('igw-egress', ...THREE_TIER)).exit).toBe(0);
  expect((await scope('igw-egress', '--fail-on', 'medium', ...THREE_TIER)).exit).toBe(1);
  expect((await scope('internet-to-data', ...THREE_TIER)).exit).toBe(0);
  expect((await scope('igw-egress', '--input', 'examples/three-tier/input/instances.json')).exit).toBe(3);
});

describe('ids of findings', () => {
  const INPUT = 'examples/three-tier/input';
  const COPY = 'i-0aaaaaaaaaaaaaaaa';
  /** The example, with its interfaces changed. */
  async function ids(change: (interfaces: readonly Raw[]) => readonly Raw[]): Promise<readonly string[]> {
    const copy = mkdtempSync(join(folder, 'members-'));
    cpSync(INPUT, copy, { recursive: true });
    const path = join(copy, 'network-interfaces.json');
    const { NetworkInterfaces } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ NetworkInterfaces: change(NetworkInterfaces) }));
    // Another instance, running like the one that its interface was copied from.
    const instances = join(copy, 'instances.json');
    const { Reservations } = JSON.parse(readFileSync(instances, 'utf8'));
    const web = JSON.stringify(Reservations).replaceAll(NetworkInterfaces.find(isWebB).Attachment.InstanceId, COPY);
    writeFileSync(join(copy, 'more-instances.json'), JSON.stringify({ Reservations: JSON.parse(web) }));
    const { stdout } = await hopwise(['access', '--scope', 'igw-ingress', '--format', 'json', '--input', copy]);
    return JSON.parse(stdout).scopes[0].findings.map(({ id }: { id: string }) => id);
  }
  interface Raw {
    readonly NetworkInterfaceId: string;
    readonly PrivateIpAddress: string;
    readonly Attachment?: { readonly InstanceId?: string };
    readonly Groups: readonly { readonly GroupId: string }[];
  }
  const isWebB = ({ PrivateIpAddress }: Raw) => PrivateIpAddress === '10.20.1.10';
  const another = (one: Raw, Groups = one.Groups): Raw =>
    JSON.parse(
      JSON.stringify({ ...one, NetworkInterfaceId: 'eni-0aaaaaaaaaaaaaaaa', Groups })
        .replaceAll('10.20.1.10"', '10.20.1.77"')
        .replaceAll('10-20-1-10', '10-20-1-77')
        .replaceAll('198.51.100.11', '198.51.100.77')
        .replaceAll(one.Attachment?.InstanceId ?? '-', COPY),
    );

  test('stay when members of a group come and go', async () => {
    const before = await ids((all) => all);
    expect(before.length).toBeGreaterThan(1);
    expect(await ids((all) => [...all, ...all.filter(isWebB).map((one) => another(one))])).toEqual(before);
    expect(await ids((all) => all.map((one) => (isWebB(one) ? another(one) : one)))).toEqual(before);
    expect(await ids((all) => all.filter((one) => !isWebB(one)))).toEqual(before);
  });

  test('are others when somebody of other groups is found', async () => {
    const before = await ids((all) => all);
    const bastion = (all: readonly Raw[]) => all.find((one) => one.PrivateIpAddress === '10.20.0.5')?.Groups ?? [];
    const grown = await ids((all) => [
      ...all,
      ...all.filter(isWebB).map((one) => another(one, [...one.Groups, ...bastion(all)])),
    ]);
    expect(grown.filter((id) => !before.includes(id)).length).toBeGreaterThan(0);
  });
});

test('what is in the baseline is known', async () => {
  const baseline = join(folder, 'baseline.json');
  const words = ['access', '--scope', 'igw-ingress', ...THREE_TIER];
  expect((await hopwise([...words, '--write-baseline', baseline])).exit).toBe(0);
  const { exit, stdout } = await hopwise([...words, '--baseline', baseline]);
  expect(exit).toBe(0);
  expect(stdout).toContain('no finding, 2 in the baseline');
});

test('an exception of a scope covers all that it finds', async () => {
  const exceptions = file('exceptions.yaml', 'exceptions:\n  - { check: igw-ingress, reason: a lab, owner: net }\n');
  const { exit, stdout } = await hopwise([
    'access',
    '--scope',
    'igw-ingress',
    '--exceptions',
    exceptions,
    ...THREE_TIER,
  ]);
  expect(exit).toBe(0);
  expect(stdout).toContain('2 excepted');
});

test('scopes of a file are read, AWS JSON by the name of the file', async () => {
  const aws = file('mine.json', { MatchPaths: [{ Source: IGW }] });
  const { stdout } = await hopwise([
    'access',
    '--scope',
    aws,
    '--scope',
    'examples/three-tier/scopes.yaml',
    ...THREE_TIER,
  ]);
  for (const name of ['mine', 'app-to-data:', 'past-nat:']) expect(stdout).toContain(`\n${name}`.trim());
});

test.each([
  ['scopes:\n  a: { match: [] }\n', 'line 2'],
  ['scopes:\n  a: { match: [{ form: x }] }\n', 'no field form'],
  ['scopes: {', 'line 1'],
  ['- a\n', 'line 1'],
])('a broken file of scopes is refused: %j', async (text, problem) => {
  const { exit, stderr } = await hopwise(['access', '--scope', file('bad.yaml', text), ...THREE_TIER]);
  expect(exit).toBe(2);
  expect(stderr).toContain(problem);
});

test.each([
  [
    { Source: IGW, Destination: header({ DestinationPorts: ['70000'] }) },
    'aws.json, MatchPaths[1]: Cannot read “70000”',
  ],
  [{ Source: { ResourceStatement: { Resources: ['vpc-0none'] } } }, 'aws.json, MatchPaths[1]: Nothing in the input'],
  [
    { Source: { ResourceStatement: { Resources: [] } } },
    'MatchPaths[1].Source.ResourceStatement.Resources is an empty',
  ],
  [{ Source: { ResourceStatement: {} } }, 'MatchPaths[1].Source.ResourceStatement names nothing'],
  [{ Source: IGW, Destination: header({}) }, 'MatchPaths[1].Destination.PacketHeaderStatement says nothing'],
  [{ Source: {}, Destination: INTERFACES }, 'MatchPaths[1].Source says nothing'],
  [{ Sourc: IGW }, 'MatchPaths[1].Sourc is no part of a scope'],
])('what a condition cannot mean is told by its place: %j', async (condition, problem) => {
  const scope = file('aws.json', { MatchPaths: [{ Source: IGW }, condition] });
  const { exit, stderr } = await hopwise(['access', '--scope', scope, ...THREE_TIER]);
  expect(exit).toBe(2);
  expect(stderr.replace(/\s+/g, ' ')).toContain(problem);
  expect(stderr).not.toContain('..');
});

test('what a scope in words cannot mean is told by its line', async () => {
  const text = 'scopes:\n  a:\n    match:\n      - from: internet\n    exclude:\n      - through: nat-0none\n';
  const { exit, stderr } = await hopwise(['access', '--scope', file('mine.yaml', text), ...THREE_TIER]);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/mine\.yaml, line 6:\s+Nothing\s+in\s+the\s+input/)]);
});

test('names that are nearly right are suggested', async () => {
  const { exit, stderr } = await hopwise(['access', '--scope', 'igw-ingres', ...THREE_TIER]);
  expect(exit).toBe(2);
  expect(stderr).toContain('igw-ingress');
});

test('environments are those of the tags, or as hopwise.yaml has them', async () => {
  const settings = file('hopwise.yaml', 'environments: { front: tag:tier=public, back: "tag:tier=app" }\n');
  const none = await hopwise(['access', '--scope', 'between-environments', ...THREE_TIER]);
  expect(none.stderr).toContain('hopwise.yaml');
  const { stdout } = await hopwise(['access', '--scope', 'between-environments', ...THREE_TIER, '--input', settings]);
  expect(stdout).toMatch(/tcp\/8080/);
});

test('every pair of --all is one of a finding', async () => {
  const lines = (await hopwise(['access', '--scope', 'igw-egress', '--all', ...THREE_TIER])).stdout.trim().split('\n');
  const { stdout } = await hopwise(['access', '--scope', 'igw-egress', '--format', 'json', ...THREE_TIER]);
  expect(lines).toHaveLength(JSON.parse(stdout).scopes[0].pairs.reachable);
});

test('a VPC at the far side that was not read is told, and nothing is proven of it', async () => {
  const account = 'examples/peered-vpcs/input/accounts';
  const [first] = readdirSync(account);
  const { exit, stdout } = await hopwise([
    'access',
    '--scope',
    'vpc-ingress',
    '--one-way',
    '--input',
    `${account}/${first}`,
  ]);
  expect(stdout.replace(/\s+/g, ' ')).toMatch(/who is at vpc-/);
  expect(exit).not.toBe(0);
});

test('the names of scopes are text alone, and whoever wants them otherwise is told', async () => {
  const { exit, stderr } = await hopwise(['access', '--list-scopes', '--format', 'json']);
  expect(exit).toBe(2);
  expect(stderr).toContain('--list-scopes and --format cannot be given together');
  const [bare, text] = [
    await hopwise(['access', '--list-scopes']),
    await hopwise(['access', '--list-scopes', '--format', 'text']),
  ];
  expect(text).toEqual(bare);
});
