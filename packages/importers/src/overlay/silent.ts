import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';
import { noteSparse } from './sparse.ts';

type Fields = Readonly<Record<string, unknown>>;
type Silent = readonly (readonly [setting: string, value: string])[];

/** Settings with a default of their own, of which nothing says whether an update gives it back to one that a template says no more. */
const SETTINGS: Partial<Record<Kind, Fields>> = {
  subnet: { enableDns64: false },
  vpcEndpoint: { privateDnsEnabled: false },
  loadBalancer: { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on' },
  virtualInterface: { siteLinkEnabled: false },
};

/** Those with a name each, by what AWS says that they are where nobody sets them (LB-06, NLB-02). */
const ATTRIBUTES: Partial<
  Record<Kind, Readonly<Record<string, (record: Draft, live: Assembly) => string | undefined>>>
> = {
  loadBalancerAttributes: {
    'load_balancing.cross_zone.enabled': ({ loadBalancerArn }) =>
      String(String(loadBalancerArn).includes(':loadbalancer/app/')),
  },
  targetGroupAttributes: {
    'load_balancing.cross_zone.enabled': () => 'use_load_balancer_configuration',
    'preserve_client_ip.enabled': keepsClient,
  },
};

/** Lists that others fill too, or that AWS fills where a template says none; by their elements, and those AWS puts there. */
const LISTS: Partial<
  Record<
    Kind,
    readonly [
      list: string,
      word: string,
      text: (one: Fields) => unknown,
      usual: (live: Assembly, record: Draft) => Silence,
    ]
  >
> = {
  targetHealth: ['targetHealthDescriptions', 'targets', ({ target }) => (target as Fields | undefined)?.id, () => []],
  classicLoadBalancer: ['instances', 'instances', ({ instanceId }) => instanceId, () => []],
  directConnectGatewayAssociation: [
    ...(['allowedPrefixesToDirectConnectGateway', 'allowed prefixes', ({ cidr }: Fields) => cidr] as const),
    rangesBehind,
  ],
};
type Silence = readonly unknown[];

/** Says of what templates are silent, and what in answers is not as AWS makes it: it stays as it is. */
export function noteSilent(live: Assembly, after: Assembly, names: ReadonlyMap<string, string>): void {
  const kinds = [...Object.keys(SETTINGS), ...Object.keys(ATTRIBUTES), ...Object.keys(LISTS), 'vpnConnection'];
  for (const kind of new Set(kinds) as ReadonlySet<Kind>) {
    const known = new Map((live.entries.get(kind) ?? []).map(({ key, record }) => [key, record]));
    for (const { key, record } of after.entries.get(kind) ?? []) {
      const own = known.get(key);
      const name = names.get(`${record.source.file} ${record.source.pointer}`);
      if (!own || name === undefined) continue;
      for (const [setting, value] of silentIn(kind, record, own, live)) {
        live.log.add({
          code: 'OVERLAY_SILENT',
          severity: 'warning',
          message: `The template says nothing of ${setting} of ${name}, which is ${value}: it is taken to stay so.`,
          hint: 'Nobody tells whether an update gives it its default back: write it in the template.',
          source: record.source,
        });
      }
    }
  }
  noteSparse(live, after, names);
}

function silentIn(kind: Kind, planned: Draft, own: Draft, live: Assembly): Silent {
  return [
    ...fieldsOf(kind, planned, own),
    ...attributesOf(kind, planned, own, live),
    ...listsOf(kind, planned, own, live),
    ...checkOf(kind, planned, own),
    ...gatewayOf(kind, planned, own),
  ];
}

function fieldsOf(kind: Kind, planned: Draft, live: Draft): Silent {
  return Object.entries(SETTINGS[kind] ?? {}).flatMap(([name, usual]) => {
    const isSilent = planned[name] === undefined && live[name] !== undefined && live[name] !== usual;
    return isSilent ? [[name, String(live[name])] as const] : [];
  });
}

function attributesOf(kind: Kind, planned: Draft, own: Draft, live: Assembly): Silent {
  const said = new Set(listOf(planned.attributes).map(({ key }) => key));
  return listOf(own.attributes).flatMap(({ key, value }) => {
    const usual = ATTRIBUTES[kind]?.[String(key)]?.(own, live);
    return usual === undefined || said.has(key) || value === usual ? [] : [[String(key), String(value)] as const];
  });
}

function listsOf(kind: Kind, planned: Draft, own: Draft, live: Assembly): Silent {
  const found = LISTS[kind];
  if (!found) return [];
  const [list, word, text, usual] = found;
  const usually = usual(live, own);
  const more = listOf(own[list]).map(text);
  const isUsual = more.every((one) => usually.includes(one));
  return listOf(planned[list]).length > 0 || isUsual ? [] : [[word, more.slice(0, 3).join(', ')]];
}

/** A classic balancer asks the port of its first listener where nobody says another. */
function checkOf(kind: Kind, planned: Draft, own: Draft): Silent {
  const said = (planned.healthCheck as Fields | undefined)?.target;
  if (kind !== 'classicLoadBalancer' || said !== undefined) return [];
  const { target } = (own.healthCheck ?? {}) as Fields;
  const [first] = listOf(own.listenerDescriptions).map(({ listener }) => (listener ?? {}) as Fields);
  return target === undefined || target === `TCP:${first?.instancePort}` ? [] : [['HealthCheck', String(target)]];
}

/** Nothing says what becomes of the gateway of a connection that names none any more. */
function gatewayOf(kind: Kind, planned: Draft, own: Draft): Silent {
  const said = ['vpnGatewayId', 'transitGatewayId', 'coreNetworkArn', 'vpnConcentratorId'];
  if (kind !== 'vpnConnection' || said.some((name) => planned[name] !== undefined)) return [];
  const id = own.vpnGatewayId ?? own.transitGatewayId;
  return id === undefined ? [] : [['its gateway', String(id)]];
}

/** Whether a target sees its client where nobody says so (NLB-02). */
function keepsClient({ targetGroupArn }: Draft, { entries }: Assembly): string {
  const group = entries.get('targetGroup')?.find(({ key }) => key === targetGroupArn)?.record;
  return String(!(group?.targetType === 'ip' && /^(?:TCP|TLS)$/.test(String(group.protocol))));
}

/** A virtual private gateway announces the ranges of its VPC where nobody says others (DX-05). */
function rangesBehind({ entries }: Assembly, { associatedGateway, virtualGatewayId }: Draft): readonly unknown[] {
  const id = (associatedGateway as Fields | undefined)?.id ?? virtualGatewayId;
  const gateway = entries.get('vpnGateway')?.find(({ key }) => key === id)?.record;
  const vpcs = new Set(listOf(gateway?.vpcAttachments).map(({ vpcId }) => vpcId));
  const own = (entries.get('vpc') ?? []).filter(({ key }) => vpcs.has(key));
  return own.flatMap(({ record }) => listOf(record.cidrBlockAssociationSet).map(({ cidrBlock }) => cidrBlock));
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
