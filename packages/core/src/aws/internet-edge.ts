import { type Branch, type ComponentId, type Forwarding, INTERNET, type Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { formatPrefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap, valueAt, zipMaps } from '../net/address-map.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { emittersOf } from './emitters.ts';
import { all, alongPieces } from './forwarding.ts';
import { interfaceIndex } from './interface-index.ts';
import { derived, type Lookup } from './lookup.ts';
import { contradicted, onlyOne } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import type { LinkSink } from './resource-type.ts';
import { works } from './states.ts';
import { isPublic, unpublished } from './well-known.ts';

/** The gateways of a VPC that work, by attachment (IGW-01, PAR-03). */
export interface VpcGateways {
  readonly internet: readonly string[];
  readonly egressOnly: readonly string[];
}

const NO_GATEWAYS: VpcGateways = { internet: [], egressOnly: [] };

const gateways = derived((net) => {
  const found = new Map<string, { internet: string[]; egressOnly: string[] }>();
  const add = (kind: 'internet' | 'egressOnly', id: string | undefined, vpcId: string | undefined) => {
    if (!id || !vpcId) return;
    const of = found.get(vpcId) ?? { internet: [], egressOnly: [] };
    if (!of[kind].includes(id)) of[kind].push(id);
    found.set(vpcId, of);
  };
  for (const gateway of net.all('internetGateway')) {
    for (const attachment of gateway.attachments) {
      if (attachment && attachmentWorks(attachment.state)) add('internet', gateway.internetGatewayId, attachment.vpcId);
    }
  }
  for (const gateway of net.all('egressOnlyInternetGateway')) {
    for (const attachment of gateway.attachments) {
      if (attachment && attachmentWorks(attachment.state))
        add('egressOnly', gateway.egressOnlyInternetGatewayId, attachment.vpcId);
    }
  }
  return found;
});

export function gatewaysOf(net: Lookup, vpcId: string): VpcGateways {
  return gateways(net).get(vpcId) ?? NO_GATEWAYS;
}

/** A VPC has one gateway, and a gateway one VPC (IGW-01): where several are said to be attached, nobody can tell which is. */
export function attachedTwice(net: Lookup, vpcId: string): Stop | undefined {
  const { internet } = gatewaysOf(net, vpcId);
  const [id = ''] = internet;
  const vpcs = net.get('internetGateway', id)?.attachments.filter((one) => one && attachmentWorks(one.state));
  return onlyOne(vpcId, internet) ?? onlyOne(id, vpcs?.flatMap((one) => one?.vpcId ?? []) ?? []);
}

/** Several are said to have a public address. */
export function heldTwice(net: Lookup, at: ComponentId, label: Label): Stop | undefined {
  const holders = interfaceIndex(net).contested.get(label);
  if (!holders) return undefined;
  const address = formatPrefix(net.labels[4].prefixOf(label));
  return contradicted(at, `of these one alone can have ${address}: ${holders.join(', ')}`);
}

/** The API says `available` where its documents say `attached` (PAR-03). */
export function attachmentWorks(state: string | undefined): boolean {
  return works(state, 'attached', 'available');
}

/** The VPC whose range holds an IPv6 address: IPv6 needs no translation to be somebody's (IGW-06). */
export function vpcOfIpv6(net: Lookup, label: Label): string | undefined {
  return interfaceIndex(net).vpcHolding(6, label) ?? ipv6Ranges(net)[valueAt(ipv6Blocks(net), label) - 1]?.vpcId;
}

/** 1 + the position of the first block that holds an address; 0 for none. */
const ipv6Blocks = derived((net) => {
  const layers = ipv6Ranges(net).map((range, position) => ({ ...range, position }));
  return paintMap(0, layers.reverse(), (_, { position }) => position + 1);
});

const ipv6Ranges = derived((net) =>
  net.all('vpc').flatMap((vpc) =>
    vpc.ipv6CidrBlockAssociationSet.flatMap((association) => {
      const prefix = association?.ipv6CidrBlock ? parsePrefix(association.ipv6CidrBlock) : null;
      const range =
        prefix && works(association?.ipv6CidrBlockState?.state, 'associated') ? net.labels[6].rangeOf(prefix) : null;
      const isPrivate =
        association?.ipv6AddressAttribute?.toLowerCase() === 'private' || association?.ipSource === 'none';
      return range && vpc.vpcId ? [{ ...range, vpcId: vpc.vpcId, isPrivate }] : [];
    }),
  ),
);

/** A block that was provisioned as private cannot use an internet gateway, nor can unique local addresses (IGW-06). */
export function isPrivateIpv6(net: Lookup, label: Label): boolean {
  return valueAt(privateBlocks(net), label) === 1 || !isPublic(net, 6, label);
}

const privateBlocks = derived((net) =>
  paintMap(
    0,
    ipv6Ranges(net).filter(({ isPrivate }) => isPrivate),
    () => 1,
  ),
);

/** Elastic IP addresses that no interface of the input has: packets to them end at the edge. */
const unassociated = derived((net) => {
  const labels = new Map<Label, RecordOfKind<'address'>>();
  for (const address of net.all('address')) {
    const prefix = address.publicIp ? parsePrefix(address.publicIp) : null;
    const label = prefix?.family === 4 ? net.labels[4].rangeOf(prefix)?.from : undefined;
    if (label !== undefined && !interfaceIndex(net).publicAddresses.has(label)) labels.set(label, address);
  }
  return labels;
});

export function unassociatedAddresses(net: Lookup): readonly Label[] {
  return [...unassociated(net).keys()];
}

/** An Elastic IP whose holder is named, but not in the input. */
export function heldElsewhere(net: Lookup, label: Label): RecordOfKind<'address'> | undefined {
  const address = unassociated(net).get(label);
  return address?.networkInterfaceId || address?.instanceId || address?.privateIpAddress ? address : undefined;
}

/** An Elastic IP of which its own record tells that nobody has it, whatever else was read (IGW-05). */
export function isUnusedAddress(net: Lookup, label: Label): boolean {
  return unassociated(net).has(label) && heldElsewhere(net, label) === undefined;
}

/**
 * The route by which a table takes what comes in for an address of a public pool of the owner's, without translation, to
 * an interface (GRT-07).
 */
export function poolRoute(net: Lookup, label: Label): RecordOfKind<'routeTable'> | undefined {
  return poolRoutes(net).find(({ from, to }) => from <= label && label < to)?.table;
}

const poolRoutes = derived((net) =>
  net
    .all('routeTable')
    .filter(({ associations }) => associations.some((one) => one?.publicIpv4Pool))
    .flatMap((table) =>
      table.routes.flatMap((route) => {
        const prefix = route?.gatewayId === 'local' ? null : parsePrefix(route?.destinationCidrBlock ?? '');
        const range = prefix && net.labels[4].rangeOf(prefix);
        return range ? [{ ...range, table }] : [];
      }),
    ),
);

/** 1 where `isOwnPublic`, 0 elsewhere. */
export function ownPublicLabels(net: Lookup, family: Family): AddressMap {
  return ownPublic(net)[family];
}

const ownPublic = derived((net) => {
  const { publicAddresses, labelsHeld } = interfaceIndex(net);
  const one = (label: Label) => ({ from: label, to: label + 1 });
  const shown = [...publicAddresses.keys(), ...unassociated(net).keys()].map(one);
  const blocks = ipv6Blocks(net);
  const outside = labelsHeld(6).flatMap((label) => (valueAt(blocks, label) === 0 ? one(label) : []));
  return {
    4: paintMap(0, [...shown, ...poolRoutes(net)], () => 1),
    6: paintMap(0, [...ipv6Ranges(net), ...outside], () => 1),
  };
});

/** By whether hosts on the internet have the addresses and whether they are the network's own, all that such a gateway looks at. */
export function alongEdge(net: Lookup, to: LabelRange, forward: (label: Label) => Branch): readonly Forwarding[] {
  const map = edgeLabels(net)[to.family];
  const isOne = to.to - to.from === 1;
  return alongPieces(map, to, (value, piece) => {
    const label = isOne ? to.from : (map.starts[map.values.indexOf(value)] as Label);
    return all(piece, forward(label));
  });
}

const edgeLabels = derived((net) => {
  const of = (family: Family) =>
    zipMaps(unpublished(net, family), ownPublicLabels(net, family), (kind, own) => kind * 2 + own);
  return { 4: of(4), 6: of(6) };
});

/** Whether a public address belongs to the network itself rather than to a host on the internet. */
export function isOwnPublic(net: Lookup, family: Family, label: Label): boolean {
  if (family === 6) return vpcOfIpv6(net, label) !== undefined;
  const { publicAddresses } = interfaceIndex(net);
  return publicAddresses.has(label) || unassociated(net).has(label) || poolRoute(net, label) !== undefined;
}

/** A gateway between the internet and the VPC it is attached to, from every table of the VPC. */
export function connectToInternet(
  net: Lookup,
  graph: LinkSink,
  kind: string,
  id: string | undefined,
  record: Pick<RecordOfKind<'internetGateway'>, 'attachments' | 'tags'>,
): void {
  if (!id) return;
  graph.node(id, kind, record.tags.Name);
  graph.link(id, INTERNET);
  graph.link(INTERNET, id);
  for (const attachment of record.attachments) {
    if (!attachment?.vpcId || !attachmentWorks(attachment.state)) continue;
    graph.link(id, attachment.vpcId);
    for (const emitter of emittersOf(net, attachment.vpcId)) graph.link(emitter, id, 'route');
  }
}
