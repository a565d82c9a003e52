import { behaviours, placeBehaviour } from '../aws/behaviours.ts';
import { interfacesOf } from '../aws/delivery.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { keptRecords } from '../aws/kept-records.ts';
import type { Assumptions, Lookup } from '../aws/lookup.ts';
import { areAlike, type RecordTable, recordTable } from '../aws/record-table.ts';
import { type Kind, kindOfId, kinds, type RecordOfKind, recordType } from '../aws/record-types.ts';
import { sharingRecords } from '../aws/shared-records.ts';
import { placesWith } from '../aws/site.ts';
import { coverageOf, type Snapshot } from '../aws/snapshot.ts';
import { Contradiction } from '../model/contradiction.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { type Family, formatPrefix, type Prefix } from '../net/address.ts';
import { AdmissionPool } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { ReplyPool } from '../net/reply.ts';
import { buildTopology, layLinks, type Topology } from '../topology/topology.ts';
import { editionOf, hasSameLinks } from './editions.ts';
import { keptLinks } from './kept-facts.ts';
import { keptTrees, labelTrees, sharedTrees } from './label-trees.ts';
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
  const index = indexRecords(snapshot, like);
  const labels = like && like.assume === assume && sharedTrees(snapshot, index, like);
  if (like && labels) return compileOn({ snapshot, assume, index, labels, admissions: like.admissions, like });
  const own = keptTrees(snapshot) ?? labelTrees([{ snapshot, index }]);
  return compileOn({ snapshot, assume, index, labels: own, admissions: new AdmissionPool() });
}

/**
 * An edition of a network to be compared with it: its rules may name prefixes that the network does not use, where no end
 * has an address of them (`isNobodys`). Undefined where it cannot be made: see `compileAlike`.
 */
export function compileWithoutEnds(
  snapshot: Snapshot,
  like: Network,
  isNobodys: (prefix: Prefix) => boolean,
): Network | undefined {
  const { assume, admissions } = like;
  const index = indexRecords(snapshot, like);
  const labels = sharedTrees(snapshot, index, like, isNobodys);
  const network = labels && compileOn({ snapshot, assume, index, labels, admissions, like });
  return network?.edition && network;
}

/** Networks to be compared: an address has one label in all of them, and a set of services one id. */
export function compileAlike(snapshots: readonly Snapshot[], assume: Assumptions = {}): readonly Network[] {
  const [first] = snapshots;
  const all = snapshots.map((own) => {
    const snapshot = first ? sharingRecords(own, first) : own;
    return { snapshot, index: indexRecords(snapshot) };
  });
  const labels = labelTrees(all);
  const admissions = new AdmissionPool();
  const compiled: Network[] = [];
  for (const { snapshot, index } of all) {
    const [like] = compiled;
    // Each has an object of its own, by which whatever is derived is kept apart.
    const parts = { snapshot, assume, labels: { ...labels }, admissions };
    compiled.push(compileOn(like ? { ...parts, index: indexRecords(snapshot, like), like } : { ...parts, index }));
  }
  return compiled;
}

/** One more of networks that were compiled alike: a snapshot without any prefix that none of them uses. */
export function compileMixed(snapshot: Snapshot, like: Network, labels: Lookup['labels'] = like.labels): Network {
  const { admissions, assume } = like;
  return compileOn({ snapshot, assume, index: indexRecords(snapshot, like), labels: { ...labels }, admissions, like });
}

interface Parts extends Pick<Lookup, 'snapshot' | 'assume' | 'labels' | 'admissions'> {
  readonly index: RecordIndex;
  /** A network of the same labels, of which this is an edition. */
  readonly like?: Network;
}

