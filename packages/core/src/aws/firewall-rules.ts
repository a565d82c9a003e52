import type { Evidence } from '../model/evidence.ts';
import type { Doubt } from '../model/route.ts';
import type { Source } from '../model/source.ts';
import type { Family } from '../net/address.ts';
import { constantMap } from '../net/address-map.ts';
import { ALL, ICMP, LINE_END, type ServicePool, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import { type Addresses, type Ports, YES } from './firewall-terms.ts';
import { isPorted, wholeProtocol } from './services.ts';

/** What an engine does with a packet that a rule decides. `handshake`: TCP connects, and its data is dropped (NFW-05). */
export type Effect = 'pass' | 'drop' | 'forward' | 'handshake';

/** A rule of either engine, for one family. */
export interface FirewallRule {
  /** Where it stands: a rule group, or the policy for its default actions. */
  readonly component: string;
  readonly name: string;
  readonly text: string;
  readonly at?: Source;
  readonly effect: Effect;
  /** False where it cannot be told whether it matches what its header says; then `doubt` says why. */
  readonly isSure: boolean;
  readonly doubt?: Doubt;
  readonly source: Addresses;
  readonly destination: Addresses;
  readonly isBothWays: boolean;
  readonly protocols: Protocols;
  readonly sourcePorts: Ports;
  readonly destinationPorts: Ports;
}

/** Numbers; `any` protocol, of which ports restrict TCP and UDP only; or only those two, where a rule names ports. */
export type Protocols = readonly number[] | 'any' | 'ported';

export const ANY_ADDRESS: Addresses = { map: constantMap(YES) };

/** What a rule says of every packet. */
export const EVERY_PACKET = {
  source: ANY_ADDRESS,
  destination: ANY_ADDRESS,
  isBothWays: false,
  protocols: 'any',
  sourcePorts: undefined,
  destinationPorts: undefined,
} as const;

/** The services of a rule whose packets go to some ports. */
export function servicesOf(pool: ServicePool, protocols: Protocols, ports: Ports): ServiceSetId {
  const numbers = typeof protocols === 'string' ? [6, 17] : protocols;
  const sets = numbers.map((protocol) => {
    if (!ports || !isPorted(protocol)) return wholeProtocol(pool, protocol);
    const part = protocol === 6 ? TCP : UDP;
    return pool.of(...ports.map(([from, to]) => [part + from, part + to] as const));
  });
  const portless = protocols === 'any' ? pool.of([ICMP, LINE_END]) : pool.of();
  return protocols === 'any' && !ports ? ALL : sets.reduce((a, b) => pool.union(a, b), portless);
}

/** The compiled rules of a firewall for one family, in the order in which its engines ask them; the last ones take everything. */
export interface FirewallRules {
  readonly family: Family;
  readonly stateless: readonly FirewallRule[];
  readonly stateful: readonly FirewallRule[];
  /** What comes without its beginning is dropped, or goes on as if it were new (NFW-09). */
  readonly midstream: 'drop' | 'continue';
}

const DOES: { readonly [E in Effect]: string } = {
  pass: 'passes',
  drop: 'drops',
  forward: 'hands to the stateful rules',
  handshake: 'drops the data of',
};

export function evidenceOf(rule: FirewallRule, what: string): Evidence {
  const { component, name, text, at, isSure, effect } = rule;
  const does = isSure ? DOES[effect] : `perhaps ${DOES[effect]}`;
  return {
    component,
    effect: effect === 'pass' || effect === 'forward' ? 'admits' : 'blocks',
    rule: name,
    text: `${text} ${does} ${what}`,
    ...(at ? { source: at } : {}),
  };
}
