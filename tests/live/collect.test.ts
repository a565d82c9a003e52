import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectEvent, collectLive, collectPolicy, importSnapshot } from '@hopwise/importers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, onTestFinished, test } from 'vitest';
import { hopwise } from '../command-line.ts';
import { type ApiServer, type Said, startApiServer } from './api-server.ts';
import { filesIn, jsonOf, newFolder } from './collecting.ts';
import { ec2, smallAws } from './small-aws.ts';
import type { WireCall } from './wire.ts';

async function server(say: (call: WireCall, nth: number) => Said | Promise<Said> | undefined): Promise<ApiServer> {
  const started = await startApiServer(async (call, nth) => (await say(call, nth)) ?? smallAws(call));
  onTestFinished(() => started.close());
  return started;
}

const PLACE = '111122223333/eu-west-1';

test('the calls that are made are those of the policy', async () => {
  const { url, calls } = await server(() => undefined);
  const out = newFolder();
  const { file } = await collectLive({ out, endpoint: url });
  expect(file.failures).toEqual([]);
  const made = [...new Set(calls.map(({ action }) => action))].sort();
  const { Statement } = JSON.parse(collectPolicy('json')) as { Statement: readonly { Action: readonly string[] }[] };
  expect(made).toEqual(Statement[0]?.Action);
  expect(Statement).toHaveLength(1);
});

test('answers are wrapped with what they were asked about, once for each object, and lie where the script puts them', async () => {
  const { url, calls } = await server(() => undefined);
  const out = newFolder();
  await collectLive({ out, endpoint: url });
  expect(jsonOf(out, PLACE, 'ec2-get-managed-prefix-list-entries/pl-1.json')).toEqual({
    PrefixListId: 'pl-1',
    Entries: [{ Cidr: '192.0.2.0/24' }],
  });
  const listener =
    'arn%3Aaws%3Aelasticloadbalancing%3Aeu-west-1%3A111122223333%3Alistener%2Fapp%2Fweb%2F50dc6c495c0c9188%2Ff2f7dc8efc522ab2';
  expect(filesIn(join(out, PLACE))).toContain(`elbv2-describe-rules/${listener}.json`);
  expect(calls.filter(({ action }) => action === 'networkmanager:GetVpcAttachment')).toHaveLength(1);
  expect(calls.find(({ action }) => action === 'es:DescribeDomains')?.json).toEqual({ DomainNames: ['search'] });
  const { snapshot } = await importSnapshot([out]);
  expect(snapshot.records.prefixListEntries).toMatchObject([{ prefixListId: 'pl-1', account: '111122223333' }]);
  expect(snapshot.coverage.filter(({ state }) => state !== 'complete')).toEqual([]);
});

test('of answers with secrets only what is read is written', async () => {
  const { url } = await server(() => undefined);
  const out = newFolder();
  await collectLive({ out, endpoint: url, only: ['ecs'] });
  const [tasks = ''] = filesIn(out).filter((file) => file.includes('describe-tasks'));
  const text = readFileSync(join(out, tasks), 'utf8');
  expect(text).toContain('task/app/1');
  expect(text).not.toMatch(/overrides|PASSWORD/i);
});

test('all pages are read, and one is on disk before the next is asked for', async () => {
  const pages = 40;
  let asked = 0;
  const { url } = await server(({ action, form }) => {
    if (action !== 'ec2:DescribeNetworkInterfaces') return undefined;
    const page = Number(form.get('NextToken') ?? 0);
    asked++;
    expect(form.get('MaxResults')).toBe('1000');
    const items = Array.from({ length: 50 }, (_, i) => `<networkInterfaceId>eni-${page * 50 + i}</networkInterfaceId>`);
    const more = page + 1 < pages ? `<nextToken>${page + 1}</nextToken>` : '';
    // A page is asked for when the file holds the one before it.
    const part = join(out, PLACE, '.ec2-describe-network-interfaces.json.part');
    if (page > 0) expect(readFileSync(part, 'utf8')).toContain(`"eni-${page * 50 - 1}"`);
    return { body: ec2('networkInterfaceSet', ...items).replace('</Answer>', `${more}</Answer>`) };
  });
  const out = newFolder();
  await collectLive({ out, endpoint: url, only: ['describe-network-interfaces'] });
  expect(asked).toBe(pages);
  const { NetworkInterfaces, ...rest } = jsonOf(out, PLACE, 'ec2-describe-network-interfaces.json');
  expect(rest).toEqual({});
  expect(NetworkInterfaces).toHaveLength(pages * 50);
  const { snapshot } = await importSnapshot([out]);
  expect(snapshot.records.networkInterface).toHaveLength(pages * 50);
  expect(snapshot.coverage).toMatchObject([{ kind: 'networkInterface', state: 'complete' }]);
});

