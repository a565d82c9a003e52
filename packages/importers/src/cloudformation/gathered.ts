import { isObject, type Json, objectsIn, under } from '../terraform/json.ts';
import type { Template } from './parse-template.ts';

/** What files say of stacks; templates are read together, since they name one another's exports. */
export interface Gathered {
  readonly templates: Template[];
  /** `manifest.json` of `cdk.out`, artifact by artifact. */
  readonly artifacts: Json[];
  /** Answers of describe-stack-resources and list-stack-resources, with the files that they are from. */
  readonly resources: { readonly file: string; readonly row: Json }[];
  /** Answers of describe-stacks. */
  readonly stacks: Json[];
  /** Answers of list-exports. */
  readonly exports: Json[];
  /** Files of parameters. */
  readonly parameters: { readonly file: string; readonly values: ReadonlyMap<string, string> }[];
  /** What the user gives for parameters, before all files. */
  given: ReadonlyMap<string, string>;
}

export function gathering(given: ReadonlyMap<string, string> = new Map()): Gathered {
  return { templates: [], artifacts: [], resources: [], stacks: [], exports: [], parameters: [], given };
}

/** Keeps a document that belongs to templates; false where it is none. */
export function gather(gathered: Gathered, document: unknown, file: string): boolean {
  const listed = parameterList(document);
  if (listed) {
    gathered.parameters.push({ file, values: listed });
    return true;
  }
  if (!isObject(document)) return false;
  const artifacts = Object.values(isObject(document.artifacts) ? document.artifacts : {}).filter(isObject);
  if (typeof document.version === 'string' && artifacts.length > 0) {
    gathered.artifacts.push(...artifacts.filter(({ type }) => type === 'aws:cloudformation:stack'));
    return true;
  }
  // What CDK writes beside its templates.
  if (typeof document.version === 'string' && (isObject(document.tree) || isObject(document.dockerImages))) return true;
  // A template of outputs alone, which CDK makes so that exports outlive what they are of.
  if (isObject(document.Outputs) && Object.values(document.Outputs).every((one) => under(one, 'Value') !== undefined)) {
    return true;
  }
  const rows = [...objectsIn(document.StackResources), ...objectsIn(document.StackResourceSummaries)];
  const stacks = objectsIn(document.Stacks).filter((one) => typeof one.StackName === 'string');
  const exports = objectsIn(document.Exports).filter((one) => typeof one.ExportingStackId === 'string');
  gathered.resources.push(...rows.map((row) => ({ file, row })));
  gathered.stacks.push(...stacks);
  gathered.exports.push(...exports);
  return rows.length + stacks.length + exports.length > 0;
}

/** `[{ ParameterKey, ParameterValue }]`, or `{ "Parameters": { name: value } }` as pipelines have it. */
export function parameterList(document: unknown): ReadonlyMap<string, string> | undefined {
  if (
    Array.isArray(document) &&
    document.length > 0 &&
    document.every((one) => under(one, 'ParameterKey') !== undefined)
  ) {
    const pairs = document.map((one) => [under(one, 'ParameterKey'), under(one, 'ParameterValue')] as const);
    return new Map(pairs.filter((pair): pair is [string, string] => pair.every((one) => typeof one === 'string')));
  }
  const map = isObject(document) ? document.Parameters : undefined;
  if (!isObject(map) || Object.keys(document as Json).some((key) => !PIPELINE.has(key))) return undefined;
  const values = Object.entries(map);
  const isText = values.length > 0 && values.every(([, value]) => typeof value === 'string');
  return isText ? new Map(values as [string, string][]) : undefined;
}

const PIPELINE: ReadonlySet<string> = new Set(['Parameters', 'Tags', 'StackPolicy']);
