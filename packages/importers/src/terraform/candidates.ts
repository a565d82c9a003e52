import { type Step, stepsOf } from './address.ts';
import { leading, picksByKey } from './configuration.ts';
import type { Resource } from './resource.ts';

/** Something that an argument may refer to. */
export interface Candidate {
  readonly resource: Resource;
  readonly attribute: string;
  /** Not by a reference of its own: locals are not in a plan, so that the one thing of its type is taken. */
  readonly isInferred: boolean;
}

/** The references of an argument as they are followed; all instances of a resource have the same. */
interface Parsed {
  readonly byKey: boolean;
  readonly leads: readonly (readonly Step[])[];
  readonly isHidden: boolean;
  /** Something that is not in a plan is among them. */
  readonly isLocal: boolean;
  /** A key is there to pick an instance by. */
  readonly isPicking: boolean;
}

/** What these name no plan tells. */
const NOTHING: ReadonlySet<string> = new Set(['local', 'count', 'path', 'terraform', 'self']);

const read = new WeakMap<readonly string[], Parsed>();

export function parsed(references: readonly string[]): Parsed {
  const known = read.get(references);
  if (known) return known;
  const leads = leading(references)
    .map(stepsOf)
    .filter(([first]) => !NOTHING.has(first?.name ?? ''));
  const found = {
    byKey: picksByKey(references),
    leads,
    isHidden: references.some((one) => /^(?:local|each\.value|var)\b/.test(one)),
    isLocal: references.some((one) => /^local\b/.test(one)),
    isPicking: leads.length === 1 || leads.some(isTruncated),
  };
  read.set(references, found);
  return found;
}

/** What follows a key that is worked out is not in a reference: of `aws_subnet.a[each.key].id` there is `aws_subnet.a`. */
function isTruncated([first, ...rest]: readonly Step[]): boolean {
  if (first?.name === 'each' || first?.name === 'var') return false;
  return rest.length < (first?.name === 'data' ? 3 : 2);
}

/** Candidates of one list of instances, told once for each. */
const listed = new WeakMap<readonly Resource[], Map<string, readonly Candidate[]>>();
/** Such lists name nothing twice. */
const isOneList = new WeakSet<readonly Candidate[]>();

export function candidatesIn(chosen: readonly Resource[], attribute: string): readonly Candidate[] {
  const own = listed.get(chosen) ?? new Map<string, readonly Candidate[]>();
  listed.set(chosen, own);
  const found = own.get(attribute) ?? chosen.map((resource) => ({ resource, attribute, isInferred: false }));
  own.set(attribute, found);
  isOneList.add(found);
  return found;
}

export function unique(found: readonly Candidate[]): readonly Candidate[] {
  if (found.length < 2 || isOneList.has(found)) return found;
  const seen = new Map(found.map((one) => [`${one.resource.address} ${one.attribute}`, one]));
  return [...seen.values()];
}

/** Instances of one resource by their keys, told once for each list: fifty thousand may ask. */
const keyed = new WeakMap<readonly Resource[], ReadonlyMap<string | number | undefined, readonly Resource[]>>();

export function withKey(all: readonly Resource[], key: string | number): readonly Resource[] {
  let byKey = keyed.get(all);
  if (!byKey) {
    const found = new Map<string | number | undefined, Resource[]>();
    for (const one of all) {
      const own = found.get(one.key);
      if (own) own.push(one);
      else found.set(one.key, [one]);
    }
    keyed.set(all, found);
    byKey = found;
  }
  return byKey.get(key) ?? [];
}
