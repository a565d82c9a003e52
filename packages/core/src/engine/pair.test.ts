import { describe, expect, it } from 'vitest';
import type { Branch, Step } from '../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, UNDECIDED } from '../net/admission.ts';
import { ICMP, NONE, TCP } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import { partition, type Verdict } from './partition.ts';
import {
  at,
  CLIENT,
  filter,
  filters,
  hop,
  member,
  OTHER_HOST,
  pick,
  place,
  reach,
  SERVER,
  stop,
  type Toy,
  toy,
  translates,
} from './toy.fixture.ts';

type Steps = (toy: Toy) => readonly Step[];
const none: Steps = () => [];

/** There by `request`, back by `reply`. */
function trip(request: Steps, reply: Steps): Toy {
  return toy((made) => ({
    client: place(reach('server', ...request(made))),
    server: place(reach('client', ...reply(made))),
  }));
}

function verdictOf(made: Toy): Verdict | 'mixed' {
  const parts = partition(made.network, evaluate(made.network, made.leg, made.asking), made.asking, tcp(made), false);
  return (Object.keys(parts) as Verdict[]).find((verdict) => parts[verdict] === tcp(made)) ?? 'mixed';
}

function tcp({ set }: Toy) {
  return set([TCP, TCP + 65_536]);
}

function brokenBy({ network, leg, asking }: Toy) {
  return evaluate(network, leg, asking).trips.map(({ reply }) => reply?.broken?.code);
}

const wall: Steps = () => [filters(ADMITS_NOTHING)];
const stateful =
  (missed: 'drop' | 'drop-unasked' | 'warn'): Steps =>
  () => [{ kind: 'stateful', by: 'box', missed, code: 'STATEFUL_ASYMMETRY' }];
const tracking: Steps = () => [{ kind: 'filter', filter: filter(ADMITS_ALL), tracks: 'box' }];
const trackingWall: Steps = () => [{ kind: 'filter', filter: filter(ADMITS_NOTHING), tracks: 'box' }];
const gate: Steps = () => [filters(ADMITS_ALL, { answers: 'unasked' })];
const gateWall: Steps = () => [filters(ADMITS_NOTHING, { answers: 'unasked' })];
const otherGate: Steps = () => [filters(ADMITS_ALL, { answers: 'unasked', component: 'gate' })];

describe('a reply is', () => {
  it.each<[string, Steps, Steps, Verdict, string | undefined]>([
    ['answered where nothing is in its way', none, none, 'reachable', undefined],
    ['asked by filters that saw no request', none, wall, 'forward-only', undefined],
    ['not asked by what tracked its request', tracking, trackingWall, 'reachable', undefined],
    ['asked by what tracks, but did not see its request', none, trackingWall, 'forward-only', undefined],
    ['not asked by the gateway that let its request through', gate, gateWall, 'reachable', undefined],
    ['asked by a gateway that its request did not pass', otherGate, gateWall, 'forward-only', undefined],
    [
      'lost where something that must see both ways sees one',
      stateful('drop'),
      none,
      'forward-only',
      'STATEFUL_ASYMMETRY',
    ],
    [
      'answered where a box that only drops the unasked sees the request alone',
      stateful('drop-unasked'),
      none,
      'reachable',
      undefined,
    ],
    [
      'lost where such a box sees the reply alone',
      none,
      stateful('drop-unasked'),
      'forward-only',
      'STATEFUL_ASYMMETRY',
    ],
    ['lost where it alone meets what must see both', none, stateful('drop'), 'forward-only', 'STATEFUL_ASYMMETRY'],
    ['answered where both meet it', stateful('drop'), stateful('drop'), 'reachable', undefined],
    ['answered where seeing half of it is only worth a warning', stateful('warn'), none, 'reachable', undefined],
    ['answered where only the reply meets such a thing', none, stateful('warn'), 'reachable', undefined],
  ])('%s', (_, request, reply, verdict, broken) => {
    const made = trip(request, reply);
    expect(verdictOf(made)).toBe(verdict);
    expect(brokenBy(made)).toEqual([broken]);
  });
});

