import { expect, test } from 'vitest';
import { guarded, packets, suricata } from '../aws/firewall.fixture.ts';
import { networkOf } from './ask.fixture.ts';
import { policyCoverage } from './policy-coverage.ts';

const text = {
  stateless: [packets(['drop', { Protocols: [47] }], ['forward_to_sfe'])],
  stateful: [
    suricata(
      [
        'pass tcp 10.0.1.0/24 any -> 10.0.2.0/24 5432 (sid:1;)',
        'pass tcp 192.168.0.0/16 any -> any 5432 (sid:2;)',
        'drop udp any any -> any 53 (sid:3;)',
      ].join('\n'),
    ),
  ],
};

function touched(services: string) {
  const { rules } = policyCoverage(networkOf(guarded(text)), [
    { name: 'db', from: 'i-app', to: 'i-db', services: [services], expect: 'reachable' },
  ]);
  return rules
    .filter(({ kind }) => kind === 'firewall-rule')
    .map(({ evidence, policies }) => [evidence.rule, policies.length > 0]);
}

test('rules of a firewall are touched where a policy’s packets come to them', () => {
  const all = touched('tcp/5432');
  expect(all.filter(([, isTouched]) => isTouched).map(([rule]) => rule)).toEqual(['sid 1']);
  expect(all).toHaveLength(4);
  expect(touched('udp/53').filter(([, isTouched]) => isTouched)).toHaveLength(1);
});
