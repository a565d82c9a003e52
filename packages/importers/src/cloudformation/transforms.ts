import { isObject, under } from '../terraform/json.ts';
import { resourcesOf, type Stack } from './stack.ts';

/** Its loops, lengths and defaults are worked out as CloudFormation does. */
const KNOWN: ReadonlySet<string> = new Set(['AWS::LanguageExtensions']);

/** What changes a stack before it is deployed and is not run here: macros of a whole template, or of one resource. */
export function transformsOf(stack: Stack): readonly (readonly [name: string, logicalId: string | undefined])[] {
  const { Transform: whole, Resources } = stack.template.body;
  const listed = [whole, under(Resources, 'Fn::Transform')].flatMap((one) => (one === undefined ? [] : one));
  const names = listed.map(nameOf).filter((name) => !KNOWN.has(name));
  const within = Object.entries(resourcesOf(stack)).flatMap(([logicalId, resource]) =>
    logicalId === 'Fn::Transform' ? [] : transformsIn(resource, 0).map((name) => [name, logicalId] as const),
  );
  return [...names.map((name) => [name, undefined] as const), ...within];
}

/** Whether a macro may give a resource other properties than it has. */
export function isTransformed(resource: unknown): boolean {
  return transformsIn(resource, 0).length > 0;
}

function transformsIn(value: unknown, depth: number): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > 20) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'Fn::Transform' ? [nameOf(one)] : transformsIn(one, depth + 1),
  );
}

function nameOf(transform: unknown): string {
  return isObject(transform) ? String(transform.Name ?? '') : String(transform);
}
