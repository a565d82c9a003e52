import { compile, kinds, recordTypes, type Snapshot } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raw } from '../oracle/build.ts';
import { ask, CounterExample, check, questionOf, verdictOf } from './asking.ts';
import { askedNetworks, type GeneratedNetwork, snapshotOfNetwork } from './networks.ts';

/** One field of one object, to be damaged. */
const damages = fc.array(fc.record({ object: fc.nat(10_000), field: fc.nat(10_000), how: fc.nat(10_000) }), {
  minLength: 1,
  maxLength: 6,
});
type Damage = { readonly object: number; readonly field: number; readonly how: number };

/** Nothing there, an id of something else, or a name that means something to the language. */
function damage(resources: readonly Raw[], { object, field, how }: Damage): readonly Raw[] {
  const one = resources[object % resources.length];
  const names = Object.keys(one?.fields ?? {}).filter((name) => !isKey(one, name));
  const name = names[field % names.length];
  if (!one || !name) return resources;
  const isText = typeof one.fields[name] === 'string';
  const other = resources[how % resources.length]?.fields;
  const texts = [undefined, '__proto__', Object.values(other ?? {}).find((value) => typeof value === 'string'), ''];
  const value = isText ? texts[how % texts.length] : undefined;
  return resources.map((each) => (each === one ? { ...one, fields: { ...one.fields, [name]: value } } : each));
}

/** An object without its own id is a bad element of its file: it never gets into a snapshot. */
function isKey(one: Raw | undefined, name: string): boolean {
  if (!one) return true;
  const { record, key } = recordTypes[one.kind];
  const rest = record.read({ ...one.fields, [name]: undefined }, () => undefined);
  return !rest || (key as (record: object) => unknown)(rest) === undefined;
}

test('a network with holes and false names is answered like any other, and never ends in a fault', {
  timeout: 120_000,
}, () => {
  let asked = 0;
  check(fc.tuple(askedNetworks({ min: 6, max: 6 }), damages), 600, ([network, changes]) => {
    const resources = changes.reduce(damage, network.resources);
    const damaged: GeneratedNetwork = { ...network, resources };
    const snapshot: Snapshot = snapshotOfNetwork(damaged);
    for (const packet of network.packets) {
      asked++;
      try {
        verdictOf(ask(compile(snapshot), packet));
      } catch (error) {
        throw new CounterExample(String((error as Error).stack), snapshot, questionOf(packet));
      }
    }
  });
  expect([asked > 0, kinds.length > 0]).toEqual([true, true]);
});
