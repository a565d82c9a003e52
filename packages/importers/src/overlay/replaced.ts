import { isAlike, type Source } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import { rename } from './default-ids.ts';
import { type Fixed, REPLACEMENTS } from './replacements.ts';
import type { Gone } from './take-away.ts';

/** A resource of a stack that is deployed. */
export interface There {
  readonly type: string;
  readonly source: Source;
  readonly physicalId: string;
  /** What it is called where it has no id yet: its logical id behind its stack. */
  readonly name: string;
  says(property: string): boolean;
}

export interface Replaced {
  readonly sources: readonly Source[];
  readonly gone: readonly Gone[];
}

/**
 * What has the id of something that is there, and is to be what that cannot become: it is called as in the template, and
 * what that cannot stay beside is replaced too, until nothing is.
 */
export function replaceIn(live: Assembly, after: Assembly, there: readonly There[]): Replaced {
  const sources: Source[] = [];
  const gone: Gone[] = [];
  const left = new Set(there.filter(({ type }) => Object.hasOwn(REPLACEMENTS, type)));
  for (let isMore = true; isMore; ) {
    const ids = new Map<string, string>();
    for (const one of left) {
      const key = replacedKey(live, after, one);
      if (key === undefined) continue;
      for (const [old, now] of idsOf(key, one.name)) ids.set(old, now);
      sources.push(one.source);
      gone.push({ logicalId: one.name, physicalId: key, type: undefined, source: one.source, isReplaced: true });
      left.delete(one);
    }
    rename(after, ids);
    isMore = ids.size > 0;
  }
  return { sources, gone };
}

function replacedKey(live: Assembly, after: Assembly, { type, source, says }: There): string | undefined {
  const { kind, fields, written = {}, usual = {} } = REPLACEMENTS[type] as Fixed;
  const paths = [...fields, ...Object.keys(written).flatMap((name) => (says(name) ? (written[name] ?? []) : []))];
  const planned = after.entries.get(kind)?.find((one) => isOf(one, source) && !one.key.includes('#'));
  const own = planned && live.entries.get(kind)?.find(({ key }) => key === planned.key);
  const isOther =
    own &&
    (paths.some((path) => differs(at(own.record, path), at(planned.record, path))) ||
      Object.entries(usual).some(([path, value]) => differs(at(own.record, path), at(planned.record, path) ?? value)));
  return isOther ? own.key : undefined;
}

function isOf({ record }: Entry, { file, pointer }: Source): boolean {
  return record.source.file === file && record.source.pointer === pointer;
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((one, name) => (one as Readonly<Record<string, unknown>>)?.[name], value);
}

/** What answers do not tell, and what nobody can tell of a template, is no difference. */
function differs(was: unknown, is: unknown): boolean {
  if (was === undefined || is === undefined) return false;
  if (Array.isArray(was) && Array.isArray(is)) return !isAlike(sorted(was), sorted(is));
  if (typeof was !== 'string' || typeof is !== 'string') return !isAlike(was, is);
  // What AWS makes beside a thing has a name of ours, and so have zones that a template takes by their place in a list.
  if (is.includes('#')) return false;
  // Of an ARN a template may tell the end alone.
  return /^arn:/.test(`${was}${is}`) || is.startsWith('arn:') ? endOf(was) !== endOf(is) : was !== is;
}

function sorted(list: readonly unknown[]): readonly unknown[] {
  return list.map((one) => JSON.stringify(one)).sort();
}

function endOf(arn: string): string {
  return arn.replace(/^.*[:/]/, '');
}

/** Interfaces of endpoints, and the nodes of a balancer, are described by its id, or a part of its ARN. */
function idsOf(key: string, name: string): readonly (readonly [old: string, now: string])[] {
  const [place, word] = key.split(':loadbalancer/');
  if (word === undefined) {
    return [
      [key, name],
      [`VPC Endpoint Interface ${key}`, `VPC Endpoint Interface ${name}`],
    ];
  }
  const now = word.replace(/[^/]*$/, name);
  return [
    [key, `${place}:loadbalancer/${now}`],
    [`ELB ${word}`, `ELB ${now}`],
  ];
}
