import { type Address, isV6 } from './addresses.ts';
import { isOfEndpoint } from './endpoint-interfaces.ts';
import {
  addressesOf,
  type Balancer,
  balancerOf,
  isNode,
  type Option,
  optionsOf,
  stateOf,
  type Target,
  zonesOfBalancer,
} from './load-balancers.ts';
import {
  interfaceType,
  type NetworkInterface,
  ownersAnywhere,
  type Place,
  placeOf,
  present,
  sameWord,
  vpcOf,
} from './lookups.ts';
import { bind } from './nat.ts';
import { checkAcl } from './network-acls.ts';
import {
  type Binding,
  cloneWalk,
  deliver,
  destinationPort,
  doubt,
  drop,
  HAIRPIN,
  type Header,
  type Next,
  replyTo,
  undecided,
  type Walk,
} from './packet.ts';
import { checkGroups, identityOf } from './security-groups.ts';
import { zoneOf } from './zones.ts';

/** By whom a flow reached a balancer's node: at its address, or through an interface endpoint (PL-03). */
interface Arrival {
  readonly node: Place;
  readonly eni: NetworkInterface;
  readonly endpoint?: Place;
}

/** A packet is at a node of a load balancer, whose groups have passed (LB-01). */
export function balance(walk: Walk, arrival: Arrival): Next {
  const { look, header } = walk;
  const balancer = balancerOf(look, arrival.eni);
  const { instanceId } = arrival.eni.attachment ?? {};
  // ENI-04: an instance's interface is no node, whatever its description says. An endpoint's service is what its listeners are.
  const isUnsure = instanceId !== undefined && !look.instances.has(instanceId);
  if (isUnsure && arrival.endpoint === undefined) return undecided(walk, `whose ${instanceId} is`);
  walk.kinds.add(`${balancer?.kind ?? 'unknown'}LoadBalancer`);
  if (balancer === undefined)
    return undecided(walk, `LB-02 the balancer of ${arrival.eni.networkInterfaceId} is not known`);
  const state = stateOf(balancer);
  if (state) return drop(walk, `0.6 ${balancer.id} is ${state}`);
  if (header.protocol !== 6 && header.protocol !== 17) return drop(walk, 'LB-03 not a protocol of listeners');
  walk.session.asked.push({ place: arrival.endpoint ?? arrival.node, original: header });
  const options = optionsOf(look, balancer, header.protocol, destinationPort(walk), header.src);
  if (options === 'none') return drop(walk, 'LB-03 no listener');
  if (isUnsure) return undecided(walk, `whose ${instanceId} is`);
  if (options === 'unknown') return undecided(walk, 'LB-03 listeners were not all collected');
  if (options.length === 0) return drop(walk, 'LB-05 no targets');
  const isOpen = options.some((one) => typeof one === 'object' && one.keepsClient === 'maybe');
  if (!isOpen) return share(walk, balancer, arrival, options);
  // NLB-02: all targets of a group see the client, or none does.
  const branches = (['yes', 'no'] as const).map((keepsClient) => {
    const branch = cloneWalk(walk);
    const settled = options.map((one) => (typeof one === 'object' ? { ...one, keepsClient } : one));
    return [branch, share(branch, balancer, arrival, settled)] as const;
  });
  return { do: 'fork', branches };
}

/** One of them is enough (LB-01). */
function share(walk: Walk, balancer: Balancer, arrival: Arrival, options: readonly Option[]): Next {
  const branches = options.map((option) => {
    const branch = cloneWalk(walk);
    if (option === 'unknown') return [branch, undecided(branch, 'targets were not all collected')] as const;
    if (option === 'itself') return [branch, deliver(branch, arrival.endpoint ?? arrival.node)] as const;
    return [branch, toTarget(branch, balancer, arrival, option)] as const;
  });
  return { do: 'fork', pick: 'any', branches };
}

function toTarget(walk: Walk, balancer: Balancer, arrival: Arrival, target: Target): Next {
  const { look } = walk;
  const addresses = addressesOf(look, target);
  if (addresses.length === 0) return undecided(walk, `the address of target ${target.id} is not known`);
  const branches = addresses.map((address) => {
    const branch = cloneWalk(walk);
    return [branch, zoned(branch, balancer, arrival, target, address)] as const;
  });
  return { do: 'fork', pick: 'any', branches };
}

/** LB-05, LB-06: targets of other zones. An address outside the balancer's VPC is of no zone. */
function zoned(walk: Walk, balancer: Balancer, arrival: Arrival, target: Target, address: Address): Next {
  const { look } = walk;
  const owners = ownersAnywhere(look, address);
  const owner = owners.find((eni) => vpcOf(look, eni) === arrival.node.vpcId);
  const instance = owners.find((eni) => eni.attachment?.instanceId === target.id);
  const placed = owner ?? instance;
  if (placed) {
    const zone = zoneOf(look, placeOf(look, placed));
    const here = zoneOf(look, arrival.node);
    // Where the node is, the zone is enabled.
    const enabled = zone === here ? present([here]) : zonesOfBalancer(look, balancer);
    const isElsewhere = zone !== undefined && here !== undefined && zone !== here;
    if (isElsewhere && target.isCrossZone === 'no') return drop(walk, 'LB-06 a target of another zone');
    if (zone === undefined || here === undefined || enabled === undefined) doubt(walk, 'LB-06 a zone is not known');
    else if (!enabled.includes(zone)) return drop(walk, 'LB-05 the zone of the target is not enabled');
    else if (isElsewhere && target.isCrossZone === 'maybe') doubt(walk, 'LB-06 cross-zone or not is not known');
  }
  const isTranslated = isV6(address) !== isV6(walk.header.dst);
  const isKept = target.keepsClient === 'yes' && !arrival.endpoint && !isTranslated;
  const taker = owner ?? (owners.length === 1 ? owners[0] : undefined);
  if (isKept && taker) {
    if (isHairpin(walk, taker)) return drop(walk, HAIRPIN);
    const isManaged = isOfEndpoint(look, taker) || interfaceType(taker) === 'networkloadbalancer';
    if (isManaged) return drop(walk, "NLB-03 an endpoint or balancer cannot see the client's address");
  }
  return send(walk, balancer, arrival, target, address, isKept);
}

