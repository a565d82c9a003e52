import type { Raw } from '../oracle/build.ts';
import { ADDRESS, PORT } from './small-networks.ts';

/** An edit of raw resources, made without any of what is tested. */
export type RawEdit = (resources: readonly Raw[]) => readonly Raw[];

type Fields = Record<string, unknown>;
type List = readonly Fields[];

/** Everything that somebody could add, or take out of the way, to let the packet and its reply pass. */
export function openings(resources: readonly Raw[]): readonly RawEdit[] {
  return [1, 2].flatMap((k) => {
    const peer = `${ADDRESS[(3 - k) as 1 | 2]}/32`;
    const rule = { IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, IpRanges: [{ CidrIp: peer }] };
    return [
      append(`sg-${k}`, 'IpPermissions', rule),
      append(`sg-${k}`, 'IpPermissionsEgress', rule),
      ...[false, true].flatMap((egress) => entryEdits(resources, `acl-${k}`, egress, peer)),
      ...routeEdits(resources, k),
    ];
  });
}

/** Rules, entries and routes that can be taken away. */
export function removals(resources: readonly Raw[]): readonly RawEdit[] {
  return resources.flatMap((one): readonly RawEdit[] => {
    const { kind, fields } = one;
    if (kind === 'networkAcl') return positions(fields.Entries).map((i) => without(one, 'Entries', i));
    if (kind === 'routeTable') {
      const routes = fields.Routes as List;
      return routes.flatMap(({ GatewayId }, i) => (GatewayId === 'local' ? [] : [without(one, 'Routes', i)]));
    }
    if (kind !== 'securityGroup') return [];
    return ['IpPermissions', 'IpPermissionsEgress'].flatMap((list) =>
      (fields[list] as List).flatMap(({ IpRanges, ...rest }, i) =>
        positions(IpRanges).map((j) =>
          change(one, list, (all) => {
            const left = { ...rest, IpRanges: all[i]?.IpRanges ? tombstone(all[i].IpRanges as List, j) : [] };
            return all.map((each, at) => (at === i ? left : each));
          }),
        ),
      ),
    );
  });
}

/** Entries on the lowest numbers, and every denying entry away. */
function entryEdits(resources: readonly Raw[], id: string, egress: boolean, peer: string): readonly RawEdit[] {
  const own = resources.find(({ fields }) => fields.NetworkAclId === id) as Raw;
  const entries = own.fields.Entries as List;
  const first = Math.min(101, ...entries.flatMap((one) => (one.Egress === egress ? [Number(one.RuleNumber)] : [])));
  const allow = (RuleNumber: number, From: number, To: number) => ({
    RuleNumber,
    Egress: egress,
    RuleAction: 'allow',
    Protocol: '6',
    CidrBlock: peer,
    PortRange: { From, To },
  });
  const isDenying = (one: Fields) => one.Egress === egress && one.RuleAction === 'deny';
  // Numbers below every other, where there are any left; two edits of one list need two.
  const added = first > 2 ? [allow(first - 1, PORT, PORT), allow(first - 2, 1024, 65_535)] : [];
  return [
    ...added.map((entry) => append(id, 'Entries', entry)),
    ...entries.flatMap((one, i) => (isDenying(one) ? [without(own, 'Entries', i)] : [])),
    // What is added behind everything counts once nothing before it denies.
    ...(added.length === 0
      ? [append(id, 'Entries', allow(500, PORT, PORT)), append(id, 'Entries', allow(501, 1024, 65_535))]
      : []),
  ];
}

function routeEdits(resources: readonly Raw[], k: number): readonly RawEdit[] {
  const own = resources.find(({ fields }) => fields.RouteTableId === `rtb-${k}`) as Raw;
  const far = { DestinationCidrBlock: `10.${3 - k}.0.0/16`, VpcPeeringConnectionId: 'pcx-1', State: 'active' };
  return [
    change(own, 'Routes', (routes) => [
      ...routes.filter(({ DestinationCidrBlock }) => DestinationCidrBlock !== far.DestinationCidrBlock),
      far,
    ]),
    ...(own.fields.Routes as List).flatMap(({ State }, i) =>
      State === 'blackhole' ? [without(own, 'Routes', i)] : [],
    ),
  ];
}

/** Sets of so many of the edits. */
export function* subsets<T>(edits: readonly T[], count: number, from = 0): Generator<readonly T[]> {
  if (count === 0) yield [];
  else {
    for (let i = from; i <= edits.length - count; i++) {
      for (const rest of subsets(edits, count - 1, i + 1)) yield [edits[i] as T, ...rest];
    }
  }
}

function positions(list: unknown): readonly number[] {
  return [...(list as readonly unknown[]).keys()];
}

function append(id: string, list: string, element: object): RawEdit {
  return (resources) =>
    resources.map((one) =>
      one.fields.NetworkAclId === id || (one.kind === 'securityGroup' && one.fields.GroupId === id)
        ? { ...one, fields: { ...one.fields, [list]: [...(one.fields[list] as List), element] } }
        : one,
    );
}

function without(of: Raw, list: string, position: number): RawEdit {
  return change(of, list, (all) => tombstone(all, position));
}

/** Readers skip what is not there, and the other places stay what they were. */
function tombstone(list: List, position: number): List {
  return list.map((one, at) => (at === position ? (undefined as unknown as Fields) : one));
}

function change({ kind, fields }: Raw, list: string, edit: (list: List) => List): RawEdit {
  const key =
    { networkAcl: 'NetworkAclId', routeTable: 'RouteTableId', securityGroup: 'GroupId' }[kind as string] ?? '';
  return (resources) =>
    resources.map((one) =>
      one.kind === kind && one.fields[key] === fields[key]
        ? { ...one, fields: { ...one.fields, [list]: edit(one.fields[list] as List) } }
        : one,
    );
}
