import { hybridLinks } from '../aws/hybrid-links.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { isOwnPublic } from '../aws/internet-edge.ts';
import { kinds, recordType } from '../aws/record-types.ts';
import type { Network } from '../engine/network.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { nodeName } from '../topology/topology.ts';
import type { Question } from './question.ts';

/** The VPCs of a question's ends, where nothing of AWS joins the two, routed to or not: no peering, gateway or service. */
export function unjoinedVpcs(
  network: Network,
  { senders, targets }: Question,
): readonly [from: ComponentId, to: ComponentId] | undefined {
  const vpcOf = (at: ComponentId) => interfaceIndex(network).holderOf(at)?.vpcId;
  const isDialledInside = targets.inside.every(({ family, to }) => !isOwnPublic(network, family, to));
  const from = onlyOf(senders.map(({ end }) => vpcOf(end)));
  const to = onlyOf(targets.inside.map(({ at }) => (at === undefined ? undefined : vpcOf(at))));
  if (from === undefined || to === undefined || from === to || !isDialledInside) return undefined;
  if (![from, to].every((vpcId) => areJoinsRead(network, vpcId))) return undefined;
  return isJoined(network, from, to) || isJoined(network, to, from) ? undefined : [from, to];
}

/** What was not read may join them. */
function areJoinsRead(network: Network, vpcId: ComponentId): boolean {
  const place = network.get('vpc', vpcId);
  const joining = kinds.filter((kind) => recordType(kind).joinsVpcs);
  return place !== undefined && joining.every((kind) => network.coverage(kind, place) === 'complete');
}

function onlyOf<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

/** Whether links lead from one to the other without leaving AWS. */
function isJoined(network: Network, from: ComponentId, to: ComponentId): boolean {
  const { graph } = network.topology;
  const places = hybridLinks(network);
  const met = new Set([nodeName(from)]);
  for (const node of met) {
    if (node === nodeName(to)) return true;
    if (!graph.hasNode(node) || node === INTERNET || places.isPlace(node)) continue;
    for (const next of graph.outNeighbors(node)) met.add(next);
  }
  return false;
}
