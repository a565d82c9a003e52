import type { Assembly, Draft } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Endpoints that a firewall has made by what its template calls them: it has one in each of its subnets. */
export function endpointIds(live: Assembly, after: Assembly): ReadonlyMap<string, string> {
  const own = new Map((live.entries.get('firewall') ?? []).map(({ key, record }) => [key, bySubnet(record)]));
  const found = new Map<string, string>();
  for (const { key, record } of after.entries.get('firewall') ?? []) {
    const real = own.get(key);
    for (const [subnetId, planned] of bySubnet(record)) {
      const id = real?.get(subnetId);
      if (id !== undefined && planned.includes('#')) found.set(planned, id);
    }
  }
  return found;
}

function bySubnet({ firewallStatus }: Draft): ReadonlyMap<string, string> {
  const states = (firewallStatus as Fields | undefined)?.syncStates ?? {};
  return new Map(
    Object.values(states as Fields).flatMap((state): [string, string][] => {
      const { subnetId, endpointId } = ((state as Fields | undefined)?.attachment ?? {}) as Fields;
      return typeof subnetId === 'string' && typeof endpointId === 'string' ? [[subnetId, endpointId]] : [];
    }),
  );
}
