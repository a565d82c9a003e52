import type { ComponentId, Filter, Step } from '../model/route.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { constantMap, piecesWithin } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId, UNDECIDED } from '../net/admission.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { type ServiceSetId, UDP } from '../net/service-set.ts';
import type { Provider, Target } from './gateway-provider.ts';
import { type Holder, labelOfAddress } from './holder.ts';
import { holderAt, interfaceIndex } from './interface-index.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { missing } from './missing.ts';

const GENEVE_PORT = 6081;

/**
 * The load balancer wraps what it hands to an appliance in GENEVE, which the appliance's groups must admit from the
 * balancer's nodes (GWE-06). One appliance that takes it is enough.
 */
export function geneveStep(net: Lookup, endpoint: ComponentId, provider: Provider): readonly Step[] {
  const { targets = [], balancers } = provider;
  if (targets.length === 0) return [];
  const nodes = balancers.flatMap((one) => nodeRanges(net, one));
  const taken = targets.map((target) => ({ target, admits: takes(net, guardsOf(net, target), nodes) }));
  const admits = [ADMITS_ALL, UNDECIDED].find((one) => taken.some((each) => each.admits === one)) ?? ADMITS_NOTHING;
  if (admits === ADMITS_ALL) return [];
  const text = `its groups do not surely admit GENEVE (udp/${GENEVE_PORT}) from the load balancer`;
  const filter: Filter = {
    component: (targets[0] as Target).id,
    at: endpoint,
    direction: 'ingress',
    layer: 'security-groups',
    code: 'ENI_SG_RULES_MISMATCH',
    reads: 'source',
    admits: constantMap(admits),
    answers: 'unasked',
    missing: missing(net, 'networkInterface', undefined, balancers[0] ?? ANYWHERE),
    evidence: () => taken.map(({ target }) => ({ component: target.id, effect: 'blocks' as const, text })),
  };
  return [{ kind: 'filter', filter }];
}

/** The groups of a target's interface, which the input may lack. */
function guardsOf(net: Lookup, { id, groupArn }: Target): readonly Filter[] | undefined {
  const label = labelOfAddress(net, id);
  const vpcId = net.get('targetGroup', groupArn)?.vpcId ?? '';
  const holder = label === undefined ? primaryOf(net, id) : holderAt(net, vpcId, 4, label);
  // GENEVE runs over IPv4, whatever it wraps.
  return holder && (net.behaviour(holder.at)?.guards?.(holder.at, net)?.[4].ingress ?? []);
}

function primaryOf(net: Lookup, instanceId: string): Holder | undefined {
  const held = interfaceIndex(net).holdersOfInstance(instanceId);
  return held.find(({ record }) => record?.attachment?.deviceIndex === 0) ?? held[0];
}

/** The nodes of a balancer, by the descriptions of its interfaces (LB-02); else anywhere in its subnets. */
function nodeRanges(
  net: Lookup,
  { loadBalancerArn = '', availabilityZones }: Provider['balancers'][number],
): readonly LabelRange[] {
  const description = `ELB ${loadBalancerArn.split(':loadbalancer/')[1] ?? ''}`;
  const nodes = interfaceIndex(net).holders.filter(({ record }) => record?.description === description);
  const subnets = availabilityZones.map((zone) => net.get('subnet', zone?.subnetId)?.cidrBlock);
  const prefixes: readonly (Prefix | null)[] =
    nodes.length > 0 ? nodes.flatMap(({ prefixes: own }) => own) : subnets.map((one) => parsePrefix(one ?? ''));
  return prefixes.flatMap((prefix) => (prefix?.family === 4 ? (net.labels[4].rangeOf(prefix) ?? []) : []));
}

function takes(net: Lookup, filters: readonly Filter[] | undefined, nodes: readonly LabelRange[]): AdmissionId {
  if (!filters || nodes.length === 0) return UNDECIDED;
  const pool = net.admissions;
  const geneve = pool.services.of([UDP + GENEVE_PORT, UDP + GENEVE_PORT + 1]);
  const has = (set: ServiceSetId) => pool.services.isSubset(geneve, set);
  const admitted = nodes.flatMap(({ from, to }) =>
    filters.flatMap((filter) => piecesWithin(filter.admits, from, to).map(({ value }) => value)),
  );
  if (admitted.every((one) => has(pool.must(one)))) return ADMITS_ALL;
  return admitted.some((one) => has(pool.may(one))) ? UNDECIDED : ADMITS_NOTHING;
}
