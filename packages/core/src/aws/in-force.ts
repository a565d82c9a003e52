import type { Change } from '../model/change.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ComponentId } from '../model/route.ts';
import { aclOfSubnet, aclRuleEvidence } from './acl-filters.ts';
import { aclRules } from './acl-rules.ts';
import { tableOfSubnet } from './associated-table.ts';
import { routeEvidence } from './emission.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { propagatedTo, withdrawnWith } from './propagated-routes.ts';
import type { Kind, RecordOfKind } from './record-types.ts';
import { NOT_LISTED } from './route-choice.ts';
import { destinationText } from './route-table.ts';
import { targetOf } from './route-target.ts';
import { describeRule } from './security-rule-text.ts';
import { rulesOf } from './security-rules.ts';
import { withoutTransitRoute } from './transit-gateway-edits.ts';
import { listedRoutes } from './transit-gateway-table.ts';

/** A rule or a route, in words, and what switching it off changes; nothing where it is not the owner's to lose. */
export interface Stated {
  readonly evidence: Evidence;
  readonly off: readonly Change[];
}

/** The rules of one object in one direction, or the routes of one table. */
export interface RuleList {
  readonly of: ComponentId;
  readonly title: 'routes' | 'ingress rules' | 'egress rules';
  /** Undefined where the input does not hold them. */
  readonly rules: readonly Stated[] | undefined;
}

/** What decides about the packets of a component, in the order in which those that leave it meet it. */
export function inForce(net: Lookup, id: ComponentId): readonly RuleList[] {
  const instance = interfaceIndex(net).holdersOfInstance(id);
  if (instance.length > 0) return unique(instance.flatMap(({ at }) => ofInterface(net, at)));
  for (const [kind, list] of Object.entries(LISTS)) if (net.get(kind as Kind, id)) return list(net, id);
  return [];
}

const LISTS: { readonly [K in Kind]?: (net: Lookup, id: ComponentId) => readonly RuleList[] } = {
  networkInterface: ofInterface,
  subnet: ofSubnet,
  natGateway: (net, id) => ofSubnet(net, net.get('natGateway', id)?.subnetId ?? ''),
  routeTable: (net, id) => [routesOf(net, net.get('routeTable', id))],
  networkAcl: (net, id) => aclLists(net, net.get('networkAcl', id)),
  securityGroup: groupLists,
  transitGatewayRouteTable: (net, id) => [transitRoutes(net, id)],
};

function ofInterface(net: Lookup, id: ComponentId): readonly RuleList[] {
  const holder = interfaceIndex(net).holderOf(id);
  const groups = (net.get('networkInterface', id)?.groups ?? []).flatMap((one) => one?.groupId ?? []);
  const guarded = holder?.role.isUngrouped ? [] : groups.flatMap((group) => groupLists(net, group));
  return [...guarded, ...ofSubnet(net, holder?.subnetId ?? '')];
}

function ofSubnet(net: Lookup, id: ComponentId): readonly RuleList[] {
  const subnet = net.get('subnet', id);
  if (!subnet) return [];
  return [routesOf(net, tableOfSubnet(net, id, subnet.vpcId ?? '')), ...aclLists(net, aclOfSubnet(net, id))];
}

function groupLists(net: Lookup, id: ComponentId): readonly RuleList[] {
  const rules = rulesOf(net, id);
  return (['ingress', 'egress'] as const).map((direction) => ({
    of: id,
    title: `${direction} rules` as const,
    rules: rules?.[direction].map((rule): Stated => {
      const { source, place } = rule;
      const name = rule.id ? { rule: rule.id } : {};
      const text = describeRule(net, direction, rule);
      return {
        evidence: { component: id, effect: 'admits', ...name, text, source },
        off: [{ op: 'remove', component: place.component, at: place.at }],
      };
    }),
  }));
}

function aclLists(net: Lookup, acl: RecordOfKind<'networkAcl'> | undefined): readonly RuleList[] {
  const of = acl?.networkAclId ?? 'network ACL';
  return (['ingress', 'egress'] as const).map((direction) => ({
    of,
    title: `${direction} rules` as const,
    rules: acl && aclRules(net, acl, direction).map((rule) => statedEntry(net, acl, direction, rule)),
  }));
}

/** The last entry, which denies what is left, cannot be taken away (ACL-03). */
function statedEntry(
  net: Lookup,
  acl: RecordOfKind<'networkAcl'>,
  direction: 'ingress' | 'egress',
  rule: ReturnType<typeof aclRules>[number],
): Stated {
  const evidence = aclRuleEvidence(net, acl, direction, rule);
  const isFixed = evidence.rule === '*';
  return { evidence, off: isFixed ? [] : [{ op: 'remove', component: evidence.component, at: rule.pointer }] };
}

function routesOf(net: Lookup, table: RecordOfKind<'routeTable'> | undefined): RuleList {
  if (!table) return { of: 'route table', title: 'routes', rules: undefined };
  const { withoutRule } = net.recordType('routeTable');
  const listed = table.routes.map((route, position) => ({ route, position }));
  const implied = propagatedTo(net, table).map((route) => ({ route, position: NOT_LISTED }));
  const rules = [...listed, ...implied].flatMap(({ route, position }): readonly Stated[] => {
    if (!route) return [];
    const target = targetOf(route) ?? 'nothing';
    const off = withoutRule?.(table, destinationText(route), net).flatMap(({ changes }) => changes) ?? [];
    const evidence = routeEvidence(table, { route, target, position });
    const down = withdrawnWith(net, route);
    const isActive = !route.state || route.state === 'active';
    const state = down ? `withdrawn: ${down} is stated to be down` : isActive ? undefined : route.state;
    return [
      {
        evidence: state ? { ...evidence, effect: 'blocks', text: `${evidence.text} is ${state}` } : evidence,
        off: off.filter(({ at }) => at === `/Routes/${position}`),
      },
    ];
  });
  return { of: table.routeTableId ?? '', title: 'routes', rules };
}

function transitRoutes(net: Lookup, id: ComponentId): RuleList {
  const listing = net.get('transitGatewayRoutes', id);
  const rules = listing && listedRoutes(net, listing).map(({ route }) => route.evidence);
  return {
    of: id,
    title: 'routes',
    rules: rules?.map((evidence) => ({
      evidence,
      off: withoutTransitRoute(net, listing as NonNullable<typeof listing>, evidence.rule ?? '').flatMap(
        ({ changes }) => changes,
      ),
    })),
  };
}

/** Interfaces of one host share groups and subnets. */
function unique(lists: readonly RuleList[]): readonly RuleList[] {
  return [...new Map(lists.map((list) => [`${list.of} ${list.title}`, list])).values()];
}
