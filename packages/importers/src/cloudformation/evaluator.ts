import { isObject, under } from '../terraform/json.ts';
import { inEachOrder } from './any-order.ts';
import { attributeOf, referenceTo } from './attributes.ts';
import { conditionsOf } from './conditions.ts';
import { bounded, findInMap, isHiddenIn, PURE } from './functions.ts';
import { parameterOf, pseudoParameter, SOME_REGION } from './parameters.ts';
import { resourceOf, type Stack, section } from './stack.ts';
import { isList, NO_VALUE, NoValue, Unknown, unknownIn, type Value, Zones } from './value.ts';
import { written } from './written.ts';

/** What other stacks export, by name; their values come from templates or from a list. */
export type ImportValue = (name: string) => Value | undefined;

/** What other stacks make known to this one. */
export interface Shared {
  readonly importValue: ImportValue;
  /** The value of a parameter of Systems Manager that some stack makes. */
  readonly stored: ImportValue;
}

export interface Evaluator {
  value(stack: Stack, expression: unknown): Value;
  /** A property of a resource, or all of them. */
  property(stack: Stack, logicalId: string, name: string): Value | undefined;
  properties(stack: Stack, logicalId: string): Readonly<Record<string, Value>>;
  output(stack: Stack, name: string): Value;
  isThere(stack: Stack, condition: string): boolean | Unknown;
}

/** Templates nest no deeper than people write them. */
const DEEPEST = 100;
/** Evaluations of one import; more are made by templates that are made to take long. */
const MOST = 5_000_000;

