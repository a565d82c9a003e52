import { idOf } from './attributes.ts';
import type { Draft, Written } from './draft.ts';
import { resourcesOf, type Stack, typeOf } from './stack.ts';
import { isMap, listOf, Unknown, type Value } from './value.ts';

/** Rules and routes that may be there: of what they belong to, everything else is unknown. */
const OWNERS: Readonly<Record<string, string>> = {
  aws_route: 'route_table_id',
  aws_security_group_rule: 'security_group_id',
  aws_network_acl_rule: 'network_acl_id',
  aws_ec2_transit_gateway_route: 'transit_gateway_route_table_id',
};

/** What a resource leaves open of which nobody can tell whether it is there; other things are left out. */
export function undecided(draft: Draft, why: Unknown): readonly Draft[] {
  const owner = OWNERS[draft.type];
  if (!owner) return [];
  const { type } = draft;
  const kept = new Set([owner, 'type', 'egress', 'id']);
  const unknown = Object.entries(draft.with).map(([name, value]): [string, Value | undefined] => [
    name,
    kept.has(name) || value === undefined ? value : why,
  ]);
  return [
    { ...draft, with: { ...Object.fromEntries(unknown), ...(type === 'aws_security_group_rule' ? anyone(why) : {}) } },
  ];
}

function anyone(why: Unknown): Record<string, Value> {
  return { protocol: why, cidr_blocks: [why] };
}

export const EMPTIES_DEFAULT_GROUP = 'Custom::VpcRestrictDefaultSG';

/** Resources that code of somebody makes may change whatever they name: nobody can tell how. */
export function changedByOthers(written: Written, stacks: readonly Stack[]): readonly Draft[] {
  const { type } = written;
  if (!/^Custom::|::CustomResource$/.test(type)) return [];
  const named = [...new Set(textsIn(Object.values(written.properties)))];
  if (type === EMPTIES_DEFAULT_GROUP) {
    const group = named.find((one) => one.endsWith('#default-group'));
    return group
      ? [{ type: 'aws_default_security_group', with: { id: group, vpc_id: group.slice(0, -'#default-group'.length) } }]
      : [];
  }
  const why = new Unknown(`!GetAtt ${written.logicalId}`);
  const types = typesById(stacks);
  return named.flatMap((id, i) => anythingOf(id, types.get(id), why, i === 0 ? '' : `change${i}`));
}

/** A macro that runs on a resource alone may add rules and routes to it. */
export function transformed({ id, type, logicalId }: Written, drafts: readonly Draft[]): readonly Draft[] {
  const why = new Unknown(`Fn::Transform of ${logicalId}`);
  const known = drafts.flatMap((draft) => (OWNERS[draft.type] ? undecided(draft, why) : [draft]));
  return [...known, ...anythingOf(id, type, why, 'transformed')];
}

/** Any rule, route or entry of a thing, of which nobody can tell what it does. */
function anythingOf(id: string, type: string | undefined, why: Unknown, part: string): readonly Draft[] {
  switch (type) {
    case 'AWS::EC2::RouteTable':
      return [
        { type: 'aws_route', part, with: { route_table_id: id, destination_prefix_list_id: why, gateway_id: why } },
      ];
    case 'AWS::EC2::TransitGatewayRouteTable':
      return [{ type: 'aws_ec2_transit_gateway_route', part, with: { transit_gateway_route_table_id: id } }];
    case 'AWS::EC2::SecurityGroup':
      return (['ingress', 'egress'] as const).map((direction) => ({
        type: 'aws_security_group_rule',
        part: `${part}${direction}`,
        with: { type: direction, security_group_id: id, ...anyone(why) },
      }));
    case 'AWS::EC2::NetworkAcl':
      return ['true', 'false'].map((egress) => ({
        type: 'aws_network_acl_rule',
        part: `${part}${egress}`,
        with: { network_acl_id: id, egress },
      }));
    default:
      return [];
  }
}

const known = new WeakMap<readonly Stack[], ReadonlyMap<string, string>>();

function typesById(stacks: readonly Stack[]): ReadonlyMap<string, string> {
  const found =
    known.get(stacks) ??
    new Map(
      stacks.flatMap((stack) =>
        Object.entries(resourcesOf(stack)).map(([name, one]) => [idOf(stack, name), typeOf(one)] as const),
      ),
    );
  known.set(stacks, found);
  return found;
}

function textsIn(values: readonly Value[], depth = 0): readonly string[] {
  if (depth > 5) return [];
  return values.flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (isMap(value)) return textsIn(Object.values(value), depth + 1);
    return Array.isArray(value) ? textsIn(listOf(value), depth + 1) : [];
  });
}
