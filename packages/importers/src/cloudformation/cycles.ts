import { isObject } from '../terraform/json.ts';
import type { Template } from './parse-template.ts';

/** Says which resources wait for one another: CloudFormation refuses such a template. */
export function noteCycles(
  template: Template,
  notes: { cycle(template: Template, names: readonly string[]): void },
): void {
  const resources = isObject(template.body.Resources) ? template.body.Resources : {};
  const edges = new Map(Object.entries(resources).map(([name, one]) => [name, referencesIn(one, resources)]));
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const cycle = done.has(start) ? undefined : cycleFrom(start, edges, done);
    if (cycle) notes.cycle(template, cycle);
  }
}

/** Depth first, without recursion: templates may be chains of any length. */
function cycleFrom(
  start: string,
  edges: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): readonly string[] | undefined {
  const path: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const to = edges.get(top.name)?.[top.next++];
    if (to === undefined) {
      done.add(top.name);
      onPath.delete(top.name);
      path.pop();
    } else if (onPath.has(to)) {
      const names = path.map(({ name }) => name);
      for (const name of names) done.add(name);
      return [...names.slice(names.indexOf(to)), to];
    } else if (!done.has(to)) {
      onPath.add(to);
      path.push({ name: to, next: 0 });
    }
  }
  return undefined;
}

/** Resources that this one names, by whatever function. */
function referencesIn(resource: unknown, resources: object): readonly string[] {
  const found = new Set<string>();
  const put = (name: unknown) => {
    if (typeof name === 'string' && Object.hasOwn(resources, name)) found.add(name);
  };
  const waiting: unknown[] = [
    isObject(resource) ? [resource.Properties, { DependsOn: resource.DependsOn }] : undefined,
  ];
  for (let one = waiting.pop(); waiting.length > 0 || one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const { Ref: ref, DependsOn: before, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = one as Record<string, unknown>;
    put(ref);
    for (const name of Array.isArray(before) ? before : [before]) put(name);
    put(Array.isArray(attribute) ? attribute[0] : String(attribute ?? '').split('.')[0]);
    const format = Array.isArray(sub) ? sub[0] : sub;
    for (const [, name] of String(format ?? '').matchAll(/\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}/g)) put(name);
    waiting.push(...Object.values(one));
  }
  return [...found];
}