/** Works out expressions; what refers to itself, and whatever takes too long, is unknown. */
export function evaluator({ importValue, stored }: Shared): Evaluator {
  const known = new Map<string, Value>();
  const active = new Set<string>();
  let depth = 0;
  let steps = 0;
  const own: Evaluator = {
    value,
    property: (stack, logicalId, name) =>
      once(`${stack.id}/${logicalId}/${name}`, () => {
        const properties = resourceOf(stack, logicalId)?.Properties;
        const found = under(properties, name);
        return found === undefined ? NO_VALUE : value(stack, found);
      }),
    properties(stack, logicalId) {
      const names = Object.keys(propertiesOf(stack, logicalId));
      return Object.fromEntries(
        names.flatMap((name) => {
          const found = own.property(stack, logicalId, name);
          return found === undefined || found instanceof NoValue ? [] : [[name, found]];
        }),
      );
    },
    output: (stack, name) =>
      once(`${stack.id}/outputs/${name}`, () => {
        const found = under(section(stack, 'Outputs'), name);
        return isObject(found) ? value(stack, found.Value) : new Unknown(`output ${name}`);
      }),
    isThere: (stack, condition) => conditions.named(stack, condition),
  };
  const conditions = conditionsOf(own);
  return own;

  function once(key: string, work: () => Value): Value {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (active.has(key)) return new Unknown('a reference to itself');
    active.add(key);
    const found = work();
    active.delete(key);
    known.set(key, found);
    return found;
  }

  function value(stack: Stack, expression: unknown): Value {
    if (expression === null || expression === undefined) return '';
    if (typeof expression !== 'object') return String(expression);
    if (depth > DEEPEST || ++steps > MOST) return new Unknown('an expression that is nested too deep');
    depth++;
    try {
      return Array.isArray(expression) ? list(stack, expression) : mapping(stack, expression as Expression);
    } finally {
      depth--;
    }
  }

  function list(stack: Stack, expressions: readonly unknown[]): Value {
    return expressions.map((one) => value(stack, one)).filter((one) => !(one instanceof NoValue));
  }

  function mapping(stack: Stack, expression: Expression): Value {
    const [name, ...more] = Object.keys(expression);
    if (name !== undefined && more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return call(stack, name, expression[name], written(expression));
    }
    const entries = Object.entries(expression).map(([key, one]) => [key, value(stack, one)] as const);
    return Object.fromEntries(entries.filter(([, one]) => !(one instanceof NoValue)));
  }

  function call(stack: Stack, name: string, argument: unknown, text: string): Value {
    const pure = Object.hasOwn(PURE, name) ? PURE[name] : undefined;
    if (pure) return inEachOrder(value(stack, argument), text, (known) => pure(known, text));
    switch (name) {
      case 'Ref':
        return ref(stack, String(isObject(argument) ? value(stack, argument) : argument));
      case 'Fn::GetAtt':
        return getAtt(stack, argument, text);
      case 'Fn::Sub':
        return sub(stack, argument, text);
      case 'Fn::If':
        return choose(stack, argument, text);
      case 'Fn::FindInMap':
        return value(stack, findInMap(section(stack, 'Mappings'), value(stack, argument), text));
      case 'Fn::GetAZs':
        return zones(stack, value(stack, argument));
      case 'Fn::ImportValue': {
        const wanted = value(stack, argument);
        return (typeof wanted === 'string' ? importValue(wanted) : undefined) ?? new Unknown(text);
      }
      default:
        return new Unknown(text);
    }
  }

  function ref(stack: Stack, name: string): Value {
    const pseudo = pseudoParameter(stack, name);
    if (pseudo !== undefined) return pseudo;
    if (Object.hasOwn(section(stack, 'Parameters'), name)) return parameterOf(stack, name, stored);
    return resourceOf(stack, name) ? referenceTo(own, stack, name) : new Unknown(`!Ref ${name}`);
  }

  function getAtt(stack: Stack, argument: unknown, text: string): Value {
    const parts = typeof argument === 'string' ? argument.split('.') : Array.isArray(argument) ? argument : [];
    const [logicalId, ...path] = parts.map((part) => value(stack, part));
    if (typeof logicalId !== 'string' || path.some((one) => typeof one !== 'string')) return new Unknown(text);
    return attributeOf(own, stack, logicalId, path.join('.')) ?? new Unknown(text, logicalId);
  }

  function sub(stack: Stack, argument: unknown, text: string): Value {
    const [format, names] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof format !== 'string') return new Unknown(text);
    let unknown: Unknown | undefined;
    const whole = format.replaceAll(/\$\{(!?)([^}]*)\}/g, (match, escaped: string, name: string) => {
      if (escaped) return match.replace('!', '');
      const found = Object.hasOwn(isObject(names) ? names : {}, name.trim())
        ? value(stack, under(names, name.trim()))
        : name.includes('.')
          ? getAtt(stack, splitOnce(name.trim()), `!GetAtt ${name.trim()}`)
          : ref(stack, name.trim());
      if (typeof found === 'string') return found;
      if (isHiddenIn(format, found)) return '';
      unknown ??= unknownIn(found) ?? new Unknown(text);
      return '';
    });
    return unknown ? new Unknown(text, unknown.of) : bounded(whole, text);
  }

  /** Where nobody can tell which, both have to say the same. */
  function choose(stack: Stack, argument: unknown, text: string): Value {
    if (!Array.isArray(argument) || argument.length !== 3) return new Unknown(text);
    const is = conditions.named(stack, String(argument[0]));
    if (!(is instanceof Unknown)) return value(stack, argument[is ? 1 : 2]);
    const [one, other] = [value(stack, argument[1]), value(stack, argument[2])];
    const isSame = !unknownIn(one) && !unknownIn(other) && JSON.stringify(one) === JSON.stringify(other);
    return isSame && !(one instanceof NoValue || other instanceof NoValue) ? one : new Unknown(text);
  }

  function propertiesOf(stack: Stack, logicalId: string): Expression {
    const found = resourceOf(stack, logicalId)?.Properties;
    return isObject(found) ? found : {};
  }
}

type Expression = Readonly<Record<string, unknown>>;

function zones({ region }: Stack, asked: Value): Value {
  if (isList(asked) || asked instanceof Unknown) return new Zones(region);
  return new Zones(typeof asked === 'string' && asked !== '' && asked !== SOME_REGION ? asked : region);
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('.');
  return [text.slice(0, at), text.slice(at + 1)];
}
