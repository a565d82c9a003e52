import { interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { Family } from '../net/address.ts';
import { NONE } from '../net/service-set.ts';
import { endOf } from './exposure.ts';
import { addWay, type KnownWays, type Share } from './known-ways.ts';
import { type OpenRule, OpenRules } from './open-rules.ts';
import { PORT_CLASSES, servicesOfClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import type { RangesPool } from './ranges.ts';
import { servicesOver } from './services-asked.ts';

const FAMILIES: readonly Family[] = [4, 6];

type Lists = Map<readonly OpenRule[], readonly Share[]>;

/** Adds what rules leave open to the internet, with or without an address that it can dial. */
export function addOpenEnds(
  known: KnownWays,
  network: Network,
  question: Question,
  senders: readonly Sender[],
  targets: readonly Target[],
  ranges: RangesPool,
): void {
  const rules = new OpenRules(network, question, senders, ranges);
  const dialled = groupBy(targets, ({ at }) => at);
  const lists: { readonly [P in 'address' | 'rule']: Lists } = { address: new Map(), rule: new Map() };
  for (const { at, role, prefixes } of interfaceIndex(network).holders) {
    if (role.neverEnds) continue;
    const own = dialled.get(at) ?? [];
    for (const family of FAMILIES) {
      const target = own.find((one) => one.family === family);
      if (!target && !prefixes.some((one) => one.family === family)) continue;
      const open = rules.at(at, family);
      const proof = target ? 'address' : 'rule';
      const shares = lists[proof].get(open) ?? sharesOf(network, question, senders, family, open, proof);
      lists[proof].set(open, shares);
      const way = { shares, rulesOf: at, ...(target ? { target } : {}) };
      if (shares.length > 0) addWay(known, endOf(network, at), way);
    }
  }
}

function sharesOf(
  network: Network,
  question: Question,
  senders: readonly Sender[],
  family: Family,
  open: readonly OpenRule[],
  proof: 'address' | 'rule',
): readonly Share[] {
  const pool = network.admissions.services;
  const asked = servicesOver(pool, question.services, family);
  return open.flatMap(({ services: all, from }) => {
    const admitted = pool.intersect(all, asked);
    const sender = senders[from[0] as number] as Sender;
    return PORT_CLASSES.flatMap((portClass): readonly Share[] => {
      const services = pool.intersect(admitted, servicesOfClass(pool, portClass));
      return services === NONE
        ? []
        : [{ portClass, verdict: 'blocked', proof, services, dialled: services, from, sender }];
    });
  });
}
