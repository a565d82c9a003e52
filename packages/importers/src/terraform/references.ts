import { keyOf, parentOf, type Step, stepsOf } from './address.ts';
import { type Candidate, candidatesIn, parsed, unique, withKey } from './candidates.ts';
import { type Configuration, referencesIn } from './configuration.ts';
import { isObject, under } from './json.ts';
import type { Resource } from './resource.ts';
import type { ResourceIndex } from './resource-index.ts';
import type { Wanted } from './wanted.ts';

/** From where references are read: a module, and the key of whatever stands there. */
interface Scope {
  readonly module: string;
  readonly key: string | number | undefined;
  /** What `each.value` runs over. */
  readonly forEach: unknown;
  /** Keys and names that follow a module's output or a variable: `subnets["a"]`. */
  readonly hints: readonly (string | number)[];
  readonly depth: number;
}

/** Modules call one another as deep as this; deeper ones are left unknown. */
const DEEPEST = 20;
const MOST = 1000;

export interface References {
  /** Everything of the wanted types that the references of one argument may mean. */
  candidates(from: Resource, references: readonly string[], wanted: Wanted): readonly Candidate[];
}

/** The ladder by which an argument that is known after apply is followed to what it refers to (input-formats 4.3). */
export function referencesOf(index: ResourceIndex, configuration: Configuration): References {
  return {
    candidates(from, references, wanted) {
      const scope: Scope = {
        module: from.module,
        key: from.key,
        forEach: configuration.ofResource(from)?.for_each_expression,
        hints: [],
        depth: 0,
      };
      const found = unique(follow(references, scope, wanted));
      // What may be any of so many is unknown, and a list of so many is no argument that people write.
      return found.length > MOST ? [] : found;
    },
  };

  function follow(references: readonly string[], scope: Scope, wanted: Wanted): readonly Candidate[] {
    if (scope.depth > DEEPEST) return [];
    const { byKey, leads, isHidden } = parsed(references);
    const [first] = leads;
    const found =
      first && leads.length === 1
        ? followOne(first, scope, wanted, byKey)
        : leads.flatMap((one) => followOne(one, scope, wanted, byKey));
    if (found.length > 0) return found;
    return isHidden ? theOnlyOne(scope.module, wanted) : [];
  }

  function followOne(steps: readonly Step[], scope: Scope, wanted: Wanted, byKey: boolean): readonly Candidate[] {
    const [first, second, third] = steps;
    if (!first) return [];
    switch (first.name) {
      case 'module':
        return second && third ? output(scope, second, third, steps.slice(3), wanted, byKey) : [];
      case 'var':
        return second ? variable(scope, second, steps.slice(2), wanted) : [];
      case 'each':
        return second?.name === 'value' ? eachValue(scope, third?.name, wanted) : [];
      case 'data':
        return second && third ? named('data', second.name, third, steps.slice(3), scope, wanted, byKey) : [];
      case 'local':
      case 'count':
      case 'path':
      case 'terraform':
      case 'self':
        return [];
      default:
        return second ? named('managed', first.name, second, steps.slice(2), scope, wanted, byKey) : [];
    }
  }

  function named(
    mode: Resource['mode'],
    type: string,
    step: Step,
    [outer, inner]: readonly Step[],
    scope: Scope,
    wanted: Wanted,
    byKey: boolean,
  ): readonly Candidate[] {
    const accepted = Object.hasOwn(wanted, type) ? wanted[type] : undefined;
    // What is meant may stand in a block: `vpc_config[0].cluster_security_group_id`.
    const attribute = inner && accepted?.includes(inner.name) ? inner.name : outer?.name;
    // An empty first attribute: the thing itself is not meant, only what it tells of another.
    const meant = attribute === undefined || attribute === '*' ? accepted?.[0] : attribute;
    if (!accepted || !meant || !accepted.includes(meant)) return [];
    const all = index.instances(mode, scope.module, type, step.name);
    const chosen = picked(all, step.keys[0], scope, byKey);
    // So many are as good as none, and are not listed fifty thousand times.
    if (chosen.length > MOST) return [];
    return candidatesIn(chosen, meant);
  }

  /** Rule 2: the same key where the expression picks by it; what follows an output picks among what it gathers. */
  function picked(
    all: readonly Resource[],
    key: string | number | undefined,
    scope: Scope,
    byKey: boolean,
  ): readonly Resource[] {
    if (key !== undefined) return withKey(all, key);
    if (all.length < 2) return all;
    const same = byKey && scope.key !== undefined ? withKey(all, scope.key) : [];
    if (same.length > 0) return same;
    for (const hint of scope.hints) {
      const hinted = withKey(all, hint);
      if (hinted.length > 0) return hinted;
    }
    return all;
  }

  /** Rule 3: through the outputs of the modules that are called by that name. */
  function output(
    scope: Scope,
    call: Step,
    name: Step,
    rest: readonly Step[],
    wanted: Wanted,
    byKey: boolean,
  ): readonly Candidate[] {
    const below = `${scope.module ? `${scope.module}.` : ''}module.${call.name}`;
    const all = index.modules(below);
    const key = call.keys[0] ?? (byKey && all.length > 1 ? scope.key : undefined);
    const own = key === undefined ? all : all.filter((one) => keyOf(one) === key);
    const hints = [...name.keys, ...rest.flatMap((step) => [step.name, ...step.keys]), ...scope.hints];
    return (own.length > 0 ? own : all).flatMap((module) => {
      const inside: Scope = {
        module,
        key: byKey ? scope.key : undefined,
        forEach: undefined,
        hints,
        depth: scope.depth + 1,
      };
      const found = follow(configuration.outputReferences(module, name.name), inside, wanted);
      return amongNames(found, hints);
    });
  }

  /** Rule 4: as the caller gives it. */
  function variable(scope: Scope, name: Step, rest: readonly Step[], wanted: Wanted): readonly Candidate[] {
    if (scope.module === '') return [];
    const call = configuration.callOf(scope.module);
    const hints = [...name.keys, ...rest.flatMap((step) => [step.name, ...step.keys]), ...scope.hints];
    const caller: Scope = {
      module: parentOf(scope.module),
      key: keyOf(scope.module),
      forEach: call?.for_each_expression,
      hints,
      depth: scope.depth + 1,
    };
    return follow(referencesIn(under(call?.expressions, name.name)), caller, wanted);
  }

  /** Each of what `for_each` runs over: its own key is the key there. */
  function eachValue(scope: Scope, attribute: string | undefined, wanted: Wanted): readonly Candidate[] {
    if (!isObject(scope.forEach)) return [];
    const references = referencesIn(scope.forEach).map((one) =>
      attribute && stepsOf(one).length === 2 ? `${one}.${attribute}` : one,
    );
    const over: Scope = {
      ...scope,
      forEach: undefined,
      hints: scope.key === undefined ? [] : [scope.key],
      depth: scope.depth + 1,
    };
    return follow(references, over, wanted);
  }

  /** Rule 5: locals are not in a plan. The one thing of its type, in this module or the nearest above, is what they mean. */
  function theOnlyOne(module: string, wanted: Wanted): readonly Candidate[] {
    const types = Object.entries(wanted).flatMap(([type, [attribute]]) =>
      attribute ? [[type, attribute] as const] : [],
    );
    for (let at = module; ; at = parentOf(at)) {
      const found = types.flatMap(([type, attribute]) =>
        index.inModule(at, type).map((resource) => ({ resource, attribute, isInferred: true })),
      );
      if (found.length === 1) return found;
      if (found.length > 1 || at === '') return [];
    }
  }
}

/** Of an output that is an object, the part that is called like the resource it is of. */
function amongNames(found: readonly Candidate[], hints: readonly (string | number)[]): readonly Candidate[] {
  if (new Set(found.map(({ resource }) => resource.name)).size < 2) return found;
  const alike = found.filter(({ resource }) => hints.includes(resource.name));
  return alike.length > 0 ? alike.map((one) => ({ ...one, isInferred: true })) : found;
}
