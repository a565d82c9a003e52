import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../aws/resource-type.ts';
import type { LegJoin, NextLeg } from '../model/leg-join.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId, UNDECIDED } from '../net/admission.ts';
import { ALL, ICMP, NONE, TCP } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import { partition } from './partition.ts';
import {
  at,
  box,
  CLIENT,
  filter,
  filters,
  hop,
  member,
  pick,
  place,
  reach,
  SERVER,
  stop,
  type Toy,
  toy,
} from './toy.fixture.ts';

const HTTPS = [TCP + 443, TCP + 444] as const;
const SSH = [TCP + 22, TCP + 23] as const;

function evaluated({ network, leg, asking }: Toy) {
  const { admissions: pool } = network;
  const outcome = evaluate(network, leg, asking);
  return {
    ...outcome,
    must: pool.must(outcome.delivered),
    may: pool.may(outcome.delivered),
    parts: partition(network, outcome, asking, ALL, false),
  };
}

const endCodes = ({ trips }: ReturnType<typeof evaluated>) =>
  trips.map(({ request: { end } }) => (end.kind === 'arrival' ? end.at : end.code));

describe('one leg', () => {
  it('without a filter everything arrives and is answered', () => {
    const open = toy(() => ({ client: place(reach('server')), server: place(reach('client')) }));
    const { must, parts, trips } = evaluated(open);
    expect([must, parts.reachable, trips.length]).toEqual([ALL, ALL, 1]);
  });

  it('filters in a row admit what all of them admit', () => {
    const narrow = toy(({ network: { admissions: pool }, set }) => ({
      client: place(reach('server', filters(pool.exactly(set(HTTPS, SSH))), filters(pool.exactly(set(HTTPS))))),
      server: place(reach('client')),
    }));
    const { must, may } = evaluated(narrow);
    expect([must, may]).toEqual([narrow.set(HTTPS), narrow.set(HTTPS)]);
  });

  it.each([
    ['aws', 'sure is what all ways admit'],
    ['any', 'one way that admits is enough'],
  ] as const)('of several ways picked by %s, %s', (kind, _) => {
    const split = toy(({ network: { admissions: pool }, set }) => ({
      client: place(
        pick(
          kind,
          reach('server', filters(pool.exactly(set(HTTPS)))),
          reach('server', filters(pool.exactly(set(HTTPS, SSH)))),
        ),
      ),
      server: place(reach('client')),
    }));
    const { must, may, trips } = evaluated(split);
    expect(may).toBe(split.set(HTTPS, SSH));
    expect(must).toBe(kind === 'aws' ? split.set(HTTPS) : split.set(HTTPS, SSH));
    expect(trips.map(({ request }) => request.picks)).toEqual(
      Array(2).fill([{ code: 'UNEQUAL_PATHS', choice: 'crossing' }]),
    );
  });

  it('a drop delivers nothing, and what is unknown delivers nothing for sure', () => {
    const verdicts = (['dropped', 'unknown'] as const).map((kind) => {
      const { parts } = evaluated(toy(() => ({ client: place(hop(stop(kind, 'gone'))) })));
      return parts;
    });
    expect(verdicts.map(({ blocked, unknown }) => [blocked, unknown])).toEqual([
      [ALL, NONE],
      [NONE, ALL],
    ]);
  });

  it('an end can refuse, or be beyond what is known', () => {
    const ends = (['dropped', 'unknown'] as const).map((kind) =>
      endCodes(
        evaluated(
          toy(() => ({
            client: place(reach('server')),
            server: place(undefined, { arrive: () => stop(kind, 'server') }),
          })),
        ),
      ),
    );
    expect(ends).toEqual([['NO_ROUTE_TO_DESTINATION'], ['NOT_COLLECTED']]);
  });

  it.each([
    ['eni-1', 'networkInterface'],
    ['vpce-1', 'vpcEndpoint'],
    ['whatever', 'networkInterface'],
  ])('an end that the input lacks is not collected: %s', (id, kind) => {
    const { trips } = evaluated(toy(() => ({ client: place(reach(id)) })));
    expect(trips[0]?.request.end).toMatchObject({ kind: 'unknown', code: 'NOT_COLLECTED', missing: { kind } });
  });
});

describe('guards of the ends', () => {
  const guarded = (
    egress: Parameters<typeof filter>[1],
    ingress: Parameters<typeof filter>[1],
    admits = ADMITS_NOTHING,
  ) =>
    toy(() => {
      const guards = () => {
        const both = {
          egress: [filter(admits, { reads: 'destination', ...egress })],
          ingress: [filter(admits, ingress)],
        };
        return { 4: both, 6: both };
      };
      const groups = () => [member('group')];
      return {
        client: place(reach('server'), { guards, groups }),
        server: place(reach('client'), { guards, groups }),
      };
    });
  const members = new Map([['group', ADMITS_ALL]]);

  it('a rule that names a group admits the ends that carry it', () => {
    expect(evaluated(guarded({ members }, { members })).must).toBe(ALL);
  });
  it('the groups of the sender do not admit it at a rule that names others', () => {
    expect(evaluated(guarded({ members }, { members: new Map([['another', ADMITS_ALL]]) })).may).toBe(NONE);
  });
  it('each end asks its own direction', () => {
    expect(evaluated(guarded({ members }, {})).may).toBe(NONE);
    expect(evaluated(guarded({}, { members })).may).toBe(NONE);
  });
  it('an ingress rule may read the destination', () => {
    expect(evaluated(guarded({}, { reads: 'destination' }, ADMITS_ALL)).must).toBe(ALL);
  });
  it('guards that tracked the request on its way are not asked again at the end', () => {
    const tracking = toy(() => {
      const wall = filter(ADMITS_NOTHING);
      const both = { egress: [], ingress: [wall] };
      const step = { kind: 'filter', filter: filter(ADMITS_ALL), tracks: 'server' } as const;
      return {
        client: place(reach('server', step)),
        server: place(reach('client'), { guards: () => ({ 4: both, 6: both }) }),
      };
    });
    expect(evaluated(tracking).must).toBe(ALL);
  });
  it.each([
    ['both', undefined, ALL],
    ['none', 'none', NONE],
    ['only those of ingress', 'ingress-only', NONE],
  ] as const)(
    'where the way keeps identity (%s), egress rules may mean an end that is not known',
    (_, becomes, may) => {
      const egress = filter(ADMITS_NOTHING, { reads: 'destination', members });
      const open = toy(() => {
        const both = { egress: [egress, filter(ADMITS_ALL)], ingress: [] };
        const steps = becomes ? [{ kind: 'identity', becomes, by: 'between' } as const] : [];
        return {
          client: place(hop(stop('unknown', 'gone'), ...steps), { guards: () => ({ 4: both, 6: both }) }),
        };
      });
      expect(evaluated(open).may).toBe(may);
    },
  );
});

