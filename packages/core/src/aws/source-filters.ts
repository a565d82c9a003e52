import type { Code } from '../model/codes.ts';
import type { Missing } from '../model/evidence.ts';
import type { ComponentId, Filter, Step } from '../model/route.ts';
import { type Family, formatPrefix } from '../net/address.ts';
import { type AddressMap, constantMap, mapValues, paintMap } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, UNDECIDED } from '../net/admission.ts';
import type { Holder } from './holder.ts';
import { publicAddressEdits } from './interface-edits.ts';
import { holderAt, interfaceIndex, outwardMap } from './interface-index.ts';
import { derivedBy, type Lookup, placeOf } from './lookup.ts';
import { mayHaveOpenAddress } from './open-address.ts';

/**
 * A gateway takes packets from the VPC only with a source that an interface of the VPC has (IGW-03, EP-06). `nat`: the
 * regional NAT gateway that hands it its own packets, whose public address is none of the VPC's (NAT-14).
 */
export function ownSourceStep(
  net: Lookup,
  gateway: ComponentId,
  vpcId: string,
  family: Family,
  code: Code = 'GATEWAY_REJECTS_SPOOFED_TRAFFIC',
  nat: ComponentId = '',
): Step {
  return ownSources(net, `${gateway} ${vpcId} ${family} ${code} ${nat}`);
}

const ownSources = derivedBy((net, key): Step => {
  const [gateway = '', vpcId = '', of, code, nat] = key.split(' ');
  const family = Number(of) as Family;
  const vpc = placeOf(net, vpcId);
  const stranger = net.coverage('networkInterface', vpc) === 'complete' ? ADMITS_NOTHING : UNDECIDED;
  const index = interfaceIndex(net);
  const isRegionalNat = (holder: Holder | undefined) => holder?.subnetId === undefined && !holder?.record;
  const admits = mapValues(index.map(vpcId, family), (piece) => {
    if (piece === 0) return stranger;
    const holder = index.holder(piece);
    return !isRegionalNat(holder) || holder?.at === nat ? ADMITS_ALL : ADMITS_NOTHING;
  });
  return gatewayFilter(gateway, code as Code, admits, 'source', 'the source is no address of the VPC’s interfaces');
});

/** IPv4 leaves only from a private address that has a public one, each address for itself (IGW-02). */
export function associatedSourceStep(net: Lookup, gateway: ComponentId, vpcId: string): Step {
  return associatedSources(net, `${gateway} ${vpcId}`);
}

const associatedSources = derivedBy((net, key): Step => {
  const [gateway = '', vpcId = ''] = key.split(' ');
  const layers = [...outwardMap(net, vpcId).keys()].map((label) => ({ from: label, to: label + 1 }));
  const isOpen = mayHaveOpenAddress(net, placeOf(net, vpcId));
  const admits = paintMap(isOpen ? UNDECIDED : ADMITS_NOTHING, layers, () => ADMITS_ALL);
  const { filter } = gatewayFilter(
    gateway,
    'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    admits,
    'source',
    'the source has no public address associated',
    undefined,
    ({ address }) => {
      const record = holderAt(net, vpcId, 4, address)?.record;
      const source = formatPrefix(net.labels[4].prefixOf(address));
      return record ? publicAddressEdits(net, record, source) : [];
    },
  );
  return { kind: 'filter', filter: isOpen ? { ...filter, doubt: () => 'KNOWN_AFTER_APPLY' } : filter };
});

/** A condition of a gateway that is no rule of the owner's. */
export function gatewayFilter(
  gateway: ComponentId,
  code: Code,
  admits: AddressMap,
  reads: 'source' | 'destination',
  text: string,
  lacks?: Missing,
  mends?: Filter['mends'],
): Extract<Step, { kind: 'filter' }> {
  const filter: Filter = {
    component: gateway,
    at: gateway,
    direction: reads === 'source' ? 'ingress' : 'egress',
    layer: 'gateways',
    code,
    reads,
    admits,
    answers: 'unasked',
    ...(lacks ? { missing: lacks } : {}),
    evidence: () => [{ component: gateway, effect: 'blocks', text }],
    ...(mends ? { mends } : {}),
  };
  return { kind: 'filter', filter };
}

export function refusal(gateway: ComponentId, code: Code, text: string, mends?: Filter['mends']): Step {
  return gatewayFilter(gateway, code, constantMap(ADMITS_NOTHING), 'destination', text, undefined, mends);
}
