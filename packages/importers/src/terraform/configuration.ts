import { callsTo, stepsOf } from './address.ts';
import { isObject, type Json, objectsIn, textsIn, under } from './json.ts';
import type { Resource } from './resource.ts';

/** What the configuration in a plan says of resources and modules: which references stand behind their arguments. */
export interface Configuration {
  /** The resource's block, by what it is and where. */
  ofResource(resource: Resource): Json | undefined;
  /** The block that calls the module of this address. */
  callOf(module: string): Json | undefined;
  /** The expression behind an output of a module. */
  outputOf(module: string, output: string): unknown;
  /** What a variable is known to be where no caller gives it. */
  variable(module: string, name: string): unknown;
}

export function configurationOf(configuration: Json | undefined, variables: Json = {}): Configuration {
  const modules = new Map<string, Json | undefined>();
  const resources = new Map<string, Map<string, Json>>();
  const places = new Map<string, string>();
  const placeOf = (module: string): string => {
    const at = places.get(module) ?? callsTo(module).join('.');
    places.set(module, at);
    return at;
  };
  const moduleAt = (module: string): Json | undefined => {
    const at = placeOf(module);
    if (!modules.has(at)) modules.set(at, found(configuration, callsTo(module)));
    return modules.get(at);
  };
  return {
    ofResource({ module, mode, type, name }) {
      const at = placeOf(module);
      let blocks = resources.get(at);
      if (!blocks) {
        blocks = new Map(
          objectsIn(moduleAt(module)?.resources).map((one) => [`${one.mode} ${one.type} ${one.name}`, one]),
        );
        resources.set(at, blocks);
      }
      return blocks.get(`${mode} ${type} ${name}`);
    },
    callOf(module) {
      const calls = callsTo(module);
      const last = calls.at(-1);
      const above = found(configuration, calls.slice(0, -1));
      const call = last === undefined ? undefined : under(above?.module_calls, last);
      return isObject(call) ? call : undefined;
    },
    outputOf: (module, output) => under(under(moduleAt(module)?.outputs, output), 'expression'),
    variable(module, name) {
      const given = module === '' ? under(under(variables, name), 'value') : undefined;
      return given ?? under(under(moduleAt(module)?.variables, name), 'default');
    },
  };
}

function found(configuration: Json | undefined, calls: readonly string[]): Json | undefined {
  let module: unknown = under(configuration, 'root_module');
  for (const call of calls) module = under(under(under(module, 'module_calls'), call), 'module');
  return isObject(module) ? module : undefined;
}

/** All references of an expression or of blocks of them, in order; bounded by what `JSON.parse` let nest. */
export function referencesIn(expression: unknown): readonly string[] {
  if (typeof expression !== 'object' || expression === null) return [];
  // All instances of a resource have one expression, and fifty thousand may ask.
  const before = known.get(expression);
  if (before) return before;
  const found = within(expression);
  known.set(expression, found);
  return found;
}

const known = new WeakMap<object, readonly string[]>();

function within(expression: object): readonly string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isObject(expression)) return [];
  if (Array.isArray(expression.references)) return textsIn(expression.references);
  if (Object.hasOwn(expression, 'constant_value')) return [];
  return Object.values(expression).flatMap(referencesIn);
}

/** The most specific of each run: `aws_vpc.a[0].id`, `aws_vpc.a[0]`, `aws_vpc.a` all mean the first. */
export function leading(references: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let leader = '';
  for (const one of references) {
    const isShorter = leader.startsWith(one) && /^[.[]|^$/.test(leader.slice(one.length));
    if (isShorter && leader !== '') continue;
    leader = one;
    if (!kept.includes(one)) kept.push(one);
  }
  return kept;
}

/** Whether an expression picks by its own `count.index`, `each.key` or `each.value`. */
export function picksByKey(references: readonly string[]): boolean {
  return references.some((one) => ['count', 'each'].includes(stepsOf(one)[0]?.name ?? ''));
}