describe('a box between two legs', () => {
  const behind = (join: (toy: Toy, next: NextLeg) => LegJoin, replies: (toy: Toy) => AdmissionId = () => ADMITS_ALL) =>
    toy((made) => ({
      client: place(reach('box')),
      box: place(reach('client'), { arrive: () => join(made, onward(made, 'out')) }),
      out: place(reach('server')),
      server: place(reach('out', filters(replies(made)))),
    }));
  const onward = ({ label }: Toy, end: string): NextLeg => {
    return { from: at(end), end, source: label(CLIENT), to: label(SERVER), family: 4 };
  };

  it('what it accepts and the next leg delivers is delivered', () => {
    const made = behind(({ network, set }, next) => box(network.admissions.exactly(set(HTTPS)), [next]));
    const { must, trips, parts } = evaluated(made);
    expect([must, parts.reachable]).toEqual([made.set(HTTPS), made.set(HTTPS)]);
    expect(trips[0]?.next?.request.end.at).toBe('server');
  });

  it('what the next leg carries as something else is not judged by its filters', () => {
    const open = toy((made) => {
      const { network, set } = made;
      const recast = { services: set([ICMP, ICMP + 65_536]), code: 'NAT64_ICMP' } as const;
      return {
        client: place(reach('box')),
        box: place(reach('client'), { arrive: () => box(ADMITS_ALL, [onward(made, 'out')], { recast }) }),
        out: place(reach('server', filters(network.admissions.exactly(set(HTTPS))))),
        server: place(reach('out')),
      };
    });
    const { must, may } = evaluated(open);
    expect([must, may]).toEqual([open.set(HTTPS), open.set(HTTPS, [ICMP, ICMP + 65_536])]);
  });

  it.each([
    ['kept', 2000, 'reachable'],
    ['remapped', 1024, 'reachable'],
    ['remapped', 999, 'forward-only'],
  ] as const)('client ports %s, replies let through to %i only: %s', (clientPorts, port, verdict) => {
    const made = behind(
      (_, next) => box(ADMITS_ALL, [next], { clientPorts }),
      ({ network, set }) => network.admissions.exactly(set([TCP + port, TCP + port + 1])),
    );
    const asking = { ...made.asking, clientPorts: made.set([TCP + 2000, TCP + 2001]) };
    const outcome = evaluate(made.network, made.leg, asking);
    expect(partition(made.network, outcome, asking, made.set(HTTPS), false)[verdict]).toBe(made.set(HTTPS));
  });

  it('of several senders one is picked, and that is told', () => {
    const { trips } = evaluated(behind((_, next) => box(ADMITS_ALL, [next, next], { pick: 'aws' })));
    expect(trips.map(({ request }) => request.picks)).toEqual(
      Array(2).fill([{ code: 'UNEQUAL_PATHS', choice: 'box' }]),
    );
  });

  it('that is handed its own packets is a loop', () => {
    const made = toy((own) => ({
      client: place(reach('box')),
      box: place(reach('box'), { arrive: () => box(ADMITS_ALL, [onward(own, 'box')]) }),
    }));
    const { trips, may } = evaluated(made);
    expect(trips.map(({ next }) => next?.request.end)).toMatchObject([{ kind: 'dropped', code: 'LOOP', at: 'box' }]);
    expect(may).toBe(NONE);
  });

  it('eight legs are a conversation, nine are boxes that hand it to each other', () => {
    const chain = (boxes: number) =>
      toy((made) => {
        const places = Array.from({ length: boxes }, (_, i) => {
          const next = i + 1 < boxes ? `box${i + 1}` : 'server';
          const back = reach(i === 0 ? 'client' : `box${i - 1}`);
          const forward: Behaviour['forward'] = (_, to) => [
            { to, fork: to.from === made.label(SERVER) ? reach(next) : back },
          ];
          return [`box${i}`, { forward, arrive: () => box(ADMITS_ALL, [onward(made, `box${i}`)]) }] as const;
        });
        return {
          client: place(reach('box0')),
          ...Object.fromEntries(places),
          server: place(reach(`box${boxes - 1}`)),
        };
      });
    const may = (boxes: number) => evaluated(chain(boxes)).may;
    expect([may(7), may(8)]).toEqual([ALL, NONE]);
  });
});

it('what is undecided on the way is delivered perhaps', () => {
  const unsure = toy(() => ({ client: place(reach('server', filters(UNDECIDED))), server: place(reach('client')) }));
  expect(evaluated(unsure).parts).toMatchObject({ reachable: NONE, unknown: ALL });
});
