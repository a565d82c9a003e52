import type { Draft, Entry } from '../describe/assembly.ts';
import { isDescribed } from './same-interfaces.ts';

/** Whether an interface goes with things that go: it is in them, attached to them, listed by them or described as theirs. */
export function goesWith(gone: readonly Entry[]): (one: Entry) => boolean {
  // Of balancers descriptions have a part of the ARN.
  const keys = new Set(gone.flatMap(({ key }) => [key, ...key.split(':loadbalancer/').slice(1)]));
  const names = gone.flatMap(({ record }) => describedAs(record));
  const listed = new Set(gone.flatMap(({ record }) => interfacesIn(record, 0)));
  const has = (id: unknown) => typeof id === 'string' && keys.has(id);
  return ({ key, record }) => {
    const { vpcId, subnetId, attachment, description } = record;
    const instance = (attachment as { readonly instanceId?: unknown } | undefined)?.instanceId;
    if (listed.has(key) || has(vpcId) || has(subnetId) || has(instance)) return true;
    if (names.some((name) => isDescribed(description, name))) return true;
    return typeof description === 'string' && description.split(/[\s,]+/).some(has);
  };
}

/** How AWS describes the interfaces of a function, domain, cluster or cache. */
export function describedAs({
  functionName,
  domainName,
  resourcesVpcConfig,
  name,
  cacheClusterId,
}: Draft): readonly string[] {
  const named = (start: string, one: unknown) => (typeof one === 'string' ? [`${start}${one}`] : []);
  return [
    ...named('AWS Lambda VPC ENI-', functionName),
    ...named('ES ', domainName),
    ...(resourcesVpcConfig === undefined ? [] : named('Amazon EKS ', name)),
    ...named('ElastiCache ', cacheClusterId),
  ];
}

/** Ids of interfaces that a gateway or endpoint says it has. */
function interfacesIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return value.startsWith('eni-') ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.values(value).flatMap((one) => interfacesIn(one, depth + 1));
}
