import { isObject } from '../terraform/json.ts';
import type { DeployedStacks } from './deployed.ts';
import type { Evaluator } from './evaluator.ts';
import { type LoopNotes, withoutLoops } from './loops.ts';
import type { Template } from './parse-template.ts';
import { resourceOf, resourcesOf, type Stack, typeOf } from './stack.ts';
import { baseOf, nestedStack } from './stacks.ts';
import { NoValue } from './value.ts';

export const STACK = 'AWS::CloudFormation::Stack';
/** Stacks within stacks. */
const DEEPEST = 8;
const MOST = 2000;

/** Templates by the files that nested stacks name; buckets and keys are known to nobody. */
export function templateNamed(templates: readonly Template[]) {
  return (stack: Stack, logicalId: string): Template | undefined => {
    const names = namesIn(resourceOf(stack, logicalId));
    return templates.find((one) => names.includes(baseOf(one.file)) && one.file !== stack.template.file);
  };
}

/** Templates that some stack nests. */
export function nestedTemplates(templates: readonly Template[]): (template: Template) => boolean {
  const names = new Set(
    templates.flatMap(({ body }) =>
      Object.values(isObject(body.Resources) ? body.Resources : {}).flatMap((one) =>
        isObject(one) && one.Type === STACK ? namesIn(one) : [],
      ),
    ),
  );
  return ({ file }) => names.has(baseOf(file));
}

export interface NestingNotes extends LoopNotes {
  nestedMissing(stack: Stack, logicalId: string): void;
}

/** All stacks without their loops, those within others behind them. */
export function* withNested(
  stacks: readonly Stack[],
  evaluator: Evaluator,
  deployed: DeployedStacks,
  templateOf: (stack: Stack, logicalId: string) => Template | undefined,
  notes: NestingNotes,
): Generator<Stack> {
  const waiting = [...stacks].reverse();
  let count = 0;
  for (let stack = waiting.pop(); stack; stack = waiting.pop()) {
    Object.assign(stack, { template: withoutLoops(stack, evaluator, notes) });
    yield stack;
    for (const [logicalId, resource] of Object.entries(resourcesOf(stack))) {
      if (typeOf(resource) !== STACK) continue;
      const template = stack.depth < DEEPEST && ++count < MOST ? templateOf(stack, logicalId) : undefined;
      if (!template) {
        notes.nestedMissing(stack, logicalId);
        continue;
      }
      const parent = stack;
      const known = deployed.byArn(stack.physical.get(logicalId));
      const given = (name: string) => {
        const all = evaluator.property(parent, logicalId, 'Parameters');
        const value = isObject(all) && Object.hasOwn(all, name) ? all[name] : undefined;
        return value instanceof NoValue ? undefined : (value as ReturnType<Stack['given']>);
      };
      const nested = nestedStack(stack, logicalId, template, given, known);
      stack.nested.set(logicalId, nested);
      waiting.push(nested);
    }
  }
}

/** Whatever in the resource ends like a file: `https://${Bucket}.s3.amazonaws.com/net/vpc.yaml`, `asset:path`. */
function namesIn(resource: unknown): readonly string[] {
  if (!isObject(resource)) return [];
  const metadata = isObject(resource.Metadata) ? resource.Metadata['aws:asset:path'] : undefined;
  const url = isObject(resource.Properties) ? resource.Properties.TemplateURL : undefined;
  return [...textsIn(metadata), ...textsIn(url)].flatMap((text) => {
    const name =
      text
        .replace(/[?#].*$/, '')
        .split(/[/}]/)
        .at(-1) ?? '';
    return /\.\w+$/.test(name) ? [name] : [];
  });
}

function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 10) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
}
