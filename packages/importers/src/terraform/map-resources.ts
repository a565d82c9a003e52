import type { Kind } from '@hopwise/core';
import type { Assembly } from '../describe/assembly.ts';
import type { Place } from '../describe/origin.ts';
import { type Attributes, attributesOf, type Notes, type Reading } from './attributes.ts';
import type { Configuration } from './configuration.ts';
import { addCoverage } from './coverage.ts';
import { families, typesRead } from './families/families.ts';
import { identities } from './identity.ts';
import type { Json } from './json.ts';
import { livePlaces } from './live-places.ts';
import type { Addresses, Mapping, PlannedSubnet, PlannedVpc } from './mapping.ts';
import { plannedAddresses } from './planned-addresses.ts';
import { plannedIpv6 } from './planned-ipv6.ts';
import { recordSink, type SourceOf } from './record-sink.ts';
import type { References } from './references.ts';
import type { Resource } from './resource.ts';
import type { ResourceIndex } from './resource-index.ts';
import { statedAddresses } from './stated-addresses.ts';

/** Resources in the words of Terraform's provider, wherever they are written, and how what they name is found. */
export interface Planned {
  readonly index: ResourceIndex;
  readonly configuration: Configuration;
  readonly references: References;
  readonly notes: Notes & { noAddress(resource: Resource): void };
  placeOf(resource: Resource): Place;
  readonly sourceOf: SourceOf;
  /** Other names of what a resource becomes. */
  aliasesOf(resource: Resource): readonly string[];
  /** Answers that the resources are laid over: what these name may be there. */
  readonly live?: Assembly | undefined;
  /** Kinds of which resources that are not read make some. */
  readonly leavesOpen?: readonly Kind[];
  /** The input does not hold all of the networks that it tells of. */
  readonly isPart?: boolean;
}

/** Adds resources as records like those of AWS's answers, with what AWS makes beside them; gives how many addresses were chosen. */
export function mapResources(assembly: Assembly, planned: Planned): number {
  const { index, notes, placeOf } = planned;
  const views = new Map<Resource, Attributes>();
  const view = (resource: Resource): Attributes => {
    const known = views.get(resource) ?? attributesOf(resource, reading);
    views.set(resource, known);
    return known;
  };
  const idOf = identities(view, (resource) => placeOf(resource).region);
  const reading: Reading = { ...planned, idOf };
  const there = livePlaces(planned.live);
  const sink = recordSink(assembly, placeOf, planned.sourceOf);
  const open = new Set<Kind>(planned.leavesOpen);
  const [subnets, vpcs] = [new Map<string, PlannedSubnet>(), new Map<string, PlannedVpc>()];
  const tasks: ((addresses: Addresses) => void)[] = [];
  const named = new Map<Resource, readonly string[]>();
  const ofTypes = remembered((types) => types.flatMap((type) => index.ofType(type)).map(view));
  const managed = remembered((types) => ofTypes(types).filter(({ resource }) => resource.mode === 'managed'));
  const mapping: Mapping = {
    all: (...types) => ofTypes(types),
    managed: (...types) => managed(types),
    idOf: ({ resource }, attribute) => idOf(resource, attribute),
    add(kind, raw, { resource }) {
      const key = sink.add(kind, raw, resource);
      if (key === undefined) return;
      if (!named.has(resource)) named.set(resource, [key]);
      if (kind === 'subnet') subnets.set(key, plannedSubnet(key, raw));
      if (kind === 'vpc' && !vpcs.has(key)) vpcs.set(key, vpcOf(key, raw, resource));
    },
    name: ({ resource }, ids) => void named.set(resource, ids),
    leavesOpen: (kind) => void open.add(kind),
    unresolved: ({ resource }, argument, why) => notes.unresolved(resource, argument, why),
    subnet: (id) => (id === undefined ? undefined : (subnets.get(id) ?? there.subnet(id))),
    vpc: (id) => (id === undefined ? undefined : (vpcs.get(id) ?? there.vpc(id))),
    defaultTables: (id) => (id === undefined ? undefined : there.defaultTables(id)),
    endpointInterface: (endpoint, subnet) => there.endpointInterface(endpoint, subnet),
    natAddresses: (gateway) => there.natAddresses(gateway),
    isLaidOver: planned.live !== undefined,
    listCalled: (name) =>
      (planned.live ?? assembly).entries.get('prefixList')?.find(({ record }) => record.prefixListName === name)?.key,
    later: (task) => void tasks.push(task),
  };
  for (const family of families) family.map(mapping);
  const addresses = chosenAddresses(index, [...sink.inUse, ...there.inUse()], mapping.subnet, notes);
  // Tasks may leave tasks behind.
  for (const task of tasks) task(addresses);
  addCoverage(assembly, index, sink.places, open, planned.isPart ?? false);
  addAliases(assembly, named, planned.aliasesOf);
  return addresses.count();

  function vpcOf(id: string, raw: Json, resource: Resource): PlannedVpc {
    const ranges = [
      ...(raw.CidrBlockAssociationSet as readonly Json[]).map((one) => one.CidrBlock),
      ...(raw.Ipv6CidrBlockAssociationSet as readonly Json[]).map((one) => one.Ipv6CidrBlock),
    ];
    return {
      id,
      ranges: [...new Set(ranges.filter((one): one is string => typeof one === 'string'))],
      region: placeOf(resource).region,
      defaultGroup: idOf(resource, 'default_security_group_id'),
    };
  }
}

