import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADMITS_ALL, ADMITS_NOTHING, AdmissionPool } from './admission.ts';
import { ReplyPool } from './reply.ts';
import { ALL, ICMP, ICMPV6, LINE_END, NONE, OTHER, type ServiceSetId, TCP, UDP } from './service-set.ts';

const pool = new AdmissionPool();
const { services } = pool;
const replies = new ReplyPool(pool);

const ECHO = ICMP + 8 * 256;
const ECHO_REPLY = ICMP;
const GRE = OTHER + 47;
/** Request and reply of what is answered, as the RFCs number them. */
const ANSWERS = new Map([
  [ECHO, ECHO_REPLY],
  [ICMP + 13 * 256, ICMP + 14 * 256],
  [ICMP + 15 * 256, ICMP + 16 * 256],
  [ICMP + 17 * 256, ICMP + 18 * 256],
  [ICMPV6 + 128 * 256, ICMPV6 + 129 * 256],
]);
const UNREACHABLE = ICMP + 3 * 256 + 1;
const samples = [
  TCP,
  TCP + 443,
  UDP + 53,
  ICMP - 1,
  UNREACHABLE,
  GRE,
  LINE_END - 1,
  ...ANSWERS.keys(),
  ...ANSWERS.values(),
];

/** A set that holds any of the samples and some ground between them. */
const set = fc
  .tuple(fc.subarray(samples), fc.array(fc.tuple(fc.nat(LINE_END), fc.nat(LINE_END)), { maxLength: 3 }))
  .map(([singles, ranges]) => services.of(...ranges, ...singles.map((at): [number, number] => [at, at + 1])));
const admitted = fc.tuple(set, set).map(([a, b]) => pool.pair(services.intersect(a, b), b));

function stands(request: number, reply: ServiceSetId): boolean {
  if (request < ICMP) return true;
  if (request >= OTHER) return services.has(reply, request);
  const answer = ANSWERS.get(request);
  return answer === undefined || services.has(reply, answer);
}

describe('replies', () => {
  it('property: a request stands when its reply is admitted, or when none is expected', () => {
    fc.assert(
      fc.property(admitted, (id) => {
        const { services: left } = replies.of(id);
        for (const request of samples) {
          expect(services.has(pool.must(left), request)).toBe(stands(request, pool.must(id)));
          expect(services.has(pool.may(left), request)).toBe(stands(request, pool.may(id)));
        }
      }),
    );
  });

  it('property: the client ports are the ports of tcp and udp that replies may go to', () => {
    fc.assert(
      fc.property(admitted, (id) => {
        const { clientPorts } = replies.of(id);
        for (const port of samples) {
          expect(services.has(pool.must(clientPorts), port)).toBe(port < ICMP && services.has(pool.must(id), port));
          expect(services.has(pool.may(clientPorts), port)).toBe(port < ICMP && services.has(pool.may(id), port));
        }
      }),
    );
  });

  it('property: what surely stands may stand', () => {
    fc.assert(
      fc.property(admitted, (id) => {
        for (const part of Object.values(replies.of(id))) {
          expect(services.isSubset(pool.must(part), pool.may(part))).toBe(true);
        }
      }),
    );
  });

  it('a filter that admits all replies leaves every request', () => {
    expect(pool.must(replies.of(ADMITS_ALL).services)).toBe(ALL);
  });

  it('a filter that admits no reply leaves what expects none, and no client port', () => {
    const { services: left, clientPorts } = replies.of(ADMITS_NOTHING);
    expect(clientPorts).toBe(ADMITS_NOTHING);
    expect([ECHO, ECHO_REPLY, UNREACHABLE, GRE].map((at) => services.has(pool.may(left), at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('the same admission is read once', () => {
    expect(replies.of(ADMITS_ALL)).toBe(replies.of(ADMITS_ALL));
  });

  it('icmp other than the answered requests expects no reply', () => {
    const expectsNone = samples.filter((at) => services.has(replies.unanswered, at));
    expect(expectsNone.sort()).toEqual([UNREACHABLE, ...ANSWERS.values()].sort());
  });
});

it('gives the packets that answer what is asked, each ICMP request by its own type', () => {
  for (const [request, reply] of ANSWERS) {
    expect(replies.answersTo(services.of([request, request + 1]))).toBe(services.of([reply, reply + 1]));
  }
  expect(replies.answersTo(ALL)).toBe(
    services.of(...[...ANSWERS.values()].map((at): [number, number] => [at, at + 1])),
  );
  expect(replies.answersTo(services.of([UNREACHABLE, UNREACHABLE + 1], [TCP, UDP]))).toBe(NONE);
});
