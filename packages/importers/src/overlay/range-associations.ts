import type { Kind } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import type { There } from './replaced.ts';
import { type Fields, listOf } from './rule-sense.ts';

/** Ranges that stacks put into VPCs and subnets are known by ids of their own; of each, where answers list it. */
type Listed = readonly [kind: Kind, list: string, range: string];

const LISTED: Readonly<Record<string, readonly Listed[]>> = {
  'AWS::EC2::VPCCidrBlock': [
    ['vpc', 'cidrBlockAssociationSet', 'cidrBlock'],
    ['vpc', 'ipv6CidrBlockAssociationSet', 'ipv6CidrBlock'],
  ],
  'AWS::EC2::SubnetCidrBlock': [['subnet', 'ipv6CidrBlockAssociationSet', 'ipv6CidrBlock']],
};

interface Associated {
  readonly type: string | undefined;
  readonly physicalId: string;
}

/** Where a range is, by the id of its association. */
export interface Range {
  readonly kind: Kind;
  readonly list: string;
  isIt(element: Fields): boolean;
}

export function rangeOf({ type, physicalId }: Associated, live: Assembly): Range | undefined {
  for (const [kind, list] of LISTED[type ?? ''] ?? []) {
    const isIt = ({ associationId }: Fields) => associationId === physicalId;
    if (live.entries.get(kind)?.some(({ record }) => listOf(record[list]).some(isIt))) return { kind, list, isIt };
  }
  return undefined;
}

/** Where answers do not list a range under its id, nobody can tell whether the one that a template has is another. */
export function noteRanges(live: Assembly, after: Assembly, there: readonly There[]): void {
  for (const one of there) {
    const lists = LISTED[one.type] ?? [];
    if (lists.length === 0 || rangeOf(one, live) || !lists.some((each) => isNew(each, live, after))) continue;
    live.log.add({
      code: 'OVERLAY_UNMATCHED',
      severity: 'warning',
      message: `${one.name} (${one.physicalId}) is in no answer under that id: the range that it had stays, if the template has another.`,
      hint: 'Collect VPCs and subnets with the ids of their associations.',
      source: one.source,
    });
  }
}

function isNew([kind, list, name]: Listed, live: Assembly, after: Assembly): boolean {
  const known = new Map((live.entries.get(kind) ?? []).map(({ key, record }) => [key, listOf(record[list])]));
  return (after.entries.get(kind) ?? []).some(({ key, record }) => {
    const own = known.get(key);
    return own && listOf(record[list]).some((range) => !own.some((other) => other[name] === range[name]));
  });
}

/** Whether the template has another range in the place of the one that is there: no range changes, it is replaced. */
export function isOtherRange(one: Associated, live: Assembly, after: Assembly): boolean {
  const found = rangeOf(one, live);
  if (!found) return false;
  const { kind, list, isIt } = found;
  const holder = live.entries.get(kind)?.find(({ record }) => listOf(record[list]).some(isIt)) as Entry;
  const [, , name = ''] = LISTED[one.type ?? '']?.find((each) => each[0] === kind && each[1] === list) ?? [];
  const range = listOf(holder.record[list]).find(isIt)?.[name];
  const now = after.entries.get(kind)?.find(({ key }) => key === holder.key);
  return now !== undefined && !listOf(now.record[list]).some((element) => element[name] === range);
}
