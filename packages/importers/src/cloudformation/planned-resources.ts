import type { Json } from '../terraform/json.ts';
import type { Resource } from '../terraform/resource.ts';
import { plannedId } from './attributes.ts';
import type { Arguments, Draft, Written } from './draft.ts';
import { isList, isMap, NoValue, Unknown, type Value, Zones } from './value.ts';

/** A resource in the other words, with what it says of itself; `expressions` is shaped as a plan's configuration has it. */
export interface PlannedResource {
  readonly resource: Resource;
  readonly written: Written;
  readonly expressions: Json;
}

/** Parts a draft into what is known and what is not, as a plan does. */
export function plannedResource(written: Written, draft: Draft): PlannedResource {
  const known: Record<string, unknown> = draft.tags ? { tags: draft.tags } : {};
  const [unknown, expressions]: Record<string, unknown>[] = [{}, {}];
  for (const [name, value] of given(draft.with)) {
    const one = parted(value);
    if (one.known !== undefined) known[name] = one.known;
    (unknown as Record<string, unknown>)[name] = one.mark;
    (expressions as Record<string, unknown>)[name] = one.written;
  }
  const { stack, logicalId } = written;
  const part = draft.part ? `#${draft.part}` : '';
  return {
    written,
    expressions: { expressions },
    resource: {
      address: plannedId(stack, logicalId) + part,
      module: '',
      mode: 'managed',
      type: draft.type,
      name: logicalId,
      key: undefined,
      values: known,
      unknown,
      provider: undefined,
      isNew: true,
    },
  };
}

function given(all: Arguments): readonly (readonly [string, Value])[] {
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value instanceof NoValue ? [] : [[name, value] as const],
  );
}

interface Parted {
  readonly known: unknown;
  readonly mark: unknown;
  readonly written: unknown;
}

/** What an argument is known to be, where it is not, and the expressions behind that. */
function parted(value: Value): Parted {
  if (value instanceof Unknown || value instanceof Zones) {
    const text = value instanceof Unknown ? value.text : '!GetAZs';
    return { known: undefined, mark: true, written: { references: [text.startsWith('!') ? text : `!${text}`] } };
  }
  if (isList(value)) {
    const parts = value.map(parted);
    const known = parts.map((one) => one.known ?? null);
    const isBlocks = value.some(isMap);
    const references = parts.flatMap(({ written }) => (written as { references?: readonly string[] }).references ?? []);
    const written = isBlocks ? parts.map((one) => one.written) : references.length > 0 ? { references } : CONSTANT;
    return { known, mark: parts.map((one) => one.mark), written };
  }
  if (!isMap(value)) return { known: value, mark: false, written: CONSTANT };
  const parts = given(value).map(([name, one]) => [name, parted(one)] as const);
  const of = (pick: (one: Parted) => unknown) =>
    Object.fromEntries(parts.map(([name, one]) => [name, pick(one)]).filter(([, one]) => one !== undefined));
  return { known: of((one) => one.known), mark: of((one) => one.mark), written: of((one) => one.written) };
}

const CONSTANT = { constant_value: true };
