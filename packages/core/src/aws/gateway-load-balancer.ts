import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Step, Stop } from '../model/route.ts';
import type { Inspection } from './gateway-load-balancer-endpoint.ts';
import { type Provider, providerOf } from './gateway-provider.ts';
import { geneveStep } from './geneve-filter.ts';
import type { Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Handover } from './resource-type.ts';
import type { ApplianceBehaviour } from './snapshot.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

/** What a packet meets behind an endpoint: what the appliances do inside is stated or unknown (GWE-04). */
export function applianceInspection(net: Lookup, record: Endpoint, from: Handover): Inspection {
  const id = record.vpcEndpointId as string;
  const provider = providerOf(net, record);
  // Whoever is behind: half a conversation is none (GWE-05).
  if (provider.stop) return { steps: [symmetryStep(id, from)], stop: provider.stop };
  const steps = geneveStep(net, id, provider);
  const stated = statementOf(net, id, record, provider);
  const says = (text: string): Evidence => ({ component: id, effect: 'blocks', text });
  const note: Step = { kind: 'note', code: 'ASSUMED_APPLIANCE_FORWARDS', about: id };
  if (stated === 'forward') return { steps: [...steps, note, symmetryStep(id, from)] };
  if (stated === 'drop') {
    return { steps, stop: dropped(id, 'APPLIANCE_DROPS', says('it is stated to drop what it receives')) };
  }
  // A packet must come back as it went in (GWE-02); one that leaves with another address takes a way of its own.
  const text =
    stated === 'nat' ? 'what translates addresses behind it is not modelled' : 'what it does inside is not stated';
  const stop: Stop = { kind: 'unknown', code: 'APPLIANCE_INSIDE', at: id, evidence: [says(text)] };
  return { steps: [...steps, symmetryStep(id, from)], stop };
}

/**
 * A reply that goes round the endpoint is put up with; one that comes to it without its request is dropped (GWE-05). What
 * came in by an edge table must leave the same way (GRT-05).
 */
function symmetryStep(id: ComponentId, from: Handover): Step {
  return from.entered
    ? { kind: 'stateful', by: id, missed: 'drop', code: 'INGRESS_RTB_TRAFFIC_REDIRECTION' }
    : { kind: 'stateful', by: id, missed: 'drop-unasked', code: 'STATEFUL_ASYMMETRY' };
}

/** By endpoint, service, balancer or target; targets that are stated differently leave it open. */
function statementOf(
  net: Lookup,
  id: ComponentId,
  record: Endpoint,
  { serviceId, balancers, targets = [] }: Provider,
): ApplianceBehaviour | undefined {
  const { appliances } = net.snapshot.settings;
  const names = [
    id,
    record.serviceName,
    record.serviceName?.split('.').at(-1),
    serviceId,
    ...balancers.flatMap((one) => [one.loadBalancerArn, one.loadBalancerName]),
  ];
  const named = names.find((name) => name !== undefined && appliances[name] !== undefined);
  if (named !== undefined) return appliances[named];
  const each = targets.map((target) => appliances[target.id] ?? net.assume.appliances);
  if (each.length > 0) return each.every((one) => one === each[0]) ? each[0] : undefined;
  return net.assume.appliances;
}
