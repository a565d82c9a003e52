import { idFrom, stepsOf } from './address.ts';
import type { Candidate } from './candidates.ts';
import { type Configuration, referencesIn } from './configuration.ts';
import { type Found, isChoice, NOTHING } from './found.ts';
import { isObject, type Json, under } from './json.ts';
import type { References } from './references.ts';
import type { Resource } from './resource.ts';
import type { Wanted } from './wanted.ts';

/** The arguments of a resource or of a block in it; what is known after apply is followed to what it refers to. */
export interface Attributes {
  readonly resource: Resource;
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  texts(name: string): readonly string[];
  numbers(name: string): readonly number[];
  tags(): Json | undefined;
  blocks(name: string): readonly Attributes[];
  /** A list of which nobody can tell all: it takes in a local of Terraform, a function of CloudFormation, or one of several. */
  isOpen(name: string, wanted: Wanted): boolean;
  /** Known only after apply, by itself or in some element. */
  isUnknown(name: string): boolean;
  /** The id that the argument names; undefined where there is none, and where it cannot be told, which is then noted. */
  id(name: string, wanted: Wanted): string | undefined;
  ids(name: string, wanted: Wanted): readonly string[];
  /** All that the argument may name, noting nothing. */
  possible(name: string, wanted: Wanted): readonly string[];
  /** All that an argument that is known after apply refers to; undefined where nobody can follow all of it. */
  candidates(name: string, wanted: Wanted): readonly Candidate[] | undefined;
  /** How many values of the argument are known only after apply; undefined where how many there are is not known. */
  unknownValues(name: string): number | undefined;
  /** The keys by which the argument picks in what it refers to: `local.endpoints["eu-west-1a"]`. */
  keys(name: string): readonly (string | number)[];
  /** A list, though it may be empty. */
  isListed(name: string): boolean;
  /** Whether the configuration writes the argument at all; a state does not say. */
  isWritten(name: string): boolean;
}

/** What happens to what cannot be told. */
export interface Notes {
  unresolved(resource: Resource, argument: string, why: string): void;
  inferred(resource: Resource, argument: string, taken: string): void;
}

export interface Reading {
  readonly configuration: Configuration;
  readonly references: References;
  readonly notes: Notes;
  /** The id by which other records name a resource. */
  idOf(resource: Resource, attribute: string): string;
}

export function attributesOf(resource: Resource, reading: Reading): Attributes {
  const expressions = under(reading.configuration.ofResource(resource), 'expressions');
  return part(resource, reading, resource.values, resource.unknown, expressions, '');
}

