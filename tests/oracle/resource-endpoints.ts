import type { RecordOfKind } from '@hopwise/core';
import { type Address, addressesIn, isV6, parseAddress } from './addresses.ts';
import { type Endpoint, isInterfaceOf } from './endpoint-interfaces.ts';
import {
  coverageOf,
  type Lookups,
  type NetworkInterface,
  type Place,
  placeOf,
  present,
  sameWord,
  works,
} from './lookups.ts';
import { notWorking } from './middlebox.ts';
import { bind } from './nat.ts';
import { destinationPort, doubt, drop, type Next, undecided, type Walk } from './packet.ts';
import { firstInterface } from './routes.ts';
import { checkGroups, identityOf } from './security-groups.ts';
import { most, type Sure } from './sure.ts';
import { forked } from './ways.ts';
import { sameZone, zoneOfSubnet } from './zones.ts';

type Configuration = RecordOfKind<'resourceConfiguration'>;
type Gateway = RecordOfKind<'resourceGateway'>;

/** Where a consumer has asked: the interface of the endpoint, in one of its zones. */
interface Entrance {
  readonly place: Place;
  readonly endpoint: Endpoint;
  /** Why nothing is sure of what is behind it. */
  readonly unsettled: string | undefined;
}

/** A packet has passed the groups of a resource endpoint's interface: on to what the endpoint shares (RSE-01). */
export function enterResource(walk: Walk, place: Place, endpoint: Endpoint): Next {
  walk.kinds.add('resourceEndpoint');
  const { look, header } = walk;
  const { instanceId } = place.eni?.attachment ?? {};
  if (instanceId !== undefined && !look.instances.has(instanceId)) return undecided(walk, `whose ${instanceId} is`);
  if (header.protocol !== 6) return drop(walk, 'RSE-01 TCP only');
  const isPartial = sameWord(endpoint.state, 'partial');
  if (!isPartial && !works(endpoint.state, 'available'))
    return drop(walk, `PAR-01 ${endpoint.vpcEndpointId} ${endpoint.state}`);
  walk.session.asked.push({ place, original: header });
  const { resourceConfigurationArn: arn } = endpoint;
  const configuration = look.snapshot.records.resourceConfiguration.find((one) => isCalled(one, arn));
  if (configuration === undefined) return undecided(walk, `RSE-01 ${arn} is not in the snapshot`);
  const entrance = { place, endpoint, unsettled: isPartial ? '0.6 the endpoint is partial' : undefined };
  if (!sameWord(configuration.type, 'GROUP')) return askFor(walk, entrance, configuration);
  const { unsettled = unsettledBy(configuration) } = entrance;
  const broken = brokenBy(configuration);
  return broken ? drop(walk, broken) : askForChild(walk, { ...entrance, unsettled }, configuration);
}

function isCalled({ arn, id }: Configuration, called: string | undefined): boolean {
  if (called === undefined) return false;
  return arn === called || (id !== undefined && called.endsWith(`:resourceconfiguration/${id}`));
}

/** Which child of the group is meant is not told. */
function askForChild(walk: Walk, entrance: Entrance, group: Configuration): Next {
  const { snapshot } = walk.look;
  const { id } = group;
  const children = snapshot.records.resourceConfiguration.filter(
    (one) => id !== undefined && one.resourceConfigurationGroupId === id,
  );
  const isOpen = children.length === 0 || coverageOf(snapshot, 'resourceConfiguration', group) !== 'complete';
  return forked(walk, children, isOpen, `RSE-01 the children of ${id}`, (branch, child) =>
    // A child has the gateway of its group.
    askFor(branch, entrance, { ...child, resourceGatewayId: child.resourceGatewayId ?? group.resourceGatewayId }),
  );
}

function askFor(walk: Walk, entrance: Entrance, configuration: Configuration): Next {
  const { id, resourceGatewayId } = configuration;
  const broken = brokenBy(configuration);
  if (broken) return drop(walk, broken);
  const served = servesPort(configuration, destinationPort(walk));
  if (served === 'no') return drop(walk, `RSE-01 ${id} does not share the port`);
  if (served === 'maybe') doubt(walk, `RSE-01 the ports of ${id} are not known`);
  const { resourceGateway } = walk.look.snapshot.records;
  const gateway = resourceGateway.find((one) => resourceGatewayId !== undefined && one.id === resourceGatewayId);
  if (gateway === undefined) return undecided(walk, `RSE-01 gateway ${resourceGatewayId} is not in the snapshot`);
  const gone = brokenBy(gateway);
  if (gone) return drop(walk, gone);
  const { unsettled = unsettledBy(configuration) ?? unsettledBy(gateway) } = entrance;
  if (unsettled) return undecided(walk, unsettled);
  const apart = checkZones(walk, entrance, gateway);
  if (apart) return drop(walk, apart);
  const resource = addressOf(walk.look, configuration);
  if (resource === undefined) return undecided(walk, `RSE-01 the address of ${id} is not known`);
  return throughGateway(walk, entrance, gateway, resource);
}

function brokenBy({ id, status }: Configuration | Gateway): string | undefined {
  return works(status, 'ACTIVE') || isUpdated(status) ? undefined : `RSE-01 ${id} is ${status}`;
}

/** Whether it is as it was before an update or as it will be, nothing tells. */
function unsettledBy({ id, status }: Configuration | Gateway): string | undefined {
  return isUpdated(status) ? `RSE-01 ${id} is ${status}` : undefined;
}

