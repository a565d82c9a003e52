import { existsSync } from 'node:fs';
import { answerFlow, compile, type Kind, type Snapshot } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';
import { questionOf, verdictOf } from '../properties/asking.ts';
import { judge, type Packet } from './oracle.ts';

/** Networks that ran in AWS, each with one thing changed: what must come of it follows from the rule. */
const LABS = '../shared/labs';
type Fields = Record<string, unknown>;
/** What a record is to say instead, by a text that only it holds under this field. */
type Edit = readonly [kind: Kind, field: string, value: string, becomes: Fields | undefined];

const snapshots = new Map<string, Promise<Snapshot>>();

async function lab(name: string, ...edits: readonly Edit[]): Promise<Snapshot> {
  const read = snapshots.get(name) ?? importSnapshot([`${LABS}/${name}`]).then(({ snapshot }) => snapshot);
  snapshots.set(name, read);
  const { records, ...others } = await read;
  const edited: Record<string, readonly unknown[]> = { ...records };
  for (const [kind, field, value, becomes] of edits) {
    const before = edited[kind] as readonly Fields[];
    const found = before.filter((one) => one[field] === value);
    expect(found.length, `${kind} ${value}`).toBeGreaterThan(0);
    edited[kind] = before.flatMap((one) => (one[field] !== value ? one : becomes ? { ...one, ...becomes } : []));
  }
  return { ...others, records: edited as unknown as Snapshot['records'] };
}

function ask(snapshot: Snapshot, from: Packet['from'], to: string, port: number): string {
  const packet: Packet = { from, to, protocol: 6, port, sourcePort: 50_000 };
  const { verdict } = judge(snapshot, packet);
  expect(verdictOf(answerFlow(compile(snapshot), questionOf(packet)))).toBe(verdict);
  return verdict;
}

const host = (networkInterfaceId: string, address: string): Packet['from'] => ({ networkInterfaceId, address });
const SOMEBODY = { internet: '8.8.8.8' };

/** One rule of a group; what it does not name it has none of. */
const rule = (port: number, peers: Fields): Fields => {
  const none = { ipRanges: [], ipv6Ranges: [], prefixListIds: [], userIdGroupPairs: [] };
  return { ipProtocol: 'tcp', fromPort: port, toPort: port, ...none, ...peers };
};

if (!existsSync(LABS)) console.warn(`labs-edited.test.ts: skipped, there are no networks at ${LABS}`);

describe.skipIf(!existsSync(LABS))('Network Load Balancers', () => {
  const GROUP = 'sg-0bf75f380a7b6d9bc';
  const [PRIVATE, PUBLIC] = ['10.2.1.87', '54.174.198.234'];
  const admit = (...cidrs: readonly string[]): Edit => [
    'securityGroup',
    'groupId',
    GROUP,
    { ipPermissions: [rule(80, { ipRanges: cidrs.map((cidrIp) => ({ cidrIp })) })] },
  ];

  test('targets by address see the node, not the client (NLB-02)', async () => {
    const byAddress: readonly Edit[] = [
      ['targetGroup', 'targetType', 'instance', { targetType: 'ip' }],
      [
        'targetHealth',
        'targetGroupArn',
        await targetGroupOf('i-007de50061be35051'),
        {
          targetHealthDescriptions: [{ target: { id: '10.2.101.110', port: 80 }, targetHealth: { state: 'healthy' } }],
        },
      ],
    ];
    expect(ask(await lab('nlb-instance-targets', ...byAddress), SOMEBODY, PUBLIC, 80)).toBe('blocked');
    const nodes = await lab('nlb-instance-targets', ...byAddress, admit('10.2.1.0/24'));
    expect(ask(nodes, SOMEBODY, PUBLIC, 80)).toBe('reachable');
    expect(ask(nodes, { internet: '1.1.1.1' }, PUBLIC, 80)).toBe('reachable');
  });

  test('the node answers a client of a peer by its own table (NLB-04)', async () => {
    const jump = host('eni-05832195824b5f6aa', '10.1.1.100');
    const admitted = admit('10.1.1.100/32');
    expect(ask(await lab('nlb-instance-targets', admitted), jump, PRIVATE, 80)).toBe('forward-only');
    // By the public address it is the jump host's own public one that the target sees.
    expect(ask(await lab('nlb-instance-targets', admitted), jump, PUBLIC, 80)).toBe('blocked');
    const byPublic = await lab('nlb-instance-targets', admit('3.83.153.19/32'));
    expect(ask(byPublic, jump, PUBLIC, 80)).toBe('reachable');
  });

  test('a client behind a NAT gateway comes to the public node by its Elastic IP (NAT-16, NLB-03)', async () => {
    const other = host('eni-09cf096c056e8429b', '10.2.101.120');
    expect(ask(await lab('nlb-instance-targets', admit('10.2.101.0/24')), other, PRIVATE, 80)).toBe('reachable');
    expect(ask(await lab('nlb-instance-targets', admit('10.2.101.0/24')), other, PUBLIC, 80)).toBe('blocked');
    expect(ask(await lab('nlb-instance-targets', admit('52.6.23.108/32')), other, PUBLIC, 80)).toBe('reachable');
  });
});

