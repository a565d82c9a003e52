import { commandName, type DescribeCall, type Kind, kinds, recordType } from '@hopwise/core';

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
  if (Object.hasOwn(from, lower)) return from[lower];
  const upper = key.charAt(0).toUpperCase() + key.slice(1);
  return Object.hasOwn(from, upper) ? from[upper] : undefined;
}

/** The thing that an answer was asked about, where it or its wrapper says so. */
export function argumentOf(answer: object, { argument }: DescribeCall): string | undefined {
  const value = argument && valueUnder(answer, argument.name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether the call gives such elements: several services answer under one key. */
export function gives({ call: { when, holds } }: KnownCall, element: unknown): boolean {
  const isNamed = typeof holds === 'object' && 'named' in holds;
  if (typeof element !== 'object' || element === null) return isNamed || !when;
  if (isNamed || !when) return !isNamed;
  return 'has' in when ? valueUnder(element, when.has) !== undefined : valueUnder(element, when.lacks) === undefined;
}

/** The call that tells all there is to know of an object of a kind. */
export function fullCall(kind: Kind): KnownCall {
  // Every kind has a call.
  return knownCalls.find((known) => known.kind === kind && known.isFull) as KnownCall;
}

/** Whether each answer of the call is one object: what it was asked about. */
export function isAskedOneByOne({ call }: Pick<KnownCall, 'call'>): boolean {
  return call.holds === 'answer' && call.argument !== undefined;
}

/** The call whose answer lists all objects of a kind, or their ids. */
export function listingCall(kind: Kind): DescribeCall | undefined {
  const { calls } = recordType(kind);
  return calls.find(({ argument }) => !argument) ?? calls[0];
}

/** Whether one call lists what another describes one by one: `ListFirewalls`, then `DescribeFirewall`. */
export function isListedApart(kind: Kind): boolean {
  return recordType(kind).calls[0]?.argument?.of === kind;
}

/** Of calls that answer alike, the one after which the file is called. */
export function callByName(calls: readonly KnownCall[], file: string): KnownCall | undefined {
  const name = ({ call }: KnownCall) => commandName(call.operation);
  const named = calls.filter((known) => file.includes(name(known)));
  return named.find((known) => file.includes(`${known.call.service}-${name(known)}`)) ?? named[0];
}

function callsUnder(key: string): readonly KnownCall[] {
  return knownCalls.filter(({ call }) => lowerFirst(call.key) === key);
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
