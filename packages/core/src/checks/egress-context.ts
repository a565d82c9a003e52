import { formatServices } from '../aws/format-services.ts';
import type { ComponentId } from '../model/route.ts';
import { ICMP, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { Egress, Outlet } from '../queries/egress.ts';
import { internetShare } from '../queries/internet-share.ts';
import { namesIn } from '../queries/port-table.ts';
import type { Sender } from '../queries/positions.ts';
import { checksOf } from '../queries/witness-chain.ts';
import type { CheckContext, Found, Lacking } from './check.ts';
import { chainOf, lackingOf, placeOfComponent } from './exposure-context.ts';
import { named, servicesText, shortened } from './exposure-words.ts';
import { lackingLists } from './unread.ts';

/** What the checks of `exposure --egress` ask: what reaches the internet, worked out once. */
export interface EgressContext extends CheckContext {
  readonly egress: Egress;
}

/** Ends that reach the internet, by the gateway that they leave by; all of the internet on all ports, or less. */
export function* leaving(context: EgressContext, isAll: boolean): Iterable<Found | Lacking> {
  const { network, egress } = context;
  yield* lackingLists(network, 'networkInterface');
  for (const outlet of egress.outlets) {
    if (outlet.verdict === 'unknown') {
      for (const sender of outlet.senders) yield undecided(context, outlet, sender);
    } else if (isUnrestricted(context, outlet) === isAll) {
      for (const sender of outlet.senders) yield found(context, outlet, sender);
    }
  }
  for (const { end, stop } of egress.question.senders)
    if (stop)
      yield lackingOf(
        network,
        egress.question,
        { end, stop, services: egress.question.services, witness: undefined },
        REACHES,
      );
}

const REACHES = (what: string) => `Whether it reaches the internet on ${what}`;

/** Connections to anybody, on any port; nothing listens on port 0, and many rules begin at 1. */
export function isUnrestricted({ network, egress }: EgressContext, { services, to }: Outlet): boolean {
  const pool = network.admissions.services;
  const isAny = (all: ServiceSetId) => pool.isSubset(all, services);
  return (
    (isAny(pool.of([TCP + 1, UDP])) || isAny(pool.of([UDP + 1, ICMP]))) &&
    internetShare(network, egress.targets, to).isWide
  );
}

function found(context: EgressContext, outlet: Outlet, sender: Sender): Found {
  const { network, egress } = context;
  const { services, verdict, ways, to, witness } = outlet;
  const { end, family } = sender;
  const whom = internetShare(network, egress.targets, to);
  const pool = network.admissions.services;
  const said = verdict === 'reachable' ? 'replies come back' : 'replies do not come back';
  return {
    component: end,
    rule: [...new Set([...ways.flatMap((way) => way.at(-1) ?? []), `IPv${family}`])].join(' '),
    message: `${servicesText(network, services)} to ${shortened(whom.said.map(named))}, by ${ways.map(wayText).join(' or ')}: ${said}.`,
    get evidence() {
      const own = { sender, target: witness.target, services, verdict };
      return chainOf(checksOf(network, egress.question, own));
    },
    exposure: {
      parts: [
        {
          proof: verdict === 'reachable' ? 'answered' : 'delivered',
          services: formatServices(pool, services),
          names: namesIn(pool, services).map(({ name }) => name),
          internet: whom.exact,
          isWide: whom.isWide,
        },
      ],
      via: [],
      ways,
    },
    place: placeOfComponent(network, end),
  };
}

export function wayText(way: readonly ComponentId[]): string {
  return way.join(' → ');
}

function undecided(
  { network, egress }: EgressContext,
  { services, witness, verdict }: Outlet,
  sender: Sender,
): Lacking {
  const own = { sender, target: witness.target, services, verdict };
  return lackingOf(network, egress.question, { end: sender.end, services, witness: own }, REACHES);
}