async function targetGroupOf(instanceId: string): Promise<string> {
  const { records } = await lab('nlb-instance-targets');
  const found = records.targetHealth.find(({ targetHealthDescriptions }) =>
    targetHealthDescriptions.some((one) => one?.target?.id === instanceId),
  );
  return found?.targetGroupArn ?? 'none';
}

describe.skipIf(!existsSync(LABS))('a transit gateway over several zones', () => {
  const DEV = 'tgw-attach-0c0c0a95cb9ea7e8a';
  const [prod1, prod2] = [host('eni-0b1c6f8d09510ee02', '10.1.101.10'), host('eni-04415b5629c88c8f8', '10.1.102.10')];
  const dev2 = host('eni-0837c331019c97ba8', '10.2.102.10');

  test('a zone that its attachment left can be reached and cannot send (TGW-09, TGW-12)', async () => {
    const subnetIds = ['subnet-04a1bec10b9c08e3b'];
    const left = await lab('transit-gateway-multi-az', [
      'transitGatewayVpcAttachment',
      'transitGatewayAttachmentId',
      DEV,
      { subnetIds },
    ]);
    expect(ask(left, prod2, '10.2.102.10', 80)).toBe('forward-only');
    expect(ask(left, prod1, '10.2.101.10', 80)).toBe('reachable');
    expect(ask(left, dev2, '10.1.101.10', 80)).toBe('blocked');
  });

  test('an attachment without a table takes in what comes and sends nothing (TGW-01)', async () => {
    const attachment = 'transitGatewayAttachment';
    const none = { association: undefined };
    const apart = await lab('transit-gateway-multi-az', [attachment, 'transitGatewayAttachmentId', DEV, none]);
    expect(ask(apart, prod1, '10.2.101.10', 80)).toBe('forward-only');
    expect(ask(apart, dev2, '10.1.101.10', 80)).toBe('blocked');
  });
});

describe.skipIf(!existsSync(LABS))('hosts, endpoints and peers', () => {
  test('a second interface whose subnet lost its way out answers inside alone (RET-06, SG-37)', async () => {
    const own = { associations: [{ subnetId: 'subnet-0a6e12920fe950a84', associationState: { state: 'associated' } }] };
    const lost = await lab('multiple-interfaces', ['routeTable', 'routeTableId', 'rtb-0f6ec10a55bbd7b15', own]);
    const jump = host('eni-0701d12b43def7372', '10.1.1.100');
    expect(ask(lost, SOMEBODY, '54.164.74.241', 22)).toBe('forward-only');
    expect(ask(lost, jump, '54.164.74.241', 22)).toBe('forward-only');
    expect(ask(lost, jump, '10.1.2.101', 22)).toBe('reachable');
  });

  test('a NAT gateway that failed serves nobody (NAT-01)', async () => {
    const hosted = host('eni-0426e76f05fcf3533', '10.3.101.100');
    expect(ask(await lab('in-igw-out-nat'), hosted, '52.53.227.31', 22)).toBe('reachable');
    const failed = await lab('in-igw-out-nat', [
      'natGateway',
      'natGatewayId',
      'nat-0810dc7aa90044d48',
      { state: 'failed' },
    ]);
    expect(ask(failed, hosted, '52.53.227.31', 22)).toBe('blocked');
  });

  test('rules that name the list of S3 let out to its endpoint and nowhere else (EP-04)', async () => {
    const ipPermissionsEgress = [rule(443, { prefixListIds: [{ prefixListId: 'pl-63a5400a' }] })];
    const narrow = await lab('vpc-endpoints', [
      'securityGroup',
      'groupId',
      'sg-06f0f68d3c6a6c163',
      { ipPermissionsEgress },
    ]);
    const inside = host('eni-0955cf91c13aeeac4', '10.1.3.100');
    expect(ask(narrow, inside, '54.231.0.9', 443)).toBe('reachable');
    expect(ask(narrow, inside, '10.1.3.231', 443)).toBe('blocked');
  });

  test('a group of a peer in another account admits its members by their private addresses alone (SG-09, SG-12)', async () => {
    const userIdGroupPairs = [{ groupId: 'sg-0ca8413f923260084', userId: '951601349076' }];
    const ipPermissions = [rule(22, { userIdGroupPairs })];
    const named = await lab('multi-account-peering', [
      'securityGroup',
      'groupId',
      'sg-06804d246c3a853bc',
      { ipPermissions },
    ]);
    const fish = host('eni-0b9f8c68d6cb974a6', '10.2.1.252');
    expect(ask(named, fish, '10.1.1.100', 22)).toBe('reachable');
    expect(ask(named, fish, '52.90.112.181', 22)).toBe('blocked');
    expect(ask(named, SOMEBODY, '52.90.112.181', 22)).toBe('blocked');
  });
});
