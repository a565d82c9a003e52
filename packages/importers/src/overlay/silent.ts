import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Settings with a default of their own, of which nothing says whether an update gives it back to one that a template says no more. */
const SETTINGS: Partial<Record<Kind, Fields>> = {
  subnet: { enableDns64: false },
  vpcEndpoint: { privateDnsEnabled: false },
  loadBalancer: { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on' },
  virtualInterface: { siteLinkEnabled: false },
};

/** Those with a name each, by what AWS says that they are where nobody sets them (LB-06, NLB-02). */
const ATTRIBUTES: Partial<Record<Kind, Readonly<Record<string, (record: Draft) => string | undefined>>>> = {
  loadBalancerAttributes: {
    'load_balancing.cross_zone.enabled': ({ loadBalancerArn }) =>
      String(String(loadBalancerArn).includes(':loadbalancer/app/')),
  },
  targetGroupAttributes: { 'load_balancing.cross_zone.enabled': () => 'use_load_balancer_configuration' },
};

/** Says of what templates are silent, and what in answers is not as AWS makes it: it stays as it is. */
export function noteSilent(live: Assembly, after: Assembly, names: ReadonlyMap<string, string>): void {
  for (const kind of new Set([...Object.keys(SETTINGS), ...Object.keys(ATTRIBUTES)]) as ReadonlySet<Kind>) {
    const known = new Map((live.entries.get(kind) ?? []).map(({ key, record }) => [key, record]));
    for (const { key, record } of after.entries.get(kind) ?? []) {
      const own = known.get(key);
      const name = names.get(`${record.source.file} ${record.source.pointer}`);
      if (!own || name === undefined) continue;
      for (const [setting, value] of [...fieldsOf(kind, record, own), ...attributesOf(kind, record, own)]) {
        live.log.add({
          code: 'OVERLAY_SILENT',
          severity: 'warning',
          message: `The template says nothing of ${setting} of ${name}, which is ${String(value)}: it is taken to stay so.`,
          hint: 'Nobody tells whether an update gives it its default back: write it in the template.',
          source: record.source,
        });
      }
    }
  }
}

function fieldsOf(kind: Kind, planned: Draft, live: Draft): readonly (readonly [string, unknown])[] {
  return Object.entries(SETTINGS[kind] ?? {}).flatMap(([name, usual]) => {
    const isSilent = planned[name] === undefined && live[name] !== undefined && live[name] !== usual;
    return isSilent ? [[name, live[name]] as const] : [];
  });
}

function attributesOf(kind: Kind, planned: Draft, live: Draft): readonly (readonly [string, unknown])[] {
  const said = new Set(listOf(planned.attributes).map(({ key }) => key));
  return listOf(live.attributes).flatMap(({ key, value }) => {
    const usual = ATTRIBUTES[kind]?.[String(key)]?.(live);
    return usual === undefined || said.has(key) || value === usual ? [] : [[String(key), value] as const];
  });
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
