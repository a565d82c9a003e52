import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What makes endpoints of its own, and where answers say in which subnet each is. */
const MAKERS: readonly (readonly [kind: Kind, status: string, states: string])[] = [
  ['firewall', 'firewallStatus', 'syncStates'],
  ['firewallEndpointAssociation', 'vpcEndpointAssociationStatus', 'associationSyncState'],
];

export interface Endpoints {
  /** Ids of those that are there, and of their interfaces, by what templates call them. */
  readonly ids: ReadonlyMap<string, string>;
  /** What templates call those that are not. */
  readonly fresh: ReadonlySet<string>;
  /** Those in subnets that a template has no more. */
  readonly gone: ReadonlySet<string>;
}

/** Endpoints that a firewall makes: it has one in each of its subnets. */
export function firewallEndpoints(live: Assembly, after: Assembly): Endpoints {
  const found = new Map<string, string>();
  const [fresh, gone] = [new Set<string>(), new Set<string>()];
  const endpoints = new Map((live.entries.get('vpcEndpoint') ?? []).map(({ key, record }) => [key, record]));
  for (const [kind, ...where] of MAKERS) {
    const own = new Map((live.entries.get(kind) ?? []).map(({ key, record }) => [key, bySubnet(record, where)]));
    for (const { key, record } of after.entries.get(kind) ?? []) {
      const real = own.get(key);
      const planned = bySubnet(record, where);
      for (const [subnetId, id] of real ?? []) if (planned.size > 0 && !planned.has(subnetId)) gone.add(id);
      for (const [subnetId, name] of planned) {
        const id = real?.get(subnetId);
        if (!name.includes('#')) continue;
        if (id === undefined) {
          // Where answers tell the endpoints of a firewall, another one comes.
          if (real && real.size > 0) fresh.add(name);
          continue;
        }
        found.set(name, id);
        found.set(`VPC Endpoint Interface ${name}`, `VPC Endpoint Interface ${id}`);
        const [eni, ...others] = listOf(endpoints.get(id)?.networkInterfaceIds);
        if (eni !== undefined && others.length === 0) found.set(`${name}#eni`, eni);
      }
    }
  }
  return { ids: found, fresh, gone };
}

function bySubnet(record: Draft, [status, name]: readonly [string, string]): ReadonlyMap<string, string> {
  const states = (record[status] as Fields | undefined)?.[name] ?? {};
  return new Map(
    Object.values(states as Fields).flatMap((state): [string, string][] => {
      const { subnetId, endpointId } = ((state as Fields | undefined)?.attachment ?? {}) as Fields;
      return typeof subnetId === 'string' && typeof endpointId === 'string' ? [[subnetId, endpointId]] : [];
    }),
  );
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
