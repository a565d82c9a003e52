import { isAlike, kinds } from '@hopwise/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { translations } from '../cloudformation/translations/translations.ts';
import { ESTATE } from './samples/estate.fixture.ts';
import { answersOf, type Laid, laidOver } from './samples/laid.fixture.ts';
import type { Samples } from './samples/sample.fixture.ts';

let answers = '';
let live: Laid;
beforeAll(async () => {
  answers = await answersOf(ESTATE);
  live = await laidOver(answers);
}, 60_000);

/** Who says it is no difference. */
function fields(one: object): object {
  const { source: _, ...all } = one as { readonly source?: unknown };
  return all;
}

function expectSame({ records }: Laid, expected: Laid): void {
  for (const kind of kinds) {
    const [are, were] = [records[kind], expected.records[kind]].map((all) => all.map(fields));
    expect({ kind, count: are?.length }).toEqual({ kind, count: were?.length });
    expect({ kind, not: were?.filter((one) => !are?.some((other) => isAlike(one, other))) }).toEqual({ kind, not: [] });
  }
}

test('the estate has something of every type that is read', () => {
  const written = new Set(Object.values(ESTATE).map(([type]) => type));
  expect(Object.keys(translations).filter((type) => !written.has(type))).toEqual([]);
});

test('a stack that is there as it is written changes nothing', { timeout: 60_000 }, async () => {
  const laid = await laidOver(answers, ESTATE);
  expectSame(laid, live);
  expect(laid.codes.filter((code) => code.startsWith('OVERLAY'))).toEqual(['OVERLAY']);
});

test('what a stack has by its resources and no answer does is told', { timeout: 60_000 }, async () => {
  const some = JSON.parse(answers) as { records: Record<string, { readonly vpnConnectionId?: string }[]> };
  some.records.vpnConnection = (some.records.vpnConnection ?? []).filter((one) => one.vpnConnectionId !== 'vpn-2');
  const { codes, messages } = await laidOver(JSON.stringify(some), ESTATE);
  expect(codes).toContain('OVERLAY_UNMATCHED');
  expect(messages.filter((one) => one.includes('vpn-2 is there by'))).toHaveLength(1);
});

test('the caches of a replication group are those that answers tell', { timeout: 60_000 }, async () => {
  const more = answers.replaceAll('net-replicated-1-001', 'net-replicated-1-0001-002');
  expectSame(await laidOver(more, ESTATE), await laidOver(more));
});

describe('of two accounts with functions of one name', () => {
  const OTHER = '999988887777';
  const only: Samples = { Fn: ESTATE.Apart as NonNullable<typeof ESTATE.Apart> };
  const named = (account: string) => ({
    functionName: 'apart',
    functionArn: `arn:aws:lambda:eu-west-1:${account}:function:apart`,
    ...{ account, region: 'eu-west-1', source: { file: 'live.json', pointer: '' } },
  });

  test('a stack has that of its own', async () => {
    const both = JSON.parse(answers) as { records: Record<string, object[]> };
    both.records.lambdaFunction = [named('111122223333'), named(OTHER)];
    const laid = await laidOver(JSON.stringify(both), only, only);
    expect(laid.records.lambdaFunction.map(({ functionArn }) => functionArn?.split(':')[4])).toEqual([
      '111122223333',
      OTHER,
    ]);
  });
});

test('a function and a cluster that go take their interfaces along', { timeout: 60_000 }, async () => {
  const {
    Fn: _,
    Kube: __,
    KubeNodes: ___,
    Pods: ____,
    Firewall: _____,
    ToFirewall: ______,
    FirewallThere: $,
    ToFirewallThere: $$,
    ...rest
  } = ESTATE;
  const { records } = await laidOver(answers, rest);
  expect(records.lambdaFunction.map(({ functionName }) => functionName)).toEqual(['apart', 'net-Handler-1']);
  expect([records.eksCluster, records.firewall, records.firewallEndpointAssociation]).toEqual([[], [], []]);
  const described = records.networkInterface.map(({ description }) => description ?? '');
  expect(described.filter((one) => /net-Fn|Amazon EKS|#endpoint/.test(one))).toEqual([]);
  expect(records.vpcEndpoint.map(({ vpcEndpointId }) => vpcEndpointId)).toEqual(['vpce-1', 'vpce-2']);
});
