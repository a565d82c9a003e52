import type { Code } from '../model/codes.ts';
import { byFamily, type Family } from '../net/address.ts';
import { type AddressMap, paintMap, piecesWithin, valueAt, zipMaps } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../net/admission.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { interfaceIndex } from './interface-index.ts';
import { derived, type Lookup, ownOf } from './lookup.ts';

/**
 * What a rule admits, where Instance Connect Endpoints keep the addresses of their users: rules elsewhere see one of those,
 * which nobody tells, in place of the endpoint's own. What all addresses may send is sure, what any may is possible; who is
 * meant by a group is meant either way (ENI-04).
 */
export function withKeptClients(net: Lookup, family: Family, admits: AddressMap): AddressMap {
  const keeping = keepers(net)[family];
  if (!keeping || admits.values.length === 1) return admits;
  const known = maps(net);
  let map = known.get(admits);
  if (!map) {
    const pool = net.admissions;
    const all = piecesWithin(admits, 0, net.labels[family].size);
    const surely = all.reduce((sum, { value }) => pool.both(sum, value), ADMITS_ALL);
    const perhaps = all.reduce((sum, { value }) => pool.either(sum, value), ADMITS_NOTHING);
    const unknown = pool.pair(pool.must(surely), pool.may(perhaps));
    map = zipMaps(admits, keeping, (own, isKeeping) => (isKeeping === 1 ? unknown : own));
    known.set(admits, map);
  }
  return map;
}

/** Why nobody knows what a rule admits of an address, where an endpoint sends from it. */
export function keptClientDoubt(net: Lookup, family: Family, address: Label): Code | undefined {
  const keeping = keepers(net)[family];
  return keeping && valueAt(keeping, address) === 1 ? 'CLIENT_ADDRESS_UNSTATED' : undefined;
}

type Range = Pick<LabelRange, 'from' | 'to'>;

/** Where rules treat some addresses otherwise, they may treat those otherwise that an endpoint keeps. */
export function andKeptClients(net: Lookup, family: Family, differing: readonly Range[]): readonly Range[] {
  const keeping = keepers(net)[family];
  if (!keeping || differing.length === 0) return differing;
  return [...differing, ...piecesWithin(keeping, 0, net.labels[family].size).filter(({ value }) => value === 1)];
}

const maps = ownOf(() => new WeakMap<AddressMap, AddressMap>());

/** Where endpoints send from that keep addresses, or do not say that they do not: 1; undefined where none does. */
const keepers = derived((net) => {
  const own = net
    .all('instanceConnectEndpoint')
    .filter(({ preserveClientIp }) => preserveClientIp !== false)
    .flatMap(({ networkInterfaceIds }) => networkInterfaceIds)
    .flatMap((id) => interfaceIndex(net).holderOf(id ?? '')?.prefixes ?? []);
  const mapOf = (family: Family) => {
    const layers = own.flatMap((prefix) =>
      prefix.family === family ? (net.labels[family].rangeOf(prefix) ?? []) : [],
    );
    return layers.length === 0 ? undefined : paintMap(0, layers, () => 1);
  };
  return byFamily(mapOf(4), mapOf(6));
});