function part(
  resource: Resource,
  reading: Reading,
  values: Json,
  unknown: unknown,
  expressions: unknown,
  path: string,
  isDynamic = false,
): Attributes {
  const known = (name: string): unknown => under(values, name);
  const isUnknown = (name: string): boolean => {
    const value = known(name);
    const mark = unknown === true ? true : under(unknown, name);
    if (mark === true) return value === undefined || value === null;
    if (Array.isArray(mark)) return mark.some((one) => one === true);
    // A plan without its changes marks nothing: what is written and not known is known after apply.
    return unknown === undefined && !Object.hasOwn(values, name) && referencesIn(under(expressions, name)).length > 0;
  };
  const found = (name: string, wanted: Wanted): Found =>
    isUnknown(name) ? reading.references.find(resource, referencesIn(under(expressions, name)), wanted) : NOTHING;
  const attributes: Attributes = {
    resource,
    text(name) {
      const value = known(name);
      if (typeof value === 'number') return String(value);
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
    integer(name) {
      const value = known(name);
      const number = typeof value === 'string' && value !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
    },
    flag(name) {
      const value = known(name);
      return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
    },
    texts(name) {
      const value = known(name);
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
    },
    numbers(name) {
      const value = known(name);
      return Array.isArray(value) ? value.map(Number).filter(Number.isSafeInteger) : [];
    },
    tags() {
      const value = known('tags_all') ?? known('tags');
      return isObject(value) ? value : undefined;
    },
    blocks(name) {
      const list = known(name);
      // Single blocks are lists too, but for those of some newer resources.
      const blocks = isObject(list) ? [list] : Array.isArray(list) ? list : [];
      const [marks, written] = [under(unknown, name), under(expressions, name)];
      const isFlat = !Array.isArray(written) || written.length !== blocks.length;
      // The configuration in a plan leaves dynamic blocks out.
      const isUnwritten = isDynamic || (expressions !== undefined && written === undefined);
      return blocks.flatMap((block: unknown, i) => {
        if (!isObject(block)) return [];
        const mark = Array.isArray(marks) ? marks[i] : marks;
        const own = isFlat ? flat(block, mark, written) : written[i];
        return [
          part(
            resource,
            reading,
            block,
            unknown === undefined ? undefined : (mark ?? {}),
            own,
            `${path}${name}[${i}].`,
            isUnwritten,
          ),
        ];
      });
    },
    isUnknown,
    isOpen(name, wanted) {
      const all = found(name, wanted);
      return all.isOpen || isChoice(all);
    },
    candidates(name, wanted) {
      const all = found(name, wanted);
      return all.isOpen || isChoice(all) ? undefined : all.candidates;
    },
    unknownValues(name) {
      if (!isUnknown(name)) return 0;
      const mark = under(unknown, name);
      return Array.isArray(mark) ? mark.filter((one) => one === true).length : LISTS.test(name) ? undefined : 1;
    },
    keys: (name) => referencesIn(under(expressions, name)).flatMap((one) => stepsOf(one).flatMap(({ keys }) => keys)),
    isListed: (name) => Array.isArray(known(name)),
    isWritten: (name) => under(expressions, name) !== undefined,
    id(name, wanted) {
      const value = known(name);
      if (typeof value === 'string' && value !== '') return value;
      const { candidates, isOpen } = found(name, wanted);
      const one = candidates.length > 1 ? byPosition(candidates, resource) : candidates[0];
      if (one) return taken(name, one, isOpen || candidates.length > 1);
      if (isUnknown(name)) unresolved(name, candidates);
      return undefined;
    },
    ids(name, wanted) {
      const value = known(name);
      const own = Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
      if (!isUnknown(name)) return own;
      const all = found(name, wanted);
      const { candidates } = all;
      if (isChoice(all)) {
        unresolved(name, candidates);
        return own;
      }
      const isWhole = !all.isOpen || candidates.some(({ isInferred }) => isInferred);
      if (candidates.length === 0 || !isWhole) unresolved(name, []);
      return [...new Set([...own, ...candidates.map((one) => taken(name, one, false))])];
    },
    possible(name, wanted) {
      const value = known(name);
      if (typeof value === 'string' && value !== '') return [value];
      return [...new Set(found(name, wanted).candidates.map((one) => reading.idOf(one.resource, one.attribute)))];
    },
  };
  return attributes;

  function taken(name: string, one: Candidate, isGuess: boolean): string {
    if (one.isInferred || isGuess) reading.notes.inferred(resource, path + name, one.resource.address);
    return reading.idOf(one.resource, one.attribute);
  }

  function unresolved(name: string, candidates: readonly Candidate[]): void {
    const written = referencesIn(under(expressions, name));
    if (written.length === 0) {
      // What the configuration does not write the provider works out by itself.
      if (isDynamic) reading.notes.unresolved(resource, path + name, 'no plan tells what a dynamic block refers to');
      return;
    }
    const several = candidates.map((one) => one.resource.address).sort();
    const why = several.length > 0 ? `it may be ${several.slice(0, 3).join(' or ')}` : `it comes from ${written[0]}`;
    reading.notes.unresolved(resource, path + name, why);
  }
}

/** Arguments that are lists: of one that is unknown as a whole nobody knows the length. */
const LISTS = /_blocks$/;

/** `element(list, count.index)` begins again at the list's end. */
function byPosition(candidates: readonly Candidate[], { key }: Resource): Candidate | undefined {
  return typeof key === 'number' && isNumbered(candidates) ? candidates[key % candidates.length] : undefined;
}

const numbered = new WeakMap<readonly Candidate[], boolean>();

/** Instances of one resource, from 0 on. */
function isNumbered(candidates: readonly Candidate[]): boolean {
  const name = candidates[0]?.resource.name;
  const is =
    numbered.get(candidates) ?? candidates.every(({ resource }, i) => resource.key === i && resource.name === name);
  numbered.set(candidates, is);
  return is;
}

/** Rule 6: blocks written as one argument have one list of references for all; types tell which is whose. */
function flat(block: Json, mark: unknown, written: unknown): Json {
  const references = referencesIn(written);
  const unknown = isObject(mark) ? Object.keys(mark) : [];
  const names = [...new Set([...Object.keys(block), ...unknown])];
  return Object.fromEntries(names.map((name) => [name, { references }]));
}

/** What a resource is called that has no id yet: its address. */
export function plannedId(resource: Resource): string {
  return idFrom(resource.address);
}
