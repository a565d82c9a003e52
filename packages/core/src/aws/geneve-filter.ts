import type { ComponentId, Filter, Step } from '../model/route.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';
import { constantMap, piecesWithin } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId, UNDECIDED } from '../net/admission.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { type ServiceSetId, UDP } from '../net/service-set.ts';
import type { Provider, Target } from './gateway-load-balancer.ts';
import { type Holder, holderAt, interfaceIndex, labelOfAddress } from './interface-index.ts';
import type { Lookup } from './lookup.ts';

const GENEVE_PORT = 6081;

/**
 * The load balancer wraps what it hands to an appliance in GENEVE, which the appliance's groups must admit from the
 * balancer's nodes (GWE-06). One appliance that takes it is enough.
 */
export function geneveStep(net: Lookup, endpoint: ComponentId, provider: Provider): readonly Step[] {
  const { targets, balancers } = provider;
  const met = (targets ?? []).map((target) => guardOf(net, target));
  if (met.length === 0 || met.some((one) => one === undefined)) return [];
  const nodes = balancers.flatMap((one) => nodeRanges(net, one));
  if (nodes.length === 0) return [];
  const guards = met.flatMap((one) => one ?? []);
  const admitted = guards.map(({ filters }) => takes(net, filters, nodes));
  const admits = admitted.includes(ADMITS_ALL) ? ADMITS_ALL : admitted.includes(UNDECIDED) ? UNDECIDED : ADMITS_NOTHING;
  const first = guards[0] as Guard;
  const text = `no group of it admits GENEVE (udp/${GENEVE_PORT}) from its load balancer`;
  const filter: Filter = {
    component: first.at,
    at: endpoint,
    direction: 'ingress',
    layer: 'security-groups',
    code: 'ENI_SG_RULES_MISMATCH',
    reads: 'source',
    admits: constantMap(admits),
    answers: 'unasked',
    evidence: () =>
      guards.flatMap(({ at }, i) =>
        admitted[i] === ADMITS_ALL ? [] : [{ component: at, effect: 'blocks' as const, text }],
      ),
  };
  return admits === ADMITS_ALL ? [] : [{ kind: 'filter', filter }];
}

interface Guard {
  readonly at: ComponentId;
  readonly filters: readonly Filter[];
}

function guardOf(net: Lookup, target: Target): Guard | undefined {
  const vpcId = net.get('targetGroup', target.groupArn)?.vpcId ?? '';
  const label = labelOfAddress(net, target.id);
  const holder: Holder | undefined = label === undefined ? primaryOf(net, target.id) : holderAt(net, vpcId, 4, label);
  if (!holder) return undefined;
  const guards = net.behaviour(holder.at)?.guards?.(holder.at, net);
  // GENEVE runs over IPv4, whatever it wraps.
  return { at: holder.at, filters: guards?.[4].ingress ?? [] };
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

function takes(net: Lookup, filters: readonly Filter[], nodes: readonly LabelRange[]): AdmissionId {
  const pool = net.admissions;
  const geneve = pool.services.of([UDP + GENEVE_PORT, UDP + GENEVE_PORT + 1]);
  const has = (set: ServiceSetId) => pool.services.isSubset(geneve, set);
  const admitted = nodes.flatMap(({ from, to }) =>
    filters.flatMap((filter) => piecesWithin(filter.admits, from, to).map(({ value }) => value)),
  );
  if (admitted.every((one) => has(pool.must(one)))) return ADMITS_ALL;
  return admitted.some((one) => has(pool.may(one))) ? UNDECIDED : ADMITS_NOTHING;
}
