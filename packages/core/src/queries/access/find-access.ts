import type { Network } from '../../engine/network.ts';
import type { ComponentId } from '../../model/route.ts';
import { NONE, type ServiceSetId } from '../../net/service-set.ts';
import { isOutsider } from '../positions.ts';
import { clientPortsAsked } from '../services-asked.ts';
import { type Asked, askedBy } from './asked.ts';
import { type AccessFinding, Gatherer, keyOfSender, keyOfTarget } from './gather.ts';
import { type Rule, type Rules, rulesOf } from './rules.ts';
import { Ruling } from './ruling.ts';
import type { Scope } from './scope.ts';
import { unknownPlaces } from './scope-ends.ts';
import { type Told, tell } from './tell.ts';

/** All that a network access scope finds, and how much was asked to say so. */
export interface AccessAnswer {
  readonly scope: Scope;
  /** Ranked: those that are sure first; what is delivered and not answered is apart, last. */
  readonly findings: readonly AccessFinding[];
  readonly pairs: {
    readonly asked: number;
    readonly reachable: number;
    readonly unknown: number;
    readonly 'forward-only': number;
  };
  readonly senders: number;
  readonly targets: number;
  /** The services that were asked for. */
  readonly services: ServiceSetId;
  /** Places of which nothing tells who is there: sites without addresses, VPCs that were not read. */
  readonly unasked: readonly ComponentId[];
}

export interface AccessOptions {
  /** Only delivery is asked, as Network Access Analyzer does. */
  readonly oneWay?: boolean | undefined;
}

export function findAccess(network: Network, scope: Scope, options: AccessOptions = {}): AccessAnswer {
  const gatherer = new Gatherer(network);
  const rules = rulesOf(network, scope);
  const isApart = tellsPortsApart(rules);
  const asked = isApart ? countOf(network, rules, options) : new AskedCount();
  for (const pass of passesOf(network, rules, options)) {
    for (const told of tell(network, pass.rules, pass.number, pass.asked)) gatherer.add(told, pass.clientPorts);
    if (!isApart) asked.add(pass);
  }
  const pool = network.admissions.services;
  const isAnybodyAsked = rules.match.some(({ from, to }) => !from || !to);
  return {
    scope,
    findings: gatherer.findings(),
    pairs: { asked: asked.pairs, ...gatherer.counts },
    senders: asked.senders.size,
    targets: asked.targets.size,
    services: rules.match.reduce((all, { services }) => pool.union(all, services), NONE),
    unasked: isAnybodyAsked ? unknownPlaces(network) : [],
  };
}

/** How many pairs a scope asks for. */
export function countAccess(network: Network, scope: Scope, options: AccessOptions = {}): number {
  return countOf(network, rulesOf(network, scope), options).pairs;
}

/** A pair is asked once, however many parts of the client's ports it is asked about. */
function countOf(network: Network, rules: Rules, options: AccessOptions): AskedCount {
  const asked = new AskedCount();
  const usual = clientPortsAsked(network.admissions.services, undefined);
  for (const pass of passesOfPart(network, rules, usual, options)) asked.add(pass);
  return asked;
}

/** The same pair by pair, as it is found: never more of it in memory than one place of targets. */
export function* tellAccess(network: Network, scope: Scope, options: AccessOptions = {}): Generator<Told> {
  for (const { rules, number, asked, clientPorts } of passesOf(network, rulesOf(network, scope), options)) {
    for (const told of tell(network, rules, number, asked)) {
      yield clientPorts === undefined ? told : { ...told, clientPorts };
    }
  }
}

interface Pass {
  readonly rules: Rules;
  readonly number: number;
  readonly asked: Asked;
  /** Where rules tell some apart. */
  readonly clientPorts: ServiceSetId | undefined;
}

/** One for each rule that matches, and each part of the client's ports that rules tell apart. */
function* passesOf(network: Network, all: Rules, options: AccessOptions): Generator<Pass> {
  const pool = network.admissions.services;
  const usual = clientPortsAsked(pool, undefined);
  const isApart = tellsPortsApart(all);
  for (const clientPorts of portParts(network, all, usual)) {
    const applies = (rule: Rule) => pool.isSubset(clientPorts, rule.clientPorts ?? usual);
    const rules = { match: all.match.filter(applies), exclude: all.exclude.filter(applies) };
    for (const pass of passesOfPart(network, rules, clientPorts, options)) {
      yield { ...pass, clientPorts: isApart ? clientPorts : undefined };
    }
  }
}

function* passesOfPart(
  network: Network,
  rules: Rules,
  clientPorts: ServiceSetId,
  { oneWay = false }: AccessOptions,
): Generator<Omit<Pass, 'clientPorts'>> {
  const pool = network.admissions.services;
  const services = rules.match.reduce((sum, one) => pool.union(sum, one.services), NONE as ServiceSetId);
  for (const [number, rule] of rules.match.entries()) {
    const asking = { ignore: new Set<never>(), clientPorts, services };
    const asked = askedBy(network, rule, [...rules.match, ...rules.exclude], { asking, oneWay, services });
    yield { rules, number, asked };
  }
}

function tellsPortsApart({ match, exclude }: Rules): boolean {
  return [...match, ...exclude].some(({ clientPorts }) => clientPorts !== undefined);
}

function portParts(network: Network, { match, exclude }: Rules, usual: ServiceSetId): readonly ServiceSetId[] {
  const pool = network.admissions.services;
  const named = [...match, ...exclude].flatMap(({ clientPorts }) => clientPorts ?? []);
  const whole = named.reduce((all, one) => pool.union(all, one), usual);
  return [usual, ...named].reduce<readonly ServiceSetId[]>(
    (parts, set) =>
      parts.flatMap((part) => [pool.intersect(part, set), pool.subtract(part, set)]).filter((part) => part !== NONE),
    [whole],
  );
}

/** Who was asked, each counted once however many rules mean it. */
class AskedCount {
  readonly senders = new Set<string>();
  readonly targets = new Set<string>();
  pairs = 0;

  add({ rules, number, asked }: Omit<Pass, 'clientPorts'>): void {
    this.pairs += new Ruling(rules, number).count(asked, isOutsider);
    const { senders, targets } = asked.everybody;
    for (const one of senders) this.senders.add(keyOfSender(one));
    for (const one of [...targets.inside, ...targets.outside]) this.targets.add(keyOfTarget(one));
  }
}
