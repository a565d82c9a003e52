import { isObject, under } from '../terraform/json.ts';
import type { Evaluator } from './evaluator.ts';
import { equal } from './functions.ts';
import { type Stack, section } from './stack.ts';
import { Unknown } from './value.ts';

type Truth = boolean | Unknown;

const DEEPEST = 100;

/** Conditions by name. What is unknown decides nothing where the rest decides: `!And [false, unknown]` is false. */
export function conditionsOf({ value }: Pick<Evaluator, 'value'>): { named(stack: Stack, name: string): Truth } {
  const known = new Map<string, Truth>();
  let depth = 0;

  function named(stack: Stack, name: string): Truth {
    const key = `${stack.id}/${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const unknown = new Unknown(`condition ${name}`);
    // While it is worked out, it is what nobody can tell: a condition may name itself.
    known.set(key, unknown);
    const is = truth(stack, under(section(stack, 'Conditions'), name));
    const found = is instanceof Unknown ? unknown : is;
    known.set(key, found);
    return found;
  }

  function truth(stack: Stack, expression: unknown): Truth {
    if (!isObject(expression) || depth > DEEPEST) return new Unknown('a condition that cannot be read');
    const [name = '', ...more] = Object.keys(expression);
    const argument = expression[name];
    const list = Array.isArray(argument) ? argument : [];
    if (more.length > 0) return new Unknown('a condition that cannot be read');
    depth++;
    try {
      switch (name) {
        case 'Condition':
          return named(stack, String(argument));
        case 'Fn::Equals':
          return equal(value(stack, list[0]), value(stack, list[1]));
        case 'Fn::Not':
          return not(truth(stack, list[0]));
        case 'Fn::And':
          return every(list.map((one) => truth(stack, one)));
        case 'Fn::Or':
          return not(every(list.map((one) => not(truth(stack, one)))));
        default:
          return new Unknown('a condition that cannot be read');
      }
    } finally {
      depth--;
    }
  }

  return { named };
}

function not(is: Truth): Truth {
  return is instanceof Unknown ? is : !is;
}

function every(all: readonly Truth[]): Truth {
  if (all.includes(false)) return false;
  return all.find((one) => one instanceof Unknown) ?? true;
}
