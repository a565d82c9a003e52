import { keyOf, parentOf, type Step, stepsOf } from './address.ts';
import { type Candidate, candidatesIn, parsed, unique, withKey } from './candidates.ts';
import { type Configuration, referencesIn } from './configuration.ts';
import { CHOICE, type Found, foundIn, HIDDEN, joined, NOTHING, OPEN } from './found.ts';
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
  /** Nothing but one thing is referred to, and what picks an instance of it. */
  readonly isAlone: boolean;
}

/** Modules call one another as deep as this; deeper ones are left unknown. */
const DEEPEST = 20;
const MOST = 1000;
/** So many expressions are followed for one argument: what refers to itself in two ways would never end. */
const STEPS = 2000;
/** Of more instances than these the arguments of each are not followed. */
const FEW = 50;

/** Data of these types, and what they are called, are never ids of things in networks. */
const TELLS_NO_ID = /^aws_(?:availability_zones?|regions?|caller_identity|partition|iam_|ami)/;

export interface References {
  /** Everything of the wanted types that the references of one argument may mean. */
  find(from: Resource, references: readonly string[], wanted: Wanted): Found;
}

/** The ladder by which an argument that is known after apply is followed to what it refers to (input-formats 4.3). */
export function referencesOf(index: ResourceIndex, configuration: Configuration): References {
  let steps = 0;
  return {
    find(from, references, wanted) {
      steps = 0;
      const found = follow(references, scopeOf(from, 0, true), wanted);
      const candidates = unique(found.candidates);
      // What may be any of so many is unknown, and a list of so many is no argument that people write.
      return candidates.length > MOST ? HIDDEN : { ...found, candidates };
    },
  };

  function scopeOf(from: Resource, depth: number, isAlone: boolean): Scope {
    const forEach = configuration.ofResource(from)?.for_each_expression;
    return { module: from.module, key: from.key, forEach, hints: [], depth, isAlone };
  }

  function follow(references: readonly string[], scope: Scope, wanted: Wanted): Found {
    if (scope.depth > DEEPEST || ++steps > STEPS) return HIDDEN;
    const { byKey, leads, isHidden, isLocal, isPicking } = parsed(references);
    const isAlone = scope.isAlone && leads.filter(([first]) => first?.name !== 'each').length === 1;
    const found = joined([
      ...leads.map((one) => followOne(one, { ...scope, isAlone }, wanted, byKey)),
      ...(isLocal ? [HIDDEN] : []),
      ...(byKey && !isPicking ? [CHOICE] : []),
    ]);
    if (found.candidates.length > 0 || !isHidden) return found;
    return { ...found, candidates: theOnlyOne(scope.module, wanted) };
  }

  function followOne(steps: readonly Step[], scope: Scope, wanted: Wanted, byKey: boolean): Found {
    const [first, second, third] = steps;
    if (!first) return NOTHING;
    switch (first.name) {
      case 'module':
        return second && third ? output(scope, second, third, steps.slice(3), wanted, byKey) : OPEN;
      case 'var':
        return second ? variable(scope, second, steps.slice(2), wanted) : NOTHING;
      case 'each':
        return second?.name === 'value' ? eachValue(scope, third?.name, wanted) : NOTHING;
      case 'data':
        return second && third ? named('data', second.name, third, steps.slice(3), scope, wanted, byKey) : NOTHING;
      default:
        return second ? named('managed', first.name, second, steps.slice(2), scope, wanted, byKey) : OPEN;
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
  ): Found {
    const accepted = Object.hasOwn(wanted, type) ? wanted[type] : undefined;
    // What is meant may stand in a block: `vpc_config[0].cluster_security_group_id`.
    const attribute = inner && accepted?.includes(inner.name) ? inner.name : outer?.name;
    // An empty first attribute: the thing itself is not meant, only what it tells of another.
    const isCut = attribute === undefined && byKey && scope.isAlone;
    // Behind a key that is worked out an attribute is cut off: of `aws_vpc.a[each.key]` a table can be the main one alone.
    const whole = isCut ? accepted?.find((one) => one !== '') : accepted?.[0];
    const meant = attribute === undefined || attribute === '*' ? whole : attribute;
    const all = index.instances(mode, scope.module, type, step.name);
    const chosen = picked(all, step.keys[0], scope, byKey);
    if (!accepted || !meant || !accepted.includes(meant)) {
      if (attribute !== undefined && !inner) return argument(type, chosen, attribute, scope, wanted);
      // How many there are, as of `length(aws_subnet.a)`, or what an expression picks by its key.
      return attribute === undefined && !byKey ? CHOICE : OPEN;
    }
    // So many are as good as none, and are not listed fifty thousand times.
    if (chosen.length > MOST) return HIDDEN;
    return { ...NOTHING, candidates: candidatesIn(chosen, meant) };
  }

  /** An argument of another resource is what that refers to: `aws_vpc_ipv4_cidr_block_association.more.vpc_id`. */
  function argument(
    type: string,
    chosen: readonly Resource[],
    attribute: string,
    { depth, isAlone }: Scope,
    wanted: Wanted,
  ): Found {
    if (TELLS_NO_ID.test(type)) return CHOICE;
    if (chosen.length === 0 || chosen.length > FEW) return OPEN;
    return joined(
      chosen.map((one) => {
        const known = under(one.values, attribute);
        if (known !== undefined && known !== null) return foundIn(known);
        const written = under(under(configuration.ofResource(one), 'expressions'), attribute);
        return written === undefined ? OPEN : expressed(written, scopeOf(one, depth + 1, isAlone), wanted);
      }),
    );
  }

  function expressed(expression: unknown, scope: Scope, wanted: Wanted): Found {
    const constant = under(expression, 'constant_value');
    return constant === undefined ? follow(referencesIn(expression), scope, wanted) : foundIn(constant);
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
  function output(scope: Scope, call: Step, name: Step, rest: readonly Step[], wanted: Wanted, byKey: boolean): Found {
    const below = `${scope.module ? `${scope.module}.` : ''}module.${call.name}`;
    const all = index.modules(below);
    const key = call.keys[0] ?? (byKey && all.length > 1 ? scope.key : undefined);
    const own = key === undefined ? all : all.filter((one) => keyOf(one) === key);
    const hints = [...name.keys, ...rest.flatMap((step) => [step.name, ...step.keys]), ...scope.hints];
    const modules = own.length > 0 ? own : all;
    if (modules.length === 0) return OPEN;
    return joined(
      modules.map((module) => {
        const inside: Scope = {
          module,
          key: byKey ? scope.key : undefined,
          forEach: undefined,
          hints,
          depth: scope.depth + 1,
          isAlone: scope.isAlone,
        };
        const found = expressed(configuration.outputOf(module, name.name), inside, wanted);
        return { ...found, candidates: amongNames(found.candidates, hints) };
      }),
    );
  }

  /** Rule 4: as the caller gives it. */
  function variable(scope: Scope, name: Step, rest: readonly Step[], wanted: Wanted): Found {
    const call = scope.module === '' ? undefined : configuration.callOf(scope.module);
    const given = under(call?.expressions, name.name);
    if (given === undefined) return foundIn(configuration.variable(scope.module, name.name));
    const hints = [...name.keys, ...rest.flatMap((step) => [step.name, ...step.keys]), ...scope.hints];
    const caller: Scope = {
      module: parentOf(scope.module),
      key: keyOf(scope.module),
      forEach: call?.for_each_expression,
      hints,
      depth: scope.depth + 1,
      isAlone: scope.isAlone,
    };
    return expressed(given, caller, wanted);
  }

  /** Each of what `for_each` runs over: its own key is the key there. */
  function eachValue(scope: Scope, attribute: string | undefined, wanted: Wanted): Found {
    if (!isObject(scope.forEach)) return NOTHING;
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
