import { existsSync, readFileSync } from 'node:fs';
import type { Snapshot } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import { beforeAll, describe, expect, test } from 'vitest';
import { judge, type Packet } from './oracle.ts';

/** Networks that ran in AWS: the witness is itself held against what was observed there. */
const LABS = '../shared/labs';
const NAMES = [
  'in-igw-out-nat',
  'multiple-interfaces',
  'multi-account-peering',
  'vpc-endpoints',
  'transit-gateway-multi-az',
  'nlb-instance-targets',
];
const CATEGORIES = ['plain', 'no-such-host', 'host-local', 'nlb', 'nlb-hairpin'];

interface Observation {
  readonly id: string;
  readonly category: string;
  readonly from: { readonly ip: string; readonly eni?: string };
  readonly to: { readonly ip: string };
  readonly protocol: string;
  readonly port?: number;
  readonly observed: 'reachable' | 'unreachable';
}

describe.skipIf(!existsSync(LABS)).each(NAMES)('%s', (lab) => {
  const lines = existsSync(LABS) ? readFileSync(`${LABS}/${lab}/observations.ndjson`, 'utf8').trim().split('\n') : [];
  const observations = lines
    .map((line) => JSON.parse(line) as Observation)
    .filter(({ category }) => CATEGORIES.includes(category));
  let snapshot: Snapshot;

  beforeAll(async () => {
    ({ snapshot } = await importSnapshot([`${LABS}/${lab}`]));
  });

  test.each(observations)('$id $from.ip → $to.ip $protocol $port is $observed', (one) => {
    const { verdict, reason } = judge(snapshot, packetOf(one));
    expect(verdict, reason).toBeOneOf(one.observed === 'reachable' ? ['reachable'] : ['blocked', 'forward-only']);
  });
});

function packetOf({ from, to, protocol, port }: Observation): Packet {
  const source = from.eni ? { networkInterfaceId: from.eni, address: from.ip } : { internet: from.ip };
  if (protocol === 'icmp') return { from: source, to: to.ip, protocol: 1, icmpType: 8, icmpCode: 0 };
  return { from: source, to: to.ip, protocol: 6, port: port ?? 0, sourcePort: 50000 };
}
