import type { FlowEnds } from '../model/route.ts';
import { valueAt } from '../net/address-map.ts';
import { type PortSlices, slicePorts } from '../net/port-slices.ts';
import { ALL, ICMP, NONE, type ServicePool, type ServiceSetId, TCP } from '../net/service-set.ts';
import { type Effect, type FirewallRule, servicesOf } from './firewall-rules.ts';
import { both, MAYBE, NO, type Ports } from './firewall-terms.ts';

/** What may become of packets; where two of the sets hold a service, it is not known which. */
export type Swept = { readonly [E in Effect]: ServiceSetId };

/** A rule that means packets between two addresses. */
export interface Matched {
  readonly rule: FirewallRule;
  readonly isSure: boolean;
  /** By the ports of the sender. */
  readonly from: Ports;
  readonly services: ServiceSetId;
  /** Those of them that have no ports, which ports of the sender do not restrict. */
  readonly portless: ServiceSetId;
}

/** The rules that mean packets between two addresses, in order. */
export function matching(pool: ServicePool, rules: readonly FirewallRule[], ends: FlowEnds): readonly Matched[] {
  const ported = pool.of([TCP, ICMP]);
  return rules.flatMap((rule) => {
    const forth = [rule.source, rule.destination, rule.sourcePorts, rule.destinationPorts] as const;
    const back = [rule.destination, rule.source, rule.destinationPorts, rule.sourcePorts] as const;
    return (rule.isBothWays ? [forth, back] : [forth]).flatMap(
      ([source, destination, from, to]): readonly Matched[] => {
        const means = both(valueAt(source.map, ends.source), valueAt(destination.map, ends.destination));
        if (means === NO) return [];
        const services = servicesOf(pool, rule.protocols, to);
        const portless = pool.subtract(services, ported);
        return [{ rule, isSure: rule.isSure && means !== MAYBE, from, services, portless }];
      },
    );
  });
}

/** The first rule that surely matches decides; those before it that may match leave several things possible. */
export function sweep(pool: ServicePool, matched: readonly Matched[]): PortSlices<Swept> {
  const bounds = matched.flatMap(({ from }) => (from ?? []).flat());
  return slicePorts(bounds, (port) => {
    const may = { pass: NONE, drop: NONE, forward: NONE, handshake: NONE };
    let left: ServiceSetId = ALL;
    for (const { rule, isSure, from, services, portless } of matched) {
      const met = pool.intersect(left, isFrom(from, port) ? services : portless);
      may[rule.effect] = pool.union(may[rule.effect], met);
      if (isSure) left = pool.subtract(left, met);
      if (left === NONE) break;
    }
    return may;
  });
}

function isFrom(ports: Ports, port: number): boolean {
  return !ports || ports.some(([from, to]) => from <= port && port < to);
}
