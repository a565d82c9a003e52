import { elementEdits, isAlike, type Kind } from '@hopwise/core';
import type { Draft } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields that are the file's and not the object's. */
const OWN: ReadonlySet<string> = new Set(['account', 'region', 'source', 'isPartial']);

const DESTINATIONS = ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'];

/** What tells one element of a list from the others: an answer says more of it than a plan. */
const IDENTITY: readonly (readonly string[])[] = [
  DESTINATIONS,
  ['ruleNumber', 'egress'],
  ['transitGatewayAttachmentId'],
  ['privateIpAddress'],
  ['groupId'],
  ['key'],
  ['subnetId', 'gatewayId', 'main'],
];

/** The answer's record with what the plan changes in it; of something that no state knows, all that the plan says. */
export function mergedRecord(kind: Kind, live: Draft, before: Draft | undefined, after: Draft): Draft {
  const merged: Record<string, unknown> = { ...live };
  for (const edit of elementEdits(kind, withoutOwn(before ?? emptied(after)), withoutOwn(after))) {
    const { op, field, isElement, old, value } = edit;
    if (!isElement) {
      const isSaidInPart = isFields(value) && isFields(merged[field]) && !Array.isArray(value);
      if (isSaidInPart) merged[field] = both(merged[field], before?.[field], value);
      else if (value !== undefined || before) merged[field] = value;
      continue;
    }
    // An element that is only said otherwise is not gone.
    if (op === 'remove' && listOf(after[field]).some((one) => isSame(old, one))) continue;
    const list = listOf(merged[field]);
    const was = old ?? listOf(before?.[field]).find((one) => isSame(one, value));
    const same = list.find((one) => isSame(one, value));
    const kept = list.filter((one) => one === same || !isSame(one, old));
    if (op === 'remove') merged[field] = kept;
    else
      merged[field] =
        same === undefined ? [...kept, value] : kept.map((one) => (one === same ? both(one, was, value) : one));
  }
  // Who changes it is the place to look at.
  return { ...merged, account: live.account, region: live.region, source: after.source };
}

/** The same route, entry or association: by what identifies it, else by all that the plan says of it. */
export function isSame(live: unknown, planned: unknown): boolean {
  if (planned === undefined) return false;
  if (!isFields(live) || !isFields(planned)) return live === planned;
  const identity = IDENTITY.find((names) => names.some((name) => planned[name] !== undefined));
  const names = identity ?? Object.keys(planned).filter((name) => planned[name] !== undefined);
  return names.every((name) => holds(live[name], planned[name]));
}

/** Whether a value of the answers is all that the plan says of it. */
export function holds(live: unknown, planned: unknown): boolean {
  if (!isFields(live) || !isFields(planned) || Array.isArray(planned)) {
    return isAlike(live || undefined, planned || undefined);
  }
  return Object.keys(planned).every((name) => planned[name] === undefined || holds(live[name], planned[name]));
}

/** What the answer says of an element, without what the plan takes away, such as where a route led, and with what it says. */
function both(live: unknown, old: unknown, planned: unknown): unknown {
  if (!isFields(live) || !isFields(planned)) return planned;
  // A route that no state knows leads where the plan says.
  const isRoute = DESTINATIONS.some((name) => planned[name] !== undefined);
  const kept = Object.entries(live).filter(([name]) => (isFields(old) ? old[name] === undefined : !isRoute));
  const stated = Object.entries(planned).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...kept, ...stated]);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function withoutOwn(record: Fields): Fields {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !OWN.has(name)));
}

/** A record that says nothing: every list of it is empty. */
function emptied(record: Fields): Fields {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, Array.isArray(value) ? [] : undefined]),
  );
}
