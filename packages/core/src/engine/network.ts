import { behaviours, placeBehaviour } from '../aws/behaviours.ts';
import { interfacesOf } from '../aws/delivery.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import type { Assumptions, Lookup } from '../aws/lookup.ts';
import { nat64Prefix, usesNat64 } from '../aws/nat64.ts';
import { type Kind, kindOfId, kinds, type RecordOfKind, recordType } from '../aws/record-types.ts';
import { placesWith } from '../aws/site.ts';
import { sitePrefixes } from '../aws/site-settings.ts';
import { coverageOf, type Snapshot } from '../aws/snapshot.ts';
import { NAT64, wellKnownPrefixes } from '../aws/well-known.ts';
import { Contradiction } from '../model/contradiction.ts';
import type { ComponentId } from '../model/route.ts';
import { type Family, formatPrefix, type Prefix, parsePrefix } from '../net/address.ts';
import { AdmissionPool } from '../net/admission.ts';
import { buildLabelTree, type Label } from '../net/label-tree.ts';
import { ReplyPool } from '../net/reply.ts';
import { buildTopology, type Topology } from '../topology/topology.ts';
import { createRouter, type Router } from './router.ts';

/** A snapshot made ready to be asked. Nothing in it changes; what it works out on the way it keeps. */
export interface Network extends Lookup {
  readonly topology: Topology;
  readonly router: Router;
  readonly replies: ReplyPool;
  kindOf(id: ComponentId): Kind | undefined;
  /** Who has the addresses of a label, in whatever VPC. */
  ownersOf(family: Family, label: Label): readonly ComponentId[];
  /** Whose public IPv4 address a label is, and the private one that it stands for (IGW-02). */
  publicAddress(label: Label): { readonly at: ComponentId; readonly inside: Label } | undefined;
  /** The node of the graph that stands for a component: ordinary interfaces share their subnet's. */
  nodeOf(id: ComponentId): ComponentId;
  /** The prefix that a label stands for, as text. */
  formatLabel(family: Family, label: Label): string;
}

/** `like`: a network of which this snapshot is an edition; what the two have in common is not worked out again. */
export function compile(snapshot: Snapshot, assume: Assumptions = {}, like?: Network): Network {
  const index = indexRecords(snapshot);
  const admissions = new AdmissionPool();
  const natInterfaces = natInterfaceIds(snapshot);
  let topology: Topology | undefined;
  const net: Lookup = {
    snapshot,
    assume,
    admissions,
    labels: (like && sharedTrees(snapshot, index, like)) ?? labelTrees(snapshot, index),
    get: index.get,
    all: index.all,
    coverage: (kind, place) => coverageOf(snapshot, kind, place),
    recordType,
    kindOfId,
    isModelled: (kind) => behaviours[kind] !== null,
    behaviour(id) {
      const kind = index.kindOf(id) ?? (natInterfaces.has(id) ? 'networkInterface' : undefined);
      return (kind ? behaviours[kind] : undefined) ?? placeBehaviour(net, id);
    },
    link(from, to) {
      const link = topology?.linkBetween(from, to);
      if (link === undefined) throw new Contradiction(from, to);
      return link;
    },
  };
  topology = buildTopology(net);
  return {
    ...net,
    topology,
    router: createRouter(net),
    replies: new ReplyPool(admissions),
    kindOf: index.kindOf,
    ownersOf(family, label) {
      const inside = interfaceIndex(net).holdersOf(family, label);
      return inside.length > 0 ? inside.map(({ at }) => at) : placesWith(net, family, label);
    },
    publicAddress(label) {
      const found = interfaceIndex(net).publicAddresses.get(label);
      return found && { at: found.holder.at, inside: found.inside };
    },
    nodeOf(id) {
      const subnetId = interfaceIndex(net).holderOf(id)?.subnetId;
      return subnetId ? interfacesOf(subnetId) : id;
    },
    formatLabel: (family, label) => formatPrefix(net.labels[family].prefixOf(label)),
  };
}

interface RecordIndex {
  get<K extends Kind>(kind: K, id: string | undefined): RecordOfKind<K> | undefined;
  all<K extends Kind>(kind: K): readonly RecordOfKind<K>[];
  kindOf(id: string): Kind | undefined;
}

function indexRecords(snapshot: Snapshot): RecordIndex {
  const byKind = new Map<Kind, Map<string, object>>();
  for (const kind of kinds) {
    const type = recordType(kind);
    const records = new Map<string, object>();
    for (const record of snapshot.records[kind] ?? []) {
      const key = type.key(record);
      if (key === undefined || records.has(key)) continue;
      records.set(key, record);
    }
    byKind.set(kind, records);
  }
  const modelled = kinds.filter((kind) => behaviours[kind]);
  const found = new Map<string, Kind | undefined>();
  return {
    // The map of a kind holds only records of that kind.
    get: <K extends Kind>(kind: K, id: string | undefined) =>
      (id === undefined ? undefined : byKind.get(kind)?.get(id)) as RecordOfKind<K> | undefined,
    all: <K extends Kind>(kind: K) => (snapshot.records[kind] ?? []) as readonly RecordOfKind<K>[],
    kindOf(id) {
      // Where two kinds share ids, the later one tells more.
      let kind = found.get(id);
      if (kind === undefined && !found.has(id)) {
        kind = modelled.findLast((one) => byKind.get(one)?.has(id));
        found.set(id, kind);
      }
      return kind;
    },
  };
}

/** Interfaces that only their NAT gateway tells of. */
function natInterfaceIds(snapshot: Snapshot): ReadonlySet<string> {
  const ids = (snapshot.records.natGateway ?? []).flatMap((nat) =>
    nat.natGatewayAddresses.map((one) => one?.networkInterfaceId),
  );
  return new Set(ids.filter((id) => id !== undefined));
}

/** The trees of another network, where every prefix of what is new is in use there: cut finer than needed, they serve. */
function sharedTrees(snapshot: Snapshot, index: RecordIndex, like: Network): Lookup['labels'] | undefined {
  const { labels } = like;
  if (snapshot.settings !== like.snapshot.settings || usesNat64(index) !== usesNat64(like)) return undefined;
  for (const kind of kinds) {
    const { prefixes } = recordType(kind);
    if (!prefixes || index.all(kind) === like.all(kind)) continue;
    const known = new Set<object>(like.all(kind));
    for (const record of index.all(kind)) {
      if (known.has(record)) continue;
      for (const text of prefixes(record)) {
        const prefix = text ? parsePrefix(text) : null;
        if (prefix && !labels[prefix.family].rangeOf(prefix)) return undefined;
      }
    }
  }
  // Another object, by which whatever is derived is kept apart.
  return { ...labels };
}

function labelTrees(snapshot: Snapshot, index: RecordIndex): Lookup['labels'] {
  const prefixes: Prefix[] = [...wellKnownPrefixes, NAT64];
  const add = (text: string | undefined) => {
    const prefix = text ? parsePrefix(text) : null;
    if (prefix) prefixes.push(prefix);
  };
  for (const kind of kinds) {
    const type = recordType(kind);
    if (type.prefixes) for (const record of index.all(kind)) for (const text of type.prefixes(record)) add(text);
  }
  for (const cidrs of Object.values(snapshot.settings.cidrs)) for (const cidr of cidrs) add(cidr);
  for (const text of sitePrefixes(snapshot.settings)) add(text);
  const twins = usesNat64(index) ? prefixes.filter(({ family }) => family === 4).map(nat64Prefix) : [];
  return { 4: buildLabelTree(4, prefixes), 6: buildLabelTree(6, [...prefixes, ...twins]) };
}
