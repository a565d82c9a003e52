import { describe, expect, it } from 'vitest';
import type { Behaviour } from '../aws/resource-type.ts';
import { createRouter, detourKey, type Path, type PathTree } from './router.ts';
import { at, hop, OTHER_HOST, pick, place, reach, SERVER, type Toy, toy, translates } from './toy.fixture.ts';

/** The places that a tree runs through, and where it ends. */
function endsOf(tree: PathTree): readonly string[] {
  if ('pick' in tree) return tree.of.flatMap(endsOf);
  return 'kind' in tree.rest ? [tree.rest.kind === 'arrival' ? tree.rest.at : tree.rest.code] : endsOf(tree.rest);
}

function routed({ network, leg }: Toy, from = 'client') {
  return network.router.route(at(from), leg.to);
}

describe('a route', () => {
  it('is worked out once per place and destination', () => {
    const asked: string[] = [];
    const once = toy(() => ({
      client: {
        forward(from, to) {
          asked.push(from.at);
          return [{ to, fork: reach('server') }];
        },
      },
    }));
    expect(routed(once)).toBe(routed(once));
    expect(asked).toEqual(['client']);
  });

  it('depends on the zone and the family of the place', () => {
    const { network, leg } = toy(() => ({ client: place(reach('server')) }));
    const here = network.router.route(at('client'), leg.to);
    expect(network.router.route({ at: 'client', family: 4, zone: 'az1' }, leg.to)).not.toBe(here);
    expect(network.router.route({ at: 'client', family: 6 }, leg.to)).not.toBe(here);
  });

  it('shares its rest with every other route that comes by', () => {
    const shared = toy(() => ({
      client: place(hop(at('gateway'))),
      other: place(hop(at('gateway'))),
      gateway: place(reach('server')),
    }));
    expect((routed(shared, 'other') as Path).rest).toBe((routed(shared) as Path).rest);
  });

  it('goes on to where a translation sends the packet, the source’s not counting', () => {
    const chosen: Behaviour['forward'] = (_, to) => [{ to, fork: reach(`end ${to.from}`) }];
    const made = toy(({ label }) => {
      const map = new Map([[label(SERVER), label(OTHER_HOST)]]);
      return {
        client: place(hop(at('gateway'), translates('destination', map))),
        keeps: place(hop(at('gateway'), translates('destination', new Map()), translates('source', map))),
        gateway: { forward: chosen },
      };
    });
    expect(endsOf(routed(made))).toEqual([`end ${made.label(OTHER_HOST)}`]);
    expect(endsOf(routed(made, 'keeps'))).toEqual([`end ${made.label(SERVER)}`]);
  });

  it('keeps every branch of a choice, choices within choices too', () => {
    const split = toy(() => ({
      client: place(pick('aws', reach('a'), pick('any', reach('b'), hop(at('gateway'))))),
      gateway: place(reach('c')),
    }));
    expect(endsOf(routed(split))).toEqual(['a', 'b', 'c']);
  });

  it('that comes back to a place on the way to the same destination is a loop', () => {
    const round = toy(() => ({ client: place(hop(at('gateway'))), gateway: place(hop(at('client'))) }));
    expect(endsOf(routed(round))).toEqual(['LOOP']);
  });

  it('that loops is worked out for each place it starts from, whatever was asked before', () => {
    const build = () =>
      toy(() => ({
        client: place(pick('aws', hop(at('gateway')), reach('server'))),
        gateway: place(hop(at('client'))),
      }));
    const [first, second] = [build(), build()];
    routed(first, 'client');
    expect(endsOf(routed(first, 'gateway'))).toEqual(endsOf(routed(second, 'gateway')));
    expect(endsOf(routed(second, 'client'))).toEqual(['LOOP', 'server']);
  });

  it('that comes back for another destination is none', () => {
    const made = toy(({ label }) => {
      const map = new Map([[label(SERVER), label(OTHER_HOST)]]);
      const back = hop(at('client'), translates('destination', map));
      return {
        client: { forward: (_, to) => [{ to, fork: to.from === label(SERVER) ? back : reach('server') }] },
      };
    });
    expect(endsOf(routed(made))).toEqual(['server']);
  });

  it.each([
    ['igw-1', 'internetGateway'],
    ['elsewhere', 'vpc'],
  ])('from a place that the input lacks is unknown: %s', (id, kind) => {
    const { rest } = routed(
      toy(() => ({})),
      id,
    ) as Path;
    expect(rest).toMatchObject({ kind: 'unknown', code: 'NOT_COLLECTED', at: id, missing: { kind } });
  });
});

describe('a detour', () => {
  const via: Behaviour['forward'] = (from, to) => [{ to, fork: reach(from.via ?? 'by table') }];
  const { network, leg } = toy(() => ({ client: { forward: via } }));
  const router = createRouter(network, { detours: new Map([[detourKey('client', leg.to), 'pcx-1']]) });

  it('makes packets leave a place by the component it names', () => {
    expect(endsOf(router.route(at('client'), leg.to))).toEqual(['pcx-1']);
    expect(endsOf(network.router.route(at('client'), leg.to))).toEqual(['by table']);
  });
  it('leaves packets to other destinations alone', () => {
    expect(endsOf(router.route(at('client'), leg.to + 1))).toEqual(['by table']);
  });
  it('does not change how the replies of a session leave', () => {
    expect(endsOf(router.route({ ...at('client'), via: 'pcx-2' }, leg.to))).toEqual(['pcx-2']);
  });
});
