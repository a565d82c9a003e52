import { checkPolicies, compile, findPath, type Policy, parseQuestion, policyCoverage } from '@hopwise/core';
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

type Answer = 'held' | 'violated' | 'undecided' | 'beside' | 'refused';

function asking<A extends Answer>(ask: () => A): A | 'refused' {
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
