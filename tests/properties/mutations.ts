import type { Kind } from '@hopwise/core';
import { type Raw, route } from '../oracle/build.ts';
import { balancerMutations } from './mutations-balancer.ts';
import { edgeMutations } from './mutations-edge.ts';
import { hybridMutations, withinVpcs } from './mutations-hybrid.ts';
import { inspectionMutations } from './mutations-inspection.ts';
import { resourceMutations } from './mutations-resource.ts';
import { ruleMutations } from './mutations-rules.ts';
import { transitMutations, withinGateways } from './mutations-transit.ts';
import type { Choice, Part } from './plan.ts';

/** A network with one small thing changed; the same network where there is nothing of the kind to change. */
export type Mutation = (resources: readonly Raw[], choice: Choice) => readonly Raw[];

/** Breaks one thing after the other. */
export function mutate(resources: readonly Raw[], choices: readonly Choice[], parts: readonly Part[]): readonly Raw[] {
  const able = [...mutations, ...parts.flatMap((part) => mutationsOf[part])];
  const changed = choices.reduce(
    (all, choice) => (able[choice.what % able.length] as Mutation)(all, choice),
    resources,
  );
  return withinVpcs(withinGateways(changed)).map((one) => (one.kind === 'routeTable' ? withoutTwins(one) : one));
}

/** AWS takes no second static route to a destination: the later one stands. */
function withoutTwins(table: Raw): Raw {
  // What enters by a gateway can only be led to an interface, and no list names its routes (GRT-03).
  const isEdge = listOf(table, 'Associations').some(({ GatewayId }) => GatewayId !== undefined);
  const able = listOf(table, 'Routes').filter(
    (one) =>
      !isEdge ||
      (/^(local|eni-|vpce-\d+fw)/.test(targetOf(one)) && one.State !== 'filtered' && !one.DestinationPrefixListId),
  );
  const routes = new Map(able.map((one) => [`${destinationOf(one)} ${String(one.Origin).startsWith('Create')}`, one]));
  return { ...table, fields: { ...table.fields, Routes: [...routes.values()] } };
}

export function pick<T>(from: readonly T[], choice: number): T | undefined {
  return from[choice % from.length];
}

export function ofKind(resources: readonly Raw[], kind: Kind): readonly Raw[] {
  return resources.filter((one) => one.kind === kind);
}

/** AWS made it for something of its own, whose it stays: no instance has it, and it has no other type (ENI-04). */
export function isMade({ fields }: Raw): boolean {
  const attachment = fields.Attachment as { readonly InstanceId?: string } | undefined;
  return fields.InterfaceType !== 'interface' || attachment?.InstanceId === undefined;
}

/** Lists under `field`, whatever else the record may hold. */
export function listOf(one: Raw | undefined, field: string): readonly Record<string, unknown>[] {
  return (one?.fields[field] as readonly Record<string, unknown>[] | undefined) ?? [];
}

/** One resource of a kind with some of its fields replaced. */
export function change(kind: Kind, at: keyof Choice, fields: (one: Raw, choice: Choice) => object): Mutation {
  return (resources, choice) => {
    const one = pick(ofKind(resources, kind), choice[at]);
    if (!one) return resources;
    return resources.map((each) =>
      each === one ? { ...one, fields: { ...one.fields, ...fields(one, choice) } } : each,
    );
  };
}

/** One element of a list of a resource replaced by none, one or several. */
export function changeIn(
  kind: Kind,
  field: string,
  edit: (element: Record<string, unknown>, choice: Choice, all: readonly Raw[]) => readonly object[],
): Mutation {
  return (resources, choice) => {
    const one = pick(
      ofKind(resources, kind).filter((each) => listOf(each, field).length > 0),
      choice.a,
    );
    const element = pick(listOf(one, field), choice.b);
    if (!one || !element) return resources;
    const list = listOf(one, field).flatMap((each) => (each === element ? edit(element, choice, resources) : [each]));
    return resources.map((each) => (each === one ? { ...one, fields: { ...one.fields, [field]: list } } : each));
  };
}

