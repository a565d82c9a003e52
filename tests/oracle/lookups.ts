import type { RecordOfKind, Snapshot } from '@hopwise/core';
import { type Address, type Cidr, contains, isV6, parseAddress, parseCidr } from './addresses.ts';

export type NetworkInterface = RecordOfKind<'networkInterface'>;
export type NatGateway = RecordOfKind<'natGateway'>;
export type NatAddress = NonNullable<NatGateway['natGatewayAddresses'][number]>;
type CoveredKind = Snapshot['coverage'][number]['kind'];

export interface OwnAddress {
  readonly address: Address;
  readonly primary: boolean;
  readonly publicIp: Address | undefined;
}

/** Something with an address in a VPC: an interface, or a NAT gateway (a regional one has neither interface nor subnet). */
export interface Place {
  readonly vpcId: string | undefined;
  readonly subnetId: string | undefined;
  readonly eni: NetworkInterface | undefined;
  readonly nat: { readonly gateway: NatGateway; readonly address: NatAddress } | undefined;
  /** The subnet of an endpoint that has inspected the packet (GWE-02). */
  readonly via?: 'endpoint';
}

export interface Lookups {
  readonly snapshot: Snapshot;
  readonly vpcs: ReadonlyMap<string, RecordOfKind<'vpc'>>;
  readonly subnets: ReadonlyMap<string, RecordOfKind<'subnet'>>;
  readonly interfaces: ReadonlyMap<string, NetworkInterface>;
  readonly instances: ReadonlyMap<string, RecordOfKind<'instance'>>;
  readonly groups: ReadonlyMap<string, RecordOfKind<'securityGroup'>>;
  /** ACL-01: one alone, where the snapshot does not contradict itself. */
  readonly aclOfSubnet: ReadonlyMap<string, RecordOfKind<'networkAcl'> | 'several'>;
  readonly ownAddresses: ReadonlyMap<NetworkInterface, readonly OwnAddress[]>;
  readonly ownPrefixes: ReadonlyMap<NetworkInterface, readonly Cidr[]>;
  readonly natPorts: readonly number[];
}

const built = new WeakMap<Snapshot, Lookups>();

export function lookupsOf(snapshot: Snapshot): Lookups {
  const found = built.get(snapshot) ?? build(snapshot);
  built.set(snapshot, found);
  return found;
}

export function present<T>(items: readonly T[]): readonly NonNullable<T>[] {
  return items.filter((item): item is NonNullable<T> => item !== undefined && item !== null);
}

export function sameWord(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}

/** Table 0.6, compared without case; a state that the input leaves out counts as working. */
export function works(state: string | undefined, ...working: readonly string[]): boolean {
  return state === undefined || working.some((word) => sameWord(state, word));
}

/** PAR-02: `nat_gateway` and `natGateway` are one type. */
export function interfaceType(eni: NetworkInterface): string {
  return (eni.interfaceType ?? 'interface').replaceAll(/[_-]/g, '').toLowerCase();
}

export function coverageOf(
  snapshot: Snapshot,
  kind: CoveredKind,
  at: { readonly account: string | undefined; readonly region: string | undefined },
): 'complete' | 'partial' | 'absent' {
  const matching = snapshot.coverage.filter(
    (entry) => entry.kind === kind && same(entry.account, at.account) && same(entry.region, at.region),
  );
  if (matching.some((entry) => entry.state === 'complete')) return 'complete';
  return matching.length > 0 ? 'partial' : 'absent';
}

