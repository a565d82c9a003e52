import { isObject, type Json, under } from '../terraform/json.ts';
import type { Template } from './parse-template.ts';
import type { Value } from './value.ts';

/** A template with what is given to it, and where it is deployed. */
export interface Stack {
  /** What ids begin with: its name, behind those of the stacks that it is nested in. */
  readonly id: string;
  readonly name: string;
  readonly template: Template;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Values of parameters; a nested stack's come from its parent. */
  given(parameter: string): Value | undefined;
  /** Real ids, where somebody listed the stack's resources. */
  readonly physical: ReadonlyMap<string, string>;
  /** What they are there, whatever the template makes of them. */
  readonly types: ReadonlyMap<string, string>;
  /** Stacks within, by logical id. */
  readonly nested: Map<string, Stack>;
  readonly depth: number;
}

export function resourcesOf({ template }: Stack): Readonly<Record<string, Json>> {
  return objects(template.body.Resources);
}

export function resourceOf({ template }: Stack, logicalId: string): Json | undefined {
  const found = under(template.body.Resources, logicalId);
  return isObject(found) ? found : undefined;
}

export function section({ template }: Stack, name: string): Readonly<Record<string, unknown>> {
  const found = under(template.body, name);
  return isObject(found) ? found : {};
}

export function typeOf(resource: Json | undefined): string {
  return typeof resource?.Type === 'string' ? resource.Type : '';
}

function objects(value: unknown): Readonly<Record<string, Json>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Json] => isObject(entry[1])));
}
