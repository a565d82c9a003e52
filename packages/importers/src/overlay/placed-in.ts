import type { Kind } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import { isDescribed, withoutNumber } from './same-interfaces.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What has an interface in each of its subnets: how AWS describes those, and where it lists the subnets. */
const PLACED: Partial<
  Record<Kind, readonly [described: (id: string) => string, subnetsOf: (record: Fields) => unknown]>
> = {
  loadBalancer: [
    (arn) => `ELB ${arn.split(':loadbalancer/')[1]}`,
    ({ availabilityZones: zones }) => (Array.isArray(zones) ? zones.map((one: Fields) => one.subnetId) : []),
  ],
  classicLoadBalancer: [(name) => `ELB ${name}`, ({ subnets }) => subnets],
  vpcEndpoint: [(id) => `VPC Endpoint Interface ${id}`, ({ subnetIds }) => subnetIds],
};

/** Whether answers have the balancer or endpoint of an interface, and not in the subnet of that one. */
export function isPlacedElsewhere(live: Assembly, { record: { description, subnetId } }: Entry): boolean {
  return Object.entries(PLACED).some(([kind, [described, subnetsOf]]) => {
    const found = live.entries.get(kind as Kind)?.find(({ key }) => described(key) === description);
    const subnets = found && subnetsOf(found.record);
    return Array.isArray(subnets) && subnets.length > 0 && !subnets.includes(subnetId);
  });
}

/** What has interfaces in the subnets of its template, and in no others. */
const IN_EACH = /^(?:ELB |VPC Endpoint Interface |AWS Lambda VPC ENI-|ES |Amazon EKS |Route 53 Resolver: )/;

/** Interfaces of balancers, endpoints and services in subnets where the template has them no more: it says all of their subnets. */
export function placedOutside(own: readonly Entry[], news: readonly Entry[]): readonly Entry[] {
  const subnets = new Map<string, Set<unknown>>();
  for (const { record } of news) {
    const { description, subnetId } = record;
    if (typeof description !== 'string' || !IN_EACH.test(description)) continue;
    const service = withoutNumber(description);
    subnets.set(service, (subnets.get(service) ?? new Set()).add(subnetId));
  }
  return own.filter(({ record }) => {
    return [...subnets].some(
      ([description, within]) => isDescribed(record.description, description) && !within.has(record.subnetId),
    );
  });
}
