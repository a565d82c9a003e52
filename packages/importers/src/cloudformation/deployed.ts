import { isObject, type Json, objectsIn, under } from '../terraform/json.ts';
import type { Gathered } from './gathered.ts';
import type { Template } from './parse-template.ts';
import { baseOf } from './stacks.ts';

/** What is known of a stack that is there: the real ids of its resources, and what its parameters are. */
export interface Deployed {
  readonly name: string;
  readonly arn: string | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly physical: ReadonlyMap<string, string>;
  /** Types of the same resources, where whoever lists them tells. */
  readonly types: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface DeployedStacks {
  ofTemplate(template: Template): readonly Deployed[];
  byArn(arn: string | undefined): Deployed | undefined;
  /** Names of stacks whose resources are listed, and which no template has, nor a stack that holds them. */
  readonly unmatched: readonly string[];
}

/** Stacks that somebody listed, each with the template that has its resources. */
export function deployedStacks({ resources, stacks, templates }: Gathered): DeployedStacks {
  const groups = new Map<string, Json[]>();
  for (const { file, row } of resources) {
    // list-stack-resources does not say of which stack it is.
    const name = text(row.StackName) ?? nameIn(text(row.StackId)) ?? baseOf(file).replace(/\..*$/, '');
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  for (const one of stacks) if (!groups.has(String(one.StackName))) groups.set(String(one.StackName), []);
  const all = [...groups].map(([name, rows]) => deployed(name, rows));
  const owners = new Map(all.map((one) => [one, ownerOf(one.name, groups.get(one.name) ?? [])]));
  // A stack that another one holds is read with that one.
  const held = new Set(resources.map(({ row }) => (isStack(row) ? text(row.PhysicalResourceId) : undefined)));
  return {
    ofTemplate: (template) =>
      all.filter((one) => owners.get(one) === template && !(one.arn !== undefined && held.has(one.arn))),
    byArn: (arn) => all.find((one) => arn !== undefined && one.arn === arn),
    unmatched: all
      .filter((one) => one.physical.size > 0 && !owners.get(one))
      .map(({ name }) => name)
      .filter((name) => ![...held].some((arn) => nameIn(arn) === name))
      .sort(),
  };

  function deployed(name: string, rows: readonly Json[]): Deployed {
    const described = stacks.find((one) => one.StackName === name);
    const arn = text(described?.StackId) ?? rows.map((row) => text(row.StackId)).find((one) => one !== undefined);
    const [, , , region, account] = (arn ?? '').split(':');
    const physical = rows.flatMap((row): [string, string][] => {
      const [logical, id] = [text(row.LogicalResourceId), text(row.PhysicalResourceId)];
      return logical && id && !/^DELETE/.test(String(row.ResourceStatus ?? '')) ? [[logical, id]] : [];
    });
    const types = rows.flatMap((row): [string, string][] => {
      const [logical, type] = [text(row.LogicalResourceId), text(row.ResourceType)];
      return logical && type ? [[logical, type]] : [];
    });
    const parameters = objectsIn(described?.Parameters).flatMap((one): [string, string][] => {
      const [key, value] = [text(one.ParameterKey), text(one.ResolvedValue) ?? text(one.ParameterValue)];
      return key !== undefined && value !== undefined ? [[key, value]] : [];
    });
    return {
      name,
      arn,
      account: account || undefined,
      region: region || undefined,
      physical: new Map(physical),
      types: new Map(types),
      parameters: new Map(parameters),
    };
  }

  /**
   * The template that is called like the stack, else the one that has most of its resources, and the fewest others: an
   * update takes some away.
   */
  function ownerOf(name: string, rows: readonly Json[]): Template | undefined {
    const called = templates.filter(({ file }) => baseOf(file).startsWith(`${name}.`));
    if (rows.length === 0) return called[0];
    const held = (one: Template) => rows.filter((row) => has(one, row)).length;
    const most = (some: readonly Template[], atLeast: number) =>
      some
        .map((one) => ({ one, count: held(one), size: sizeOf(one) }))
        .filter(({ count }) => count >= atLeast)
        .sort((a, b) => b.count - a.count || a.size - b.size)[0]?.one;
    return most(called, 1) ?? most(templates, rows.length / 2);
  }
}

function has({ body }: Template, row: Json): boolean {
  const one = under(body.Resources, String(row.LogicalResourceId));
  return isObject(one) && (row.ResourceType === undefined || one.Type === row.ResourceType);
}

function sizeOf({ body }: Template): number {
  return Object.keys(isObject(body.Resources) ? body.Resources : {}).length;
}

function isStack(row: Json): boolean {
  return row.ResourceType === 'AWS::CloudFormation::Stack';
}

function nameIn(arn: string | undefined): string | undefined {
  return arn?.split('/')[1];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
