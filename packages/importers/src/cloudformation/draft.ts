import { isObject, type Json } from '../terraform/json.ts';
import type { Stack } from './stack.ts';
import { isList, isMap, listOf, NoValue, textOf, Unknown, type Value, Zones } from './value.ts';

/** A resource of a stack, with its properties worked out. */
export interface Written {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  /** The real id, where it is known. */
  readonly physicalId: string | undefined;
  /** Its ARN, where answers know it by that and CloudFormation by its name. */
  readonly arn: string | undefined;
  /** The public address that an allocation is of, where answers tell. */
  readonly publicIp: string | undefined;
  /** What answers tell of the caches of a replication group, each with its ARN. */
  readonly members: readonly (readonly [name: string, arn: string])[];
}

export type Properties = Readonly<Record<string, Value>>;

/** Arguments, as Terraform's provider calls them; what is undefined is not written. */
export type Arguments = Readonly<Record<string, Value | undefined>>;

/** The same resource, or a part of it, in the words of Terraform's provider. */
export interface Draft {
  readonly type: string;
  /** Tells the parts of one resource apart; the first part is the resource itself. */
  readonly part?: string;
  readonly with: Arguments;
  readonly tags?: Json | undefined;
}

/** How resources of one type are said in the other words. */
export type Translation = (written: Written) => readonly Draft[];

/** Most properties are called alike: `VpcId` is `vpc_id`. Only those that are named are read. */
export function alike(
  type: string,
  names: readonly string[],
  other: Readonly<Record<string, string>> = {},
): Translation {
  const pairs = [...names.map((name) => [snake(name), name] as const), ...Object.entries(other)];
  return ({ id, properties }) => [
    {
      type,
      with: { id, ...Object.fromEntries(pairs.map(([to, from]) => [to, own(properties, from)])) },
      tags: tagsOf(properties),
    },
  ];
}

/** Its own name, where that is known: as it is written, or the real id of what is called by its name; else its logical id. */
export function nameOf({ logicalId, properties, physicalId }: Written, name: string): string {
  const isName = physicalId !== undefined && !/[:/|]/.test(physicalId);
  return textOf(own(properties, name)) ?? (isName ? physicalId : logicalId);
}

/** `alike`, where properties that are lists may hold lists. */
export function placed(type: string, lists: readonly string[], names: readonly string[] = []): Translation {
  return (written) => {
    const [main] = alike(type, names)(written);
    const flattened = lists.map((name) => [snake(name), flat(own(written.properties, name))] as const);
    return [{ type, ...main, with: { ...main?.with, ...Object.fromEntries(flattened) } }];
  };
}

export function own(properties: Properties | Value | undefined, name: string): Value | undefined {
  if (!isMap(properties) || !Object.hasOwn(properties, name)) return undefined;
  const value = properties[name];
  return value instanceof NoValue ? undefined : value;
}

function snake(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/** Lists of objects as blocks; of one that nobody can tell every argument is unknown. */
export function blocks(list: Value | undefined, each: (block: Properties) => Arguments): Value | undefined {
  if (list === undefined || list instanceof Unknown) return list;
  const unknown = (one: Value) => (one instanceof Unknown ? one : new Unknown('a list'));
  return listOf(list).map((one) => {
    const block = isMap(one) ? one : {};
    const known = given(each(block));
    return isMap(one) ? known : Object.fromEntries(Object.keys(each(block)).map((name) => [name, unknown(one)]));
  });
}

/** Lists within lists are one, as for a parameter that is a list. */
export function flat(list: Value | undefined): Value | undefined {
  if (list === undefined || list instanceof Unknown) return list;
  if (list instanceof Zones) return new Unknown('!GetAZs');
  return listOf(list).flatMap((one) => (isList(one) ? [...one] : [one]));
}

/** A list of whatever is there. */
export function some(...values: readonly (Value | undefined)[]): readonly Value[] {
  return values.flatMap((value) => (value === undefined ? [] : [value]));
}

function given(all: Arguments): Properties {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

/** `[{ Key, Value }]`, or a map as newer types have it. */
export function tagsOf(properties: Properties): Json | undefined {
  const tags = own(properties, 'Tags') ?? own(properties, 'HostedZoneTags');
  const pairs: (readonly [Value | undefined, Value | undefined])[] = isList(tags)
    ? tags.map((one) => [own(one, 'Key'), own(one, 'Value')] as const)
    : isObject(tags) && isMap(tags)
      ? Object.entries(tags)
      : [];
  const known = pairs.filter((pair): pair is [string, string] => pair.every((one) => typeof one === 'string'));
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}
