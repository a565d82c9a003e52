import { expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = ['--input', 'examples/hub-and-spoke/input'];
const POLICIES = 'examples/three-tier/policies.yaml';
const HUB_INPUT = 'examples/hub-and-spoke/input';
const PEERED = ['--input', 'examples/peered-vpcs/input'];

const HELP = [
  [],
  ['path'],
  ['what-if'],
  ['diff'],
  ['check'],
  ['access'],
  ['exposure'],
  ['matrix'],
  ['routes'],
  ['lint'],
  ['import'],
  ['collect'],
  ['explore'],
  ['map'],
  ['report'],
  ['explain'],
];

test.each(HELP.map((words) => ({ name: ['help', ...words].join('-'), words })))(
  'golden/$name',
  async ({ name, words }) => {
    const { stdout, exit } = await hopwise([...words, '--help']);
    expect(exit).toBe(0);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    await expect(stdout).toMatchFileSnapshot(`golden/${name}.txt`);
  },
);

const MIDDLEBOXES = ['--use-middleboxes', '--include-return-path'];
const PATH_REQUEST = JSON.stringify({
  Source: 'igw-0ad5dc6f2f940300b',
  Destination: 'i-0774cdbb5ff1a7bdc',
  Protocol: 'tcp',
  FilterAtSource: { DestinationAddress: '198.51.100.10', DestinationPortRange: { FromPort: 22, ToPort: 22 } },
});
const ROUTE_REQUEST = JSON.stringify({
  GlobalNetworkId: 'global-network-0aa11bb22cc33dd44',
  Source: { TransitGatewayAttachmentArn: attachmentArn('tgw-attach-0143b01cc24a84cb6'), IpAddress: '10.1.0.10' },
  Destination: { TransitGatewayAttachmentArn: attachmentArn('tgw-attach-0db3477e4a37a5e70'), IpAddress: '10.2.0.10' },
  IncludeReturnPath: true,
});
function attachmentArn(id: string): string {
  return `arn:aws:ec2:eu-west-1:111122223333:transit-gateway-attachment/${id}`;
}

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'path-reachable': ['path', 'web-a', 'app-a:8080', ...THREE_TIER],
  'path-forward-only': ['path', 'app-b', 'db-a:5432', ...THREE_TIER],
  'path-blocked': ['path', 'web-a', 'db-a:5432', ...THREE_TIER],
  'path-no-route': ['path', 'db-a', 'internet/8.8.8.8', '--port', '443', ...THREE_TIER],
  'path-nat': ['path', 'app-a', 'internet/8.8.8.8', '--port', '443', ...THREE_TIER],
  'path-not-through': [
    'path',
    '*',
    'internet/8.8.8.8:443',
    '--not-through',
    'type:AWS::EC2::NatGateway',
    ...THREE_TIER,
  ],
  'path-groups': ['path', '*', '*', '--groups', '4', ...THREE_TIER],
  'path-parts': ['path', 'tag:tier=app', 'tag:tier=data', ...THREE_TIER],
  'path-parts-detail': ['path', 'app-a', 'db-a', '--detail', ...THREE_TIER],
  'path-detail': ['path', 'app-b', 'db-a:5432', '--detail', ...THREE_TIER],
  'path-focus-hop': ['path', 'app-b', 'db-a:5432', '--focus', 'data-a', ...THREE_TIER],
  'path-focus-reply': ['path', 'app-b', 'db-a:5432', '--focus', 'reply', ...THREE_TIER],
  'path-ignore': ['path', 'app-b', 'db-a:5432', '--ignore', 'acls', ...THREE_TIER],
  'path-one-way': ['path', 'app-b', 'db-a:5432', '--one-way', ...THREE_TIER],
  'path-expect': ['path', 'app-b', 'db-a:5432', '--expect', 'reachable', ...THREE_TIER],
  'path-from-internet': ['path', 'internet', 'web-a', ...THREE_TIER],
  'path-host-local': ['path', 'app-a', 'app-a:22', ...THREE_TIER],
  'path-apart': ['path', 'web-1', 'orders-2:8443', ...PEERED],
  'path-fix': ['path', 'web-b', 'db-a:5432', '--fix', ...THREE_TIER],
  'path-fix-none-needed': ['path', 'web-a', 'app-a:8080', '--fix', '--focus', 'app-a', ...THREE_TIER],
  'path-fix-route': ['path', 'db-a', 'internet/8.8.8.8', '--port', '443', '--fix', ...THREE_TIER],
  'path-close': ['path', 'app-a', 'db-a:5432', '--close', ...THREE_TIER],
  'path-close-json': ['path', 'app-a', 'db-a:5432', '--close', '--format', 'json', ...THREE_TIER],
  'path-unknown': [
    'path',
    'app-b',
    'db-a:5432',
    '--input',
    'examples/three-tier/input/subnets.json',
    '--input',
    'examples/three-tier/input/vpcs.json',
    '--input',
    'examples/three-tier/input/instances.json',
    '--input',
    'examples/three-tier/input/network-interfaces.json',
  ],
  'path-aws-json': ['path', 'internet', 'web-a', '-p', '443', '--format', 'aws-json', ...THREE_TIER],
  'path-aws-json-not-found': ['path', '--cli-input-json', PATH_REQUEST, '--format', 'aws-json', ...THREE_TIER],
  'path-aws-json-no-route': ['path', 'db-a', 'internet/8.8.8.8', '-p', '443', '--format', 'aws-json', ...THREE_TIER],
  'routes-connected': ['routes', '--from', 'shop/10.1.0.10', '--to', 'orders/10.2.0.10', ...MIDDLEBOXES, ...HUB],
  'routes-not-connected': ['routes', '--from', 'shop/10.1.0.10', '--to', 'orders/10.2.0.10', ...HUB],
  'routes-to-nobody': ['routes', '--from', 'shop', '--to', '8.8.8.8', '--use-middleboxes', ...HUB],
  'routes-aws-json': ['routes', '--cli-input-json', ROUTE_REQUEST, '--use-middleboxes', '--format', 'aws-json', ...HUB],
  'matrix-vpc': ['matrix', ...PEERED],
  'matrix-subnet': ['matrix', '--by', 'subnet', '--from', 'tag:tier=app', '--to', 'tag:tier=data', ...THREE_TIER],
  'matrix-cell': ['matrix', '--cell', 'web,orders', ...PEERED],
  'matrix-csv': ['matrix', '--format', 'csv', ...PEERED],
  'matrix-markdown': ['matrix', '--format', 'markdown', '--by', 'tag:tier', ...THREE_TIER],
  import: ['import', ...PEERED],
  'import-missing': ['import', '--input', 'examples/three-tier/input/vpcs.json'],
  'what-if': ['what-if', '--set', 'data ingress -tcp/5432 from app', ...THREE_TIER],
  'what-if-path': ['what-if', 'app-a', 'db-a:5432', '--set', 'data ingress -tcp/5432 from app', ...THREE_TIER],
  'what-if-markdown': ['what-if', '--set', 'zone eu-west-1b is gone', '--format', 'markdown', ...THREE_TIER],
  'diff-equivalent': ['diff', HUB_INPUT, `examples/hub-and-spoke/direct-connect-down,${HUB_INPUT}`],
  'diff-json': [
    'diff',
    HUB_INPUT,
    `examples/hub-and-spoke/direct-connect-down,${HUB_INPUT}`,
    '--format',
    'json',
    '--quiet',
  ],
  check: ['check', POLICIES, ...THREE_TIER],
  'check-detail': ['check', POLICIES, '--detail', ...THREE_TIER],
  'check-junit': ['check', POLICIES, '--format', 'junit', ...THREE_TIER],
  'check-github': ['check', POLICIES, '--format', 'github', ...THREE_TIER],
  'check-markdown': ['check', POLICIES, '--format', 'markdown', ...THREE_TIER],
  'check-coverage': ['check', 'examples/three-tier/policies.yaml', '--coverage', ...THREE_TIER],
  'check-learn': ['check', '--learn', ...PEERED],
  'report-three-tier': ['report', '--format', 'markdown', '--review', 'examples/three-tier/review.yaml', ...THREE_TIER],
  'report-hub-and-spoke': ['report', '--format', 'markdown', ...HUB],
  'report-peered-vpcs': ['report', '--format', 'markdown', ...PEERED],
  'report-privatelink': ['report', '--format', 'markdown', '--input', 'examples/privatelink/input'],
  exposure: ['exposure', ...THREE_TIER],
  'exposure-families': ['exposure', '--detail', ...PEERED],
  'exposure-none': ['exposure', ...HUB],
  'exposure-undecided': ['exposure', '--input', 'examples/three-tier/input/security-groups.json'],
  'exposure-json': [
    'exposure',
    '--only',
    'exposed-admin-port',
    '--format',
    'json',
    '--as-of',
    '2026-01-31',
    ...THREE_TIER,
  ],
  'exposure-egress': ['exposure', '--egress', ...HUB],
  lint: ['lint', ...THREE_TIER],
  'lint-detail': ['lint', '--detail', ...HUB],
  'lint-undecided': ['lint', '--input', 'examples/three-tier/input/security-groups.json'],
  'lint-json': ['lint', '--only', 'single-zone-nat', '--format', 'json', '--as-of', '2026-01-31', ...THREE_TIER],
  'lint-sarif': ['lint', '--only', 'appliance-mode-off', '--format', 'sarif', ...HUB],
  'explain-check': ['explain', 'open-admin-port'],
  'access-igw-ingress': ['access', '--scope', 'igw-ingress', ...THREE_TIER],
  'access-none': ['access', '--scope', 'internet-to-data', ...THREE_TIER],
  'access-forward-only': ['access', '--scope', 'AWS-VPC-Ingress', ...PEERED],
  'access-detail': ['access', '--scope', 'igw-ingress', '--detail', ...THREE_TIER],
  'access-aws-json': ['access', '--scope', 'igw-egress', '--format', 'aws-json', ...THREE_TIER],
  'access-scopes': ['access', '--list-scopes'],
  'access-unread': ['access', '--scope', 'igw-egress', '--input', 'examples/three-tier/input/instances.json'],
  'explain-code': ['explain', 'SUBNET_ACL_RESTRICTION'],
  'explain-all': ['explain'],
};

test.each(Object.entries(ANSWERS))('golden/%s.txt', async (name, words) => {
  const { stdout } = await hopwise(words);
  await expect(stdout).toMatchFileSnapshot(`golden/${name}.txt`);
});

test('colour adds nothing but colour', async () => {
  const words = ANSWERS['path-forward-only'] as readonly string[];
  const [coloured, plain] = [await hopwise(words, { isColoured: true }), await hopwise(words)];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is made of them
  expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  expect(coloured.stdout).not.toBe(plain.stdout);
  expect((await hopwise([...words, '--no-color'], { isColoured: true })).stdout).toBe(plain.stdout);
});
