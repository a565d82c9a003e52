import { expect, it } from 'vitest';
import type { Edit } from './change.ts';
import { rebased } from './rebase.ts';

function removal(at: string, component = 'acl-1'): Edit {
  return { component, price: 1, text: '', commands: [], changes: [{ op: 'remove', component, at }] };
}

it.each<[string, readonly string[], string, string]>([
  ['nothing was removed', [], '/Entries/2', '/Entries/2'],
  ['one before it was removed', ['/Entries/1'], '/Entries/2', '/Entries/3'],
  ['the one at its place was removed', ['/Entries/2'], '/Entries/2', '/Entries/3'],
  ['some before and some behind', ['/Entries/5', '/Entries/0', '/Entries/1'], '/Entries/2', '/Entries/4'],
  ['another list lost one', ['/Associations/0'], '/Entries/2', '/Entries/2'],
  ['it is a whole object', ['/Entries/0'], '', ''],
])('%s', (_, made, at, expected) => {
  const edits = made.map((one) => removal(one));
  expect(rebased(edits, removal(at)).changes).toMatchObject([{ at: expected }]);
});

it('another object lost one', () => {
  expect(rebased([removal('/Entries/0', 'acl-2')], removal('/Entries/0')).changes[0]?.at).toBe('/Entries/0');
});