/** The second flow, out of the node: with the client's address or the node's own (NLB-02, ALB-01). */
function send(
  walk: Walk,
  balancer: Balancer,
  arrival: Arrival,
  target: Target,
  address: Address,
  isKept: boolean,
): Next {
  const { look, header } = walk;
  const { node, eni, endpoint } = arrival;
  const key = `${eni.networkInterfaceId}|${header.src}|${header.dst}|${address}|${target.port}`;
  if (walk.seen.has(key)) return drop(walk, 'GEN-08 loop');
  walk.seen.add(key);
  const sent: Header = { ...header, dst: address, dport: target.port };
  walk.pending = undefined;
  walk.identity = groupsSeen(walk, balancer, arrival, isKept);
  if (isKept) {
    walk.session.preserved.push({ place: node, original: header, translated: sent });
    walk.header = sent;
    walk.preservedBy = node;
  } else {
    const own = (look.ownAddresses.get(eni) ?? []).find((one) => isV6(one.address) === isV6(address));
    if (own === undefined) return drop(walk, 'the node has no address of this family');
    walk.header = bind(walk, endpoint ?? node, { ...sent, src: own.address });
    walk.preservedBy = undefined;
  }
  const held = checkGroups(walk, eni, 'egress');
  if (held) return drop(walk, held);
  const refused = refusedNearby(walk, balancer, eni);
  return refused ? drop(walk, refused) : { do: 'leave', place: node };
}

/** ACL-22: a classic balancer's targets are asked for even inside the subnet. */
function refusedNearby(walk: Walk, balancer: Balancer, node: NetworkInterface): string | undefined {
  const owners = ownersAnywhere(walk.look, walk.header.dst);
  const isNear = owners.some((one) => one.subnetId === node.subnetId && one !== node);
  return balancer.kind === 'classic' && isNear ? checkAcl(walk, node.subnetId, 'egress') : undefined;
}

/** The same for what a node is asked to send by itself. */
export function refusedAtNode(walk: Walk, eni: NetworkInterface): string | undefined {
  const balancer = isNode(eni) ? balancerOf(walk.look, eni) : undefined;
  return balancer && refusedNearby(walk, balancer, eni);
}

/** ID-10 to ID-12: the balancer's groups stand for the client, whatever the address. */
function groupsSeen(walk: Walk, balancer: Balancer, { eni, endpoint }: Arrival, isKept: boolean): Walk['identity'] {
  if (eni.groups.length === 0) return undefined;
  if (endpoint && !isEnforced(balancer)) return { ...identityOf(walk.look, eni), unseen: true };
  return { ...identityOf(walk.look, eni), ...(isKept ? { anyAddress: true } : {}) };
}

/** PL-04. */
export function isEnforced({ record }: Balancer): boolean {
  const word =
    'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic' in record
      ? record.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic
      : undefined;
  return !sameWord(word, 'off');
}

/** NLB-04: the reply that a target sends to a client it saw. */
export function preservationFor(walk: Walk): Binding | undefined {
  if (walk.leg === 'request') return undefined;
  const { header } = walk;
  return walk.session.preserved.find(
    ({ translated }) =>
      translated.src === header.dst &&
      translated.dst === header.src &&
      translated.protocol === header.protocol &&
      translated.sport === header.dport &&
      translated.dport === header.sport,
  );
}

/** The fabric hands the reply to the node, whatever the target's table says, and the node answers the client. */
export function pullBack(walk: Walk, from: Place, { place: node, original }: Binding): Next {
  const isNear = from.subnetId === node.subnetId;
  const refused = isNear
    ? undefined
    : (checkAcl(walk, from.subnetId, 'egress') ?? checkAcl(walk, node.subnetId, 'ingress'));
  const { eni } = node;
  const held = refused ?? (eni && checkGroups(walk, eni, 'ingress'));
  if (held) return drop(walk, held);
  const answer = replyTo(original);
  if (answer === undefined) return drop(walk, 'no reply to this message');
  walk.header = answer;
  const kept = eni && checkGroups(walk, eni, 'egress');
  return kept ? drop(walk, kept) : { do: 'leave', place: node };
}

/** NLB-03: a host that is its own target gets its own address back. */
function isHairpin({ look, header }: Walk, target: NetworkInterface): boolean {
  const instanceId = target.attachment?.instanceId;
  return ownersAnywhere(look, header.src).some(
    (one) => one === target || (instanceId !== undefined && one.attachment?.instanceId === instanceId),
  );
}
