import type { Source } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import { beforeTemplates } from './before-templates.ts';
import { clusterGroups, defaultIds, rename } from './default-ids.ts';
import { firewallEndpoints } from './endpoint-ids.ts';
import { layOver } from './lay-over.ts';
import { rulePrincipals } from './principals-over.ts';
import { isOtherRange, noteRanges } from './range-associations.ts';
import { replaceIn, type There } from './replaced.ts';
import { noteSilent } from './silent.ts';
import { type Gone, takeAway } from './take-away.ts';
import { leftAttachments, vpnAttachments } from './vpn-attachments.ts';

/** Makes of answers what stacks would be after their templates; `there` is what is deployed already. */
export function layTemplatesOver(
  live: Assembly,
  after: Assembly,
  there: readonly There[],
  gone: readonly Gone[],
  files: string,
): void {
  const places = new Map(there.map((one) => [placeOf(one.source), one]));
  // Before what AWS made with a VPC is called by its real id: another VPC gets others.
  const replaced = replaceIn(live, after, there);
  const defaults = defaultIds(live);
  const endpoints = firewallEndpoints(live, after);
  const connected = vpnAttachments(live, after);
  rename(after, new Map([...defaults, ...clusterGroups(live, after), ...endpoints.ids, ...connected]));
  for (const source of replaced.sources) places.delete(placeOf(source));
  // What AWS made beside a thing, and what has the id by which CloudFormation calls it.
  const called = new Set(there.map(({ physicalId }) => physicalId));
  const isThere = ({ key, record }: Entry) =>
    (key.includes('#') || called.has(key)) &&
    places.has(placeOf(record.source)) &&
    !endpoints.fresh.has(key.replace(/#eni$/, '')) &&
    !isFresh(record);
  const connections = new Map(live.entries.get('vpnConnection')?.map(({ key, record }) => [key, record]));
  // On another gateway a connection has another attachment.
  const isFresh = ({ resourceType, resourceId, transitGatewayId }: Entry['record']) =>
    resourceType === 'vpn' && connections.get(String(resourceId))?.transitGatewayId !== transitGatewayId;
  const before = beforeTemplates(live, after, isThere, new Set(defaults.values()), called);
  for (const one of live.entries.get('vpcEndpoint') ?? []) {
    if (endpoints.gone.has(one.key)) before.entries.get('vpcEndpoint')?.push(one);
  }
  before.entries.get('transitGatewayAttachment')?.push(...leftAttachments(live, after));
  noteSilent(live, after, new Map([...places].map(([place, { name }]) => [place, name])));
  noteRanges(live, after, there);
  const ranges = there.filter((one) => isOtherRange(one, live, after)).map((one) => replacedBy(one));
  const left = rulePrincipals(live, before, after, there, gone);
  takeAway(live, before, after, [...left, ...replaced.gone, ...ranges]);
  layOver(live, before, after, files);
}

function replacedBy({ name, physicalId, type, source }: There): Gone {
  return { logicalId: name, physicalId, type, source, isReplaced: true };
}

function placeOf({ file, pointer }: Source): string {
  return `${file} ${pointer}`;
}
