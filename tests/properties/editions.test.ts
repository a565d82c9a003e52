import { applyChanges, compile, compileAlike, findDiff, type Network, type Snapshot, suppose } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CounterExample, check, checkUntil } from './asking.ts';
import { bruteForce, mirror, toldOf, walked } from './diff-by-pairs.ts';
import { type AskedNetwork, askedNetworks, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';
import { edited, type Pick } from './record-edits.ts';

/** Compiled without any knowledge of the other, on the same labels. */
function fromScratch(before: Snapshot, after: Snapshot): readonly [Network, Network] {
  // Under other settings nothing is shared, and this one says nothing.
  const settings = { ...after.settings, cidrs: { ...after.settings.cidrs, nothing: [] } };
  const [a, b] = compileAlike([before, { ...after, settings }]) as [Network, Network];
  expect(b.edition).toBeUndefined();
  return [a, b];
}

const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 });

const SHAPES = [
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: 'with all parts', parts: SUPPORTED },
];

test.each(SHAPES)('what changes touch is all that differs, $name', { timeout: 300_000 }, ({ parts }) => {
  let found = 0;
  const law = ([network, edits]: readonly [AskedNetwork, readonly Pick[]]) => {
    const whole = snapshotOfNetwork(network);
    const changed = edits.reduce(edited, whole);
    // What goes one way comes the other way.
    const [before, after] = edits.length % 2 === 0 ? [whole, changed] : [changed, whole];
    const [a, b] = compileAlike([before, after]) as [Network, Network];
    expect(b.edition).toBeDefined();
    const told = toldOf(a, findDiff(a, b));
    const asked = bruteForce(...fromScratch(before, after));
    found += told.size;
    for (const key of new Set([...told.keys(), ...asked.keys()])) {
      if (told.get(key) === asked.get(key)) continue;
      throw new CounterExample(`${key}: told ${told.get(key)}, asked ${asked.get(key)}`, before, { edits });
    }
    const back = [...toldOf(a, findDiff(b, a))].map(([key, text]) => [key, mirror(text)]);
    expect(back.sort()).toEqual([...told].sort());
  };
  checkUntil(fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), picks), 7, law, () => found > 0);
});

test.each(SHAPES)(
  'an edition of an edition answers as one compiled from scratch, $name',
  { timeout: 300_000 },
  ({ parts }) => {
    check(fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), picks), 4, ([network, edits]) => {
      const before = snapshotOfNetwork(network);
      const first = compile(before);
      // Whatever was asked before is known: what is shared must not be it.
      walked(first);
      let [snapshot, edition] = [before, first];
      for (const edit of edits) {
        snapshot = edited(snapshot, edit);
        edition = compile(snapshot, edition.assume, edition);
        const [, scratch] = fromScratch(before, snapshot);
        expect(textOf(edition)).toEqual(textOf(scratch));
      }
    });
  },
);

/** Addresses that no interface and no site has, and some of the internet. */
const NOBODYS = ['10.0.0.0/27', '10.1.2.3/32', '172.16.0.0/13'];
const OUTSIDE = ['198.51.100.0/26', '203.0.113.77/32', '2001:db8:1::/52'];
const rulesFor = (cidrs: readonly string[]) =>
  fc.array(fc.tuple(fc.nat(), fc.constantFrom(...cidrs), fc.boolean()), { minLength: 2, maxLength: 4 });

test('a rule for addresses that nothing names is compared as any other', { timeout: 300_000 }, () => {
  let [found, shared] = [0, 0];
  const rules = fc.oneof(rulesFor(NOBODYS), rulesFor(OUTSIDE), rulesFor([...NOBODYS, ...OUTSIDE]));
  const law = ([network, added]: readonly [AskedNetwork, readonly (readonly [number, string, boolean])[]]) => {
    const before = snapshotOfNetwork(network);
    const groups = groupsOf(before);
    if (groups.length === 0) return;
    const changes = added.map(([at, cidr, isEgress]) => ({
      op: 'add' as const,
      component: groups[at % groups.length] ?? '',
      at: isEgress ? '/IpPermissionsEgress/-' : '/IpPermissions/-',
      value: {
        IpProtocol: '-1',
        [cidr.includes(':') ? 'Ipv6Ranges' : 'IpRanges']: [{ [cidr.includes(':') ? 'CidrIpv6' : 'CidrIp']: cidr }],
      },
    }));
    const base = compile(before);
    const [a, b] = suppose(base, changes);
    if (a === base) shared++;
    const told = toldOf(a, findDiff(a, b));
    const asked = bruteForce(...fromScratch(before, applyChanges(before, changes)));
    found += told.size;
    for (const key of new Set([...told.keys(), ...asked.keys()])) {
      if (told.get(key) === asked.get(key)) continue;
      throw new CounterExample(`${key}: told ${told.get(key)}, asked ${asked.get(key)}`, before, { changes });
    }
  };
  checkUntil(fc.tuple(askedNetworks({ min: 1, max: 1 }), rules), 7, law, () => found > 0 && shared > 0);
});

/** All groups, and again those that interfaces with public addresses have: what they let through may be of the internet. */
function groupsOf({ records }: Snapshot): readonly string[] {
  const all = records.securityGroup.flatMap(({ groupId = [] }) => groupId);
  const isPublic = (one: (typeof records.networkInterface)[number]) =>
    one.ipv6Addresses.length > 0 || one.privateIpAddresses.some((own) => own?.association?.publicIp);
  const carried = new Set(
    records.networkInterface.filter(isPublic).flatMap(({ groups }) => groups.map((one) => one?.groupId)),
  );
  return [...all, ...all.filter((id) => carried.has(id))];
}

function textOf(network: Network): readonly string[] {
  const { services } = network.admissions;
  return [...walked(network)]
    .map(([key, verdicts]) => {
      const told = [...verdicts].map(([verdict, set]) => `${verdict} ${services.intervals(set)}`).sort();
      return `${key}: ${told.join('; ')}`;
    })
    .sort();
}
