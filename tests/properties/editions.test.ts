import { compile, compileAlike, findDiff, type Network, type Snapshot } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CounterExample, check } from './asking.ts';
import { bruteForce, mirror, toldOf, walked } from './diff-by-pairs.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';

type Records = { readonly [kind: string]: readonly Fields[] };
type Fields = Readonly<Record<string, unknown>>;
/** Numbers that choose what changes: a kind, a record, a list of it, an element, and how. */
type Pick = readonly [kind: number, record: number, list: number, element: number, how: number];

/** Kinds whose changes are narrowed to the ends that they touch, with the lists of theirs that change. */
const NARROWED = {
  securityGroup: ['ipPermissions', 'ipPermissionsEgress'],
  networkAcl: ['entries'],
  routeTable: ['routes'],
  networkInterface: ['groups'],
} as const;

/** The same snapshot but for an element of a list of one record, which is gone, or is that of a record beside it. */
function edited(snapshot: Snapshot, [kindPick, recordPick, listPick, elementPick, how]: Pick): Snapshot {
  const records = snapshot.records as unknown as Records;
  const kinds = Object.keys(NARROWED).filter((kind) => (records[kind] ?? []).length > 0) as (keyof typeof NARROWED)[];
  const kind = kinds[kindPick % Math.max(1, kinds.length)];
  if (!kind) return snapshot;
  const all = records[kind] ?? [];
  const at = recordPick % all.length;
  const names: readonly string[] = NARROWED[kind];
  const name = names[listPick % names.length] as string;
  const listOf = (record: Fields | undefined) => (record?.[name] ?? []) as readonly unknown[];
  const list = listOf(all[at]);
  const other = listOf(all[(at + 1) % all.length]);
  const element = elementPick % Math.max(1, list.length);
  const rest = list.filter((_, i) => i !== element);
  const changed = how % 2 === 0 ? rest : [...rest, ...other.slice(0, 1)];
  const news = all.map((record, i) => (i === at ? { ...record, [name]: changed } : record));
  return { ...snapshot, records: { ...snapshot.records, [kind]: news } };
}

/** Compiled without any knowledge of the other, on the same labels. */
function fromScratch(before: Snapshot, after: Snapshot): readonly [Network, Network] {
  const [a, b] = compileAlike([before, structuredClone(after)]) as [Network, Network];
  expect(b.edition).toBeUndefined();
  return [a, b];
}

const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 2 });

const SHAPES = [
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: 'with all parts', parts: SUPPORTED },
];

test.each(SHAPES)('what changes touch is all that differs, $name', { timeout: 300_000 }, ({ parts }) => {
  let found = 0;
  check(fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), picks), 15, ([network, edits]) => {
    const before = snapshotOfNetwork(network);
    const after = edits.reduce(edited, before);
    const a = compile(before);
    const b = compile(after, a.assume, a);
    const told = toldOf(a, findDiff(a, b));
    const asked = bruteForce(...fromScratch(before, after));
    found += told.size;
    for (const key of new Set([...told.keys(), ...asked.keys()])) {
      if (told.get(key) === asked.get(key)) continue;
      throw new CounterExample(`${key}: told ${told.get(key)}, asked ${asked.get(key)}`, before, { edits });
    }
    const back = [...toldOf(a, findDiff(b, a))].map(([key, text]) => [key, mirror(text)]);
    expect(back.sort()).toEqual([...told].sort());
  });
  expect(found).toBeGreaterThan(0);
});

test.each(SHAPES)(
  'an edition of an edition answers as one compiled from scratch, $name',
  { timeout: 300_000 },
  ({ parts }) => {
    check(fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), picks), 8, ([network, edits]) => {
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

function textOf(network: Network): readonly string[] {
  const { services } = network.admissions;
  return [...walked(network)]
    .map(([key, verdicts]) => {
      const told = [...verdicts].map(([verdict, set]) => `${verdict} ${services.intervals(set)}`).sort();
      return `${key}: ${told.join('; ')}`;
    })
    .sort();
}
