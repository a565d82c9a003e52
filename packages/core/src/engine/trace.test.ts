import { describe, expect, it } from 'vitest';
import type { Fork, Step } from '../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, UNDECIDED } from '../net/admission.ts';
import { TCP } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import {
  at,
  box,
  CLIENT,
  filter,
  filters,
  hop,
  member,
  OTHER_HOST,
  place,
  reach,
  SERVER,
  stop,
  type Toy,
  toy,
  translates,
} from './toy.fixture.ts';
import { traceTrip } from './trace.ts';

const HTTPS = [TCP + 443, TCP + 444] as const;

type Check = ReturnType<typeof traceTrip>[number]['request'][number]['checks'][number];

function traced({ network, leg, asking, set }: Toy) {
  const [trip] = evaluate(network, leg, asking).trips;
  if (!trip) throw new Error('no trip');
  return traceTrip(network, trip, asking, set(HTTPS));
}
/** All checks of one way, of all legs. */
function checksOf(made: Toy, way: 'request' | 'reply'): readonly Check[] {
  return traced(made).flatMap((leg) => leg[way].flatMap(({ checks }) => checks));
}
const brief = (checks: readonly Check[]) => checks.map(({ at: where, effect, code }) => [where, effect, code]);
const there = (...steps: readonly Step[]) =>
  toy(() => ({ client: place(reach('server', ...steps)), server: place(reach('client')) }));
const back = (...steps: readonly Step[]) =>
  toy(() => ({ client: place(reach('server')), server: place(reach('client', ...steps)) }));

describe('a check of a filter', () => {
  const missing = { kind: 'prefixListEntries', command: 'aws …' };
  it.each([
    ['admits', filters(ADMITS_ALL), undefined],
    ['blocks', filters(ADMITS_NOTHING), 'SUBNET_ACL_RESTRICTION'],
    ['undecided', filters(UNDECIDED), 'NOT_COLLECTED'],
    ['undecided', filters(UNDECIDED, { code: 'NOT_COLLECTED' }), 'NOT_COLLECTED'],
    ['undecided', filters(UNDECIDED, { missing }), 'PREFIX_LIST_UNKNOWN'],
    ['blocks', filters(ADMITS_NOTHING, { reads: 'destination' }), 'SUBNET_ACL_RESTRICTION'],
  ] as const)('%s: %o', (effect, step, code) => {
    // The check is kept with the component it belongs to, or else with the last one met.
    expect(brief(checksOf(there(step), 'request'))).toEqual([['between', effect, code]]);
    expect(brief(checksOf(back(step), 'reply'))).toEqual([['between', effect, code]]);
  });
  it('tells what is missing where that leaves it open', () => {
    expect(checksOf(there(filters(UNDECIDED, { missing })), 'request')[0]?.missing).toBe(missing);
    expect(checksOf(there(filters(ADMITS_ALL, { missing })), 'request')[0]?.missing).toBeUndefined();
  });
  it('reads its rules again for evidence', () => {
    expect(checksOf(there(filters(ADMITS_NOTHING)), 'request')[0]?.evidence()).toMatchObject([{ text: 'a wall' }]);
  });
  it('what admits shows no rule that blocks', () => {
    expect(checksOf(there(filters(ADMITS_ALL)), 'request')[0]?.evidence()).toEqual([]);
  });
});

describe('rules that name a group, behind what forgets the sender', () => {
  const forgets: Step = { kind: 'identity', becomes: 'none', by: 'between' };
  const codeOf = (admitted: number) => {
    const naming = filters(ADMITS_NOTHING, { members: new Map([['clients', admitted]]) });
    return checksOf(there(forgets, naming), 'request')[0]?.code;
  };
  it('are why the traffic is refused, where they would have admitted it', () => {
    expect(codeOf(ADMITS_ALL)).toBe('SG_REFERENCES_NOT_PRESERVED');
  });
  it('are not, where they would not', () => {
    expect(codeOf(ADMITS_NOTHING)).toBe('SUBNET_ACL_RESTRICTION');
  });
});

