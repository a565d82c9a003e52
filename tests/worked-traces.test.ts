import { expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { dumpOfBase } from './scenarios/load-scenario.ts';

/** What a packet and its reply meet, check by check, on the networks that the scenarios start from. */
const TRACES: Readonly<Record<string, { readonly base: string; readonly words: readonly string[] }>> = {
  'same-subnet': { base: 'f0', words: ['app', 'app2:443'] },
  'other-zone': { base: 'f0', words: ['app', 'db:5432'] },
  nat: { base: 'f0', words: ['app', 'internet/198.51.100.7', '--port', '443'] },
  'from-internet': { base: 'f0', words: ['internet/198.51.100.7', 'web:443'] },
  peering: { base: 'f1', words: ['app', 'bhost:443'] },
  'transit-gateway': { base: 'f2', words: ['app', 'bhost:443'] },
  'transit-gateway-zones': { base: 'f2', words: ['app', 'bhost2:443'] },
  inspection: { base: 'f2-inspection', words: ['app', 'bhost:443', '--assume', 'appliances=forward'] },
  'network-firewall': { base: 'f2-nfw-appliance-mode', words: ['app', 'bhost2:443'] },
  'central-egress': { base: 'f2-egress', words: ['app', 'internet/198.51.100.7', '--port', '443'] },
  'transit-gateway-peering': { base: 'f2-peered', words: ['app', 'bhost:443'] },
  'from-site': { base: 'f3', words: ['cgw-1/192.168.7.9', 'app:443'] },
  'direct-connect': { base: 'f3-dx', words: ['app', '192.168.7.9:443'] },
  'client-vpn': { base: 'f0-cvpn', words: ['cvpn-endpoint-1', 'db:5432'] },
  'network-balancer': { base: 'f0-nlb', words: ['internet/198.51.100.7', 'lb:nlb', '--port', '443'] },
  'application-balancer': { base: 'f0-alb', words: ['internet/198.51.100.7', 'lb:alb', '--port', '443'] },
  'private-link': { base: 'f0-pl', words: ['app', '10.0.2.50:443'] },
  'gateway-endpoint': { base: 'f0-s3', words: ['app', '52.218.1.1:443'] },
};

test.each(Object.entries(TRACES))('golden/trace-%s.txt', async (name, { base, words }) => {
  const { stdout, stderr } = await hopwise(['path', ...words, '--input', '-'], {
    stdin: JSON.stringify(dumpOfBase(base)),
  });
  expect(stderr).toBe('');
  await expect(stdout).toMatchFileSnapshot(`golden/trace-${name}.txt`);
});