/** An account or Region that is not known matches any. */
export function same(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

export function owns(look: Lookups, eni: NetworkInterface, address: Address): boolean {
  return (
    look.ownAddresses.get(eni)?.some((own) => own.address === address) === true ||
    look.ownPrefixes.get(eni)?.some((prefix) => contains(prefix, address)) === true
  );
}

export function ownersAnywhere(look: Lookups, address: Address): readonly NetworkInterface[] {
  return look.snapshot.records.networkInterface.filter((eni) => owns(look, eni, address));
}

/** ENI-01. A NAT gateway answers for its addresses even where its interface was not collected. */
export function ownerIn(look: Lookups, vpcId: string | undefined, address: Address): Place | undefined {
  if (vpcId === undefined) return undefined;
  const owners = ownersAnywhere(look, address).filter((eni) => vpcOf(look, eni) === vpcId);
  // An interface that lists the address itself beats one whose delegated prefix covers it.
  const exact = owners.find((eni) => look.ownAddresses.get(eni)?.some((own) => own.address === address));
  const eni = exact ?? owners[0];
  if (eni) return placeOf(look, eni, address);
  return natPlaces(look).find(({ vpcId: at, nat }) => at === vpcId && parseAddress(nat?.address.privateIp) === address);
}

export function placeOf(look: Lookups, eni: NetworkInterface, address?: Address): Place {
  const vpcId = vpcOf(look, eni);
  // An interface of a gateway is one while it is listed, whatever became of the gateway.
  const nat = listedNatPlaces(look).find(
    ({ nat }) =>
      nat?.address.networkInterfaceId === eni.networkInterfaceId &&
      (address === undefined || same(text(address), text(parseAddress(nat?.address.privateIp)))),
  )?.nat;
  return { vpcId, subnetId: eni.subnetId, eni, nat };
}

/** Who holds a public address, and the address of its own that the internet gateway translates it to (IGW-05). */
export function holderOf(look: Lookups, address: Address): { place: Place; own: Address } | undefined {
  for (const eni of look.snapshot.records.networkInterface) {
    if (isV6(address)) {
      if (owns(look, eni, address)) return { place: placeOf(look, eni, address), own: address };
      continue;
    }
    const own = look.ownAddresses.get(eni)?.find((one) => one.publicIp === address);
    if (own) return { place: placeOf(look, eni, own.address), own: own.address };
  }
  const place = natPlaces(look).find(({ nat }) => parseAddress(nat?.address.publicIp) === address);
  return place && { place, own: parseAddress(place.nat?.address.privateIp) ?? address };
}

export function vpcOf(look: Lookups, eni: NetworkInterface): string | undefined {
  return eni.vpcId ?? look.subnets.get(eni.subnetId ?? '')?.vpcId;
}

export function cidrsOfVpc(vpc: RecordOfKind<'vpc'>): readonly Cidr[] {
  const texts = [
    vpc.cidrBlock,
    ...present(vpc.cidrBlockAssociationSet)
      .filter((block) => works(block.cidrBlockState?.state, 'associated'))
      .map((block) => block.cidrBlock),
    ...present(vpc.ipv6CidrBlockAssociationSet)
      .filter((block) => works(block.ipv6CidrBlockState?.state, 'associated'))
      .map((block) => block.ipv6CidrBlock),
  ];
  return present(texts.map(parseCidr));
}

export function cidrsOfSubnet(subnet: RecordOfKind<'subnet'>): readonly Cidr[] {
  const v6 = present(subnet.ipv6CidrBlockAssociationSet).filter((b) =>
    works(b.ipv6CidrBlockState?.state, 'associated'),
  );
  return present([subnet.cidrBlock, ...v6.map((block) => block.ipv6CidrBlock)].map(parseCidr));
}

/** IGW-06: blocks that were provisioned as private never meet the internet. */
export function isPrivate6(look: Lookups, place: Place, address: Address): boolean {
  const blocks = [
    ...(look.vpcs.get(place.vpcId ?? '')?.ipv6CidrBlockAssociationSet ?? []),
    ...(look.subnets.get(place.subnetId ?? '')?.ipv6CidrBlockAssociationSet ?? []),
  ];
  return present(blocks).some((block) => {
    const cidr = parseCidr(block.ipv6CidrBlock);
    const isPrivate = sameWord(block.ipv6AddressAttribute, 'private') || sameWord(block.ipSource, 'none');
    return isPrivate && cidr !== undefined && contains(cidr, address);
  });
}

/** The entries of a prefix list, or undefined when they were not collected. */
export function prefixListCidrs(look: Lookups, id: string | undefined): readonly Cidr[] | undefined {
  const answers = look.snapshot.records.prefixListEntries.filter((answer) => answer.prefixListId === id);
  if (answers.length > 0) {
    return present(answers.flatMap((answer) => present(answer.entries).map((entry) => parseCidr(entry.cidr))));
  }
  const texts = look.snapshot.records.prefixList.filter((list) => list.prefixListId === id).flatMap((l) => l.cidrs);
  return texts.length > 0 ? present(texts.map(parseCidr)) : undefined;
}

/** Whether a list without entries may hold addresses of this family. */
export function mayListFamily(look: Lookups, id: string | undefined, address: Address): boolean {
  const family = look.snapshot.records.prefixList.find((list) => list.prefixListId === id)?.addressFamily;
  return family === undefined || sameWord(family, isV6(address) ? 'IPv6' : 'IPv4');
}

/** PAR-19: what is deleted is listed for a while, and its addresses are free. */
function natPlaces(look: Lookups): readonly Place[] {
  return listedNatPlaces(look).filter(
    ({ nat }) => !sameWord(nat?.gateway.state, 'deleted') && !sameWord(nat?.gateway.state, 'failed'),
  );
}

function listedNatPlaces(look: Lookups): readonly Place[] {
  const found = natMemory.get(look);
  if (found) return found;
  const places = look.snapshot.records.natGateway.flatMap((gateway) =>
    natAddresses(look, gateway).map((address) => natPlace(look, gateway, address)),
  );
  natMemory.set(look, places);
  return places;
}
const natMemory = new WeakMap<Lookups, readonly Place[]>();

/** The addresses of a NAT gateway; what one leaves out of its private address, its interface tells. */
export function natAddresses(look: Lookups, gateway: NatGateway): readonly NatAddress[] {
  return present(gateway.natGatewayAddresses).map((address) => {
    if (address.privateIp !== undefined || isRegional(gateway)) return address;
    const shown = parseAddress(address.publicIp);
    const all = look.snapshot.records.networkInterface.flatMap((eni) =>
      (look.ownAddresses.get(eni) ?? []).map((own) => ({ eni, own })),
    );
    const showing = all.find(({ own }) => shown !== undefined && own.publicIp === shown);
    const named = all.filter(({ eni }) => eni.networkInterfaceId === address.networkInterfaceId);
    const inner = showing ?? (named.length === 1 ? named[0] : undefined);
    const networkInterfaceId = inner?.eni.networkInterfaceId ?? address.networkInterfaceId;
    const text =
      inner &&
      present(inner.eni.privateIpAddresses).find((one) => parseAddress(one.privateIpAddress) === inner.own.address);
    return { ...address, networkInterfaceId, privateIp: text?.privateIpAddress ?? inner?.eni.privateIpAddress };
  });
}

/** Several are said to have a public address: of them it can be one's alone (IGW-05). */
export function isContested(look: Lookups, address: Address): boolean {
  const holders = new Set<string>();
  for (const eni of look.snapshot.records.networkInterface) {
    for (const own of look.ownAddresses.get(eni) ?? [])
      if (own.publicIp === address) holders.add(`${vpcOf(look, eni)} ${own.address}`);
  }
  for (const { vpcId, nat } of natPlaces(look)) {
    if (parseAddress(nat?.address.publicIp) !== address) continue;
    holders.add(`${vpcId} ${parseAddress(nat?.address.privateIp) ?? address}`);
  }
  return holders.size > 1;
}

export function natPlace(look: Lookups, gateway: NatGateway, address: NatAddress): Place {
  const { vpcId } = gateway;
  const nat = { gateway, address };
  if (isRegional(gateway)) return { vpcId, subnetId: undefined, eni: undefined, nat };
  return { vpcId, subnetId: gateway.subnetId, eni: look.interfaces.get(address.networkInterfaceId ?? ''), nat };
}

export function isRegional(gateway: NatGateway): boolean {
  return sameWord(gateway.availabilityMode, 'regional');
}

function text(address: Address | undefined): string | undefined {
  return address?.toString();
}

function build(snapshot: Snapshot): Lookups {
  const { records } = snapshot;
  const ownAddresses = new Map(records.networkInterface.map((eni) => [eni, addressesOf(eni)]));
  const ownPrefixes = new Map(
    records.networkInterface.map((eni) => {
      const v4 = present(eni.ipv4Prefixes).map((prefix) => prefix.ipv4Prefix);
      const v6 = present(eni.ipv6Prefixes).map((prefix) => prefix.ipv6Prefix);
      return [eni, present([...v4, ...v6].map(parseCidr))];
    }),
  );
  const aclOfSubnet = new Map<string, RecordOfKind<'networkAcl'> | 'several'>();
  for (const acl of records.networkAcl) {
    for (const { subnetId } of present(acl.associations)) {
      if (subnetId === undefined) continue;
      const before = aclOfSubnet.get(subnetId);
      aclOfSubnet.set(subnetId, before !== undefined && before !== acl ? 'several' : acl);
    }
  }
  return {
    snapshot,
    vpcs: byId(records.vpc, (vpc) => vpc.vpcId),
    subnets: byId(records.subnet, (subnet) => subnet.subnetId),
    interfaces: byId(records.networkInterface, (eni) => eni.networkInterfaceId),
    instances: byId(records.instance, (instance) => instance.instanceId),
    groups: byId(records.securityGroup, (group) => group.groupId),
    aclOfSubnet,
    ownAddresses,
    ownPrefixes,
    natPorts: portsThatMatter(snapshot),
  };
}

function byId<T>(records: readonly T[], id: (record: T) => string | undefined): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [id(record) ?? '', record]));
}

