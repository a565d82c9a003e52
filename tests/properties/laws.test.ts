import { compile, type Kind, kinds, type Network } from '@hopwise/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allow, edit, type Raw } from '../oracle/build.ts';
import { f0 } from '../oracle/networks.ts';
import type { Packet } from '../oracle/oracle.ts';
import { ask, check, verdictOf } from './asking.ts';
import {
  answerTo,
  arrives,
  blamed,
  breaks,
  compare,
  editAll,
  networks,
  plain,
  RUNS,
  rank,
  verdict,
} from './law-tools.ts';
import { listOf, pick } from './mutations.ts';
import { askedNetworks, type GeneratedNetwork, snapshotOfNetwork } from './networks.ts';

describe('security groups', () => {
  test('the ingress rule alone lets the reply out, whatever the egress rules', () => {
    check(fc.tuple(fc.nat(65_535), fc.integer({ min: 1024, max: 65_535 })), RUNS, ([port, sourcePort]) => {
      const packet: Packet = {
        from: { networkInterfaceId: 'eni-app', address: '10.0.1.10' },
        to: '10.0.2.10',
        protocol: 6,
        port,
        sourcePort,
      };
      const mute = plain(edit(f0(), 'sg-db', { IpPermissionsEgress: [] }));
      if (verdict(mute, packet) !== 'reachable') throw breaks('the reply is not let out', mute, packet);
    });
  });

  test('adding an allow rule never blocks', () => {
    const rule = (choice: number) => ({
      IpProtocol: pick(['-1', 'tcp', 'udp', 'icmp'], choice),
      FromPort: -1,
      ToPort: -1,
      IpRanges: [{ CidrIp: pick(['0.0.0.0/0', '10.1.0.0/16'], choice) }],
    });
    for (const field of ['IpPermissions', 'IpPermissionsEgress']) {
      compare(
        RUNS,
        (network, choice) =>
          editAll(network, 'securityGroup', (one) => ({ [field]: [...listOf(one, field), rule(choice)] })),
        (before, after) => (rank[after] ?? -1) >= (rank[before] ?? 0) || (before === 'unknown' && arrives(after)),
        'an allow rule was added',
      );
    }
  });

  test('the order of rules is irrelevant', () => {
    const reversed = (one: Raw) => ({
      IpPermissions: listOf(one, 'IpPermissions').toReversed(),
      IpPermissionsEgress: listOf(one, 'IpPermissionsEgress').toReversed(),
    });
    compare(
      RUNS,
      (network) => editAll(network, 'securityGroup', reversed),
      (before, after) => before === after,
      'rules were reversed',
    );
  });

  test('an IPv4 rule never touches IPv6', () => {
    const only4 = (one: Raw) =>
      Object.fromEntries(
        ['IpPermissions', 'IpPermissionsEgress'].map((field) => [
          field,
          [...listOf(one, field), { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        ]),
      );
    check(networks, RUNS, (network) => {
      const wide = editAll(network, 'securityGroup', only4);
      for (const packet of network.packets.filter(({ to }) => to.includes(':') && !to.startsWith('64:ff9b'))) {
        if (verdict(network, packet) !== verdict(wide, packet))
          throw breaks('an IPv4 rule mattered to IPv6', wide, packet);
      }
    });
  });
});

const ports = (From: number, To: number) => ({ Protocol: '6', PortRange: { From, To } });
const client = { networkInterfaceId: 'eni-app', address: '10.0.1.10' };
const services = fc.record({
  port: fc.nat(65_535),
  sourcePort: fc.integer({ min: 1024, max: 65_535 }),
  low: fc.nat(65_535),
  high: fc.nat(65_535),
});

describe('network ACLs', () => {
  test('without the ephemeral range the verdict is forward-only, and names that ACL', () => {
    check(services, RUNS, ({ port, sourcePort }) => {
      const network = plain(edit(f0(), 'acl-a', { Entries: [allow(100, true), allow(100, false, ports(0, 1023))] }));
      const packet: Packet = { from: client, to: '10.0.2.10', protocol: 6, port, sourcePort };
      const compiled = compile(snapshotOfNetwork(network));
      const answer = ask(compiled, packet);
      if (verdictOf(answer) !== 'forward-only') throw breaks('the reply got back', network, packet);
      expect('codes' in answer && answer.codes).toContain('SUBNET_ACL_RESTRICTION');
      expect(blamed(compiled, answerTo(compiled, packet))).toContain('acl-a');
    });
  });

  test('the order of rules decides: a deny above an allow wins exactly on their intersection', () => {
    check(services, RUNS, ({ port, sourcePort, low, high }) => {
      const [From, To] = [Math.min(low, high), Math.max(low, high)];
      const deny = (RuleNumber: number) => ({
        RuleNumber,
        Egress: false,
        RuleAction: 'deny',
        CidrBlock: '10.0.1.0/24',
        ...ports(From, To),
      });
      const packet: Packet = { from: client, to: '10.0.2.10', protocol: 6, port, sourcePort };
      const above = plain(edit(f0(), 'acl-b', { Entries: [allow(100, false), allow(100, true), deny(50)] }));
      const below = plain(edit(f0(), 'acl-b', { Entries: [deny(150), allow(100, false), allow(100, true)] }));
      const isMet = From <= port && port <= To;
      if (verdict(above, packet) !== (isMet ? 'blocked' : 'reachable'))
        throw breaks('a deny above an allow', above, packet);
      if (verdict(below, packet) !== 'reachable') throw breaks('a deny below an allow', below, packet);
    });
  });

  test('they are not asked on direct delivery inside a subnet, but at every routed hop', () => {
    check(services, RUNS, ({ port, sourcePort }) => {
      const to = (address: string): Packet => ({ from: client, to: address, protocol: 6, port, sourcePort });
      for (const id of ['acl-a', 'acl-b']) {
        const shut = plain(edit(f0(), id, { Entries: [] }));
        if (verdict(shut, to('10.0.1.11')) !== 'reachable')
          throw breaks('asked inside a subnet', shut, to('10.0.1.11'));
        if (verdict(shut, to('10.0.2.10')) !== 'blocked')
          throw breaks('not asked between subnets', shut, to('10.0.2.10'));
      }
    });
  });
});

describe('what the input lacks', () => {
  test('removing a whole kind never makes anything reachable that was not', () => {
    // Block Public Access that nobody read is assumed to be off, addresses outside to be somebody else's; both are noted.
    const isAssumed = (kind: Kind) => kind.startsWith('vpcBlockPublicAccess') || kind === 'address';
    check(fc.tuple(networks, fc.nat(1000)), RUNS * 2, ([network, choice]) => {
      const removable = kindsIn(network).filter((kind) => !isAssumed(kind));
      const kind = pick(removable, choice) as Kind;
      const poorer: GeneratedNetwork = {
        ...network,
        resources: network.resources.filter((one) => one.kind !== kind),
        coverage: network.coverage.filter((one) => one.kind !== kind),
      };
      for (const packet of network.packets) {
        const [before, after] = [verdict(network, packet), verdict(poorer, packet)];
        if (arrives(after) && rank[after] !== rank[before] && (rank[before] ?? 0) < 2)
          throw breaks(`without ${kind} ${before} became ${after}`, poorer, packet);
      }
    });
  });

  test('removing an object that another names ends in unknown that names it', () => {
    const named = ['igw-a', 'nat-1', 'acl-pub', 'priv-a', 'pub-a', 'sg-app', 'i-app', 'vpc-a'] as const;
    check(fc.constantFrom(...named), named.length * 4, (id) => {
      const lacking = plain(edit(f0(), id, undefined));
      const packet: Packet = { from: client, to: '8.8.8.8', protocol: 6, port: 443, sourcePort: 40_000 };
      const compiled = compile(snapshotOfNetwork(lacking));
      const answer = answerTo(compiled, packet);
      if (answer.verdict !== 'unknown') throw breaks(`without ${id}: ${answer.verdict}`, lacking, packet);
      // What lists a subnet's ACL is the ACL itself: without it only its subnet can be named.
      const name = id === 'acl-pub' ? 'pub-a' : id;
      expect(blamed(compiled, answer)).toContain(name);
    });
  });

  test('nothing ends in a throw', { timeout: 240_000 }, () => {
    check(askedNetworks({ min: 12, max: 12 }), RUNS, (network) => {
      // Without a kind that it has nothing of, a network is the same.
      for (const kind of [undefined, ...kindsIn(network)]) {
        const poorer = { ...network, resources: network.resources.filter((one) => one.kind !== kind) };
        const compiled = compile(snapshotOfNetwork(poorer));
        for (const packet of network.packets.slice(0, kind ? 2 : 12)) answers(compiled, poorer, packet);
      }
    });
  });
});

function kindsIn(network: GeneratedNetwork): readonly Kind[] {
  return kinds.filter((kind) => network.resources.some((one) => one.kind === kind));
}

function answers(compiled: Network, network: GeneratedNetwork, packet: Packet): void {
  try {
    ask(compiled, packet);
  } catch (error) {
    throw breaks(`it threw ${(error as Error).message}`, network, packet);
  }
}