test('operations that page without the SDK knowing are read to their end', async () => {
  const { url } = await server(({ action, json }) => {
    if (action !== 'directconnect:DescribeConnections') return undefined;
    const connections = [{ connectionId: json.nextToken ? 'dxcon-2' : 'dxcon-1', connectionState: 'available' }];
    return { body: JSON.stringify({ connections, ...(json.nextToken ? {} : { nextToken: 'more' }) }) };
  });
  const out = newFolder();
  await collectLive({ out, endpoint: url, only: ['directConnectConnection'] });
  expect(jsonOf(out, PLACE, 'directconnect-describe-connections.json')).toMatchObject({
    connections: [{ connectionId: 'dxcon-1' }, { connectionId: 'dxcon-2' }],
  });
});

test('throttling and broken connections are waited out', async () => {
  const { url, calls } = await server(({ action }, nth) => {
    if (action === 'ec2:DescribeVpcs' && nth === 1) return { error: 'RequestLimitExceeded', status: 503 };
    if (action === 'ec2:DescribeSubnets' && nth <= 2) return 'broken';
    return undefined;
  });
  const out = newFolder();
  const { file } = await collectLive({ out, endpoint: url, only: ['vpc', 'subnet'] });
  expect(file.failures).toEqual([]);
  const times = (name: string) => calls.filter(({ action }) => action.endsWith(name)).length;
  expect([times('DescribeVpcs'), times('DescribeSubnets')]).toEqual([2, 3]);
});

test('a denied call is a line in collection.json, and the reason of what is unknown', async () => {
  const { url } = await server(({ action }) =>
    action === 'ec2:DescribeNatGateways' ? { error: 'UnauthorizedOperation', status: 403 } : routedToNat(action),
  );
  const out = newFolder();
  const { file } = await collectLive({ out, endpoint: url });
  expect(file.failures).toEqual([
    {
      ...{ account: '111122223333', region: 'eu-west-1', call: 'ec2 describe-nat-gateways' },
      ...{ code: 'UnauthorizedOperation', message: 'UnauthorizedOperation for the test' },
    },
  ]);
  expect(jsonOf(out, 'collection.json')).toMatchObject({ isFinished: true, failures: file.failures });
  const { snapshot, diagnostics } = await importSnapshot([out]);
  expect(snapshot.unanswered).toMatchObject([{ kind: 'natGateway', code: 'UnauthorizedOperation' }]);
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'CALL_FAILED', severity: 'warning' }));
  const { stdout, exit } = await hopwise(['path', 'i-1', '198.51.100.7:443', '--input', out, '--quiet']);
  expect(exit).toBe(3);
  expect(stdout).toContain('it was asked for and not answered: UnauthorizedOperation');
});

test('the result and the progress are data for machines', async () => {
  const { url } = await server(({ action }) =>
    action === 'ec2:DescribeSubnets' ? { error: 'UnauthorizedOperation', status: 403 } : undefined,
  );
  const args = ['collect', '--out', newFolder(), '--endpoint-url', url, '--only', 'vpc,subnet,prefix-list-entries'];
  const { stdout, stderr, exit } = await hopwise([...args, '--format', 'json', '--progress', 'json']);
  expect(exit).toBe(0);
  const document = JSON.parse(stdout) as object;
  expect(document).toMatchObject({
    calls: { answered: 3, kept: 0, failed: 1 },
    failures: [{ call: 'ec2 describe-subnets' }],
  });
  const validate = new Ajv2020().compile(JSON.parse(readFileSync('packages/cli/schema/collect.schema.json', 'utf8')));
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  const events = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CollectEvent);
  expect(events.filter(({ event }) => event === 'call')).toHaveLength(4);
  expect(events.at(-1)).toEqual({ event: 'place-read', account: '111122223333', region: 'eu-west-1' });
});

test('what is complete is not asked again, and what was denied is', async () => {
  let isDenied = true;
  const { url, calls } = await server(({ action }) =>
    isDenied && action === 'ec2:GetManagedPrefixListEntries'
      ? { error: 'UnauthorizedOperation', status: 403 }
      : undefined,
  );
  const out = newFolder();
  await collectLive({ out, endpoint: url });
  expect(jsonOf(out, 'collection.json').failures).toMatchObject([{ id: 'pl-1' }]);
  const first = filesIn(out);
  isDenied = false;
  const before = calls.length;
  const { file } = await collectLive({ out, endpoint: url });
  expect(file.failures).toEqual([]);
  expect(calls.slice(before).map(({ action }) => action)).toEqual([
    'sts:GetCallerIdentity',
    'ec2:DescribeRegions',
    'ec2:GetManagedPrefixListEntries',
  ]);
  expect(filesIn(out).filter((name) => !first.includes(name))).toEqual([
    `${PLACE}/ec2-get-managed-prefix-list-entries/pl-1.json`,
  ]);
});

