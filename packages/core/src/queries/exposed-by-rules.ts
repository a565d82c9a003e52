import { type Holder, interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import type { Trip } from '../engine/trip.ts';
import { groupBy } from '../model/group-by.ts';
import type { Family } from '../net/address.ts';
import { NONE } from '../net/service-set.ts';
import { type Exposed, endOf, onlyOnce, PROOFS, type Proof } from './exposure.ts';
import { type OpenRule, OpenRules } from './open-rules.ts';
import { PORT_CLASSES, servicesOfClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import { joinRanges } from './ranges.ts';
import { checksOf, partOf } from './witness-chain.ts';

/** Ends that rules leave open to the internet, with or without an address it can dial. */
export function exposedByRules(
  network: Network,
  question: Question,
  senders: readonly Sender[],
  targets: readonly Target[],
): readonly Exposed[] {
  const rules = new OpenRules(network, question, senders);
  const dialled = groupBy(targets, ({ at }) => at);
  const found = new Map<string, Exposed>();
  for (const holder of interfaceIndex(network).holders) {
    if (holder.role.neverEnds) continue;
    const own = dialled.get(holder.at) ?? [];
    for (const family of familiesOf(holder, own)) {
      const here = own.filter((target) => target.family === family);
      for (const open of rules.at(holder.at, family)) {
        for (const exposed of exposedBy(network, holder, family, open, here, senders)) {
          const key = `${exposed.end} ${exposed.portClass}`;
          found.set(key, better(network, found.get(key), exposed));
        }
      }
    }
  }
  return [...found.values()].map((one) => withHandshake(network, question, one));
}

function familiesOf({ prefixes }: Holder, own: readonly Target[]): ReadonlySet<Family> {
  return new Set([...prefixes, ...own].map(({ family }) => family));
}

function exposedBy(
  network: Network,
  { at }: Holder,
  family: Family,
  open: OpenRule,
  own: readonly Target[],
  senders: readonly Sender[],
): readonly Exposed[] {
  const pool = network.admissions.services;
  const [target] = own;
  const sender = senders[open.from[0] as number] as Sender;
  const proof: Proof = target ? 'address' : 'rule';
  return PORT_CLASSES.flatMap((portClass): readonly Exposed[] => {
    const services = pool.intersect(open.services, servicesOfClass(pool, portClass));
    if (services === NONE) return [];
    return [
      {
        end: endOf(network, at),
        portClass,
        proof,
        services,
        from: open.from,
        vias: own.map((one) => ({ target: one })),
        byFamily: { 4: family === 4 ? services : NONE, 6: family === 6 ? services : NONE },
        rule: { at, sender, services },
        witness: target && { sender, target, services, verdict: 'blocked' },
      },
    ];
  });
}

/** The one with the better proof; both together where they have the same. */
function better(network: Network, known: Exposed | undefined, one: Exposed): Exposed {
  if (!known) return one;
  const [before, now] = [known, one].map(({ proof }) => PROOFS.indexOf(proof)) as [number, number];
  if (before !== now) return before > now ? known : one;
  const pool = network.admissions.services;
  return {
    ...known,
    services: pool.union(known.services, one.services),
    from: joinRanges([known.from, one.from]),
    vias: onlyOnce([...known.vias, ...one.vias]),
    byFamily: {
      4: pool.union(known.byFamily[4], one.byFamily[4]),
      6: pool.union(known.byFamily[6], one.byFamily[6]),
    },
  };
}

function isInspected({ request, next }: Trip): boolean {
  const steps = request.branches.flatMap((branch) => branch.steps);
  return steps.some((step) => step.kind === 'filter' && step.filter.flows) || (next !== undefined && isInspected(next));
}

/** A firewall that looks into a connection lets it open first: whoever only wants to know of it knows (NFW-06). */
function withHandshake(network: Network, question: Question, exposed: Exposed): Exposed {
  const { proof, witness } = exposed;
  if (proof !== 'address' || !witness) return exposed;
  if (!partOf(network, question, witness).witness.trips.some(isInspected)) return exposed;
  const isOpened = checksOf(network, question, witness).some(({ code }) => code === 'HANDSHAKE_ONLY');
  return isOpened ? { ...exposed, proof: 'delivered', isHandshakeOnly: true } : exposed;
}
