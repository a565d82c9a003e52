/** What an expression of a template comes to. Numbers and flags are texts, as CloudFormation takes them. */
export type Value = string | Unknown | Zones | NoValue | readonly Value[] | { readonly [name: string]: Value };

/** What nobody can tell before the stack is there, as it is written: `!Ref SubnetId`. */
export class Unknown {
  readonly text: string;
  /** The resource that it is something of, where one is. */
  readonly of: string | undefined;

  constructor(text: string, of?: string) {
    this.text = text;
    this.of = of;
  }
}

/** The zones of a Region, of which each account has its own: they are told apart by position, not by name. */
export class Zones {
  readonly region: string | undefined;

  constructor(region: string | undefined) {
    this.region = region;
  }

  at(position: number): string {
    return `${this.region ?? 'region'}#zone${position}`;
  }
}

/** `AWS::NoValue`: the property is not there. */
export class NoValue {}
export const NO_VALUE: NoValue = new NoValue();

export function isMap(value: unknown): value is Readonly<Record<string, Value>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Zones) &&
    !(value instanceof NoValue)
  );
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** The first thing in a value that nobody can tell. */
export function unknownIn(value: Value | undefined): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (value instanceof Zones) return new Unknown('!GetAZs');
  if (isList(value)) return firstOf(value);
  return isMap(value) ? firstOf(Object.values(value)) : undefined;
}

function firstOf(values: readonly Value[]): Unknown | undefined {
  for (const one of values) {
    const found = unknownIn(one);
    if (found) return found;
  }
  return undefined;
}

export function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One thing stands for a list of one, as CloudFormation takes it. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value instanceof NoValue) return [];
  return isList(value) ? value : [value];
}