describe('the reply', () => {
  it('passes what tracked its request, unasked', () => {
    const step: Step = { kind: 'filter', filter: filter(ADMITS_NOTHING), tracks: 'server' };
    const [check] = checksOf(back(step), 'reply');
    expect([check?.effect, check?.evidence()[0]?.effect]).toEqual(['tracked', 'admits']);
  });
  it('is not asked by the gateway its request passed', () => {
    const gate = filters(ADMITS_ALL, { answers: 'unasked' });
    const both = toy(() => ({ client: place(reach('server', gate)), server: place(reach('client', gate)) }));
    expect(checksOf(both, 'reply')).toEqual([]);
  });
  it('is refused by rules that read what it carries then, its groups forgotten', () => {
    const naming = filters(ADMITS_NOTHING, { members: new Map([['servers', ADMITS_ALL]]) });
    const forgets: Step = { kind: 'identity', becomes: 'none', by: 'between' };
    const answering = (...steps: readonly Step[]) =>
      toy(() => ({
        client: place(reach('server')),
        server: place(reach('client', ...steps), { groups: () => [member('servers')] }),
      }));
    expect(brief(checksOf(answering(naming), 'reply'))).toEqual([['between', 'admits', undefined]]);
    expect(brief(checksOf(answering(forgets, naming), 'reply'))[0]?.[1]).toBe('blocks');
  });
  it('that never arrives ends in why', () => {
    const lost = toy(() => ({ client: place(reach('server')), server: place(hop(stop('dropped', 'gone'))) }));
    expect(brief(checksOf(lost, 'reply'))).toEqual([['gone', 'blocks', 'NO_ROUTE_TO_DESTINATION']]);
  });
  it('that arrives at somebody else ends in that', () => {
    const astray = toy(() => ({ client: place(reach('server')), server: place(reach('x')), x: place() }));
    expect(brief(checksOf(astray, 'reply'))).toEqual([['x', 'blocks', 'REPLY_TRANSLATION_MISMATCH']]);
  });
});

describe('notes', () => {
  const note: Step = { kind: 'note', code: 'APPLIANCE_LAYOUT', about: 'server' };
  const state = (missed: 'drop' | 'warn'): Step => ({
    kind: 'stateful',
    by: 'server',
    missed,
    code: 'ASYMMETRIC_ROUTE',
  });
  it('are told where they belong', () => {
    expect(brief(checksOf(there(note), 'request'))).toEqual([['server', 'note', 'APPLIANCE_LAYOUT']]);
    expect(brief(checksOf(back(note), 'reply'))).toEqual([['server', 'note', 'APPLIANCE_LAYOUT']]);
    expect(checksOf(there(note), 'request')[0]?.evidence()).toEqual([]);
  });
  it('a box that sees the reply only is worth one, where it does not drop', () => {
    expect(brief(checksOf(back(state('warn')), 'reply'))).toEqual([['server', 'note', 'ASYMMETRIC_ROUTE']]);
    const both = toy(() => ({
      client: place(reach('server', state('warn'))),
      server: place(reach('client', state('warn'))),
    }));
    expect(checksOf(both, 'reply')).toEqual([]);
    expect(brief(checksOf(back(state('drop')), 'reply'))).toEqual([['server', 'blocks', 'ASYMMETRIC_ROUTE']]);
  });
});

it('translations are told with the address that the packet has then', () => {
  const map = (from: string, to: string) => (made: Toy) => new Map([[made.label(from), made.label(to)]]);
  const made = toy((own) => ({
    client: place(
      reach('server', translates('source', map(CLIENT, OTHER_HOST)(own)), translates('destination', new Map())),
    ),
    server: place(
      reach('client', translates('source', new Map()), translates('destination', map(OTHER_HOST, CLIENT)(own))),
    ),
  }));
  const texts = (way: 'request' | 'reply') =>
    checksOf(made, way).flatMap((check) => check.evidence().map(({ text }) => text));
  expect(texts('request')).toEqual([`source becomes ${OTHER_HOST}`, `destination becomes ${SERVER}`]);
  expect(texts('reply')).toEqual([`source becomes ${SERVER}`, `destination becomes ${CLIENT}`]);
});

