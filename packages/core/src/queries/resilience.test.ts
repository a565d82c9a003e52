import { describe, expect, it } from 'vitest';
import { applyChanges } from '../aws/apply-changes.ts';
import { base, edit, networkInterface, peered, type Raw, raw, route, table, without } from '../aws/network.fixture.ts';
import type { Network } from '../engine/network.ts';
import { networkOf } from '../explain/ask.fixture.ts';
import { findMatrix } from './matrix.ts';
import { parseQuestion } from './question.ts';
import { findResilience, type Loss, type Resilience, workingAnswer, workingFlows } from './resilience.ts';
import { parseStatement } from './what-if.ts';

function resilienceOf(network: Network): Resilience {
  const question = parseQuestion(network, { from: '*', to: '*' });
  return findResilience(network, workingFlows(network, question, findMatrix(network, question, 'subnet')));
}

function lossOf({ losses }: Resilience, id: string): Loss {
  const found = losses.find(({ failure }) => failure.id === id);
  if (!found) throw new Error(`${id} is none of ${losses.map(({ failure }) => failure.id).join(', ')}`);
  return found;
}

const cutBy = (loss: Loss) => [...new Set(loss.cut.map(({ flow }) => flow.name))].sort();

describe('what the loss of one thing cuts', () => {
  const found = resilienceOf(networkOf(peered()));

  it('a NAT gateway cuts all that is routed to it, of other zones too', () => {
    const loss = lossOf(found, 'nat-a');
    expect(loss.failure.of).toBe('zonal');
    expect(cutBy(loss)).toEqual(['subnet-a → internet', 'subnet-b → internet']);
    const beside = loss.cut.filter(({ isBeside }) => isBeside).map(({ flow }) => flow.name);
    expect([...new Set(beside)]).toEqual(['subnet-a → internet']);
  });

  it('a zone cuts what ends elsewhere and passes it, not what ends in it', () => {
    expect(cutBy(lossOf(found, 'zone euw1-az1'))).toEqual(['subnet-b → internet']);
    expect(cutBy(lossOf(found, 'zone euw1-az2'))).toEqual([]);
  });

  it('a gateway that AWS runs redundantly is told apart', () => {
    expect(lossOf(found, 'pcx-ab').failure.of).toBe('regional');
    expect(cutBy(lossOf(found, 'pcx-ab'))).toContain('subnet-a → subnet-c');
    expect(cutBy(lossOf(found, 'igw-a'))).toContain('internet → subnet-pub');
  });

  it.each(found.losses.map((loss) => [loss.failure.id, loss.failure] as const))(
    '%s: the statements say the changes',
    (_id, failure) => {
      const network = networkOf(peered());
      const said = failure.said.flatMap((text) => parseStatement(network, text));
      expect(applyChanges(network.snapshot, said)).toEqual(applyChanges(network.snapshot, failure.changes()));
    },
  );
});

/** Another NAT gateway in the other zone, which that zone's subnet is routed to. */
function natInEachZone(): readonly Raw[] {
  return [
    ...without(base(), 'rtb-priv'),
    table('rtb-a', 'vpc-a', ['subnet-a'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'nat-a' }),
    table('rtb-b', 'vpc-a', ['subnet-b'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'nat-b' }),
    raw('subnet', {
      SubnetId: 'subnet-pub-b',
      VpcId: 'vpc-a',
      State: 'available',
      CidrBlock: '10.0.3.0/24',
      AvailabilityZoneId: 'euw1-az2',
    }),
    table('rtb-pub-b', 'vpc-a', ['subnet-pub-b'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-a' }),
    raw('networkAcl', {
      NetworkAclId: 'acl-pub-b',
      VpcId: 'vpc-a',
      Associations: [{ SubnetId: 'subnet-pub-b' }],
      Entries: [false, true].map((Egress) => ({
        RuleNumber: 100,
        Egress,
        RuleAction: 'allow',
        Protocol: '-1',
        CidrBlock: '0.0.0.0/0',
      })),
    }),
    networkInterface('eni-nat-b', 'subnet-pub-b', '10.0.3.5', {
      publicIp: '203.0.113.6',
      more: { InterfaceType: 'nat_gateway', SourceDestCheck: false },
    }),
    raw('natGateway', {
      NatGatewayId: 'nat-b',
      State: 'available',
      VpcId: 'vpc-a',
      SubnetId: 'subnet-pub-b',
      ConnectivityType: 'public',
      NatGatewayAddresses: [
        { NetworkInterfaceId: 'eni-nat-b', PrivateIp: '10.0.3.5', PublicIp: '203.0.113.6', Status: 'succeeded' },
      ],
    }),
  ];
}

it('with a NAT gateway in each zone, no zone cuts another, and a gateway only its own', () => {
  const found = resilienceOf(networkOf(natInEachZone()));
  for (const { failure, cut } of found.losses.filter((one) => one.failure.of === 'zone'))
    expect([failure.id, cut]).toEqual([failure.id, []]);
  for (const id of ['nat-a', 'nat-b']) {
    const { cut } = lossOf(found, id);
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.every(({ isBeside }) => isBeside)).toBe(true);
  }
});

it('an instance that passes packets on is an appliance, and is no loss to its own conversations', () => {
  const through = [
    ...edit(
      edit(base(), 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'i-web')] }),
      'eni-web',
      {
        SourceDestCheck: false,
      },
    ),
  ];
  const network = networkOf(through, { settings: { appliances: { 'i-web': 'nat' } } });
  const loss = lossOf(resilienceOf(network), 'i-web');
  expect(loss.failure.of).toBe('appliance');
  expect(cutBy(loss)).toEqual(['subnet-a → internet', 'subnet-b → internet']);
});

it('questions are guarded too, and policies that are kept today', () => {
  const network = networkOf(base());
  const asked = workingAnswer(network, 'Does the database fetch updates?', {
    from: 'i-db',
    to: 'internet',
    port: '443',
  });
  const policy = {
    name: 'updates',
    from: 'i-db',
    to: 'internet/8.8.8.8',
    services: ['tcp/443'],
    expect: 'reachable',
  } as const;
  const violated = { ...policy, name: 'never', from: 'i-db', to: 'i-app', expect: 'blocked' } as const;
  const loss = lossOf(findResilience(network, asked, [policy, violated]), 'nat-a');
  expect(loss.policies).toEqual(['updates']);
  expect(cutBy(loss)).toEqual(['Does the database fetch updates?']);
  expect(loss.cut[0]?.isWhole).toBe(true);
});

it('what does not work today is not followed', () => {
  const network = networkOf(without(base(), 'nat-a'));
  expect(workingAnswer(network, 'q', { from: 'i-db', to: 'internet' })).toEqual([]);
});
