import type { Raw } from '../oracle/build.ts';
import { change, changeIn, listOf, type Mutation, ofKind, pick } from './mutations.ts';

const removable = ['loadBalancer', 'listener', 'targetGroup', 'targetHealth', 'targetGroupAttributes'] as const;
const removal: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, pick(removable, a) ?? 'loadBalancer'), b);
  return resources.filter((each) => each !== one);
};

/** Of the kind that the others are. */
function otherTarget(one: Record<string, unknown>, choice: number): string | undefined {
  const isInstance = String((one.Target as { Id?: string }).Id).startsWith('i-');
  return pick(isInstance ? ['i-100', 'i-200', 'i-9'] : ['10.1.0.10', '10.2.0.10', '10.9.9.9'], choice);
}

const target = (one: Record<string, unknown>) => one.Target as object;

/** A listener and its target group, which must speak the same. */
const otherProtocol: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, 'listener'), a);
  const arn = one && listOf(one, 'DefaultActions')[0]?.TargetGroupArn;
  const Protocol = pick(['UDP', 'TCP_UDP', 'TLS'], b);
  return resources.map((each) => {
    const isGroup = each.kind === 'targetGroup' && each.fields.TargetGroupArn === arn;
    return each === one || isGroup ? { ...each, fields: { ...each.fields, Protocol } } : each;
  });
};

/** Health, listeners, attributes and targets of balancers. */
export const balancerMutations: readonly Mutation[] = [
  removal,
  removal,
  change('loadBalancer', 'a', (_, { b }) => ({
    State: { Code: pick(['failed', 'active_impaired', 'provisioning'], b) },
  })),
  change('loadBalancer', 'a', (one, { b }) => {
    const zones = listOf(one, 'AvailabilityZones');
    return { AvailabilityZones: b % 2 === 0 || zones.length < 2 ? zones.slice(0, 1) : zones.slice(1) };
  }),
  change('loadBalancerAttributes', 'a', (_, { b }) => ({
    Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: String(b % 2 === 0) }],
  })),
  change('targetGroupAttributes', 'a', (_, { b }) => ({
    Attributes: [
      { Key: 'preserve_client_ip.enabled', Value: String(b % 2 === 0) },
      {
        Key: 'load_balancing.cross_zone.enabled',
        Value: pick(['true', 'false', 'use_load_balancer_configuration'], b),
      },
    ],
  })),
  change('listener', 'a', (_, { b }) => ({ Port: pick([80, 444, 443], b) })),
  otherProtocol,
  change('targetGroup', 'a', (_, { b }) => ({ Port: pick([22, 5432, 8081], b) })),
  change('targetGroup', 'a', () => ({ Protocol: 'TCP_UDP' })),
  changeIn('targetHealth', 'TargetHealthDescriptions', (one, { c }) => [
    { ...one, TargetHealth: { State: pick(['draining', 'unused', 'unhealthy', 'initial'], c) } },
  ]),
  changeIn('targetHealth', 'TargetHealthDescriptions', (one, { c }) => [
    { ...one, Target: { ...target(one), Port: pick([22, 8080, 8081], c) } },
  ]),
  changeIn('targetHealth', 'TargetHealthDescriptions', () => []),
  changeIn('targetHealth', 'TargetHealthDescriptions', (one, { c }) => [
    one,
    { Target: { Id: otherTarget(one, c) }, TargetHealth: { State: 'healthy' } },
  ]),
  change('classicLoadBalancer', 'a', () => ({ Instances: [] })),
  change('vpcEndpointConnection', 'a', (_, { b }) => ({
    VpcEndpointState: pick(['rejected', 'pendingAcceptance'], b),
  })),
  change('vpcEndpointService', 'a', () => ({ NetworkLoadBalancerArns: [] })),
  (resources, { a, b }) => {
    const nodes = resources.filter(({ fields }) => String(fields.Description).startsWith('ELB '));
    const one: Raw | undefined = pick(nodes, a);
    const fields = pick([{ Description: undefined }, { Status: 'available' }], b) ?? {};
    return resources.map((each) => (each === one ? { ...one, fields: { ...one.fields, ...fields } } : each));
  },
];
