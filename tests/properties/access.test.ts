import {
  compile,
  findPath,
  type Network,
  parseQuestion,
  type Question,
  type Scope,
  tellAccess,
  VERDICTS,
} from '@hopwise/core';
import fc from 'fast-check';
import { test } from 'vitest';
import { CounterExample, checkUntil } from './asking.ts';
import { type AskedNetwork, askedNetworks, snapshotOfNetwork } from './networks.ts';
import { type Part, SUPPORTED } from './plan.ts';

type Sender = Question['senders'][number];
type Target = Question['targets']['inside'][number];
type Trip = NonNullable<ReturnType<typeof findPath>['parts'][number]['witness']['trip']>;

/** Pairs that a scope found something of, and those of which its ways differ. */
const counted = { found: 0, partly: 0, excluded: 0 };

const THROUGH = {
  'AWS::EC2::NatGateway': /^nat-/,
  'AWS::EC2::InternetGateway': /^igw-/,
  'AWS::EC2::VPCPeeringConnection': /^pcx-/,
  'AWS::EC2::TransitGatewayAttachment': /^(tgw-attach|att)-/,
} as const;
type ThroughType = keyof typeof THROUGH;

/** A scope in words that a test can hold every pair against by itself. */
interface Plan {
  readonly from: string;
  readonly to: string;
  readonly port: string | undefined;
  readonly through: ThroughType | undefined;
  readonly avoided: ThroughType | undefined;
  /** Addresses that packets leave, or arrive, with. */
  readonly source: string | undefined;
  readonly seen: string | undefined;
  readonly not: {
    readonly from: string | undefined;
    readonly port: string | undefined;
    readonly through: ThroughType | undefined;
  };
}

const type = fc.option(fc.constantFrom(...(Object.keys(THROUGH) as ThroughType[])), { nil: undefined, freq: 1 });
const plans: fc.Arbitrary<Plan> = fc.record({
  from: fc.constantFrom('*', 'internet', '*&!internet'),
  to: fc.constantFrom('*', '*&!internet', 'internet'),
  port: fc.constantFrom(undefined, undefined, '443', '0-1023'),
  through: type,
  avoided: fc.option(fc.constantFrom(...(Object.keys(THROUGH) as ThroughType[])), { nil: undefined, freq: 4 }),
  source: fc.constantFrom(undefined, undefined, undefined, '10.1.0.0/16', '10.0.0.0/8'),
  seen: fc.constantFrom(undefined, undefined, '10.0.0.0/8'),
  not: fc.record({
    from: fc.constantFrom(undefined, 'internet', '*&!internet'),
    port: fc.constantFrom(undefined, '443', '22-80'),
    through: type,
  }),
});

test.each([
  { name: 'without special parts', parts: [] as readonly Part[] },
  { name: `with ${SUPPORTED.join(', ')}`, parts: SUPPORTED },
])('a scope finds what the walker finds of every pair, in networks $name', { timeout: 300_000 }, ({ parts }) => {
  const runs = fc.tuple(askedNetworks({ min: 1, max: 1 }, parts), plans);
  const law = ([network, plan]: readonly [AskedNetwork, Plan]) => {
    const snapshot = snapshotOfNetwork(network);
    const differs = difference(compile(snapshot), plan);
    if (differs) throw new CounterExample(differs, snapshot, plan);
  };
  checkUntil(runs, 20, law, () => counted.found > 100 && counted.excluded > 10);
});

function scopeOf({ from, to, port, through, avoided, source, seen, not }: Plan): Scope {
  const header = (ports: string | undefined) => (ports ? { header: { destinationPorts: [ports] } } : {});
  const leaving = (ports: string | undefined, addresses: string | undefined) =>
    ports || addresses
      ? {
          header: {
            ...(ports ? { destinationPorts: [ports] } : {}),
            ...(addresses ? { sourceAddresses: [addresses] } : {}),
          },
        }
      : {};
  const hasExclusion = not.from !== undefined || not.port !== undefined || not.through !== undefined;
  return {
    name: 'planned',
    severity: 'high',
    match: [
      {
        from: { ends: { selector: from }, ...leaving(port, source) },
        to: { ends: { selector: to }, ...(seen ? { header: { sourceAddresses: [seen] } } : {}) },
        ...(through ? { through: [{ types: [through] }] } : {}),
        ...(avoided ? { notThrough: [{ types: [avoided] }] } : {}),
      },
    ],
    exclude: hasExclusion
      ? [
          {
            ...(not.from || not.port
              ? { from: { ...(not.from ? { ends: { selector: not.from } } : {}), ...header(not.port) } }
              : {}),
            ...(not.through ? { through: [{ types: [not.through] }] } : {}),
          },
        ]
      : [],
  };
}

function difference(network: Network, plan: Plan): string | undefined {
  let question: Question;
  try {
    question = parseQuestion(network, { from: plan.from, to: plan.to });
  } catch {
    return undefined;
  }
  const told = new Map<string, string>();
  for (const { side, senders, targets, found } of tellAccess(network, scopeOf(plan))) {
    for (const s of senders) {
      for (const t of targets) {
        const key = keyOf(side.senders[s] as Sender, side.targets[t] as Target);
        if (told.has(key)) return `told twice: ${key}`;
        told.set(key, [found.reachable, found.unknown, found['forward-only']].join());
      }
    }
  }
  for (const sender of question.senders) {
    const isOutsider = sender.end === 'internet';
    for (const target of isOutsider ? question.targets.outside : question.targets.inside) {
      // What hosts outside say to one another is nobody's question.
      if (isOutsider && target.ends === undefined) continue;
      if (target.family !== sender.family || target.host === sender.host) continue;
      const said = told.get(keyOf(sender, target)) ?? '0,0,0';
      const wanted = expected(network, plan, question, sender, target, said);
      if (wanted === undefined) continue;
      if (said !== '0,0,0') counted.found++;
      if (said !== wanted) return `${keyOf(sender, target)}: ${said} instead of ${wanted}`;
    }
  }
  return undefined;
}

