import {
  type Answer,
  checkPolicies,
  compile,
  findPath,
  formatPrefix,
  formatServices,
  holdsAddress,
  type Network,
  type Policy,
  parseQuestion,
  policyCoverage,
} from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CounterExample, check } from './asking.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';

const wishes = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  expect: fc.constantFrom('reachable' as const, 'blocked' as const),
  reply: fc.boolean(),
  port: fc.constantFrom(22, 443, 5432),
});

test('a policy about two interfaces is violated as asking about them tells', { timeout: 300_000 }, () => {
  const counts = { held: 0, violated: 0, undecided: 0 };
  check(
    fc.tuple(askedNetworks({ min: 1, max: 1 }), fc.array(wishes, { minLength: 4, maxLength: 4 })),
    60,
    ([one, wished]) => {
      const snapshot = snapshotOfNetwork(one);
      const network = compile(snapshot);
      const ids = ['internet', ...snapshot.records.networkInterface.flatMap(({ networkInterfaceId: id }) => id ?? [])];
      const held: Policy[] = [];
      for (const { from, to, port, ...wish } of wished) {
        const ends = { from: ids[from % ids.length] as string, to: ids[to % ids.length] as string };
        if (ends.from === ends.to) continue;
        const policy: Policy = { name: `number ${held.length}`, ...ends, services: [`tcp/${port}`], ...wish };
        const asked = asking(() => {
          const text = { ...ends, protocol: 'tcp', port, oneWay: !wish.reply };
          const question = parseQuestion(network, {
            ...text,
            addresses: wish.expect === 'blocked' ? 'all' : undefined,
          });
          const { parts, apart } = findPath(network, question);
          if (parts.every(({ witness }) => witness.beside)) return 'beside';
          const has = (verdict: string) => [...parts, ...apart].some((part) => part.verdict === verdict);
          if (wish.expect === 'blocked') return has('reachable') ? 'violated' : has('unknown') ? 'undecided' : 'held';
          if (parts.every(({ verdict }) => verdict === 'reachable')) return 'held';
          return parts.some(({ verdict }) => verdict === 'blocked' || verdict === 'forward-only')
            ? 'violated'
            : 'undecided';
        });
        const told = asking(() => {
          const { findings, undecided } = checkPolicies(network, [policy]);
          return findings.length > 0 ? 'violated' : undecided.length > 0 ? 'undecided' : 'held';
        });
        // Interfaces of one host are not asked about one another.
        const hosts = [ends.from, ends.to].map(
          (id) => network.get('networkInterface', id)?.attachment?.instanceId ?? id,
        );
        if (asked === 'beside' || hosts[0] === hosts[1]) continue;
        if (told !== asked) throw new CounterExample(`told ${told}, asked ${asked}`, snapshot, policy);
        if (told !== 'refused') {
          counts[told]++;
          held.push(policy);
        }
      }
      const apart = held.flatMap((policy) => checkPolicies(network, [policy]).findings);
      const atOnce = checkPolicies(network, held).findings;
      if (JSON.stringify(atOnce) !== JSON.stringify(apart))
        throw new CounterExample(`at once ${atOnce.length}, apart ${apart.length}`, snapshot, held);
    },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
});

test('a violation with the internet is so of every address that it tells, and of no other', {
  timeout: 300_000,
}, () => {
  const counts = { violating: 0, other: 0, excepted: 0 };
  check(askedNetworks({ min: 1, max: 1 }), 40, (one) => {
    const snapshot = snapshotOfNetwork(one);
    const network = compile(snapshot);
    for (const { networkInterfaceId: to = '' } of snapshot.records.networkInterface) {
      const policy: Policy = { name: 'closed', from: 'internet', to, services: ['tcp'], expect: 'blocked' };
      const report = asking(() => checkPolicies(network, [policy]));
      if (report === 'refused') continue;
      const pairs = report.findings.flatMap(({ id }) => report.violationOf(id)?.pair ?? []);
      counts.excepted += pairs.filter(({ except }) => except).length;
      for (const from of hostsOutside(network)) {
        const text = { from: `internet/${from}`, to, protocol: 'tcp', addresses: 'all', oneWay: true } as const;
        const open = asking(() => openServices(network, findPath(network, parseQuestion(network, text))));
        if (open === 'refused') continue;
        const covering = pairs.filter(
          ({ sender, except = [] }) =>
            holdsAddress(formatPrefix(sender.address), from) &&
            !except.some((hole) => holdsAddress(formatPrefix(hole), from)),
        );
        const told = covering.map(({ services }) => formatServices(network.admissions.services, services)).join();
        if (told !== open) throw new CounterExample(`told ${told}, asked ${open}`, snapshot, { ...policy, from });
        counts[open === '' ? 'other' : 'violating']++;
      }
    }
  });
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
});

/** One address of each prefix in use on the internet. */
function hostsOutside(network: Network): readonly string[] {
  const { senders } = parseQuestion(network, { from: 'internet', to: 'internet/8.8.8.8' });
  return senders.flatMap(({ family, source }) => {
    const bits = network.labels[family].addressOf(source);
    return bits === null ? [] : formatPrefix({ family, bits, length: family === 4 ? 32 : 128 }).replace(/\/.*/, '');
  });
}

/** What of TCP is delivered and answered, or delivered alone, at any address. */
function openServices(network: Network, { parts }: Answer): string {
  const pool = network.admissions.services;
  const open = parts.flatMap(({ verdict, services }) => (verdict === 'reachable' ? services : []));
  return open.length === 0
    ? ''
    : formatServices(
        pool,
        open.reduce((sum, one) => pool.union(sum, one)),
      );
}

function asking<A>(ask: () => A): A | 'refused' {
  try {
    return ask();
  } catch {
    return 'refused';
  }
}

test('policies about pairs touch what one about all of them does', { timeout: 300_000 }, () => {
  let touched = 0;
  check(askedNetworks({ min: 1, max: 1 }), 3, (one) => {
    const snapshot = snapshotOfNetwork(one);
    const network = compile(snapshot);
    const ids = snapshot.records.networkInterface.flatMap(({ networkInterfaceId: id }) => id ?? []);
    const about = (from: string, to: string): Policy[] => {
      const policy: Policy = { name: `${from} ${to}`, from, to, services: ['tcp/443', 'udp/53'], expect: 'reachable' };
      return asking(() => (parseQuestion(network, { from, to }) ? 'held' : 'refused')) === 'refused' ? [] : [policy];
    };
    const texts = (policies: readonly Policy[]) => {
      const { rules, kinds, followed } = policyCoverage(network, policies);
      expect(followed).toBe(kinds);
      const own = rules.filter((rule) => rule.policies.length > 0);
      return own.map(({ evidence: { component, text } }) => `${component} ${text}`);
    };
    const all = texts(about(ids.join(), ids.join()));
    const apart = texts(ids.flatMap((from) => ids.flatMap((to) => (from === to ? [] : about(from, to)))));
    if (all.join('\n') !== apart.join('\n'))
      throw new CounterExample(
        `all alone: ${all.filter((text) => !apart.includes(text))}; apart alone: ${apart.filter((text) => !all.includes(text))}`,
        snapshot,
        ids,
      );
    touched += all.length;
  });
  expect(touched).toBeGreaterThan(10);
});