function addressesOf(eni: NetworkInterface): readonly OwnAddress[] {
  const v4 = present(eni.privateIpAddresses).map((own) => ({
    address: parseAddress(own.privateIpAddress),
    primary: own.primary ?? own.privateIpAddress === eni.privateIpAddress,
    publicIp: parseAddress(own.association?.publicIp),
  }));
  const main = parseAddress(eni.privateIpAddress);
  if (!v4.some((own) => own.address === main)) {
    v4.push({ address: main, primary: true, publicIp: parseAddress(eni.association?.publicIp) });
  }
  const v6 = present(eni.ipv6Addresses).map((own, index) => ({
    address: parseAddress(own.ipv6Address),
    primary: own.isPrimaryIpv6 === true || index === 0,
    publicIp: undefined,
  }));
  return [...v4, ...v6].flatMap((own) => (own.address === undefined ? [] : [{ ...own, address: own.address }]));
}

/** One port of each stretch of 1024-65535 that no rule of the snapshot tells apart (ACL-12). */
function portsThatMatter(snapshot: Snapshot): readonly number[] {
  const ranges = [
    ...snapshot.records.networkAcl.flatMap((acl) =>
      present(acl.entries).map((e) => [e.portRange?.from, e.portRange?.to]),
    ),
    ...snapshot.records.securityGroup.flatMap((group) =>
      present([...group.ipPermissions, ...group.ipPermissionsEgress]).map((rule) => [rule.fromPort, rule.toPort]),
    ),
  ];
  const starts = ranges.flatMap(([from, to]) => [from ?? 0, (to ?? 65535) + 1]);
  return [...new Set([1024, ...starts])].filter((port) => port >= 1024 && port <= 65535).sort((a, b) => a - b);
}