function compileOn({ snapshot, assume, index, labels, admissions, like }: Parts): Network {
  let topology: Topology | undefined;
  const edition = like && editionOf(snapshot, like);
  const net: Lookup = {
    snapshot,
    assume,
    admissions,
    labels,
    get: index.get,
    all: index.all,
    table: index.table,
    coverage: (kind, place) => coverageOf(snapshot, kind, place),
    recordType,
    // What is planned has no id that tells its kind.
    kindOfId: (id) => kindOfId(id) ?? index.kindOf(id),
    isModelled: (kind) => behaviours[kind] !== null,
    behaviour(id, asking = net) {
      const kind = index.kindOf(id) ?? (natInterfaceIds(snapshot).has(id) ? 'networkInterface' : undefined);
      return (kind ? behaviours[kind] : undefined) ?? placeBehaviour(asking, id);
    },
    link(from, to) {
      const link = topology?.linkBetween(from, to);
      if (link === undefined) throw new Contradiction(from, to);
      return link;
    },
    ...(edition ? { edition } : {}),
  };
  // What could be linked does not depend on what is assumed.
  topology =
    like && edition && hasSameLinks(edition, net, like)
      ? like.topology
      : buildTopology(keptLinks(snapshot) ?? layLinks(net));
  return {
    ...net,
    topology,
    router: createRouter(net),
    replies: like?.replies ?? new ReplyPool(admissions),
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

interface RecordIndex extends Pick<Lookup, 'get' | 'all' | 'table'> {
  kindOf(id: string): Kind | undefined;
}

function indexRecords(snapshot: Snapshot, like?: Network): RecordIndex {
  const tables = keptRecords(snapshot)?.tables ?? tablesOf(snapshot, like);
  const modelled = kinds.filter((kind) => behaviours[kind] && tables[kind].count > 0);
  const found = new Map<string, Kind | undefined>();
  const byPrefix = groupBy(modelled, (kind) => recordType(kind).idPrefix);
  // Where no id came or went, each is of the kind that it was of.
  const isAlike = (kind: Kind) =>
    like !== undefined && areAlike(tables[kind].all(), like.table(kind), recordType(kind).key);
  const before = kinds.every((kind) => tables[kind] === like?.table(kind) || isAlike(kind)) ? like : undefined;
  const holds = (kind: Kind, id: string) => tables[kind].positionOf(id) !== undefined;
  const soleOf = (id: string) => {
    const [kind, ...others] = byPrefix.get(id.slice(0, 1 + id.indexOf('-'))) ?? [];
    return kind && others.length === 0 && holds(kind, id) ? kind : undefined;
  };
  return {
    get<K extends Kind>(kind: K, id: string | undefined) {
      // Nodes of the graph have kinds that no record is of.
      const position = id === undefined ? undefined : tables[kind]?.positionOf(id);
      // The table of a kind holds only records of that kind.
      return (position === undefined ? undefined : tables[kind].at(position)) as RecordOfKind<K> | undefined;
    },
    all: <K extends Kind>(kind: K) => (snapshot.records[kind] ?? []) as readonly RecordOfKind<K>[],
    table: (kind) => tables[kind],
    kindOf(id) {
      if (before) return before.kindOf(id);
      // Where two kinds share ids, the later one tells more.
      let kind = found.get(id);
      if (kind === undefined && !found.has(id)) {
        kind = soleOf(id) ?? modelled.findLast((one) => holds(one, id));
        found.set(id, kind);
      }
      return kind;
    },
  };
}

function tablesOf({ records }: Snapshot, like: Network | undefined): { readonly [K in Kind]: RecordTable } {
  const tables = kinds.map((kind) => {
    const [own, other] = [records[kind] ?? [], like?.table(kind)];
    const isSame = other !== undefined && like?.snapshot.records[kind] === own;
    return [kind, isSame ? other : recordTable(own, recordType(kind).key, other)] as const;
  });
  return Object.fromEntries(tables) as { readonly [K in Kind]: RecordTable };
}

const natInterfaces = new WeakMap<readonly object[], ReadonlySet<string>>();

/** Interfaces that only their NAT gateway tells of. Lists of records never change. */
function natInterfaceIds({ records }: Snapshot): ReadonlySet<string> {
  const { natGateway = [] } = records;
  let found = natInterfaces.get(natGateway);
  if (!found) {
    const ids = natGateway.flatMap((nat) => nat.natGatewayAddresses.map((one) => one?.networkInterfaceId));
    found = new Set(ids.filter((id) => id !== undefined));
    natInterfaces.set(natGateway, found);
  }
  return found;
}
