import { describe, expect, it } from 'vitest';
import { ANY_MEMBER, type Step } from '../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, UNDECIDED } from '../net/admission.ts';
import { admissionAt, applySteps, groupsOf, isSpared, packetFrom, picksOf } from './packet.ts';
import { CLIENT, filter, filters, member, OTHER_HOST, place, reach, SERVER, toy, translates } from './toy.fixture.ts';

const made = toy(() => ({ client: place(reach('server'), { groups: () => [member('clients')] }), server: place() }));
const { network, asking, leg, label } = made;

function after(...steps: readonly Step[]) {
  return applySteps(network, asking, reach('server', ...steps), packetFrom(network, leg));
}
const becomes = (identity: 'ingress-only' | 'both-or-none' | 'none'): Step => ({
  kind: 'identity',
  becomes: identity,
  by: 'between',
});
const tracked = (by: string): Step => ({ kind: 'filter', filter: filter(ADMITS_ALL), tracks: by });
const naming = (group: string) => filters(ADMITS_NOTHING, { members: new Map([[group, ADMITS_ALL]]) });

describe('a packet', () => {
  it('starts with the address and the groups of its sender', () => {
    expect(packetFrom(network, leg)).toMatchObject({
      source: label(CLIENT),
      destination: label(SERVER),
      groups: [member('clients')],
      references: 'both',
      admitted: ADMITS_ALL,
    });
  });
  it('remembers the branches it took', () => {
    const first = reach('server');
    expect(applySteps(network, asking, first, packetFrom(network, leg)).branches).toEqual([first]);
  });
  it('is translated where the map holds its address', () => {
    const map = new Map([
      [label(CLIENT), label(OTHER_HOST)],
      [label(SERVER), label(OTHER_HOST)],
    ]);
    expect(after(translates('source', map), translates('destination', map))).toMatchObject({
      source: label(OTHER_HOST),
      destination: label(OTHER_HOST),
    });
    expect(after(translates('source', new Map()), translates('destination', new Map()))).toMatchObject({
      source: label(CLIENT),
      destination: label(SERVER),
    });
  });
  it.each([
    [[], 'both'],
    [['ingress-only'], 'ingress-only'],
    [['none'], 'none'],
    [['none', 'ingress-only'], 'none'],
    [['both-or-none'], 'both'],
    [['ingress-only', 'both-or-none'], 'none'],
    [['ingress-only', 'none'], 'none'],
  ] as const)('identity never comes back: %j leaves %s', (steps, references) => {
    expect(after(...steps.map(becomes)).references).toBe(references);
  });
  it('is tracked by each interface on the way, as it is there', () => {
    const other = translates('source', new Map([[label(CLIENT), label(OTHER_HOST)]]));
    expect(after(tracked('a'), other, tracked('b')).tracked).toEqual([
      { at: 'a', source: label(CLIENT), destination: label(SERVER) },
      { at: 'b', source: label(OTHER_HOST), destination: label(SERVER) },
    ]);
  });
  it('is remembered by what must see both ways; notes change nothing', () => {
    const note: Step = { kind: 'note', code: 'APPLIANCE_LAYOUT', about: 'a' };
    const state: Step = { kind: 'stateful', by: 'box', missed: 'drop', code: 'STATEFUL_ASYMMETRY' };
    expect(after(note, state)).toMatchObject({
      remembered: [{ at: 'box', source: label(CLIENT), destination: label(SERVER) }],
      admitted: ADMITS_ALL,
    });
  });
  it('is admitted by rules that name its sender’s groups, until the way forgets them', () => {
    expect(after(naming('clients')).admitted).toBe(ADMITS_ALL);
    expect(after(naming('others')).admitted).toBe(ADMITS_NOTHING);
    expect(after(becomes('ingress-only'), naming('clients')).admitted).toBe(ADMITS_ALL);
    expect(after(becomes('none'), naming('clients')).admitted).toBe(ADMITS_NOTHING);
  });
  it('is not asked by a filter that spares what passed a box', () => {
    const state: Step = { kind: 'stateful', by: 'box', missed: 'drop', code: 'STATEFUL_ASYMMETRY' };
    const spares = new Map([[label(CLIENT), 'box']]);
    const wall: Step = { kind: 'filter', filter: filter(ADMITS_NOTHING), spares };
    expect(after(wall).admitted).toBe(ADMITS_NOTHING);
    expect(after(state, wall).admitted).toBe(ADMITS_ALL);
    expect(isSpared({ ...wall, spares: new Map() }, label(CLIENT), after(state).remembered)).toBe(false);
  });
});

describe('admissionAt', () => {
  const wall = filter(ADMITS_NOTHING, { members: new Map([['clients', UNDECIDED]]) });
  it('a layer that is set aside admits everything', () => {
    const ignoring = { ...asking, ignore: new Set(['acls'] as const) };
    expect(admissionAt(network, ignoring, wall, label(CLIENT), [])).toBe(ADMITS_ALL);
  });
  it('rules that name groups count only where the sender is known', () => {
    expect(admissionAt(network, asking, wall, label(CLIENT), [member('clients')])).toBe(UNDECIDED);
    expect(admissionAt(network, asking, wall, label(CLIENT), undefined)).toBe(ADMITS_NOTHING);
  });
  it('who may be a member may be meant', () => {
    const sure = filter(ADMITS_NOTHING, { members: new Map([['clients', ADMITS_ALL]]) });
    const perhaps = { group: 'clients', isSure: false };
    expect(admissionAt(network, asking, sure, label(CLIENT), [perhaps])).toBe(UNDECIDED);
  });
  it('where members are not known anybody may be meant', () => {
    const perhaps = filter(ADMITS_NOTHING, { members: new Map([[ANY_MEMBER, UNDECIDED]]) });
    expect(admissionAt(network, asking, perhaps, label(CLIENT), [])).toBe(UNDECIDED);
    expect(admissionAt(network, asking, perhaps, label(CLIENT), undefined)).toBe(ADMITS_NOTHING);
  });
});

it('a place without groups has none', () => {
  expect([groupsOf(network, 'server'), groupsOf(network, 'nowhere')]).toEqual([[], []]);
});

it('a pick tells what is missing where that is why', () => {
  const choice = { pick: 'aws', choice: 'rtb-1', code: 'PREFIX_LIST_UNKNOWN', of: [] } as const;
  const missing = { kind: 'prefixListEntries', command: 'aws …' };
  expect(picksOf(choice)).toEqual([{ code: 'PREFIX_LIST_UNKNOWN', choice: 'rtb-1' }]);
  expect(picksOf({ ...choice, missing })).toEqual([{ code: 'PREFIX_LIST_UNKNOWN', choice: 'rtb-1', missing }]);
  const next = { kind: 'dropped', code: 'LOOP', at: 'rtb-1', evidence: [] } as const;
  const stop = { branch: { links: [], steps: [], next }, rest: next };
  expect(picksOf({ ...choice, of: [stop] })).toEqual([]);
});
