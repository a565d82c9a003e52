import type { Kind } from '@hopwise/core';
import type { Assembly, Draft, Entry } from './assembly.ts';
import { type Place, parentOf } from './origin.ts';

/**
 * Fills in accounts and Regions that only other documents tell, never more than they say: a folder gives its one Region
 * (or account) to the documents that have none.
 */
export function resolvePlaces(assembly: Assembly): void {
  resolveOrigins(assembly);
  if (!assembly.hasUnplaced) return;
  for (const entries of assembly.entries.values()) {
    for (const { record, reading } of entries) {
      record.account ??= reading.origin.account;
      record.region ??= reading.origin.region;
    }
  }
}

/** What lies in a VPC and is still without a place takes that of the VPC. */
export function placeByVpc(chosen: ReadonlyMap<Kind, readonly Entry[]>): void {
  const vpcs = new Map(chosen.get('vpc')?.map(({ key, record }) => [key, record]));
  for (const entries of chosen.values()) {
    for (const { record } of entries) takeFromVpc(record, vpcs);
  }
}

function takeFromVpc(record: Draft, vpcs: ReadonlyMap<string, Draft>): void {
  const { vpcId } = record;
  if (typeof vpcId !== 'string' || (record.account !== undefined && record.region !== undefined)) return;
  const vpc = vpcs.get(vpcId);
  record.account ??= vpc?.account;
  record.region ??= vpc?.region;
}

function resolveOrigins({ origins, folders }: Assembly): void {
  const accounts = new Map<string, Set<string>>();
  const regions = new Map<string, Set<string>>();
  for (const origin of origins) {
    origin.account ??= saidAbove(folders, origin.folder, 'account');
    origin.region ??= saidAbove(folders, origin.folder, 'region') ?? only(origin.regions);
    gather(accounts, origin.folder, origin.account === undefined ? origin.accounts : [origin.account]);
    gather(regions, origin.folder, origin.region === undefined ? origin.regions : [origin.region]);
  }
  for (const origin of origins) {
    origin.account ??= only(accounts.get(origin.folder));
    // A document of several Regions has records that say theirs; the others' stays open.
    if (origin.regions.size < 2) origin.region ??= only(regions.get(origin.folder));
  }
}

/** What an answer in the folder, or in the nearest folder above that has one, says of the place. */
function saidAbove(
  folders: Assembly['folders'],
  folder: string,
  what: keyof Place & ('account' | 'region'),
): string | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const said = new Set(folders.get(at)?.flatMap((place) => place[what] ?? []));
    if (said.size > 0) return only(said);
    if (at === '') return undefined;
  }
}

function gather(into: Map<string, Set<string>>, folder: string, values: Iterable<string>): void {
  const set = into.get(folder) ?? new Set();
  into.set(folder, set);
  for (const value of values) set.add(value);
}

function only(values: ReadonlySet<string> | undefined): string | undefined {
  return values?.size === 1 ? [...values][0] : undefined;
}
