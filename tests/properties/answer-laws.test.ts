import { type Answer, compile, findPath, parseQuestion } from '@hopwise/core';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { ask, check, questionOf, verdictOf } from './asking.ts';
import { answerTo, breaks, networks, RUNS } from './law-tools.ts';
import { snapshotOfNetwork } from './networks.ts';

describe('answers', () => {
  test('every hop of every trace is an edge of the topology, and starts where the last one ended', () => {
    check(networks, RUNS, (network) => {
      const compiled = compile(snapshotOfNetwork(network));
      const { topology } = compiled;
      for (const packet of network.packets) {
        for (const way of waysOf(answerTo(compiled, packet))) {
          const ends = way.map((link) => topology.endsOf(link));
          const isWhole = ends.every(
            ([from, to], i) => topology.graph.hasEdge(from, to) && (i === 0 || ends[i - 1]?.[1] === from),
          );
          if (!isWhole) throw breaks(`a broken trace ${JSON.stringify(ends)}`, network, packet);
        }
      }
    });
  });

  test('a question about a set is answered as about its members one by one, and its parts are disjoint and cover it', () => {
    check(fc.tuple(networks, fc.nat(65_000)), RUNS, ([network, first]) => {
      const compiled = compile(snapshotOfNetwork(network));
      const { services: pool } = compiled.admissions;
      for (const packet of network.packets.filter(({ protocol }) => protocol === 6)) {
        const range = { ...questionOf(packet), port: `${first}-${first + 500}` };
        const question = parseQuestion(compiled, range);
        const { parts } = findPath(compiled, question);
        const total = parts.map(({ services }) => services).reduce((a, b) => pool.union(a, b), 0);
        if (total !== question.services) throw breaks('the parts do not cover what was asked', network, packet);
        for (const [i, one] of parts.entries()) {
          for (const other of parts.slice(i + 1))
            if (pool.intersect(one.services, other.services) !== 0) throw breaks('parts overlap', network, packet);
        }
        for (const port of [first, first + 80, first + 443, first + 500]) {
          const single = { ...packet, port };
          const asked = parseQuestion(compiled, questionOf(single)).services;
          const within = parts.find(({ services }) => pool.intersect(services, asked) !== 0)?.verdict;
          const alone = verdictOf(ask(compiled, single));
          if (within !== alone) throw breaks(`port ${port}: ${within} among others, ${alone} alone`, network, single);
        }
      }
    });
  });

  test('a range of addresses is answered as its addresses one by one', () => {
    check(fc.tuple(networks, fc.nat(255)), RUNS, ([network, last]) => {
      const compiled = compile(snapshotOfNetwork(network));
      for (const packet of network.packets.filter(({ to }) => /^10\./.test(to))) {
        const base = packet.to.replace(/\.\d+$/, '');
        const { parts } = findPath(compiled, parseQuestion(compiled, { ...questionOf(packet), to: `${base}.0/24` }));
        for (const to of [packet.to, `${base}.${last}`]) {
          const alone = verdictOf(ask(compiled, { ...packet, to }));
          const among = parts
            .filter(({ targets }) => targets.some(({ address }) => covers(address, to)))
            .map(({ verdict: one }) => one);
          if (!among.includes(alone as (typeof among)[number]))
            throw breaks(`${to}: ${among.join()} among others, ${alone} alone`, network, { ...packet, to });
        }
      }
    });
  });
});

/** Whether an IPv4 prefix of the answer holds an address. */
function covers(prefix: { readonly bits: string; readonly length: number }, address: string): boolean {
  const of = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const base = prefix.bits.charCodeAt(0) * 65_536 + prefix.bits.charCodeAt(1);
  const size = 2 ** (32 - prefix.length);
  return base <= of(address) && of(address) < base + size;
}

/** The links of every way of an answer, leg by leg, there and back. */
function waysOf(answer: Answer): readonly (readonly number[])[] {
  return answer.parts.flatMap(({ witness }) =>
    witness.trips.flatMap((trip) => {
      const ways: (readonly number[])[] = [];
      for (let leg: typeof trip | undefined = trip; leg; leg = leg.next) {
        for (const way of [leg.request, leg.reply]) if (way) ways.push(way.branches.flatMap(({ links }) => links));
      }
      return ways;
    }),
  );
}