test('Ctrl-C leaves whole answers and no halves, and another run goes on', async () => {
  const { url, calls } = await server(({ action, form }) => {
    if (action !== 'ec2:DescribeNetworkInterfaces') return undefined;
    const page = Number(form.get('NextToken') ?? 0);
    if (page === 2) interrupt();
    const more = page < 4 ? `<nextToken>${page + 1}</nextToken>` : '';
    return { body: `<Answer><networkInterfaceSet/>${more}</Answer>` };
  });
  const out = newFolder();
  let interrupt: () => void = () => undefined;
  const args = ['collect', '--out', out, '--endpoint-url', url, '--only', 'ec2', '--quiet'];
  const { exit, stdout } = await hopwise(args, {
    onInterrupt(handler) {
      interrupt = handler;
      return () => undefined;
    },
  });
  expect(exit).toBe(130);
  expect(stdout).toContain('Ended early: the same command goes on from here.');
  expect(filesIn(out).filter((name) => name.includes('/.'))).toEqual([]);
  expect(filesIn(out)).not.toContain(`${PLACE}/ec2-describe-network-interfaces.json`);
  expect(jsonOf(out, 'collection.json')).toMatchObject({ isFinished: false, failures: [] });
  const kept = filesIn(join(out, PLACE)).length;
  const before = calls.length;
  interrupt = () => undefined;
  expect(await hopwise(args)).toMatchObject({ exit: 0 });
  expect(jsonOf(out, 'collection.json')).toMatchObject({ isFinished: true });
  const asked = calls.slice(before).map(({ action }) => action);
  expect(asked.filter((action) => action === 'ec2:DescribeNetworkInterfaces')).toHaveLength(5);
  expect(new Set(asked).size).toBeLessThanOrEqual(2 + filesIn(join(out, PLACE)).length - kept);
});

test('--only asks for the lists that it needs, and --skip for nothing that needs what is skipped', async () => {
  const { url, calls } = await server(() => undefined);
  const actions = async (options: object) => {
    const before = calls.length;
    await collectLive({ out: newFolder(), endpoint: url, regions: ['eu-west-1'], ...options });
    return calls.slice(before + 2).map(({ action }) => action.replace(/.*:/, ''));
  };
  expect(await actions({ only: ['listener-rule'] })).toEqual([
    'DescribeLoadBalancers',
    'DescribeListeners',
    'DescribeRules',
  ]);
  expect(await actions({ only: ['elbv2'], skip: ['describe-listeners', 'targetGroup'] })).toEqual([
    'DescribeLoadBalancers',
    'DescribeLoadBalancerAttributes',
  ]);
  expect((await hopwise(['collect', '--out', 'x', '--only', 'route53'])).stderr).toContain('is no call that is made');
});

test('a Region that is not enabled, or that nobody knows, is noted', async () => {
  const regions = ['eu-west-1', 'opted-in', 'me-south-1', 'not-opted-in'];
  const { url } = await server(({ action }) =>
    action === 'ec2:DescribeRegions'
      ? {
          body: ec2(
            'regionInfo',
            ...[0, 2].map((i) => `<regionName>${regions[i]}</regionName><optInStatus>${regions[i + 1]}</optInStatus>`),
          ),
        }
      : undefined,
  );
  const all = newFolder();
  await collectLive({ out: all, endpoint: url, only: ['vpc'] });
  expect(jsonOf(all, 'collection.json')).toMatchObject({
    places: [{ region: 'eu-west-1' }],
    disabled: [{ account: '111122223333', regions: ['me-south-1'] }],
    failures: [],
  });
  const given = newFolder();
  await collectLive({ out: given, endpoint: url, only: ['vpc'], regions: ['eu-west-1', 'me-south-1', 'mars-1'] });
  expect(jsonOf(given, 'collection.json').failures).toMatchObject([
    { region: 'mars-1', code: 'NoSuchRegion' },
    { region: 'me-south-1', code: 'RegionDisabled' },
  ]);
});