const targets = (all: readonly Raw[]): readonly string[] => [
  ...['natGateway', 'internetGateway', 'egressOnlyInternetGateway', 'vpcPeeringConnection', 'vpcEndpoint'].flatMap(
    (kind) =>
      ofKind(all, kind as Kind).flatMap(({ fields }) =>
        String(fields[`${kind.charAt(0).toUpperCase()}${kind.slice(1)}Id`]),
      ),
  ),
  ...ofKind(all, 'networkInterface').map(({ fields }) => String(fields.NetworkInterfaceId)),
  ...['tgw-1', 'nat-9', 'eni-9', 'pcx-9', 'local', 'i-1fw', 'vgw-1'],
];

const destinationOf = (element: Record<string, unknown>): string =>
  String(
    element.DestinationCidrBlock ?? element.DestinationIpv6CidrBlock ?? element.DestinationPrefixListId ?? '0.0.0.0/0',
  );

const destinations = (all: readonly Raw[]): readonly string[] => [
  ...ofKind(all, 'networkInterface').flatMap(({ fields }) => [
    `${String(fields.PrivateIpAddress)}/32`,
    ...((fields.Ipv6Addresses ?? []) as { Ipv6Address: string }[]).map((one) => `${one.Ipv6Address}/128`),
  ]),
  ...[
    '8.8.8.8/32',
    '0.0.0.0/1',
    '10.0.0.0/8',
    '2000::/3',
    'pl-home',
    'pl-s3',
    'pl-9',
    '198.51.100.0/24',
    '52.218.1.0/24',
  ],
  ...ofKind(all, 'subnet').map(({ fields }) => String(fields.CidrBlock)),
];

const routing: readonly Mutation[] = [
  changeIn('routeTable', 'Routes', () => []),
  changeIn('routeTable', 'Routes', () => []),
  changeIn('routeTable', 'Routes', (one) => [{ ...one, State: 'blackhole' }]),
  changeIn('routeTable', 'Routes', (one) => [{ ...one, State: 'filtered' }]),
  changeIn('routeTable', 'Routes', (one, { c }, all) => [route(destinationOf(one), pick(targets(all), c) ?? 'local')]),
  changeIn('routeTable', 'Routes', (one, { c }, all) => [
    one,
    route(pick(destinations(all), c) ?? '8.8.8.8/32', targetOf(one)),
  ]),
  changeIn('routeTable', 'Routes', (one, { what, c }, all) => [
    one,
    route(pick(destinations(all), c) ?? '8.8.8.8/32', pick(targets(all), Math.floor(what / 7)) ?? 'local'),
  ]),
  changeIn('routeTable', 'Routes', (one, { c }, all) => [
    one,
    { ...route(pick(destinations(all), c) ?? '8.8.8.8/32', 'vgw-1'), Origin: 'EnableVgwRoutePropagation' },
  ]),
  // The way out by another gateway of the VPC.
  change('routeTable', 'a', (one, { b }) => {
    const k = String(one.fields.VpcId).at(-1);
    const Routes = listOf(one, 'Routes').filter(({ DestinationCidrBlock }) => DestinationCidrBlock !== '0.0.0.0/0');
    return {
      Routes: [...Routes, route('0.0.0.0/0', pick([`eigw-${k}`, `igw-${k}`, `nat-${k}`, `eigw-${k}`], b) ?? 'local')],
    };
  }),
  changeIn('routeTable', 'Associations', () => []),
  changeIn('routeTable', 'Associations', (one) => [{ ...one, AssociationState: { State: 'disassociated' } }]),
];

function targetOf(element: Record<string, unknown>): string {
  const field = Object.keys(element).find((name) => name.endsWith('Id') && name !== 'DestinationPrefixListId');
  return String(element[field ?? ''] ?? 'local');
}

const mutations: readonly Mutation[] = [...ruleMutations, ...ruleMutations, ...routing, ...edgeMutations];
const mutationsOf: Readonly<Record<Part, readonly Mutation[]>> = {
  transitGateway: transitMutations,
  loadBalancer: balancerMutations,
  privateLink: [],
  sharedResource: resourceMutations,
  inspection: inspectionMutations,
  hybrid: hybridMutations,
  hybridTransit: [],
};
