import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

/** Networks that ran in AWS, and what was observed in them: they outrank every document. */
const LABS = '../shared/labs';
const WHOLE = [
  'in-igw-out-nat',
  'multiple-interfaces',
  'multi-account-peering',
  'vpc-endpoints',
  'nlb-instance-targets',
  'transit-gateway-multi-az',
];
const CATEGORIES = ['plain', 'nlb', 'nlb-hairpin', 'no-such-host', 'host-local'];

interface Observation {
  readonly id: string;
  readonly category: string;
  readonly from: { readonly ip: string; readonly eni?: string };
  readonly to: { readonly ip: string };
  readonly protocol: string;
  readonly port?: number;
  readonly observed: 'reachable' | 'unreachable';
}

if (!existsSync(LABS)) console.warn(`labs.test.ts: skipped, there are no observations at ${LABS}`);

describe.skipIf(!existsSync(LABS)).each(WHOLE)('%s', (lab) => {
  const observations = existsSync(LABS) ? observationsOf(lab) : [];
  const verdicts = new Map<string, string>();

  beforeAll(async () => {
    const stdin = observations.map((one) => JSON.stringify(flowOf(one))).join('\n');
    const { stdout, stderr } = await hopwise(['path', '--flows', '-', '--quiet', '--input', `${LABS}/${lab}`], {
      stdin,
    });
    expect(stderr).toBe('');
    for (const line of stdout.trim().split('\n')) {
      const { id, verdict, error } = JSON.parse(line);
      verdicts.set(id, verdict ?? error.message);
    }
  });

  test.each(observations)('$id $from.ip → $to.ip $protocol $port is $observed', ({ id, observed }) => {
    const verdict = verdicts.get(id);
    // What was seen is whether the reply came back.
    expect(verdict, id).toBeOneOf(observed === 'reachable' ? ['reachable'] : ['blocked', 'forward-only']);
  });
});

function observationsOf(lab: string): readonly Observation[] {
  const lines = readFileSync(`${LABS}/${lab}/observations.ndjson`, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Observation).filter(({ category }) => CATEGORIES.includes(category));
}

function flowOf({ id, from, to, protocol, port }: Observation): object {
  const traffic = protocol === 'icmp' ? { icmpType: 8, icmpCode: 0 } : { port, sourcePort: '49152-65535' };
  return { id, from: from.eni ? `${from.eni}/${from.ip}` : `internet/${from.ip}`, to: to.ip, protocol, ...traffic };
}