test('accounts of an organisation are read by a role; one that cannot be assumed is noted', async () => {
  const { url, calls } = await server(({ action, form }) => {
    if (action === 'organizations:ListAccounts') {
      const ids = ['111122223333', '222233334444', '333344445555', '444455556666'];
      const Accounts = ids.map((Id) => ({ Id, Status: Id === '444455556666' ? 'SUSPENDED' : 'ACTIVE' }));
      return { body: JSON.stringify({ Accounts }) };
    }
    if (action !== 'sts:AssumeRole') return undefined;
    const account = form.get('RoleArn')?.split(':')[4];
    if (account === '333344445555') return { error: 'AccessDenied', status: 403 };
    const expires = '<Expiration>2999-01-01T00:00:00Z</Expiration>';
    const keys = `<AccessKeyId>AKID${account}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
    const given = `<Credentials>${keys}${expires}</Credentials>`;
    return { body: `<AssumeRoleResponse><AssumeRoleResult>${given}</AssumeRoleResult></AssumeRoleResponse>` };
  });
  const out = newFolder();
  const events: CollectEvent[] = [];
  await collectLive({
    ...{ out, endpoint: url, accounts: 'organization', role: 'audit/reader', only: ['vpc', 'efs'] },
    tell: (event) => void events.push(event),
  });
  expect(calls.filter(({ action }) => action === 'sts:AssumeRole')[0]?.form.get('RoleArn')).toBe(
    'arn:aws:iam::222233334444:role/audit/reader',
  );
  expect(calls.filter(({ action }) => action === 'sts:AssumeRole')).toHaveLength(2);
  const keys = calls.filter(({ action }) => action === 'ec2:DescribeVpcs').map(({ accessKey }) => accessKey);
  expect(keys.sort()).toEqual(['AKID222233334444', 'AKIDTEST']);
  expect(jsonOf(out, 'collection.json')).toMatchObject({
    places: [{ account: '111122223333' }, { account: '222233334444' }],
    failures: [{ account: '333344445555', call: 'sts assume-role', code: 'AccessDenied' }],
  });
  expect(events.filter(({ event }) => event === 'place-read')).toHaveLength(2);
  const { diagnostics } = await importSnapshot([out]);
  expect(diagnostics.find(({ code }) => code === 'CALL_FAILED')?.message).toContain('333344445555');
});

test('without credentials nothing is asked, and it is said what to do', async () => {
  const { url } = await server(() => ({ error: 'InvalidClientTokenId', status: 403 }));
  const ran = await hopwise(['collect', '--out', newFolder(), '--endpoint-url', url]);
  expect(ran).toMatchObject({ exit: 2, stdout: '' });
  expect(ran.stderr).toContain('InvalidClientTokenId');
  expect(ran.stderr).toContain('--profile');
});

/** An instance that reaches the internet by a NAT gateway. */
function routedToNat(action: string): Said | undefined {
  const items: Readonly<Record<string, string>> = {
    'ec2:DescribeVpcs': ec2('vpcSet', '<vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock><state>available</state>'),
    'ec2:DescribeSubnets': ec2(
      'subnetSet',
      '<subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><cidrBlock>10.0.1.0/24</cidrBlock><state>available</state>',
    ),
    'ec2:DescribeRouteTables': ec2(
      'routeTableSet',
      `<routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId>
       <associationSet><item><main>true</main><routeTableId>rtb-1</routeTableId></item></associationSet>
       <routeSet>
         <item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state></item>
         <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId><state>active</state></item>
       </routeSet>`,
    ),
    'ec2:DescribeNetworkAcls': ec2(
      'networkAclSet',
      `<networkAclId>acl-1</networkAclId><vpcId>vpc-1</vpcId><default>true</default>
       <associationSet><item><subnetId>subnet-1</subnetId><networkAclId>acl-1</networkAclId></item></associationSet>
       <entrySet>${[true, false]
         .map(
           (egress) =>
             `<item><ruleNumber>100</ruleNumber><protocol>-1</protocol><ruleAction>allow</ruleAction><egress>${egress}</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>`,
         )
         .join('')}</entrySet>`,
    ),
    'ec2:DescribeSecurityGroups': ec2(
      'securityGroupInfo',
      `<groupId>sg-1</groupId><vpcId>vpc-1</vpcId><ipPermissionsEgress><item><ipProtocol>-1</ipProtocol>
       <ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress>`,
    ),
    'ec2:DescribeInstances': ec2(
      'reservationSet',
      '<instancesSet><item><instanceId>i-1</instanceId><instanceState><name>running</name></instanceState></item></instancesSet>',
    ),
    'ec2:DescribeNetworkInterfaces': ec2(
      'networkInterfaceSet',
      `<networkInterfaceId>eni-1</networkInterfaceId><vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId><status>in-use</status>
       <privateIpAddress>10.0.1.10</privateIpAddress><groupSet><item><groupId>sg-1</groupId></item></groupSet>
       <attachment><instanceId>i-1</instanceId><deviceIndex>0</deviceIndex><status>attached</status></attachment>`,
    ),
  };
  const body = items[action];
  return body === undefined ? undefined : { body };
}
