import { type DescribeCall, type Kind, kinds, recordType } from '@hopwise/core';

/** A call of the registry and the kind it lists. */
export interface KnownCall {
  readonly kind: Kind;
  readonly call: DescribeCall;
  /** The kind's first call tells all there is to know; the others only part of it. */
  readonly isFull: boolean;
}

export const knownCalls: readonly KnownCall[] = kinds.flatMap((kind) =>
  recordType(kind).calls.map((call, i) => ({ kind, call, isFull: i === 0 })),
);

const byKey: ReadonlyMap<string, readonly KnownCall[]> = new Map(
  knownCalls.map(({ call }) => [lowerFirst(call.key), callsUnder(lowerFirst(call.key))]),
);

/** The calls that answer under `key`, whatever the case of its first letter. */
export function callsOf(key: string): readonly KnownCall[] {
  return byKey.get(lowerFirst(key)) ?? [];
}

/** The element's value under `key`, whatever the case of its first letter. */
export function valueUnder(element: object, key: string): unknown {
  const from = element as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(from, key)) return from[key];
  const lower = lowerFirst(key);
  return Object.hasOwn(from, lower) ? from[lower] : undefined;
}

/** Of several calls that answer under one key, the one whose `when` the element meets. */
export function callFor(calls: readonly KnownCall[], element: unknown): KnownCall | undefined {
  if (calls.length < 2 || typeof element !== 'object' || element === null) return calls[0];
  return calls.find(({ call: { when } }) => {
    if (!when) return true;
    return 'has' in when ? valueUnder(element, when.has) !== undefined : valueUnder(element, when.lacks) === undefined;
  });
}

/** The call that tells all there is to know of a kind. */
export function fullCall(kind: Kind): KnownCall {
  // Every kind has a call.
  return knownCalls.find((known) => known.kind === kind && known.isFull) as KnownCall;
}

/** `get-managed-prefix-list-entries` for `GetManagedPrefixListEntries`. */
export function commandName(operation: string): string {
  return operation.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

function callsUnder(key: string): readonly KnownCall[] {
  return knownCalls.filter(({ call }) => lowerFirst(call.key) === key);
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
