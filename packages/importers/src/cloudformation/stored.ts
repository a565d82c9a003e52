import type { Evaluator } from './evaluator.ts';
import { resourcesOf, type Stack, typeOf } from './stack.ts';
import type { Value } from './value.ts';

/** Parameters of Systems Manager that stacks make, by name: CDK hands ids from stack to stack by them. */
export function storedValues(
  stacks: () => readonly Stack[],
): (evaluator: Evaluator, name: string) => Value | undefined {
  let known: Map<string, readonly [Stack, string]> | undefined;
  return (evaluator, name) => {
    if (!known) {
      // What is asked for while names are worked out is not there yet.
      known = new Map();
      for (const stack of stacks()) {
        for (const [logicalId, resource] of Object.entries(resourcesOf(stack))) {
          if (typeOf(resource) !== 'AWS::SSM::Parameter') continue;
          const own = evaluator.property(stack, logicalId, 'Name');
          if (typeof own === 'string') known.set(own, [stack, logicalId]);
        }
      }
    }
    const found = known.get(name);
    return found && evaluator.property(found[0], found[1], 'Value');
  };
}
