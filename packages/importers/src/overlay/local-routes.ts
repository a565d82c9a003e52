import type { Assembly, Draft } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';

const DESTINATIONS = ['destinationCidrBlock', 'destinationIpv6CidrBlock'] as const;

/** The ranges of VPCs, and by table those of its local routes. */
export interface LocalRanges {
  readonly ofVpc: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ofTable: ReadonlyMap<string, ReadonlySet<string>>;
}

export function localRanges({ entries }: Assembly): LocalRanges {
  return {
    ofVpc: new Map((entries.get('vpc') ?? []).map(({ key, record }) => [key, rangesOf(record)])),
    ofTable: new Map(
      (entries.get('routeTable') ?? []).map(({ key, record }) => [
        key,
        new Set(listOf(record.routes).flatMap((one) => (one.gatewayId === 'local' ? destinationOf(one) : []))),
      ]),
    ),
  };
}

function rangesOf(record: Draft): ReadonlySet<string> {
  const listed = (['cidrBlock', 'ipv6CidrBlock'] as const).flatMap((name) =>
    listOf(record[`${name}AssociationSet`]).map((one) => one[name]),
  );
  return new Set([record.cidrBlock, ...listed].filter((one): one is string => typeof one === 'string'));
}

function destinationOf(route: Fields): readonly string[] {
  return DESTINATIONS.flatMap((name) => (typeof route[name] === 'string' ? [route[name]] : []));
}

/**
 * Every table of a VPC has a local route for each range of it (RT-08): also those that a plan says nothing of. A range that
 * stays keeps its own.
 */
export function mergeLocalRoutes(live: Assembly, before: LocalRanges): void {
  const { ofVpc } = localRanges(live);
  const tables = live.entries.get('routeTable') ?? [];
  tables.forEach((entry, i) => {
    const vpcId = String(entry.record.vpcId);
    const [was, is] = [before.ofVpc.get(vpcId), ofVpc.get(vpcId)];
    if (!was || !is) return;
    const routes = listOf(entry.record.routes);
    const isGone = (one: Fields) =>
      one.gatewayId === 'local' && destinationOf(one).some((range) => was.has(range) && !is.has(range));
    const kept = routes.filter((one) => !isGone(one));
    const led = new Set(routes.flatMap(destinationOf));
    const isDue = (range: string) => !was.has(range) || before.ofTable.get(entry.key)?.has(range);
    const more = [...is].filter((range) => isDue(range) && !led.has(range)).map(localRoute);
    if (kept.length === routes.length && more.length === 0) return;
    tables[i] = { ...entry, record: { ...entry.record, routes: [...kept, ...more] } };
  });
}

function localRoute(range: string): Fields {
  const destination = range.includes(':') ? { destinationIpv6CidrBlock: range } : { destinationCidrBlock: range };
  return { ...destination, gatewayId: 'local', origin: 'CreateRouteTable', state: 'active' };
}
