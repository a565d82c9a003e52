import { describe, expect, it } from 'vitest';
import type { NextLeg, Onward } from '../model/leg-join.ts';
import { ADMITS_ALL, type AdmissionId } from '../net/admission.ts';
import { ALL, NONE, TCP } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import { partition } from './partition.ts';
import {
  at,
  box,
  CLIENT,
  filter,
  filters,
  OTHER_HOST,
  place,
  reach,
  SERVER,
  stop,
  type Toy,
  toy,
} from './toy.fixture.ts';
import { traceTrip } from './trace.ts';

const port = (number: number) => [TCP + number, TCP + number + 1] as const;

interface Servers {
  /** What gets to each of two servers, and what of their answers gets back. */
  readonly there: (made: Toy) => readonly [AdmissionId, AdmissionId];
  readonly back?: (made: Toy) => readonly [AdmissionId, AdmissionId];
}

/** A box that opens a leg to either of two servers. */
function behindBox(
  onwards: (made: Toy, legs: readonly [NextLeg, NextLeg]) => readonly Onward[],
  servers?: Servers,
): Toy {
  return toy((made) => {
    const { label } = made;
    const leg = (to: string): NextLeg => ({
      from: at('out'),
      end: 'out',
      source: label(CLIENT),
      to: label(to),
      family: 4,
    });
    const [first, second] = servers?.there(made) ?? [ADMITS_ALL, ADMITS_ALL];
    const [firstBack, secondBack] = servers?.back?.(made) ?? [ADMITS_ALL, ADMITS_ALL];
    return {
      client: place(reach('box')),
      box: place(reach('client'), { arrive: () => box(ADMITS_ALL, onwards(made, [leg(SERVER), leg(OTHER_HOST)])) }),
      out: place(undefined, {
        forward: (_, to) => [
          { to, fork: to.from === label(SERVER) ? reach('one', filters(first)) : reach('two', filters(second)) },
        ],
      }),
      one: place(reach('out', filters(firstBack))),
      two: place(reach('out', filters(secondBack))),
    };
  });
}

function partsOf(made: Toy) {
  const outcome = evaluate(made.network, made.leg, made.asking);
  return { ...partition(made.network, outcome, made.asking, ALL, false), outcome };
}

describe('of several ways one is enough', () => {
  it('but not one that delivers beside one that would answer', () => {
    const nothing = ({ network }: Toy) => network.admissions.pair(NONE, NONE);
    const made = behindBox((_, legs) => legs, {
      there: (own) => [ADMITS_ALL, nothing(own)],
      back: (own) => [nothing(own), ADMITS_ALL],
    });
    const { reachable, 'forward-only': forwardOnly } = partsOf(made);
    expect([made.network.admissions.services.intersect(reachable, made.set(port(443))), forwardOnly]).not.toContain(
      ALL,
    );
    expect(made.network.admissions.services.intersect(reachable, made.set(port(443)))).toBe(NONE);
  });

  it('each for its own services', () => {
    const made = behindBox((_, legs) => legs, {
      there: ({ network: { admissions: pool }, set }) => [pool.exactly(set(port(80))), pool.exactly(set(port(443)))],
    });
    expect(partsOf(made).reachable).toBe(made.set(port(80), port(443)));
  });

  it('where AWS picks, all must work', () => {
    const made = behindBox((_, legs) => [{ pick: 'aws', choice: 'box', code: 'UNEQUAL_PATHS', of: legs }], {
      there: ({ network: { admissions: pool }, set }) => [
        pool.exactly(set(port(80), port(443))),
        pool.exactly(set(port(443))),
      ],
    });
    const { reachable, unknown, outcome } = partsOf(made);
    expect([reachable, unknown]).toEqual([made.set(port(443)), made.set(port(80))]);
    expect(outcome.trips.map(({ request }) => request.picks)).toEqual(
      Array(2).fill([{ code: 'UNEQUAL_PATHS', choice: 'box' }]),
    );
  });
});

describe('a box that listens on one port and calls another', () => {
  const listening = (extra: (made: Toy) => Partial<NextLeg> = () => ({})) =>
    behindBox(
      (made, [leg]) => [{ ...leg, ports: [{ from: made.set(port(443)), to: made.set(port(8443)) }], ...extra(made) }],
      { there: ({ network: { admissions: pool }, set }) => [pool.exactly(set(port(8443))), ADMITS_ALL] },
    );

  it('is reached on its own port alone', () => {
    const made = listening();
    expect(partsOf(made).reachable).toBe(made.set(port(443)));
  });

  it('is traced by the port of each leg', () => {
    const made = listening();
    const [trip] = partsOf(made).outcome.trips;
    const legs = trip ? traceTrip(made.network, trip, made.asking, made.set(port(443))) : [];
    expect(legs).toHaveLength(2);
    expect(trip ? traceTrip(made.network, trip, made.asking, made.set(port(22))) : []).toHaveLength(1);
  });

  it('asks what stands between the legs about the client', () => {
    const made = listening(({ network: { admissions: pool }, set }) => ({
      filters: [filter(pool.exactly(set(port(22))))],
    }));
    expect(partsOf(made).reachable).toBe(NONE);
  });
});

it.each([
  ['here', 'reachable'],
  [stop('unknown', 'box'), 'unknown'],
  [stop('dropped', 'box'), 'blocked'],
] as const)('a conversation that ends at the box, %j, is %s', (ends, verdict) => {
  const made = behindBox((own) => [{ ends, ports: [{ from: own.set(port(80)), to: own.set(port(80)) }] }]);
  const { outcome, ...parts } = partsOf(made);
  expect(made.network.admissions.services.intersect(parts[verdict], made.set(port(80)))).toBe(made.set(port(80)));
  expect(outcome.trips.map(({ next }) => next)).toEqual([undefined]);
});
