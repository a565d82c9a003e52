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
import fc from 'fast-check';
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
const PAIRS = Number(process.env.HOPWISE_PAIRS ?? 150);
const PACKETS = 6;
const STRANGERS = new Set([...OUTSIDE, ...OUTSIDE6, ...ODD, ...ODD6]);
const CLIENT_PORTS = [1024, 9000, 32_767, 40_000, 61_001];
/** In the ranges of sites, where there are such. */
const AT_SITES = ['10.20.7.9', '10.20.9.9', '192.168.7.9', '192.168.9.9', '172.20.9.9'];

type Sender = Question['senders'][number];
type Target = Question['targets']['inside'][number];

const counted = { samples: 0, blocked: 0 };

test.each([
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: `with ${SUPPORTED.join(', ')}`, parts: SUPPORTED },
  { name: 'with sites', parts: ['hybrid', 'transitGateway'] as readonly Part[] },
])('oracle, walker and estate say the same of one packet, in networks $name', { timeout: 3_600_000 }, ({ parts }) => {
  check(fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), fc.nat()), 6, ([asked, seed]) => {
    const snapshot = snapshotOfNetwork(asked);
    const own = ownAddresses(asked.resources);
    const sites = sitesWith(snapshot);
    const from = [
      ...own.map(({ id, address }) => `${id}/${address}`),
      ...[...OUTSIDE, ...OUTSIDE6].map((address) => `internet/${address}`),
      ...[...sites].map(([address, name]) => `onprem:${name}/${address}`),
    ];
    const publics = JSON.stringify(asked.resources).matchAll(/"(203\.0\.113\.\d+)"/g);
    const to = new Set([
      ...own.map(({ address }) => address),
      ...[...publics].flatMap(([, one]) => one ?? []),
      ...STRANGERS,
      ...sites.keys(),
    ]);
    compare({ snapshot, sites, random: createRandom(seed), from: from.join(), to: [...to].join() });
  });
  if (process.env.HOPWISE_STATISTICS) console.log(`samples: ${counted.samples}`);
  expect(counted.blocked / counted.samples).toBeLessThan(0.9);
});

/** By address, the site that has it. */
function sitesWith({ settings }: Snapshot): ReadonlyMap<string, string> {
  return new Map(
    AT_SITES.flatMap((address) => {
      const isThere = (prefix: string) => address.startsWith(prefix.replace(/0\.0\/16$/, ''));
      const [name] = Object.keys(settings.sites).filter((one) => settings.sites[one]?.prefixes.some(isThere));
      return name === undefined ? [] : [[address, name] as const];
    }),
  );
}

interface Asked {
  readonly snapshot: Snapshot;
  readonly sites: ReadonlyMap<string, string>;
  readonly random: Random;
  readonly from: string;
  readonly to: string;
}

function compare({ snapshot, sites, random, from, to }: Asked): void {
  const network = compile(snapshot);
  const clientPort = random.pick(CLIENT_PORTS);
  const question = questionAbout(network, { from, to, sourcePort: clientPort });
  if (!question) return;
  const told = new Told(network, question);
  for (let i = 0; i < PAIRS; i++) {
    const sender = random.pick(question.senders);
    const targets = question.targets[sender.end === 'internet' ? 'outside' : 'inside'];
    const target = random.pick(targets.filter((one) => one.family === sender.family && isAsked(sender, one, sites)));
    if (!target) continue;
    const [walker, estate] = [walked(network, question, sender, target), told.of(sender, target)];
    for (let n = 0; n < PACKETS; n++) {
      const service = anyService(random, sender.family === 6);
      const packet = packetOf(sender, target, sites, { ...service, sourcePort: clientPort });
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

/** What hosts of the internet, or of one site, have to do with each other is nobody's business here. */
function isAsked(sender: Sender, target: Target, sites: ReadonlyMap<string, string>): boolean {
  const [from, to] = [addressOf(sender), addressOf(target)];
  // Sites have ranges of 16 bits.
  const range = from.slice(0, from.lastIndexOf('.', from.lastIndexOf('.') - 1) + 1);
  return sites.has(from) ? !to.startsWith(range) : sender.end !== 'internet' || !STRANGERS.has(to);
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

function packetOf(
  sender: Sender,
  target: Target,
  sites: ReadonlyMap<string, string>,
  { sourcePort, ...service }: Omit<Packet, 'from' | 'to'>,
): Packet {
  const address = addressOf(sender);
  const site = sites.get(address);
  const own = sender.end === 'internet' ? { internet: address } : { networkInterfaceId: sender.end, address };
  const hasPorts = service.protocol === 6 || service.protocol === 17;
  const from = site === undefined ? own : { site, address };
  return { from, to: addressOf(target), ...service, ...(hasPorts ? { sourcePort } : {}) };
}

function addressOf({ address }: Sender | Target): string {
  return formatPrefix(address).replace(/\/\d+$/, '');
}
