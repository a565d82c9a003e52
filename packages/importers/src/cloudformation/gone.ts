import type { Gone } from '../overlay/take-away.ts';
import { isTableUse } from '../overlay/take-table-use.ts';
import type { Evaluator } from './evaluator.ts';
import { resourceOf, type Stack, typeOf } from './stack.ts';

/** Resources that stacks have by the ids of what is deployed, and their templates no longer. */
export function goneFrom(stacks: readonly Stack[], evaluator: Evaluator): readonly Gone[] {
  const kept = new Set<string>();
  const gone: Gone[] = [];
  for (const stack of stacks) {
    for (const [logicalId, physicalId] of stack.physical) {
      const type = stack.types.get(logicalId) ?? (typeOf(resourceOf(stack, logicalId)) || undefined);
      if (isKept(stack, logicalId, evaluator)) kept.add(identityOf({ physicalId, type }));
      else gone.push({ logicalId, physicalId, type, source: { file: stack.template.file, pointer: '/Resources' } });
    }
  }
  // What only has another name in the template, or is another stack's now, stays.
  return gone.filter((one) => !kept.has(identityOf(one)));
}

/** An attachment that is associated with a table and propagates to it has one id for both. */
function identityOf({ physicalId, type }: Pick<Gone, 'physicalId' | 'type'>): string {
  return isTableUse(type) ? `${type} ${physicalId}` : physicalId;
}

/** Where nobody can tell whether its condition holds, it stays. */
function isKept(stack: Stack, logicalId: string, evaluator: Evaluator): boolean {
  const resource = resourceOf(stack, logicalId);
  if (!resource) return false;
  return typeof resource.Condition !== 'string' || evaluator.isThere(stack, resource.Condition) !== false;
}