function isUpdated(status: string | undefined): boolean {
  return status?.toUpperCase().startsWith('UPDATE_') === true;
}

function servesPort({ portRanges }: Configuration, port: number): Sure {
  const ranges = present(portRanges);
  if (ranges.length === 0) return 'maybe';
  return most(
    ranges.map((text) => {
      const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(text) ?? [];
      if (from === undefined) return 'maybe';
      return Number(from) <= port && port <= Number(to) ? 'yes' : 'no';
    }),
  );
}

/** Whether the gateway is in the zone of the endpoint's interface; nothing tells where another of the zones may help out. */
function checkZones(walk: Walk, { place, endpoint }: Entrance, gateway: Gateway): string | undefined {
  const { look } = walk;
  const shared = (subnetIds: readonly (string | undefined)[]) => {
    const pairs = gateway.subnetIds.flatMap((its) => subnetIds.map((own) => sameZoneOf(look, own, its)));
    // Without subnets, nothing is told of zones.
    return pairs.length === 0 ? 'maybe' : most(pairs);
  };
  const near = shared([place.subnetId]);
  if (near === 'yes') return undefined;
  if (near === 'no' && shared(endpoint.subnetIds) === 'no') return `RSE-01 ${gateway.id} is in no zone of the endpoint`;
  return doubt(walk, `RSE-01 ${gateway.id} may be in no zone of the endpoint's interface`);
}

function sameZoneOf(look: Lookups, a: string | undefined, b: string | undefined): Sure {
  if (a !== undefined && a === b) return 'yes';
  return sameZone(zoneOfSubnet(look, a), zoneOfSubnet(look, b));
}

/** Where a resource is, as far as a configuration and the instances of the snapshot tell. */
function addressOf(look: Lookups, { resourceConfigurationDefinition: definition }: Configuration): Address | undefined {
  const { ipResource, dnsResource } = definition ?? {};
  if (ipResource?.ipAddress !== undefined) return parseAddress(ipResource.ipAddress);
  if (dnsResource?.domainName === undefined || sameWord(dnsResource.ipAddressType, 'IPV6')) return undefined;
  const name = plain(dnsResource.domainName);
  const found = [...look.instances.values()]
    .filter(({ privateDnsName }) => name !== '' && plain(privateDnsName ?? '') === name)
    .map(({ instanceId = '' }) => look.interfaces.get(firstInterface(look, instanceId))?.privateIpAddress);
  const [only, ...others] = new Set(found.map(parseAddress));
  return others.length === 0 ? only : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** By any of its interfaces that are, or may be, in the zone: where not all were read, each of its subnets may have one. */
function throughGateway(walk: Walk, { place }: Entrance, gateway: Gateway, resource: Address): Next {
  const { look } = walk;
  const near = (subnetId: string | undefined) => sameZoneOf(look, place.subnetId, subnetId);
  const all = look.snapshot.records.networkInterface.filter((one) => isInterfaceOf(one, gateway));
  const inZone = all.filter(({ subnetId }) => near(subnetId) !== 'no');
  const isUnread = (subnetId: string) => near(subnetId) !== 'no' && !all.some((one) => one.subnetId === subnetId);
  const areRead = coverageOf(look.snapshot, 'networkInterface', gateway) === 'complete';
  const isOpen = inZone.length === 0 || (!areRead && present(gateway.subnetIds).some(isUnread));
  return forked(walk, inZone, isOpen, `RSE-01 the interfaces of ${gateway.id}`, (branch, eni) =>
    throughInterface(branch, place, eni, resource),
  );
}

/** AWS picks the address. Of a long prefix not every one can be tried. */
function throughInterface(walk: Walk, endpoint: Place, eni: NetworkInterface, resource: Address): Next {
  const refused = notWorking(walk, eni);
  if (refused) return drop(walk, refused);
  const isOfFamily = (address: Address) => isV6(address) === isV6(resource);
  const own = (walk.look.ownAddresses.get(eni) ?? []).map(({ address }) => address);
  const prefixes = walk.look.ownPrefixes.get(eni) ?? [];
  const short = prefixes.filter(({ shift }) => shift <= 4n).flatMap(addressesIn);
  const isOpen = prefixes.some(({ base, shift }) => shift > 4n && isOfFamily(base));
  const sources = [...new Set([...own, ...short].filter(isOfFamily))];
  return forked(
    walk,
    sources,
    isOpen,
    `RSE-01 ${eni.networkInterfaceId} has no address of this family`,
    (branch, src) => send(branch, endpoint, eni, src, resource),
  );
}

/** The second flow, under the gateway's own address and groups. */
function send(walk: Walk, endpoint: Place, eni: NetworkInterface, src: Address, dst: Address): Next {
  const { header, look } = walk;
  const key = `${eni.networkInterfaceId}|${header.src}|${header.dst}|${src}|${dst}|${header.dport}`;
  if (walk.seen.has(key)) return drop(walk, 'GEN-08 loop');
  walk.seen.add(key);
  walk.pending = undefined;
  walk.identity = identityOf(look, eni);
  walk.header = bind(walk, endpoint, { ...header, src, dst });
  const held = checkGroups(walk, eni, 'egress');
  return held ? drop(walk, held) : { do: 'leave', place: placeOf(look, eni, src) };
}