describe('translations', () => {
  const map = ({ label }: Toy, from: string, to: string) => new Map([[label(from), label(to)]]);
  const nat: Steps = (made) => [translates('source', map(made, CLIENT, OTHER_HOST))];
  const back: Steps = (made) => [translates('destination', map(made, OTHER_HOST, CLIENT))];
  const published: Steps = (made) => [translates('destination', map(made, SERVER, OTHER_HOST))];
  const unpublished: Steps = (made) => [translates('source', map(made, OTHER_HOST, SERVER))];
  const unrelated: Steps = (made) => [
    translates('source', map(made, '192.0.2.1', SERVER)),
    translates('destination', map(made, '192.0.2.1', SERVER)),
  ];

  it.each<[string, Steps, Steps, string | undefined]>([
    ['a source that is translated back on the reply', nat, back, undefined],
    ['a destination that is translated back on the reply', published, unpublished, undefined],
    ['a map without the address leaves it as it is', unrelated, unrelated, undefined],
    ['a reply that does not come from the address that was called', published, none, 'REPLY_TRANSLATION_MISMATCH'],
    ['a reply that goes to another address', nat, none, 'REPLY_TRANSLATION_MISMATCH'],
  ])('%s', (_, request, reply, broken) => {
    expect(brokenBy(trip(request, reply))).toEqual([broken]);
  });

  it('a reply that comes to somebody else is not the client’s', () => {
    const astray = toy(() => ({ client: place(reach('server')), server: place(reach('stranger')), stranger: place() }));
    expect([verdictOf(astray), brokenBy(astray)]).toEqual(['forward-only', ['REPLY_TRANSLATION_MISMATCH']]);
  });
});

describe('the identity of the server', () => {
  const naming = filters(ADMITS_NOTHING, { members: new Map([['servers', ADMITS_ALL]]) });
  const answers = (...steps: readonly Step[]) =>
    toy(() => ({
      client: place(reach('server')),
      server: place(reach('client', ...steps), { groups: () => [member('servers')] }),
    }));

  it('admits its replies at rules that name its group', () => {
    expect(verdictOf(answers(naming))).toBe('reachable');
  });
  it('is lost where the way does not keep it', () => {
    expect(verdictOf(answers({ kind: 'identity', becomes: 'none', by: 'between' }, naming))).toBe('forward-only');
  });
  it('means nothing to rules that read the destination', () => {
    const reading = filters(ADMITS_NOTHING, { reads: 'destination', members: new Map([['servers', ADMITS_ALL]]) });
    expect(verdictOf(answers(reading))).toBe('forward-only');
  });
});

describe('the way back', () => {
  const byWayOf = (fork: Parameters<typeof place>[0]) =>
    toy(() => ({ client: place(reach('server')), server: place(fork) }));

  it('that is dropped loses all that expects an answer', () => {
    const made = byWayOf(hop(stop('dropped', 'gone')));
    const { services } = made.network.admissions;
    const { answered } = evaluate(made.network, made.leg, made.asking);
    const left = made.network.admissions.must(answered);
    expect(verdictOf(made)).toBe('forward-only');
    expect(services.intersect(left, tcp(made))).toBe(NONE);
    const unreachable = made.set([ICMP + 3 * 256, ICMP + 4 * 256]);
    expect(services.intersect(left, unreachable)).toBe(unreachable);
  });

  it('that is unknown may answer', () => {
    expect(verdictOf(byWayOf(hop(stop('unknown', 'gone'))))).toBe('unknown');
  });

  it('that AWS picks answers for sure where all ways do', () => {
    const both = [reach('client'), reach('client', filters(ADMITS_NOTHING))] as const;
    expect(verdictOf(byWayOf(pick('aws', ...both)))).toBe('unknown');
    expect(verdictOf(byWayOf(pick('aws', both[0], both[0])))).toBe('reachable');
    expect(verdictOf(byWayOf(pick('aws', both[1], both[1])))).toBe('forward-only');
  });

  it('of which one is enough answers where one does', () => {
    expect(verdictOf(byWayOf(pick('any', reach('client'), reach('client', filters(ADMITS_NOTHING)))))).toBe(
      'reachable',
    );
  });

  it('that a request has settled is settled for that flow, not for what a translator makes of it', () => {
    const kept = (name: string, branch: Branch): Branch => ({ ...branch, binds: { key: 'zone', name } });
    const between = (made: Toy, field: 'source' | 'destination', from: string, to: string) =>
      translates(field, new Map([[made.label(from), made.label(to)]]));
    const made = toy((one) => ({
      client: place(pick('aws', kept('a', hop(at('nat'))), kept('b', hop(at('nat'))))),
      nat: place(hop(at('beyond'), between(one, 'source', CLIENT, OTHER_HOST))),
      beyond: place(kept('b', reach('server'))),
      server: place(hop(at('return'), between(one, 'destination', OTHER_HOST, CLIENT))),
      return: place(pick('aws', kept('a', reach('client')), kept('b', reach('client', filters(ADMITS_NOTHING))))),
    }));
    expect(verdictOf(made)).toBe('unknown');
  });

  it('runs over several places, each asking its own filters', () => {
    const made = toy(() => ({
      client: place(reach('server')),
      server: place(hop({ at: 'halfway', family: 4 }, { kind: 'note', code: 'APPLIANCE_LAYOUT', about: 'halfway' })),
      halfway: place(reach('client', filters(UNDECIDED))),
    }));
    expect(verdictOf(made)).toBe('unknown');
  });
});