/** Addresses that AWS will choose, once all prefixes are known that tell one from another. */
function chosenAddresses(
  index: ResourceIndex,
  inUse: readonly string[],
  subnetOf: Mapping['subnet'],
  notes: Planned['notes'],
): Addresses & { count(): number } {
  const texts = index.all.filter(({ type }) => typesRead.has(type)).flatMap(statedAddresses);
  const planned = plannedAddresses([...inUse, ...texts]);
  const planned6 = plannedIpv6([...inUse, ...texts]);
  return {
    inSubnet(subnetId, id, { resource }) {
      const address = planned.inSubnet(subnetOf(subnetId)?.cidr, id);
      if (!address) notes.noAddress(resource);
      return address;
    },
    inSubnet6(subnetId, id, { resource }) {
      const address = planned6(subnetOf(subnetId)?.cidr6, id);
      if (!address) notes.noAddress(resource);
      return address;
    },
    onInternet: planned.onInternet,
    count: planned.count,
  };
}

function plannedSubnet(id: string, raw: Json): PlannedSubnet {
  const text = (name: string) => (typeof raw[name] === 'string' ? (raw[name] as string) : undefined);
  return {
    id,
    vpcId: text('VpcId'),
    cidr: text('CidrBlock'),
    cidr6: (raw.Ipv6CidrBlockAssociationSet as readonly Json[])[0]?.Ipv6CidrBlock as string | undefined,
    zone: text('AvailabilityZone'),
    mapsPublic: raw.MapPublicIpOnLaunch === true,
    assigns6: raw.AssignIpv6AddressOnCreation === true,
  };
}

function addAliases(
  assembly: Assembly,
  named: ReadonlyMap<Resource, readonly string[]>,
  aliasesOf: Planned['aliasesOf'],
): void {
  const found = new Map<string, Set<string>>();
  for (const [resource, ids] of named) {
    for (const alias of aliasesOf(resource)) {
      if (ids.length === 1 && ids[0] === alias) continue;
      const own = found.get(alias) ?? new Set(assembly.aliases.get(alias));
      found.set(alias, own);
      for (const id of ids) own.add(id);
    }
  }
  for (const [alias, ids] of found) assembly.aliases.set(alias, [...ids]);
}

function remembered<T>(build: (types: readonly string[]) => readonly T[]): (types: readonly string[]) => readonly T[] {
  const known = new Map<string, readonly T[]>();
  return (types) => {
    const key = types.join(' ');
    const found = known.get(key) ?? build(types);
    known.set(key, found);
    return found;
  };
}
