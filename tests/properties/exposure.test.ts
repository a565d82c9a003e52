import {
  compile,
  explain,
  exposedEnd,
  findEgress,
  findExposure,
  findPath,
  type Network,
  PORT_CLASSES,
  parseQuestion,
  type Question,
  QuestionError,
  servicesOfClass,
  type Verdict,
} from '@hopwise/core';
import { test } from 'vitest';
import { CounterExample, checkUntil } from './asking.ts';
import { type AskedNetwork, askedNetworks, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';

type Sender = Question['senders'][number];
type Target = Question['targets']['outside'][number];

/** What was compared, so that nobody takes an empty comparison for a proof. */
const counted = { answered: 0, delivered: 0, undecided: 0, outlets: 0, own: 0 };

test.each([
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: `with ${SUPPORTED.join(', ')}`, parts: SUPPORTED },
])(
  'exposure says of every end what each sender of the internet gets of it, in networks $name',
  {
    timeout: 300_000,
  },
  ({ parts }) => {
    const law = (asked: AskedNetwork) => {
      const snapshot = snapshotOfNetwork(asked);
      const network = compile(snapshot);
      const all = [...exposureDifferences(network), ...egressDifferences(network)];
      for (const difference of all) throw new CounterExample(difference, snapshot, {});
      const named = snapshotOfNetwork(namingOwn(asked));
      for (const difference of ownDifferences(compile(named))) throw new CounterExample(difference, named, {});
    };
    const isEnough = () => Math.min(...Object.values(counted)) > 0;
    checkUntil(askedNetworks({ min: 1, max: 1 }, parts), 25, law, isEnough);
  },
);

/** Asks one question for each pair of a sender and a dialled address, and gathers by end what exposure tells by end. */
function* exposureDifferences(network: Network): Iterable<string> {
  const exposure = unlessNobody(() => findExposure(network));
  if (!exposure) return;
  const { question } = exposure;
  const pool = network.admissions.services;
  const ends = new Map<string, Target[]>();
  for (const target of question.targets.outside) {
    const end = exposedEnd(network, target.at ?? target.host);
    if (!target.stop) ends.set(end, [...(ends.get(end) ?? []), target]);
  }
  for (const [end, targets] of ends) {
    const walked = walk(network, question, question.senders, targets);
    for (const portClass of PORT_CLASSES) {
      const all = servicesOfClass(pool, portClass);
      // What balancers hand to it is told apart.
      const told = exposure.exposed.find(
        (one) => one.end === end && one.portClass === portClass && !one.vias.some(({ through }) => through),
      );
      // By sender: what the end's parts say of it, and what came of asking for each of its addresses.
      const walkedBy = (verdict: Verdict) =>
        bySender(
          pool,
          walked.flatMap((one) =>
            one.verdict === verdict ? [{ ...one, services: pool.intersect(one.services, all) }] : [],
          ),
        );
      for (const [verdict, proof] of [
        ['reachable', 'answered'],
        ['forward-only', 'delivered'],
      ] as const) {
        const parts = told?.parts.filter((part) => part.proof === proof && !part.isHandshakeOnly) ?? [];
        const cells = parts.flatMap(({ services, from }) =>
          within(exposure.senders, from).map((sender) => ({ sender, services })),
        );
        const [said, wanted] = [bySender(pool, cells), walkedBy(verdict)];
        counted[proof] += wanted.length;
        if (said.join() !== wanted.join()) yield `${end} ${portClass} ${proof}: told ${said}, walked ${wanted}`;
      }
      const isUndecided = exposure.undecided.some((one) => one.end === end && one.portClass === portClass);
      if (!isUndecided && walkedBy('unknown').length > 0) yield `${end} ${portClass}: undecided ${isUndecided}`;
      if (isUndecided) counted.undecided++;
    }
  }
  for (const { end, vias, parts } of exposure.exposed) {
    const isBehind = vias.length > 0 && vias.every(({ through }) => through);
    const isProven = parts.some(({ proof }) => proof === 'answered' || proof === 'delivered');
    if (!ends.has(end) && !isBehind && isProven) yield `${end} is nobody`;
  }
}

function bySender(
  pool: Network['admissions']['services'],
  cells: readonly { readonly sender: Sender; readonly services: number }[],
): readonly string[] {
  const found = new Map<string, number>();
  for (const { sender, services } of cells)
    if (services !== 0) found.set(nameOf(sender), pool.union(found.get(nameOf(sender)) ?? 0, services));
  return [...found].map(([name, services]) => `${name}: ${services}`).sort();
}

