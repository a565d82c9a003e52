import {
  compile,
  findPath,
  formatPrefix,
  type Network,
  parseQuestion,
  type Question,
  QuestionError,
  type Side,
  type Snapshot,
  survey,
  VERDICTS,
  type Verdict,
} from '@hopwise/core';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../bench/random.mjs';
import { judge, type Packet } from '../oracle/oracle.ts';
import { CounterExample, check, questionOf } from './asking.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';
import { ownAddresses } from './packet-ends.ts';
import { anyService, placeOnLine } from './packet-service.ts';
import { ODD, ODD6, OUTSIDE, OUTSIDE6 } from './packets.ts';
import { type Part, SUPPORTED } from './plan.ts';

/** Pairs of one network, and packets of each: what a network costs is shared by many. */
const PAIRS = 150;
const PACKETS = 6;
const STRANGERS = new Set([...OUTSIDE, ...OUTSIDE6, ...ODD, ...ODD6]);
const CLIENT_PORTS = [1024, 9000, 32_767, 40_000, 61_001];

type Sender = Question['senders'][number];
type Target = Question['targets']['inside'][number];

const counted = { samples: 0, blocked: 0 };

test.each([
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: `with ${SUPPORTED.join(', ')}`, parts: SUPPORTED },
])('oracle, walker and estate say the same of one packet, in networks $name', { timeout: 3_600_000 }, ({ parts }) => {
  check(askedNetworks({ min: 1, max: 1 }, parts), 20, (asked) => {
    const snapshot = snapshotOfNetwork(asked);
    const own = ownAddresses(asked.resources);
    const random = createRandom(own.length + JSON.stringify(asked.packets).length);
    const from = [
      ...own.map(({ id, address }) => `${id}/${address}`),
      ...[...OUTSIDE, ...OUTSIDE6].map((address) => `internet/${address}`),
    ];
    const publics = JSON.stringify(asked.resources).match(/203\.0\.113\.\d+/g) ?? [];
    const to = new Set([...own.map(({ address }) => address), ...publics, ...OUTSIDE, ...OUTSIDE6, ...ODD, ...ODD6]);
    compare(snapshot, random, from.join(), [...to].join());
  });
  if (process.env.HOPWISE_STATISTICS) console.log(`samples: ${counted.samples}`);
  expect(counted.blocked / counted.samples).toBeLessThan(0.9);
});

function compare(snapshot: Snapshot, random: Random, from: string, to: string): void {
  const network = compile(snapshot);
  const clientPort = random.pick(CLIENT_PORTS);
  const question = questionAbout(network, { from, to, sourcePort: clientPort });
  if (!question) return;
  const told = new Told(network, question);
  for (let i = 0; i < PAIRS; i++) {
    const sender = random.pick(question.senders);
    const targets = question.targets[sender.end === 'internet' ? 'outside' : 'inside'];
    const target = random.pick(targets.filter((one) => one.family === sender.family && isAsked(sender, one)));
    if (!target) continue;
    const [walker, estate] = [walked(network, question, sender, target), told.of(sender, target)];
    for (let n = 0; n < PACKETS; n++) {
      const packet = packetOf(sender, target, clientPort, anyService(random, sender.family === 6));
      const place = placeOnLine(packet);
      const answers = { oracle: judge(snapshot, packet).verdict, walker: walker(place), estate: estate?.(place) };
      counted.samples++;
      if (answers.oracle === 'blocked') counted.blocked++;
      if (new Set(Object.values(answers).filter((one) => one !== undefined)).size > 1)
        throw new CounterExample(
          `${JSON.stringify(answers)} (${judge(snapshot, packet).reason})`,
          snapshot,
          questionOf(packet),
        );
    }
  }
}

/** What hosts of the internet have to do with each other is nobody's business here. */
function isAsked(sender: Sender, target: Target): boolean {
  return sender.end !== 'internet' || !STRANGERS.has(formatPrefix(target.address).replace(/\/\d+$/, ''));
}

/** Every service is asked at once. */
function questionAbout(network: Network, text: Parameters<typeof parseQuestion>[1]): Question | undefined {
  try {
    return { ...parseQuestion(network, text), services: 1 };
  } catch (error) {
    // A network of which nothing was read has nobody to ask.
    if (error instanceof QuestionError) return undefined;
    throw error;
  }
}

type Answers = (place: number) => Verdict;

function walked(network: Network, question: Question, sender: Sender, target: Target): Answers {
  const both = { inside: [target], outside: [target] };
  const { parts } = findPath(network, { ...question, senders: [sender], targets: both });
  const pool = network.admissions.services;
  return (place) => parts.find(({ services }) => pool.has(services, place))?.verdict ?? 'blocked';
}

/** What the estate tells of pairs; of a host and itself it tells nothing, and nothing of those without a packet to follow. */
class Told {
  readonly #network: Network;
  readonly #sides: readonly { readonly side: Side; readonly results: ReadonlyMap<string, number> }[];

  constructor(network: Network, question: Question) {
    this.#network = network;
    this.#sides = survey(network, question).sides.map((side) => {
      const results = new Map<string, number>();
      side.estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
        for (let s = fromSender; s < toSender; s++)
          for (let t = fromTarget; t < toTarget; t++)
            results.set(keyOf(side.estate.senders[s] as Sender, side.estate.targets[t] as Target), result);
      });
      return { side, results };
    });
  }

  of(sender: Sender, target: Target): Answers | undefined {
    if (sender.stop || target.stop) return undefined;
    const key = keyOf(sender, target);
    const found = this.#sides.find(({ results }) => results.has(key));
    if (!found) return undefined;
    const parts = found.side.partition(found.results.get(key) as number, sender.family);
    const pool = this.#network.admissions.services;
    return (place) => VERDICTS.find((verdict) => pool.has(parts[verdict], place)) ?? 'blocked';
  }
}

function keyOf(sender: Sender, target: Target): string {
  return `${sender.end} ${formatPrefix(sender.address)} ${formatPrefix(target.address)} ${target.at}`;
}

function packetOf(sender: Sender, target: Target, clientPort: number, service: Partial<Packet>): Packet {
  const [source, to] = [sender.address, target.address].map((one) => formatPrefix(one).replace(/\/\d+$/, '')) as [
    string,
    string,
  ];
  const from = sender.end === 'internet' ? { internet: source } : { networkInterfaceId: sender.end, address: source };
  const hasPorts = service.protocol === 6 || service.protocol === 17;
  return { from, to, protocol: 6, ...service, ...(hasPorts ? { sourcePort: clientPort } : {}) };
}
