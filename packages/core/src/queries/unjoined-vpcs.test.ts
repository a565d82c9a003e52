import { expect, test } from 'vitest';
import { LOCAL, peered, snapshotOf, table, without } from '../aws/network.fixture.ts';
import { compile } from '../engine/network.ts';
import { parseQuestion } from './question.ts';
import { unjoinedVpcs } from './unjoined-vpcs.ts';

const APART = [
  ...without(peered(), 'pcx-ab', 'rtb-priv', 'rtb-b'),
  table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], LOCAL),
  table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local' }),
];

function unjoined(snapshot: ReturnType<typeof snapshotOf>, to = 'i-far') {
  const network = compile(snapshot);
  return unjoinedVpcs(network, parseQuestion(network, { from: 'i-app', to }));
}

test('VPCs are apart where nothing joins them, and not what is in one', () => {
  expect(unjoined(snapshotOf(APART))).toEqual(['vpc-a', 'vpc-b']);
  expect(unjoined(snapshotOf(peered()))).toBeUndefined();
  expect(unjoined(snapshotOf(APART), 'i-db')).toBeUndefined();
});

test.each(['vpcPeeringConnection', 'transitGatewayAttachment', 'vpcEndpoint'] as const)(
  'where not every %s was read nobody knows',
  (kind) => {
    expect(unjoined(snapshotOf(APART, { absent: [kind] }))).toBeUndefined();
    expect(unjoined(snapshotOf(APART, { partial: [kind] }))).toBeUndefined();
  },
);
