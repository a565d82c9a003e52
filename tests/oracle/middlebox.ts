import { contains, isV6 } from './addresses.ts';
import { notReady } from './internet.ts';
import { cidrsOfVpc, type NetworkInterface, ownerIn, owns, placeOf, works } from './lookups.ts';
import { bind, untranslate } from './nat.ts';
import { checkAcl } from './network-acls.ts';
import { type Binding, doubt, drop, type Next, noteCrossing, undecided, type Walk } from './packet.ts';
import { checkGroups, identityOf, settleReferences } from './security-groups.ts';

/** A route leads to an interface: the packet is handed to it unchanged (RT-20, APP-01 to APP-03). */
export function handToMiddlebox(walk: Walk, vpcId: string | undefined, id: string): Next {
  const { look, header } = walk;
  const eni = look.interfaces.get(id);
  if (eni === undefined) return unreadMiddlebox(walk, vpcId, id);
  const place = placeOf(look, eni);
  if (place.vpcId !== vpcId) return drop(walk, `${id} is of another VPC`);
  if (isWithoutInstance(eni)) return drop(walk, `RT-21 ${id} has no instance`);
  const broken = notWorking(walk, eni);
  if (broken) return drop(walk, broken);
  const unready = notReady(walk, place);
  if (unready) return unready;
  if (owns(look, eni, header.dst)) return { do: 'arrive', place, onLink: false };
  walk.kinds.add('middlebox');
  const key = `${id}|${header.src}|${header.dst}`;
  if (walk.seen.has(key)) return drop(walk, 'GEN-08 loop');
  walk.seen.add(key);
  // ID-08, SG-10: references do not work through a middlebox, but its own ingress rules still see the sender.
  const instanceId = eni.attachment?.instanceId;
  const refused =
    settleReferences(walk, undefined) ??
    checkAcl(walk, eni.subnetId, 'ingress') ??
    checkGroups(walk, eni, 'ingress') ??
    (eni.sourceDestCheck === false ? undefined : `ENI-02 ${id} checks source and destination`);
  if (refused) return drop(walk, refused);
  if (instanceId !== undefined && !look.instances.has(instanceId))
    return undecided(walk, `instance ${instanceId} is not in the snapshot`);
  const { appliances } = look.snapshot.settings;
  const behaviour = appliances[id] ?? appliances[instanceId ?? ''];
  if (behaviour === undefined) return undecided(walk, `APP-01 nobody says what ${id} does`);
  if (behaviour === 'drop') return drop(walk, `APP-01 ${id} drops`);
  walk.forwarders.add(id);
  noteCrossing(walk, id);
  walk.identity = undefined;
  // RET-03: with another source it is no answer any more.
  if (behaviour === 'nat' && walk.leg === 'reply') return drop(walk, `RET-03 ${id} translates the reply`);
  if (behaviour === 'nat') {
    const own = (look.ownAddresses.get(eni) ?? []).filter(({ address }) => isV6(address) === isV6(header.dst));
    const main = own.find((one) => one.primary) ?? own[0];
    if (main === undefined) return drop(walk, `APP-03 ${id} has no address of this family`);
    walk.header = bind(walk, place, { ...header, src: main.address });
    walk.forwarders.add(id);
    walk.identity = identityOf(look, eni); // ID-14
  }
  const held = checkGroups(walk, eni, 'egress');
  return held ? drop(walk, held) : { do: 'leave', place };
}

/** RT-21, GRT-04: a route to it is a blackhole, whoever is addressed. */
export function isWithoutInstance({ attachment, requesterManaged }: NetworkInterface): boolean {
  return attachment?.instanceId === undefined && requesterManaged !== true;
}

/** SG-10: what an unread interface cannot have for an address of its own it can only pass on, and groups mean nobody then. */
function unreadMiddlebox(walk: Walk, vpcId: string | undefined, id: string): Next {
  const { look, header } = walk;
  const vpc = look.vpcs.get(vpcId ?? '');
  const isOfVpc = vpc === undefined || cidrsOfVpc(vpc).some((cidr) => contains(cidr, header.dst));
  const isEnd = isOfVpc && ownerIn(look, vpcId, header.dst) === undefined;
  const refused = isEnd ? undefined : settleReferences(walk, undefined);
  return refused ? drop(walk, refused) : undecided(walk, `interface ${id} is not in the snapshot`);
}

/** A reply is back at an appliance that had put its own address on the request. */
export function backAtTranslator(walk: Walk, eni: NetworkInterface, binding: Binding): Next {
  const next = untranslate(walk, binding);
  walk.forwarders.add(eni.networkInterfaceId ?? '');
  noteCrossing(walk, eni.networkInterfaceId ?? '');
  const held = next.do === 'leave' ? checkGroups(walk, binding.place.eni ?? eni, 'egress') : undefined;
  return held ? drop(walk, held) : next;
}

/** PAR-18: nothing is delivered to, or sent by, an interface that is not in use or whose instance does not run. */
export function notWorking(walk: Walk, eni: NetworkInterface): string | undefined {
  if (!works(eni.status, 'in-use', 'associated')) return `PAR-18 ${eni.networkInterfaceId} is ${eni.status}`;
  const id = eni.attachment?.instanceId;
  if (id === undefined) return undefined;
  const instance = walk.look.instances.get(id);
  if (instance === undefined) return doubt(walk, `instance ${id} is not in the snapshot`);
  return works(instance.state?.name, 'running') ? undefined : `PAR-18 ${id} is ${instance.state?.name}`;
}
