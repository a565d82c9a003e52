import { analyzeRoutes, compile, explain, findPath, parseQuestion, parseRouteQuestion } from '@hopwise/core';
import { expect, test } from 'vitest';
import { check, questionOf } from './asking.ts';
import { breaks, networks, RUNS } from './law-tools.ts';
import { snapshotOfNetwork } from './networks.ts';

/** What a packet crosses of transit gateways without leaving them: attachments and tables in turn. */
function crossings(hops: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (let at = 0; at < hops.length; at++) {
    if (!isAttachment(hops[at]) || !isTable(hops[at + 1]) || !isAttachment(hops[at + 2])) continue;
    let last = at + 2;
    // Over a peering: the other side, its table, and on.
    for (;;) {
      const across = isAttachment(hops[last + 1]) ? last + 1 : last;
      if (!isTable(hops[across + 1]) || !isAttachment(hops[across + 2])) break;
      last = across + 2;
    }
    found.push(hops.slice(at, last + 1));
    at = last;
  }
  return found;
}
const isAttachment = (id: string | undefined) => id?.startsWith('att-') ?? false;
const isTable = (id: string | undefined) => id?.startsWith('tgw-rtb-') ?? false;

test('what a packet crosses of transit gateways, their tables lead through', () => {
  let crossed = 0;
  check(networks, RUNS, (network) => {
    const compiled = compile(snapshotOfNetwork(network));
    for (const packet of network.packets) {
      const answer = findPath(compiled, parseQuestion(compiled, questionOf(packet)));
      const [part] = explain(compiled, answer).parts;
      const trip = answer.parts[0]?.witness.trip;
      // Behind a box that opens another leg, another address is looked up.
      if (!part || !trip || trip.next || trip.join) continue;
      for (const way of crossings(part.request.map(({ component }) => component))) {
        crossed++;
        // The two sides of a peering may share one id: the gateway of the table beside it tells which is meant.
        const side = (id: string | undefined, table: string | undefined) =>
          `${id}@${compiled.get('transitGatewayRouteTable', table)?.transitGatewayId}`;
        const text = { from: side(way[0], way[1]), to: `${side(way.at(-1), way.at(-2))}/${packet.to}` };
        const { forward } = analyzeRoutes(compiled, parseRouteQuestion(compiled, text));
        // A trace tells such an id once.
        const ways = forward.ways.map(({ hops }) =>
          hops.map(({ component }) => component).filter((id, i, all) => id !== all[i - 1]),
        );
        if (forward.result === 'not-connected' || !ways.some((one) => one.join() === way.join())) {
          throw breaks(
            `${way.join(' ')}: ${forward.result} ${forward.reason?.code} ${JSON.stringify(ways)}`,
            network,
            packet,
          );
        }
      }
    }
  });
  // A quick run may meet none.
  if (!process.env.HOPWISE_RUNS) expect(crossed).toBeGreaterThan(0);
});
