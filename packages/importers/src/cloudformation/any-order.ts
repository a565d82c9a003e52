import { isList, Unknown, unknownIn, type Value } from './value.ts';

/** A list that AWS gives in an order of its own, or what was made of it: a value for each order that it may have. */
class AnyOrder extends Unknown {
  /** Tells one list from another: the orders of two have nothing to do with each other. */
  readonly list: object;
  readonly each: readonly Value[];

  constructor(text: string, of: string | undefined, list: object, each: readonly Value[]) {
    super(text, of);
    this.list = list;
    this.each = each;
  }
}

/** Longer lists have too many orders: there are 120 of five. */
const LONGEST = 5;

/** These values in whatever order. */
export function inAnyOrder(values: readonly string[], text: string, of: string): Value {
  if (values.length < 2) return values;
  return values.length > LONGEST ? new Unknown(text, of) : new AnyOrder(text, of, values, ordersOf(values));
}

/** A function of arguments of which one may be in any order: its value, where it is the same in all. */
export function inEachOrder(argument: Value, text: string, work: (argument: Value) => Value): Value {
  const found = anyOrdersIn(argument);
  const [first] = found;
  if (!first) return work(argument);
  if (found.some(({ list }) => list !== first.list)) return new Unknown(text, first.of);
  const each = first.each.map((_, order) => work(inOrder(argument, order)));
  const [one = ''] = each;
  const isKnown = each.every((value) => unknownIn(value) === undefined);
  if (isKnown && each.every((value) => JSON.stringify(value) === JSON.stringify(one))) return one;
  return new AnyOrder(text, first.of, first.list, each);
}

function anyOrdersIn(value: Value): readonly AnyOrder[] {
  if (value instanceof AnyOrder) return [value];
  return isList(value) ? value.flatMap(anyOrdersIn) : [];
}

function inOrder(value: Value, order: number): Value {
  if (value instanceof AnyOrder) return value.each[order] ?? new Unknown(value.text, value.of);
  return isList(value) ? value.map((one) => inOrder(one, order)) : value;
}

function ordersOf(values: readonly string[]): readonly (readonly string[])[] {
  if (values.length < 2) return [values];
  return values.flatMap((first, at) => ordersOf(values.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}