/** The services found of a pair, as its own answer has them; undefined where its ways differ or nobody is asked. */
function expected(
  network: Network,
  plan: Plan,
  question: Question,
  sender: Sender,
  target: Target,
  said: string,
): string | undefined {
  const both = { inside: [target], outside: [target] };
  const { parts } = findPath(network, { ...question, senders: [sender], targets: both });
  if (parts.some(({ witness }) => witness.beside)) return undefined;
  const pool = network.admissions.services;
  const [tcp, udp] = [(ports: string) => rangeOf(ports, 0), (ports: string) => rangeOf(ports, 65_536)];
  const ported = (ports: string) => pool.of(tcp(ports), udp(ports));
  const trips = parts.flatMap(({ witness }) => witness.trips).filter((trip) => !isDropped(trip));
  const isOut = target.ends === undefined;
  const verdicts = new Set(
    trips.map((trip) => {
      const passed = passedBy(network, trip);
      const isOpen = lastOf(trip).request.end.kind === 'unknown';
      const passes = (one: ThroughType | undefined) => one === undefined || passed.some((id) => THROUGH[one].test(id));
      const isInternet = !isOut || passed.includes('internet');
      const isPast = plan.avoided !== undefined && passes(plan.avoided);
      const isFrom = startsIn(network, plan.source, sender.family, sender.source);
      const isSeen = startsIn(network, plan.seen, sender.family, lastOf(trip).request.source);
      const isMatch = ((passes(plan.through) && isInternet) || isOpen) && !isPast && isFrom && isSeen;
      let services = isMatch ? (plan.port ? ported(plan.port) : 1) : 0;
      const { not } = plan;
      const isMeant = not.from === undefined || (not.from === 'internet') === (sender.end === 'internet');
      const hasExclusion = not.from !== undefined || not.port !== undefined || not.through !== undefined;
      if (hasExclusion && isMeant && passes(not.through)) {
        services = pool.subtract(services, not.port ? ported(not.port) : 1);
        counted.excluded++;
      }
      return services;
    }),
  );
  const stopped = parts.some(({ witness }) => witness.stop);
  if (stopped) return undefined;
  const of = (verdict: string) =>
    parts.filter((part) => part.verdict === verdict).reduce((sum, part) => pool.union(sum, part.services), 0);
  if (verdicts.size > 1) {
    counted.partly++;
    // Some of its ways: never more than all of them give, and nothing that none of them is meant for.
    const [reachable = 0, unknown = 0, forwardOnly = 0] = said.split(',').map(Number);
    const meant = [...verdicts].reduce((sum, one) => pool.union(sum, one), 0);
    const all = VERDICTS.filter((verdict) => verdict !== 'blocked').reduce((sum, one) => pool.union(sum, of(one)), 0);
    const told = pool.union(reachable, pool.union(unknown, forwardOnly));
    const isSound = pool.isSubset(reachable, of('reachable')) && pool.isSubset(told, pool.intersect(meant, all));
    return isSound
      ? said
      : `no more than ${pool.intervals(all)} of ${pool.intervals(meant)}, reachable ${pool.intervals(of('reachable'))}`;
  }
  const services = [...verdicts][0] ?? 0;
  return VERDICTS.filter((verdict) => verdict !== 'blocked')
    .map((verdict) => pool.intersect(services, of(verdict)))
    .join();
}

/** Whether an address is in a range of whole bytes. */
function startsIn(network: Network, range: string | undefined, family: 4 | 6, label: number): boolean {
  if (range === undefined) return true;
  const bytes = Number(range.split('/')[1]) / 8;
  const start = `${range.split('.').slice(0, bytes).join('.')}.`;
  return network.formatLabel(family, label).startsWith(start);
}

function passedBy(network: Network, trip: Trip): readonly string[] {
  const own = trip.request.branches.flatMap(({ at, links }) => [
    ...(at ? [at] : []),
    ...links.flatMap((link) => network.topology.endsOf(link)),
  ]);
  const natted = trip.onward && 'end' in trip.onward ? [trip.request.end.at] : [];
  return [trip.leg.client, ...own, ...natted, trip.request.end.at, ...(trip.next ? passedBy(network, trip.next) : [])];
}

function isDropped(trip: Trip): boolean {
  const last = lastOf(trip);
  const { onward } = last;
  const ended = onward && 'ends' in onward && onward.ends !== 'here' ? onward.ends.kind : last.request.end.kind;
  return ended === 'dropped';
}

function lastOf(trip: Trip): Trip {
  return trip.next ? lastOf(trip.next) : trip;
}

function rangeOf(ports: string, from: number): readonly [number, number] {
  const [low = 0, high = low] = ports.split('-').map(Number);
  return [from + low, from + high + 1];
}

function keyOf(sender: Sender, target: Target): string {
  return `${sender.family} ${sender.end} ${sender.source} → ${target.at ?? ''} ${target.ends?.join() ?? ''} ${target.to}`;
}
