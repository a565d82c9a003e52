import { isObject, type Json, under } from '../terraform/json.ts';
import type { Evaluator } from './evaluator.ts';
import { parametersWithout } from './parameters.ts';
import { type Stack, section } from './stack.ts';
import type { Value } from './value.ts';

export interface Exports {
  /** What a stack of the input exports under the name, else what the list of exports says. */
  value(evaluator: Evaluator, name: string): Value | undefined;
  /** Gives parameters that nobody gave the name of the only stack that exports all that is imported by them. */
  infer(evaluator: Evaluator, notes: { inferredStack(stack: Stack, parameter: string, taken: string): void }): void;
}

interface Exported {
  readonly stack: Stack;
  readonly output: string;
}

export function exportsOf(stacks: () => readonly Stack[], listed: readonly Json[]): Exports {
  let known: ReadonlyMap<string, readonly Exported[]> | undefined;

  function byName(evaluator: Evaluator): ReadonlyMap<string, readonly Exported[]> {
    if (known) return known;
    const found = new Map<string, readonly Exported[]>();
    // What is asked for while names are worked out is not there yet.
    known = found;
    for (const stack of stacks()) {
      for (const [output, body] of Object.entries(section(stack, 'Outputs'))) {
        const expression = under(isObject(body) ? body.Export : undefined, 'Name');
        const name = expression === undefined ? undefined : evaluator.value(stack, expression);
        if (typeof name === 'string') found.set(name, [...(found.get(name) ?? []), { stack, output }]);
      }
    }
    return found;
  }

  return {
    value(evaluator, name) {
      const found = byName(evaluator).get(name) ?? [];
      // Two that export one name are of two places, and nobody tells which is meant.
      if (found[0] && found.length === 1) return evaluator.output(found[0].stack, found[0].output);
      const value = found.length === 0 ? listed.find((one) => one.Name === name)?.Value : undefined;
      return typeof value === 'string' ? value : undefined;
    },
    infer(evaluator, notes) {
      const names = byName(evaluator);
      const others = [...new Set([...names.values()].flat().map(({ stack }) => stack))];
      for (const stack of stacks()) {
        if (stack.depth > 0) continue;
        const given = new Map<string, string>();
        for (const parameter of parametersWithout(stack)) {
          const wanted = importsBy(stack.template.body, parameter).flatMap((end) => {
            const text = evaluator.value(stack, { 'Fn::Sub': end });
            return typeof text === 'string' ? [text] : [];
          });
          const exporting = others.filter(
            (other) => other !== stack && wanted.every((end) => names.has(other.name + end)),
          );
          if (wanted.length === 0 || exporting.length !== 1) continue;
          const taken = (exporting[0] as Stack).name;
          given.set(parameter, taken);
          notes.inferredStack(stack, parameter, taken);
        }
        const before = stack.given;
        Object.assign(stack, { given: (name: string) => before(name) ?? given.get(name) });
      }
    },
  };
}

/** What stands behind `${Parent}` in names that are imported: `-VpcId`. */
function importsBy(body: unknown, parameter: string): readonly string[] {
  const found = new Set<string>();
  const waiting: unknown[] = [body];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const name = under(under(one, 'Fn::ImportValue'), 'Fn::Sub');
    const start = `\${${parameter}}`;
    if (typeof name === 'string' && name.startsWith(start)) {
      found.add(name.slice(start.length));
    }
    waiting.push(...Object.values(one));
  }
  return [...found];
}
