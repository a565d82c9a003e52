import type { Doubt } from '../model/route.ts';
import { type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, constantMap, mapValues, paintMap, zipMaps } from '../net/address-map.ts';
import { PORTS_END } from '../net/port-slices.ts';
import type { Lookup, Place } from './lookup.ts';
import { entriesOf, unreadList } from './prefix-list-entries.ts';

/** Values of an address map: whether a term means an address. */
export const NO = 0;
export const YES = 1;
export const MAYBE = 2;

/** The addresses that a rule names, and why that is not known of some. */
export interface Addresses {
  readonly map: AddressMap;
  readonly doubt?: Doubt;
}

/** Half-open ranges; undefined is any port. */
export type Ports = readonly (readonly [from: number, to: number])[] | undefined;

/** What `$NAME` and `@NAME` stand for in the rules of a group. */
export interface Variables {
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  readonly ports: ReadonlyMap<string, readonly string[]>;
  /** Prefix lists by the name of their reference. */
  readonly references: ReadonlyMap<string, string>;
  readonly place: Place;
}

/** Variables may name variables, but not for ever. */
const DEEPEST = 8;
export const UNREADABLE: Doubt = { code: 'PAYLOAD_RULE' };

/** `any`, an address or CIDR, a list in brackets, `$NAME`, `@NAME`, or `!` and one of those. */
export function readAddresses(net: Lookup, term: string, family: Family, variables: Variables, depth = 0): Addresses {
  const text = term.trim();
  const read = (one: string) => readAddresses(net, one, family, variables, depth + 1);
  if (depth > DEEPEST) return unsure(UNREADABLE);
  if (text.toLowerCase() === 'any') return { map: constantMap(YES) };
  if (text.startsWith('!')) {
    const { map, ...rest } = read(text.slice(1));
    return { ...rest, map: inverted(map) };
  }
  if (text.startsWith('[')) return together(listed(text), read);
  const definition = text.startsWith('$') ? variables.addresses.get(text.slice(1)) : undefined;
  if (definition) return together(definition, read);
  if (text.startsWith('@')) return referenced(net, variables, text.slice(1), family);
  const prefix = parsePrefix(text);
  return prefix ? { map: mapOf(net, [prefix], family) } : unsure(UNREADABLE);
}

/** `any`, `443`, `1024:`, `:1023`, `80:90`, a list, `$NAME`, or `!` and one of those; null where it cannot be read. */
export function readPorts(term: string, variables: Variables, depth = 0): Ports | null {
  const text = term.trim();
  const read = (one: string) => readPorts(one, variables, depth + 1);
  if (depth > DEEPEST) return null;
  if (text.toLowerCase() === 'any') return undefined;
  if (text.startsWith('!')) return without([[0, PORTS_END]], read(text.slice(1)));
  const items = text.startsWith('[')
    ? listed(text)
    : text.startsWith('$')
      ? variables.ports.get(text.slice(1))
      : undefined;
  if (items) {
    const named = items.filter((one) => !one.trim().startsWith('!')).map(read);
    const wide = items.length > 0 && named.length === 0 ? [undefined] : named;
    const excepted = items.filter((one) => one.trim().startsWith('!')).map((one) => read(one.trim().slice(1)));
    return excepted.reduce(without, union(wide));
  }
  const range = /^(\d*)(?::(\d*))?$/.exec(text);
  if (!range || text === '' || text === ':') return null;
  const [, low = '', high] = range;
  const from = low === '' ? 0 : Number(low);
  const to = high === undefined ? from : high === '' ? PORTS_END - 1 : Number(high);
  return from <= to && to < PORTS_END ? [[from, to + 1]] : null;
}

/** The addresses and CIDRs in a term, so that labels are cut along them. */
export function cidrsIn(text: string | undefined): readonly string[] {
  return (text ?? '').match(/[0-9a-fA-F.:]+(?:\/\d+)?/g)?.filter((one) => /[.:]/.test(one)) ?? [];
}

function listed(text: string): readonly string[] {
  const inner = text.endsWith(']') ? text.slice(1, -1) : text.slice(1);
  const items: string[] = [];
  let [item, depth] = ['', 0];
  for (const character of inner) {
    if (character === '[') depth++;
    if (character === ']') depth--;
    if (character === ',' && depth === 0) {
      items.push(item);
      item = '';
    } else item += character;
  }
  return [...items, item].filter((one) => one.trim() !== '');
}

/** Those that are named, all where only exceptions are, without the exceptions. */
function together(items: readonly string[], read: (term: string) => Addresses): Addresses {
  const isExcepted = (item: string) => item.trim().startsWith('!');
  const named = items.filter((item) => !isExcepted(item)).map(read);
  const excepted = items.filter(isExcepted).map((item) => read(item.trim().slice(1)));
  const all = constantMap(items.length > 0 && named.length === 0 ? YES : NO);
  const inside = named.reduce((sum, { map }) => zipMaps(sum, map, either), all);
  const map = excepted.reduce((rest, one) => zipMaps(rest, inverted(one.map), both), inside);
  const doubt = [...named, ...excepted].find((one) => one.doubt)?.doubt;
  return { map, ...(doubt ? { doubt } : {}) };
}

function referenced(net: Lookup, { references, place }: Variables, name: string, family: Family): Addresses {
  const list = references.get(name);
  const entries = list ? entriesOf(net, list) : undefined;
  if (entries) return { map: mapOf(net, entries, family) };
  if (!list) return unsure(UNREADABLE);
  return unsure(unreadList(net, list, place));
}

function mapOf(net: Lookup, prefixes: readonly Prefix[], family: Family): AddressMap {
  const layers = prefixes.flatMap((one) => (one.family === family ? (net.labels[family].rangeOf(one) ?? []) : []));
  return paintMap(NO, layers, () => YES);
}

function unsure(doubt: Doubt): Addresses {
  return { map: constantMap(MAYBE), doubt };
}

function inverted(map: AddressMap): AddressMap {
  return mapValues(map, (value) => (value === MAYBE ? MAYBE : value === YES ? NO : YES));
}

function either(a: number, b: number): number {
  return a === YES || b === YES ? YES : Math.max(a, b);
}

export function both(a: number, b: number): number {
  return a === NO || b === NO ? NO : Math.max(a, b);
}

function union(all: readonly (Ports | null)[]): Ports | null {
  if (all.includes(null)) return null;
  if (all.includes(undefined)) return undefined;
  return all.flatMap((one) => one ?? []);
}

function without(from: Ports | null, excepted: Ports | null): Ports | null {
  if (from === null || excepted === null) return null;
  const whole: Ports = [[0, PORTS_END]];
  return (excepted ?? whole).reduce<readonly (readonly [number, number])[]>(
    (left, [low, high]) =>
      left.flatMap(([from, to]) => [
        ...(from < Math.min(to, low) ? [[from, Math.min(to, low)] as const] : []),
        ...(Math.max(from, high) < to ? [[Math.max(from, high), to] as const] : []),
      ]),
    from ?? whole,
  );
}
