import { compile, type FlowAnswer } from '@hopwise/core';
import { expect, test } from 'vitest';
import { judge, type Packet, type Verdict } from '../oracle/oracle.ts';
import { ask, CounterExample, check, questionOf, verdictOf } from './asking.ts';
import { type AskedNetwork, askedNetworks, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';

const PACKETS = 14;

/** Every kind of component that the oracle can meet in a network without special parts. */
const KINDS = [
  ...['routeTable', 'networkAcl', 'securityGroup', 'groupReference', 'prefixList', 'secondaryAddress', 'ipv6'],
  ...['internetGateway', 'egressOnlyInternetGateway', 'natGateway', 'edgeRouteTable', 'blockPublicAccess'],
  ...['vpcPeeringConnection', 'gatewayEndpoint', 'interfaceEndpoint', 'middlebox'],
];

/** What a network with a part is there for. */
const KINDS_OF: Readonly<Record<Part, readonly string[]>> = {
  transitGateway: ['transitGateway', 'transitGatewayPeering', 'transitReference', 'applianceMode'],
  loadBalancer: ['applicationLoadBalancer', 'networkLoadBalancer', 'classicLoadBalancer'],
  privateLink: ['privateLink'],
  sharedResource: ['resourceEndpoint'],
  inspection: ['gatewayLoadBalancerEndpoint', 'networkFirewall'],
  hybridTransit: [],
  hybrid: ['vpnGateway', 'staticVpn', 'dynamicVpn', 'directConnect', 'virtualInterface', 'clientVpn'],
};

/**
 * What a run was made of. A deciding path is that of one packet and its reply; a kind is on it when the oracle met such a
 * component before the verdict stood. Packets answered on the spot, without a path, are not counted.
 */
class Statistics {
  paths = 0;
  readonly #verdicts = new Map<Verdict, number>();
  readonly #kinds = new Map<string, number>();
  readonly #reached = new Map<string, number>();

  count(verdict: Verdict, kinds: readonly string[]): void {
    if (kinds.length === 0) return;
    this.paths++;
    this.#verdicts.set(verdict, (this.#verdicts.get(verdict) ?? 0) + 1);
    for (const kind of new Set(kinds)) {
      this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
      if (verdict === 'reachable') this.#reached.set(kind, (this.#reached.get(kind) ?? 0) + 1);
    }
  }

  share(of: string): number {
    return (this.#verdicts.get(of as Verdict) ?? this.#kinds.get(of) ?? 0) / this.paths;
  }

  /** How many of the paths over a kind are good ones. */
  reached(kind: string): number {
    return (this.#reached.get(kind) ?? 0) / (this.#kinds.get(kind) ?? 1);
  }
}

/** Parts by themselves, and then what comes of them together. */
const together: readonly (readonly Part[])[] = [
  ['transitGateway'],
  ['loadBalancer', 'privateLink'],
  ['sharedResource'],
  ['inspection'],
  SUPPORTED,
];
const mixes = together.filter((parts) => parts.length > 0 && parts.every((part) => SUPPORTED.includes(part)));

const HYBRID: readonly Part[] = ['hybrid', 'transitGateway'];

const runs = [
  { name: 'in networks without special parts', parts: [], runs: 800, kinds: KINDS, least: 0.05 },
  ...mixes.map((parts) => ({
    name: `in networks with ${parts.join(', ')}`,
    parts,
    runs: 2_400 / mixes.length,
    kinds: parts.flatMap((part) => KINDS_OF[part]),
    least: 0.02,
  })),
  // Links to places outside, beside the parts that other properties draw: over some thousand networks a packet or two
  // still differ.
  {
    name: 'in networks with sites',
    parts: HYBRID,
    runs: 600,
    kinds: HYBRID.flatMap((part) => KINDS_OF[part]),
    least: 0.01,
  },
];

test.each(runs)(
  'the walker agrees with the oracle on every packet $name, and the packets are of every kind',
  {
    timeout: 300_000,
  },
  ({ parts, runs: usual, kinds, least }) => {
    const statistics = new Statistics();
    // Shrinking asks again about smaller networks: those are not part of the run.
    let isShrinking = false;
    check(askedNetworks({ min: PACKETS, max: PACKETS }, parts), usual, (network: AskedNetwork) => {
      const snapshot = snapshotOfNetwork(network);
      const compiled = compile(snapshot);
      for (const packet of network.packets) {
        const expected = judge(snapshot, packet);
        const answer = ask(compiled, packet);
        const found = contradicts(answer) ? 'a contradiction' : verdictOf(answer);
        if (!isShrinking) statistics.count(expected.verdict, expected.kinds);
        if (found === expected.verdict) continue;
        isShrinking = true;
        throw disagreement(network, packet, found);
      }
    });
    const shares = Object.fromEntries(['reachable', 'forward-only', ...kinds].map((of) => [of, statistics.share(of)]));
    const reached = Object.fromEntries(kinds.map((kind) => [kind, statistics.reached(kind)]));
    if (process.env.HOPWISE_STATISTICS) console.log(`paths: ${statistics.paths}`, shares, { reached });
    // Too short a run says nothing of its own composition, and one elsewhere may miss the bounds by a hair.
    if (statistics.paths < 5_000 || process.env.HOPWISE_SEED !== undefined) return;
    expect(shares.reachable).toBeGreaterThanOrEqual(0.25);
    expect(shares['forward-only']).toBeGreaterThanOrEqual(0.1);
    expect(kinds.filter((kind) => (shares[kind] ?? 0) < least)).toEqual([]);
    expect(kinds.filter((kind) => (reached[kind] ?? 0) < 0.1)).toEqual([]);
  },
);

/** The networks are sound: nobody may say otherwise. */
function contradicts(answer: FlowAnswer): boolean {
  return 'codes' in answer && answer.codes.includes('INPUT_CONTRADICTS_ITSELF');
}

function disagreement(network: AskedNetwork, packet: Packet, found: string): CounterExample {
  const snapshot = snapshotOfNetwork(network);
  const { verdict, reason } = judge(snapshot, packet);
  return new CounterExample(`oracle: ${verdict} (${reason}), walker: ${found}`, snapshot, questionOf(packet));
}