describe('routes', () => {
  const why = () => [{ component: 'rtb-1', effect: 'routes' as const, text: '0.0.0.0/0 → x' }];
  const along = (fork: Fork) => toy(() => ({ client: place(fork), server: place(reach('client')) }));
  it('are told where the packet leaves', () => {
    const checks = checksOf(along({ ...reach('server'), links: [0], why }), 'request');
    expect(brief(checks)).toEqual([['client', 'routes', undefined]]);
    expect(checks[0]?.evidence()).toEqual(why());
  });
  it('without a link, where it is', () => {
    expect(brief(checksOf(along({ ...reach('server'), why }), 'request'))).toEqual([['client', 'routes', undefined]]);
  });
});

describe('a box between two legs', () => {
  it('tells what it does not take, and each leg is traced by itself', () => {
    const made = toy(({ label }) => {
      const next = { from: at('out'), end: 'out', source: label(OTHER_HOST), to: label(SERVER), family: 4 } as const;
      return {
        client: place(reach('box')),
        box: place(reach('client'), { arrive: () => box(ADMITS_NOTHING, [next]) }),
        out: place(reach('server')),
        server: place(reach('out')),
      };
    });
    expect(brief(checksOf(made, 'request'))[0]).toEqual(['box', 'blocks', 'PROTOCOL_RESTRICTION']);
    expect(checksOf(made, 'request')[0]?.evidence()[0]?.text).toBe('it does not take tcp/443');
    expect(traced(made).map(({ request }) => request.at(-1)?.component)).toEqual(['box', 'server']);
  });
  it('opens the next leg as itself, and from ports of its own', () => {
    const ports = { clientPorts: 'remapped' } as const;
    const made = toy(({ network, label, set }) => {
      const next = { from: at('out'), end: 'out', source: label(OTHER_HOST), to: label(SERVER), family: 4 } as const;
      const low = network.admissions.exactly(set([TCP + 1024, TCP + 2000]));
      return {
        client: place(reach('box')),
        box: place(reach('client'), { arrive: () => box(ADMITS_ALL, [next], ports) }),
        out: place(reach('server')),
        server: place(reach('out', filters(low))),
      };
    });
    const high = { ...made, asking: { ...made.asking, clientPorts: made.set([TCP + 5000, TCP + 5001]) } };
    expect(checksOf(high, 'reply').map(({ effect }) => effect)).not.toContain('blocks');
    const sent = checksOf(made, 'request').flatMap((check) => check.evidence().map(({ text }) => text));
    expect(sent).toEqual([`source becomes ${OTHER_HOST}`]);
  });
});

describe('guards of the ends', () => {
  it('are asked at the ends, and not twice', () => {
    const guards = () => {
      const both = {
        egress: [filter(ADMITS_ALL, { reads: 'destination' })],
        ingress: [filter(ADMITS_ALL), filter(ADMITS_ALL, { reads: 'destination' })],
      };
      return { 4: both, 6: both };
    };
    const made = toy(() => ({
      client: place(reach('server'), { guards }),
      server: place(reach('client'), { guards }),
    }));
    expect(checksOf(made, 'request')).toHaveLength(3);
    const step: Step = { kind: 'filter', filter: filter(ADMITS_ALL), tracks: 'server' };
    const tracked = toy(() => ({
      client: place(reach('server', step), { guards }),
      server: place(reach('client'), { guards }),
    }));
    expect(checksOf(tracked, 'request')).toHaveLength(2);
  });
});
