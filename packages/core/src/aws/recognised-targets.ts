import type { Code } from '../model/codes.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { type AddressMap, paintMap } from '../net/address-map.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { mentioning } from './mentioning.ts';
import { entriesOf, LEFT_OPEN } from './prefix-list-entries.ts';
import { LINK_LOCAL_RANGES } from './well-known.ts';

/** Something that is drawn and named, and that no path is followed through. */
interface Recognised {
  readonly like: RegExp;
  /** The kind of its node in the graph. */
  readonly kind: string;
  readonly title: string;
  readonly code: Code;
}

/** As route tables spell it. */
const VPC_LATTICE = 'VpcLattice';

/** What routes may lead to besides what is modelled (RT-20, CW-01…05, RSE-02). */
const TARGETS: readonly Recognised[] = [
  { like: /^lgw-/, kind: 'localGateway', title: 'an Outposts local gateway', code: 'LOCAL_GATEWAY' },
  { like: /^cagw-/, kind: 'carrierGateway', title: 'a carrier gateway', code: 'CARRIER_GATEWAY' },
  { like: /:core-network\//, kind: 'coreNetwork', title: 'a Cloud WAN core network', code: 'CLOUD_WAN' },
  { like: /:odb-network\//, kind: 'odbNetwork', title: 'an ODB network', code: 'ODB_NETWORK' },
  { like: LEFT_OPEN, kind: 'notModelled', title: 'a target that is known after apply', code: 'KNOWN_AFTER_APPLY' },
  { like: /^VpcLattice$/, kind: 'lattice', title: 'VPC Lattice', code: 'VPC_LATTICE' },
];

/** By type of VPC endpoint, without regard to case (RSE-01…03). */
const ENDPOINTS: Readonly<Record<string, Recognised>> = {
  resource: { like: /^/, kind: 'vpcEndpoint', title: 'a resource endpoint', code: 'RESOURCE_ENDPOINT' },
  servicenetwork: { like: /^/, kind: 'vpcEndpoint', title: 'an endpoint of a service network', code: 'VPC_LATTICE' },
  tunnel: { like: /^/, kind: 'vpcEndpoint', title: 'a tunnel endpoint', code: 'RESOURCE_ENDPOINT' },
};

/** The kind of node that stands for the target of a route, where it is one of these. */
export function recognisedKind(target: ComponentId): string | undefined {
  return TARGETS.find(({ like }) => like.test(target))?.kind;
}

/** Why nothing is known of what is handed to a target. */
export function recognisedStop(target: ComponentId): Stop | undefined {
  const known = TARGETS.find(({ like }) => like.test(target));
  return known && stopAt(target, known);
}

export function recognisedEndpoint(id: ComponentId, type: string | undefined): Stop | undefined {
  const known = ENDPOINTS[type?.toLowerCase() ?? ''];
  return known && stopAt(id, known);
}

/** 1 for addresses that stand for services of VPC Lattice, as its prefix lists have them (RSE-02). */
export function latticeAddresses(net: Lookup, family: Family): AddressMap {
  return lattice(net, String(family));
}

export function latticeStop(at: ComponentId): Stop {
  return stopAt(at, TARGETS.find(({ code }) => code === 'VPC_LATTICE') as Recognised);
}

const lattice = derivedBy((net, key) => {
  const lists = net.all('prefixList').filter(({ prefixListName }) => prefixListName?.endsWith('.vpc-lattice'));
  const entries = lists.flatMap(({ prefixListId }) => entriesOf(net, prefixListId ?? '') ?? []);
  // A list that is not in the input may hold link-local addresses, which nothing else would lead to.
  const ranges = hasHiddenList(net) ? [...entries, ...LINK_LOCAL_RANGES] : entries;
  const layers = ranges.flatMap((one) =>
    one.family === Number(key) ? (net.labels[one.family].rangeOf(one) ?? []) : [],
  );
  return paintMap(0, layers, () => 1);
});

function hasHiddenList(net: Lookup): boolean {
  const tables = mentioning(net, 'routeTable', VPC_LATTICE) ?? net.all('routeTable');
  const lists = tables.flatMap(({ routes }) =>
    routes.flatMap((route) => (route?.gatewayId === VPC_LATTICE ? (route.destinationPrefixListId ?? []) : [])),
  );
  return lists.some((id) => entriesOf(net, id) === undefined);
}

function stopAt(at: ComponentId, { title, code }: Recognised): Stop {
  const text = `it is ${title}: where a packet goes behind it is not followed`;
  return { kind: 'unknown', code, at, evidence: [{ component: at, effect: 'blocks', text }] };
}
