import type { Holder } from '../aws/holder.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import type { Family } from '../net/address.ts';
import { NONE } from '../net/service-set.ts';
import type { OpenEnd } from './exposed-ends.ts';
import { endOf } from './exposure.ts';
import { type OpenRule, OpenRules } from './open-rules.ts';
import { PORT_CLASSES, servicesOfClass } from './port-table.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import { servicesOver } from './services-asked.ts';

/** Ends that rules leave open to the internet, with or without an address it can dial. */
export function openEnds(
  network: Network,
  question: Question,
  senders: readonly Sender[],
  targets: readonly Target[],
): readonly OpenEnd[] {
  const rules = new OpenRules(network, question, senders);
  const dialled = groupBy(targets, ({ at }) => at);
  return interfaceIndex(network).holders.flatMap((holder): readonly OpenEnd[] => {
    if (holder.role.neverEnds) return [];
    const own = dialled.get(holder.at) ?? [];
    return [...familiesOf(holder, own)].flatMap((family) => {
      const target = own.find((one) => one.family === family);
      const asked = servicesOver(network.admissions.services, question.services, family);
      return rules.at(holder.at, family).flatMap((rule) => {
        const services = network.admissions.services.intersect(rule.services, asked);
        return openBy(network, holder, { ...rule, services }, target, senders);
      });
    });
  });
}

function familiesOf({ prefixes }: Holder, own: readonly Target[]): ReadonlySet<Family> {
  return new Set([...prefixes, ...own].map(({ family }) => family));
}

function openBy(
  network: Network,
  { at }: Holder,
  open: OpenRule,
  target: Target | undefined,
  senders: readonly Sender[],
): readonly OpenEnd[] {
  const pool = network.admissions.services;
  const end = endOf(network, at);
  const sender = senders[open.from[0] as number] as Sender;
  return PORT_CLASSES.flatMap((portClass): readonly OpenEnd[] => {
    const services = pool.intersect(open.services, servicesOfClass(pool, portClass));
    if (services === NONE) return [];
    const cell = {
      proof: target ? ('address' as const) : ('rule' as const),
      services,
      from: open.from,
      rule: { at, sender, services },
      ...(target ? { target } : {}),
      witness: () => target && { sender, target, services, verdict: 'blocked' as const },
    };
    return [{ end, portClass, cells: [cell] }];
  });
}
