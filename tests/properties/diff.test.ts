import { compileAlike, type Diff, differencesOf, findDiff, type Network, type Snapshot } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raw } from '../oracle/build.ts';
import { CounterExample, check } from './asking.ts';
import { bruteForce, mirror, pairKey, toldOf, walked } from './diff-by-pairs.ts';
import { askedNetworks, type GeneratedNetwork, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';

/** A network and the same one after some of it was taken away. */
function editions(parts: readonly Part[]) {
  const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(askedNetworks({ min: 1, max: 1 }, parts), picks)
    .map(([network, edits]): readonly [Snapshot, Snapshot] => {
      const edited = edits.reduce<GeneratedNetwork>((one, edit) => without(one, edit), network);
      return [snapshotOfNetwork(network), snapshotOfNetwork(edited)];
    });
}

/** Without one object, or without one element of one of its lists. */
function without(
  network: GeneratedNetwork,
  [which, where, element]: readonly [number, number, number],
): GeneratedNetwork {
  const { resources } = network;
  const at = which % Math.max(1, resources.length);
  const one = resources[at];
  const lists = Object.entries(one?.fields ?? {}).filter(([, value]) => Array.isArray(value) && value.length > 0);
  const chosen = lists[where % (lists.length + 1)];
  if (!one || !chosen) return { ...network, resources: resources.filter((_, i) => i !== at) };
  const [name, list] = chosen as [string, readonly unknown[]];
  const rest = list.filter((_, i) => i !== element % list.length);
  const edited: Raw = { ...one, fields: { ...one.fields, [name]: rest } };
  return { ...network, resources: resources.map((each, i) => (i === at ? edited : each)) };
}

function diffOf(before: Snapshot, after: Snapshot): Diff {
  const [a, b] = compileAlike([before, after]) as [Network, Network];
  return findDiff(a, b);
}

const KINDS = [
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: `with ${SUPPORTED.join(', ')}`, parts: SUPPORTED },
];

test.each(KINDS)('a network differs in nothing from itself, $name', { timeout: 300_000 }, ({ parts }) => {
  check(askedNetworks({ min: 1, max: 1 }, parts), 12, (network) => {
    const { groups, differences } = diffOf(snapshotOfNetwork(network), snapshotOfNetwork(network));
    if (groups.length + differences.length > 0) throw new CounterExample('differs', snapshotOfNetwork(network), {});
  });
});

test.each(KINDS)('a difference is what asking for every pair tells, $name', { timeout: 300_000 }, ({ parts }) => {
  const counts = { pairs: 0, groups: 0, blamed: 0 };
  check(editions(parts), 16, ([before, after]) => {
    const [a, b] = compileAlike([before, after]) as [Network, Network];
    const diff = findDiff(a, b);
    const told = toldOf(a, diff);
    const asked = bruteForce(a, b);
    counts.pairs += told.size;
    counts.groups += diff.groups.length;
    counts.blamed += diff.groups.filter(({ blame }) => blame).length;
    expect(diff.notCompared).toBe(0);
    for (const key of new Set([...told.keys(), ...asked.keys()])) {
      if (told.get(key) === asked.get(key)) continue;
      const what = `${key}: told ${told.get(key)}, asked ${asked.get(key)}`;
      throw new CounterExample(what, before, {
        after: diff.differences.map(({ component, text }) => `${component} ${text}`),
      });
    }
  });
  if (process.env.HOPWISE_STATISTICS) console.log(counts);
  expect(counts.blamed).toBeGreaterThan(0);
});

