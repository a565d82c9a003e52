import { NAMED_BY } from '../overlay/replacements.ts';
import type { Gone } from '../overlay/take-away.ts';
import { plannedId } from './attributes.ts';
import type { Evaluator } from './evaluator.ts';
import type { LiveNames } from './live-names.ts';
import { resourcesOf, type Stack, typeOf } from './stack.ts';

/** Resources that are there under other names than their templates say: others come in their place, without an id yet. */
export function renamedIn(stacks: readonly Stack[], evaluator: Evaluator, names: LiveNames): readonly Gone[] {
  return stacks.flatMap((stack) => {
    const gone = Object.entries(resourcesOf(stack)).flatMap(([logicalId, resource]): readonly Gone[] => {
      const [type, physicalId] = [typeOf(resource), stack.physical.get(logicalId)];
      const property = Object.hasOwn(NAMED_BY, type) ? NAMED_BY[type] : undefined;
      const name = property && physicalId ? evaluator.property(stack, logicalId, property) : undefined;
      if (typeof name !== 'string' || !physicalId || name.toLowerCase() === nameIn(physicalId)) return [];
      const source = { file: stack.template.file, pointer: '/Resources' };
      const id = names.arnOf(type, physicalId, stack) ?? physicalId;
      return [{ logicalId, physicalId: id, type, source, isReplaced: true }];
    });
    const others = new Set(gone.map(({ logicalId }) => logicalId));
    if (others.size > 0) {
      const kept = [...stack.physical].filter(([logicalId]) => !others.has(logicalId));
      Object.assign(stack, { physical: new Map(kept) });
    }
    return gone.map((one) => ({ ...one, logicalId: plannedId(stack, one.logicalId) }));
  });
}

/** Some are called by an ARN, at the end of which their name stands. */
function nameIn(physicalId: string): string {
  return physicalId.replace(/^arn:.*[:/]/, '').toLowerCase();
}
