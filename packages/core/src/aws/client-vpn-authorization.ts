import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Step, Stop } from '../model/route.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { authorizationEdits, authorizationName, prefixOf } from './client-vpn-edits.ts';
import { longestCover } from './learned-routes.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

type Rule = RecordOfKind<'clientVpnAuthorizationRule'>;

/** Between names of groups, in `Locus.as`. */
export const AND = '+';

/** By what a user may send. */
export interface Authorized {
  readonly steps: readonly Step[];
  readonly evidence: Evidence;
}

/**
 * Whether a user of an endpoint may send to a destination (CVPN-02): the rules of the longest prefix decide, and they
 * only allow. `groups`: those of the user; undefined where nobody says.
 */
export function authorization(
  net: Lookup,
  endpoint: RecordOfKind<'clientVpnEndpoint'>,
  groups: string | undefined,
  family: Family,
  label: Label,
): Stop | Authorized {
  const id = endpoint.clientVpnEndpointId as string;
  const rules = rulesOf(net, id).filter((rule) => covers(net, rule, family, label));
  const longest = Math.max(-1, ...rules.map(lengthOf));
  const deciding = rules.filter((rule) => lengthOf(rule) === longest);
  const own = (groups?.split(AND) ?? []).filter((group) => group !== '');
  const allows = (rule: Rule) => rule.accessAll === true || (rule.groupId !== undefined && own.includes(rule.groupId));
  if (net.coverage('clientVpnAuthorizationRule', endpoint) !== 'complete') {
    return notCollected(net, id, 'clientVpnAuthorizationRule', id, endpoint);
  }
  const allowing = deciding.find(allows);
  if (allowing) {
    const name = authorizationName(allowing);
    const evidence = { component: id, effect: 'admits', rule: name, text: `authorized: ${name}` } as const;
    return { steps: defaultRuleNote(net, id, own, deciding[0] as Rule), evidence };
  }
  const named = [...new Set(deciding.flatMap(({ groupId }) => groupId ?? []))];
  const text =
    named.length > 0 ? `only ${named.join(', ')} may send there` : 'no authorization rule covers the destination';
  const evidence = { component: id, effect: 'blocks' as const, text };
  if (named.length > 0 && groups === undefined) {
    return { kind: 'unknown', code: 'CLIENT_VPN_GROUP_UNSTATED', at: id, evidence: [evidence] };
  }
  const wanted = { family, label, decided: deciding[0] && prefixOf(deciding[0]) };
  return {
    ...dropped(id, 'CLIENT_VPN_NOT_AUTHORIZED', evidence),
    mends: () => authorizationEdits(net, endpoint, wanted, own),
  };
}

/** What 0.0.0.0/0 allows a group that has a narrower rule too, AWS words in two ways. */
function defaultRuleNote(net: Lookup, id: ComponentId, own: readonly string[], rule: Rule): readonly Step[] {
  const isNarrow = (one: Rule) => lengthOf(one) > 0 && one.groupId !== undefined && own.includes(one.groupId);
  const isTwofold = lengthOf(rule) === 0 && rule.accessAll !== true && rulesOf(net, id).some(isNarrow);
  return isTwofold ? [{ kind: 'note', code: 'ASSUMED_CLIENT_VPN_DEFAULT_RULE', about: id }] : [];
}

function rulesOf(net: Lookup, id: ComponentId): readonly Rule[] {
  return net
    .all('clientVpnAuthorizationRule')
    .filter((rule) => rule.clientVpnEndpointId === id && works(rule.status?.code, 'active'));
}

function lengthOf(rule: Rule): number {
  return parsePrefix(rule.destinationCidr ?? '')?.length ?? -1;
}

function covers(net: Lookup, rule: Rule, family: Family, label: Label): boolean {
  const prefix = parsePrefix(rule.destinationCidr ?? '');
  return prefix !== null && longestCover(net, [prefix], family, label) !== undefined;
}
