import { cidrBlocks } from './cidr.ts';
import { SOME_REGION } from './parameters.ts';
import { isList, isMap, Unknown, unknownIn, type Value, Zones } from './value.ts';

/** A function of arguments that were evaluated before; what it cannot tell comes out as written. */
type Pure = (argument: Value, written: string) => Value;

/** Longer texts are made by templates that are made to be long. */
const LONGEST = 100_000;

/** The functions that look at nothing but their arguments. */
export const PURE: Readonly<Record<string, Pure>> = {
  'Fn::Join': join,
  'Fn::Split': split,
  'Fn::Select': select,
  'Fn::Cidr': cidr,
  'Fn::Length': (list, written) => (isList(list) ? String(list.length) : new Unknown(written)),
  'Fn::Base64': () => '',
  'Fn::ToJsonString': (value, written) => unknownIn(value) ?? bounded(JSON.stringify(value), written),
};

/** An ARN names its thing by its end: the account, which nobody may tell, can be left out. */
export function isHiddenIn(start: Value | undefined, value: Value): boolean {
  const isArn = typeof start === 'string' && start.startsWith('arn:');
  return isArn && value instanceof Unknown && value.text === '!Ref AWS::AccountId';
}

export function bounded(text: string, written: string): Value {
  return text.length > LONGEST ? new Unknown(written) : text;
}

function join(argument: Value, written: string): Value {
  if (!isList(argument)) return new Unknown(written);
  const [separator, list] = argument;
  if (typeof separator !== 'string' || !isList(list)) return unknownIn(list) ?? new Unknown(written);
  const known = list.map((one) => (isHiddenIn(list[0], one) ? '' : one));
  const unknown = unknownIn(known);
  return unknown ? new Unknown(written, unknown.of) : bounded(known.map(String).join(separator), written);
}

function split(argument: Value, written: string): Value {
  const [separator, text] = isList(argument) ? argument : [];
  if (typeof separator !== 'string' || separator === '' || typeof text !== 'string') return new Unknown(written);
  return text.split(separator);
}

function select(argument: Value, written: string): Value {
  if (!isList(argument)) return new Unknown(written);
  const [index, list] = argument;
  const position = typeof index === 'string' && /^\d{1,6}$/.test(index) ? Number(index) : undefined;
  if (position === undefined) return new Unknown(written);
  if (list instanceof Zones) return list.at(position);
  // One thing of a list that nobody can tell is something of the same origin.
  if (list instanceof Unknown) return new Unknown(written, list.of);
  return (isList(list) ? list[position] : undefined) ?? new Unknown(written);
}

function cidr(argument: Value, written: string): Value {
  const [range, count, bits] = isList(argument) ? argument : [];
  if (typeof range !== 'string') return new Unknown(written);
  const usual = range.includes(':') ? '64' : '8';
  return cidrBlocks(range, Number(count), Number(bits ?? usual)) ?? new Unknown(written);
}

/** Equal for sure, different for sure, or neither. */
export function equal(one: Value, other: Value): boolean | Unknown {
  const unknown = unknownIn(one) ?? unknownIn(other);
  if (unknown) return unknown;
  if ([one, other].some((text) => typeof text === 'string' && text.includes(SOME_REGION)))
    return new Unknown(SOME_REGION);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** `Fn::FindInMap`, of which the last argument may be a default. */
export function findInMap(mappings: unknown, argument: Value, written: string): Value {
  const [map, first, second, options] = isList(argument) ? argument : [];
  const isDefaulted = isMap(options) && Object.hasOwn(options, 'DefaultValue');
  const keys = [map, first, second];
  if (keys.some((key) => typeof key !== 'string')) return new Unknown(written);
  let found: unknown = mappings;
  for (const key of keys.map(String)) found = isMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  if (found === undefined) return isDefaulted ? (options.DefaultValue as Value) : new Unknown(written);
  return found as Value;
}
