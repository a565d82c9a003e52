import type { Kind } from '@hopwise/core';
import type { Assembly } from '../describe/assembly.ts';
import { type Attributes, attributesOf, type Reading } from './attributes.ts';
import { configurationOf } from './configuration.ts';
import { addCoverage } from './coverage.ts';
import { families, typesRead } from './families/families.ts';
import { identities } from './identity.ts';
import type { Json } from './json.ts';
import type { Addresses, Mapping, PlannedSubnet, PlannedVpc } from './mapping.ts';
import { noteDocument, notesOf } from './notes.ts';
import { placesOf } from './places.ts';
import { plannedAddresses } from './planned-addresses.ts';
import { readPlan } from './read-plan.ts';
import { readRawState } from './read-raw-state.ts';
import { terraformForm } from './recognise.ts';
import { recordSink } from './record-sink.ts';
import { referencesOf } from './references.ts';
import type { Resource } from './resource.ts';
import { resourceIndex } from './resource-index.ts';

/** Adds what a Terraform plan or state holds, as records like those of AWS's answers. */
export function readTerraform(assembly: Assembly, document: Json, file: string): void {
  const form = terraformForm(document);
  if (!form || !noteDocument(assembly.log, document, form, file)) return;
  assembly.hasTerraform = true;
  const read = form === 'raw-state' ? readRawState(document, file) : readPlan(document, file, assembly.planSide);
  const placeOf = placesOf(read);
  const configuration = configurationOf(read.configuration);
  // What is not read cannot be referred to either: states are full of other things.
  const index = resourceIndex(read.resources.filter(({ type }) => typesRead.has(type)));
  const notes = notesOf(assembly.log, file);
  const views = new Map<Resource, Attributes>();
  const view = (resource: Resource): Attributes => {
    const known = views.get(resource) ?? attributesOf(resource, reading);
    views.set(resource, known);
    return known;
  };
  const idOf = identities(view, (resource) => placeOf(resource).region);
  const reading: Reading = { configuration, references: referencesOf(index, configuration), notes, idOf };

  const sink = recordSink(assembly, file, placeOf);
  const open = new Set<Kind>();
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
      if (kind === 'subnet') subnets.set(key, subnetOf(key, raw));
      if (kind === 'vpc' && !vpcs.has(key)) vpcs.set(key, vpcOf(key, raw, resource));
    },
    name: ({ resource }, ids) => void named.set(resource, ids),
    leavesOpen: (kind) => void open.add(kind),
    unresolved: ({ resource }, argument, why) => notes.unresolved(resource, argument, why),
    subnet: (id) => (id === undefined ? undefined : subnets.get(id)),
    vpc: (id) => (id === undefined ? undefined : vpcs.get(id)),
    later: (task) => void tasks.push(task),
  };
  for (const family of families) family.map(mapping);
  finish();

  function finish(): void {
    const own = read.resources.flatMap(({ type, values }) =>
      typesRead.has(type) ? ['private_ip', 'public_ip'].map((name) => values[name]) : [],
    );
    const texts = own.filter((one): one is string => typeof one === 'string');
    const planned = plannedAddresses([...sink.inUse, ...texts]);
    const addresses: Addresses = {
      inSubnet(subnetId, id, { resource }) {
        const address = planned.inSubnet(subnets.get(subnetId ?? '')?.cidr, id);
        if (!address) notes.noAddress(resource);
        return address;
      },
      onInternet: planned.onInternet,
    };
    // Tasks may leave tasks behind.
    for (const task of tasks) task(addresses);
    addCoverage(assembly, index, sink.places, open);
    addAliases(assembly, named);
    notes.sum(read, planned.count());
  }

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

function subnetOf(id: string, raw: Json): PlannedSubnet {
  const text = (name: string) => (typeof raw[name] === 'string' ? (raw[name] as string) : undefined);
  return {
    id,
    vpcId: text('VpcId'),
    cidr: text('CidrBlock'),
    zone: text('AvailabilityZone'),
    mapsPublic: raw.MapPublicIpOnLaunch === true,
  };
}

/** Resources by the addresses that people know them by; without its key an address means all instances. */
function addAliases(assembly: Assembly, named: ReadonlyMap<Resource, readonly string[]>): void {
  const put = (alias: string | undefined, ids: readonly string[]) => {
    if (alias === undefined || (ids.length === 1 && ids[0] === alias)) return;
    assembly.aliases.set(alias, [...new Set([...(assembly.aliases.get(alias) ?? []), ...ids])]);
  };
  for (const [{ address, previousAddress, key }, ids] of named) {
    put(address, ids);
    put(previousAddress, ids);
    if (key !== undefined) put(address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, ''), ids);
  }
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
