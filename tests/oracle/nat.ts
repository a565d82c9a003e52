import { embedded4, isV6, parseAddress } from './addresses.ts';
import { notReady } from './internet.ts';
import {
  isRegional,
  type NatAddress,
  type NatGateway,
  natAddresses,
  natPlace,
  ownerIn,
  type Place,
  present,
  sameWord,
  works,
} from './lookups.ts';
import { checkAcl } from './network-acls.ts';
import {
  type Binding,
  cloneWalk,
  deliver,
  drop,
  type Header,
  type Next,
  replyTo,
  undecided,
  type Walk,
} from './packet.ts';

/** A route leads to a NAT gateway (4.2). */
export function enterNatGateway(walk: Walk, from: Place, id: string): Next {
  walk.kinds.add('natGateway');
  const gateway = walk.look.snapshot.records.natGateway.find((one) => one.natGatewayId === id);
  if (gateway === undefined) return undecided(walk, `NAT gateway ${id} is not in the snapshot`);
  if (!works(gateway.state, 'available')) return drop(walk, `NAT-01 ${id} is ${gateway.state}`);
  if (gateway.vpcId !== undefined && gateway.vpcId !== from.vpcId) return drop(walk, `${id} is of another VPC`);
  const passed = translatable(walk.header);
  if (isV6(walk.header.dst)) {
    const { dst } = walk.header;
    if (passed === undefined && embedded4(dst) === undefined) return drop(walk, 'NAT-13 IPv6 of no NAT64');
    // NAT-13: not back into the subnet of the client.
    const owner = ownerIn(walk.look, from.vpcId, embedded4(dst) ?? dst);
    if (owner?.subnetId !== undefined && owner.subnetId === from.subnetId) return drop(walk, 'NAT-13 own subnet');
  }
  const { vpcId, subnetId } = gateway;
  const unready = isRegional(gateway) ? undefined : notReady(walk, { vpcId, subnetId, eni: undefined, nat: undefined });
  if (unready && subnetId !== undefined) return unready;
  if (passed === undefined) return drop(walk, 'NAT-02 not a packet it translates');
  // ACL-21: also when the client is in the gateway's own subnet, and from whatever address it will send.
  const refused = isRegional(gateway) ? undefined : checkAcl(walk, subnetId, 'ingress');
  if (refused) return drop(walk, refused);
  const all = natAddresses(walk.look, gateway);
  // RET-03: with another source it is no answer any more, whichever that is.
  const isStranger = walk.leg === 'reply' && bindingFor(walk) === undefined;
  if (isStranger) return drop(walk, `RET-03 ${id} translates the reply`);
  if (all.length === 0) return undecided(walk, `the addresses of ${id} are not known`);
  const usable = servedAddresses(
    walk,
    from,
    gateway,
    all.filter((one) => works(one.status, 'succeeded')),
  );
  if (usable.length === 0) return drop(walk, `NAT-01 NAT-14 ${id} has no address for this client`);
  // NAT-04: AWS picks one address for each connection.
  const branches = usable.map((address) => {
    const branch = usable.length === 1 ? walk : cloneWalk(walk);
    return [branch, translate(branch, gateway, address, passed)] as const;
  });
  return { do: 'fork', branches };
}

function translate(walk: Walk, gateway: NatGateway, address: NatAddress, passed: Header): Next {
  const place = natPlace(walk.look, gateway, address);
  const { header } = walk;
  const unready = notReady(walk, place);
  if (unready) return unready;
  if (!isRegional(gateway) && gateway.subnetId === undefined)
    return undecided(walk, 'the subnet of the NAT gateway is not known');
  const own = present(gateway.natGatewayAddresses).flatMap((one) => [one.privateIp, one.publicIp]);
  if (own.some((text) => parseAddress(text) === header.dst)) {
    const binding = bindingFor(walk);
    return binding ? untranslate(walk, binding) : drop(walk, 'NAT-06 its own address');
  }
  // RET-03: with another source it is no answer any more.
  if (walk.leg === 'reply') return drop(walk, `RET-03 ${gateway.natGatewayId} translates the reply`);
  // NAT-13: whether NAT64 carries ICMP, AWS does not say.
  if (isV6(header.dst) && header.protocol === 58) return undecided(walk, 'NAT-13 ICMPv6');
  const key = `${gateway.natGatewayId}|${header.src}|${header.dst}`;
  if (walk.seen.has(key)) return drop(walk, 'NAT-10 loop');
  walk.seen.add(key);
  // A regional gateway may show no private address; its public one then stands for it.
  const shown = isRegional(gateway) ? parseAddress(address.publicIp) : undefined;
  const src = parseAddress(address.privateIp) ?? shown;
  if (src === undefined) return undecided(walk, 'the NAT gateway has no known address');
  walk.header = bind(walk, place, { ...passed, src });
  walk.identity = undefined; // ID-09
  return { do: 'leave', place };
}

/** Notes a translation for the reply and gives the packet its new source port, which is not chosen yet. */
export function bind(walk: Walk, place: Place, passed: Header, clientsOf?: string): Header {
  const original = walk.header;
  const sport = passed.sport === undefined ? undefined : -1 - walk.session.bindings.length;
  const translated = { ...passed, sport };
  walk.session.bindings.push({ place, original, translated, ...(clientsOf ? { clientsOf } : {}) });
  walk.forwarders.clear();
  return translated;
}

/** NAT-02, NAT-13: the packet as it leaves, but for its source. */
function translatable(header: Header): Header | undefined {
  if (!isV6(header.dst)) return [1, 6, 17].includes(header.protocol) ? header : undefined;
  const dst = embedded4(header.dst);
  if (dst === undefined) return undefined;
  if (header.protocol === 6 || header.protocol === 17) return { ...header, dst };
  return header.protocol === 58 ? { ...header, dst, protocol: 1 } : undefined;
}

/** NAT-14: a regional gateway whose zones its owner manages serves a zone only from addresses in it. */
function servedAddresses(
  walk: Walk,
  from: Place,
  gateway: NatGateway,
  all: readonly NatAddress[],
): readonly NatAddress[] {
  const isManual = sameWord(gateway.autoProvisionZones, 'disabled') || sameWord(gateway.autoProvisionZones, 'off');
  if (!isRegional(gateway) || !isManual) return all;
  const subnet = walk.look.subnets.get(from.subnetId ?? '');
  return all.filter((one) =>
    one.availabilityZoneId !== undefined && subnet?.availabilityZoneId !== undefined
      ? one.availabilityZoneId === subnet.availabilityZoneId
      : one.availabilityZone === subnet?.availabilityZone,
  );
}

/** The translation that a packet to a translator's own address belongs to, if it is a reply. */
export function bindingFor(walk: Walk): Binding | undefined {
  const { header } = walk;
  if (walk.leg === 'request') return undefined;
  return walk.session.bindings.find(
    ({ translated }) =>
      translated.src === header.dst &&
      translated.dst === header.src &&
      translated.protocol === header.protocol &&
      translated.sport === header.dport &&
      translated.dport === header.sport,
  );
}

/** NAT-08: the reply gets the client's address back and goes on by the translator's own table. */
export function untranslate(walk: Walk, binding: Pick<Binding, 'place' | 'original' | 'clientsOf'>): Next {
  const restored = replyTo(binding.original);
  if (restored === undefined) return drop(walk, 'no reply to this message');
  walk.header = restored;
  walk.identity = undefined;
  walk.forwarders.clear();
  if (binding.clientsOf !== undefined) return deliver(walk, { outside: binding.clientsOf });
  return { do: 'leave', place: binding.place };
}