/** The same network, whose groups admit one public address of its own each instead of everybody. */
function namingOwn(asked: AskedNetwork): AskedNetwork {
  const text = JSON.stringify(asked.resources.filter(({ kind }) => kind === 'networkInterface'));
  const own = [...new Set([...text.matchAll(/"PublicIp":"([\d.]+)"/g)].map(([, address]) => address))];
  if (own.length === 0) return asked;
  const resources = asked.resources.map((resource, at) => {
    if (resource.kind !== 'securityGroup') return resource;
    const ingress = JSON.stringify(resource.fields.IpPermissions ?? []);
    const named = ingress.replaceAll('"0.0.0.0/0"', `"${own[at % own.length]}/32"`);
    return { ...resource, fields: { ...resource.fields, IpPermissions: JSON.parse(named) } };
  });
  return { ...asked, resources };
}

/** What our own hosts get of a public address over the internet, and nobody out there does. */
function* ownDifferences(network: Network): Iterable<string> {
  const exposure = unlessNobody(() => findExposure(network));
  if (!exposure) return;
  const pool = network.admissions.services;
  const { question, own } = exposure;
  const everybody = parseQuestion(network, { from: '*', to: 'internet' }).senders;
  const delivered = (
    found: readonly { readonly verdict: Verdict; readonly services: number }[],
    ...verdicts: Verdict[]
  ) => found.reduce((sum, one) => (verdicts.includes(one.verdict) ? pool.union(sum, one.services) : sum), 0);
  for (const target of question.targets.outside) {
    if (target.stop || target.family !== 4 || !target.at) continue;
    const strangers = delivered(
      walk(network, question, question.senders, [target]),
      'reachable',
      'forward-only',
      'unknown',
    );
    for (const sender of everybody) {
      if (sender.stop || sender.end === 'internet' || sender.family !== 4 || sender.host === target.host) continue;
      const got = delivered(walk(network, question, [sender], [target]), 'reachable', 'forward-only');
      const wanted = crosses(network, question, sender, target) ? pool.subtract(got, strangers) : 0;
      const paths = own.filter(
        (one) =>
          one.target.to === target.to && one.senders.some((by) => by.source === sender.source && by.end === sender.end),
      );
      const told = paths.reduce((sum, { services }) => pool.union(sum, services), 0);
      if (told !== 0) counted.own++;
      if (told !== wanted) yield `${sender.end} → ${target.at}: told ${told}, walked ${wanted}`;
    }
  }
}

function crosses(network: Network, question: Question, sender: Sender, target: Target): boolean {
  const asked = { ...question, senders: [sender], targets: { inside: [target], outside: [target] } };
  const { parts } = explain(network, findPath(network, asked));
  return parts.some(({ request }) => request.some(({ component }) => component === 'internet'));
}

function* egressDifferences(network: Network): Iterable<string> {
  const egress = unlessNobody(() => findEgress(network));
  if (!egress) return;
  const pool = network.admissions.services;
  const told = new Map<string, number>();
  for (const { senders, to, verdict, services, ways } of egress.outlets) {
    counted.outlets++;
    if (verdict !== 'unknown' && ways.length === 0) yield 'an outlet has no way out';
    for (const sender of senders)
      for (const target of within(egress.targets, to)) {
        const key = `${nameOf(sender)} ${target.to} ${verdict}`;
        told.set(key, pool.union(told.get(key) ?? 0, services));
      }
  }
  for (const sender of egress.question.senders) {
    if (sender.stop) continue;
    for (const target of egress.question.targets.inside) {
      if (target.family !== sender.family) continue;
      for (const { verdict, services } of walk(network, egress.question, [sender], [target])) {
        if (verdict === 'blocked') continue;
        const key = `${nameOf(sender)} ${target.to} ${verdict}`;
        if (told.get(key) !== services) yield `${key}: told ${told.get(key)}, walked ${services}`;
        told.delete(key);
      }
    }
  }
  for (const key of told.keys()) yield `${key}: told, not walked`;
}

function walk(network: Network, question: Question, senders: readonly Sender[], targets: readonly Target[]) {
  return senders.flatMap((sender) =>
    targets
      .filter(({ family }) => family === sender.family)
      .flatMap((target) => {
        const both = { inside: [target], outside: [target] };
        const { parts } = findPath(network, { ...question, senders: [sender], targets: both });
        const pool = network.admissions.services;
        const verdicts = new Map<Verdict, number>();
        for (const { verdict, services } of parts)
          verdicts.set(verdict, pool.union(verdicts.get(verdict) ?? 0, services));
        return [...verdicts].map(([verdict, services]) => ({ sender, verdict, services }));
      }),
  );
}

function within<T>(list: readonly T[], ranges: readonly number[]): readonly T[] {
  return list.filter((_, at) => ranges.some((from, i) => i % 2 === 0 && from <= at && at < (ranges[i + 1] as number)));
}

function nameOf({ end, family, source }: Sender): string {
  return `${end} ${family} ${source}`;
}

/** A network of which nothing was read has nobody to ask. */
function unlessNobody<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof QuestionError) return undefined;
    throw error;
  }
}
