import { isObject, type Json } from '../terraform/json.ts';
import type { Evaluator } from './evaluator.ts';
import type { Template } from './parse-template.ts';
import type { Stack } from './stack.ts';
import { isList } from './value.ts';

const LOOP = 'Fn::ForEach::';
/** Where loops stand that bear on a network. */
const SECTIONS = ['Resources', 'Conditions', 'Outputs'] as const;
/** CloudFormation takes five loops in one another. */
const DEEPEST = 5;
/** Copies that loops of one template make; CloudFormation takes 500 resources. */
const MOST = 5000;

export interface LoopNotes {
  /** Nobody can tell over what a loop runs: what it makes is unknown. */
  openLoop(stack: Stack, loop: string): void;
}

/** What loops of `AWS::LanguageExtensions` make of a template: each runs over a list that the stack's parameters may give. */
export function withoutLoops(stack: Stack, evaluator: Evaluator, notes: LoopNotes): Template {
  const { template } = stack;
  if (!SECTIONS.some((name) => hasLoop(template.body[name], 0))) return template;
  const origins = new Map<string, string>();
  let copies = 0;
  const sections = SECTIONS.flatMap((name) => {
    const found = template.body[name];
    return isObject(found) ? [[name, expanded(found, new Map(), 0, name === 'Resources' ? undefined : '')]] : [];
  });
  return {
    ...template,
    body: { ...template.body, ...Object.fromEntries(sections) },
    lineOf: (logicalId) => template.lineOf(origins.get(logicalId) ?? logicalId),
  };

  /** `origin` is the outermost loop that a resource comes from; empty where nobody asks. */
  function expanded(map: Json, names: Names, depth: number, origin: string | undefined): Json {
    const made: [string, unknown][] = [];
    for (const [key, value] of Object.entries(map)) {
      if (key.startsWith(LOOP)) made.push(...looped(key, value, names, depth, origin));
      else {
        const name = replaced(key, names);
        if (origin) origins.set(name, origin);
        made.push([name, copied(value, names, depth)]);
      }
    }
    return Object.fromEntries(made);
  }

  function looped(
    key: string,
    loop: unknown,
    names: Names,
    depth: number,
    origin: string | undefined,
  ): readonly [string, unknown][] {
    const [identifier, collection, fragment] = Array.isArray(loop) ? loop : [];
    const over = isObject(fragment) && typeof identifier === 'string' ? itemsOf(collection, names, depth) : undefined;
    if (!over || !isObject(fragment) || depth >= DEEPEST || copies + over.length > MOST) {
      notes.openLoop(stack, key);
      return [];
    }
    copies += over.length;
    return over.flatMap((item) =>
      Object.entries(expanded(fragment, new Map([...names, [String(identifier), item]]), depth + 1, origin ?? key)),
    );
  }

  /** Where a loop stands among properties, it makes properties. */
  function copied(value: unknown, names: Names, depth: number): unknown {
    if (typeof value === 'string') return replaced(value, names);
    if (Array.isArray(value)) return value.map((one) => copied(one, names, depth));
    if (!isObject(value)) return value;
    const own = Object.keys(value).length === 1 && typeof value.Ref === 'string' ? names.get(value.Ref) : undefined;
    return own ?? expanded(value, names, depth, '');
  }

  function itemsOf(collection: unknown, names: Names, depth: number): readonly string[] | undefined {
    const items = evaluator.value(stack, copied(collection, names, depth));
    return isList(items) && items.every((one) => typeof one === 'string') ? (items as readonly string[]) : undefined;
  }
}

/** What a loop's own name stands for, in this copy. */
type Names = ReadonlyMap<string, string>;

/** `${Name}`, and `&{Name}` for the same without what ids may not hold. */
function replaced(text: string, names: Names): string {
  if (names.size === 0 || !/[$&]\{/.test(text)) return text;
  return text.replaceAll(/([$&])\{([A-Za-z0-9]+)\}/g, (whole, mark: string, name: string) => {
    const item = names.get(name);
    if (item === undefined) return whole;
    return mark === '&' ? item.replaceAll(/[^A-Za-z0-9]/g, '') : item;
  });
}

function hasLoop(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth > 50) return false;
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return keys.some((key) => key.startsWith(LOOP)) || Object.values(value).some((one) => hasLoop(one, depth + 1));
}