/** The same snapshot but for one rule of some of its groups, as a what-if makes it. */
function withFewerRules(network: GeneratedNetwork, picks: readonly (readonly [number, number, boolean])[]) {
  const before = snapshotOfNetwork(network);
  const securityGroup = picks.reduce<readonly (typeof before.records.securityGroup)[number][]>(
    (groups, [which, element, isEgress]) => {
      const at = which % Math.max(1, groups.length);
      const key = isEgress ? 'ipPermissionsEgress' : 'ipPermissions';
      const fewer = (list: readonly unknown[]) => list.filter((_, i) => i !== element % list.length);
      return groups.map((group, i) => (i === at ? { ...group, [key]: fewer(group[key]) } : group));
    },
    before.records.securityGroup,
  );
  return [before, { ...before, records: { ...before.records, securityGroup } }] as const;
}

const rulePicks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { minLength: 1, maxLength: 2 });

test.each(KINDS)('so is that of one rule less of a group, $name', { timeout: 300_000 }, ({ parts }) => {
  let found = 0;
  check(fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), rulePicks), 10, ([network, picks]) => {
    const [before, after] = withFewerRules(network, picks);
    const [a, b] = compileAlike([before, after]) as [Network, Network];
    const told = toldOf(a, findDiff(a, b));
    const asked = bruteForce(a, b);
    found += told.size;
    for (const key of new Set([...told.keys(), ...asked.keys()])) {
      if (told.get(key) === asked.get(key)) continue;
      throw new CounterExample(`${key}: told ${told.get(key)}, asked ${asked.get(key)}`, before, { picks });
    }
  });
  expect(found).toBeGreaterThan(0);
});

test('there and back: what one order opens the other closes', { timeout: 300_000 }, () => {
  check(editions(SUPPORTED), 10, ([before, after]) => {
    const [a, b] = compileAlike([before, after]) as [Network, Network];
    const [there, back] = [toldOf(a, findDiff(a, b)), toldOf(a, findDiff(b, a))];
    const mirrored = new Map([...back].map(([key, text]) => [key, mirror(text)]));
    expect([...mirrored].sort()).toEqual([...there].sort());
  });
});

test('two networks that have nothing to do with each other differ as asking tells', { timeout: 300_000 }, () => {
  const some = askedNetworks({ min: 1, max: 1 });
  check(fc.tuple(some, some), 2, ([one, other]) => {
    const [a, b] = compileAlike([snapshotOfNetwork(one), snapshotOfNetwork(other)]) as [Network, Network];
    expect([...toldOf(a, findDiff(a, b))].sort()).toEqual([...bruteForce(a, b)].sort());
  });
});

test('with what is blamed a difference comes about, and without any of it it does not', { timeout: 300_000 }, () => {
  let checked = 0;
  check(editions(SUPPORTED), 10, ([before, after]) => {
    const differences = differencesOf(before, after);
    const byText = new Map(differences.list.map((one) => [JSON.stringify(one), one]));
    const behaviour = (snapshot: Snapshot, key: string) => {
      // Compiled with both, so that labels agree with those of the diff.
      const [network] = compileAlike([snapshot, before, after]) as [Network];
      return JSON.stringify(
        [...(walked(network).get(key) ?? [])]
          .filter(([verdict]) => verdict !== 'blocked')
          .map(([verdict, services]) => [verdict, network.admissions.services.intervals(services)])
          .sort(),
      );
    };
    const [first, second] = compileAlike([before, after]) as [Network, Network];
    for (const { blame, witness, transitions } of findDiff(first, second).groups.slice(0, 3)) {
      if (!blame || transitions.length === 0) continue;
      checked++;
      const chosen = blame.differences.map(
        (one) => byText.get(JSON.stringify(one)) as (typeof differences.list)[number],
      );
      const key = pairKey(first, witness.sender, witness.target);
      const wanted = behaviour(after, key);
      expect(behaviour(differences.mixed(new Set(chosen)), key)).toBe(wanted);
      for (const left of chosen) {
        const rest = new Set(chosen.filter((one) => one !== left));
        expect(behaviour(differences.mixed(rest), key)).not.toBe(wanted);
      }
    }
  });
  expect(checked).toBeGreaterThan(0);
});
