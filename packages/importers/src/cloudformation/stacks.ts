import { accountInPath, isAccount, regionInPath } from '../describe/place-names.ts';
import { type Json, under } from '../terraform/json.ts';
import { type Deployed, deployedStacks } from './deployed.ts';
import type { Gathered } from './gathered.ts';
import type { Template } from './parse-template.ts';
import type { Stack } from './stack.ts';
import type { Value } from './value.ts';

/** A stack of every template, under the names that the input knows it by, without those that only others nest. */
export function stacksOf(gathered: Gathered, isNested: (template: Template) => boolean): readonly Stack[] {
  const deployed = deployedStacks(gathered);
  const ids = new Set<string>();
  return gathered.templates.flatMap((template) => {
    const artifacts = gathered.artifacts.filter((one) => baseOf(fileOf(one)) === baseOf(template.file));
    const found = deployed.ofTemplate(template);
    if (found.length > 0) return found.map((one) => stack(template, one, artifacts[0]));
    if (isNested(template)) return [];
    return artifacts.length > 0
      ? artifacts.map((one) => stack(template, undefined, one))
      : [stack(template, undefined, undefined)];
  });

  function stack(template: Template, known: Deployed | undefined, artifact: Json | undefined): Stack {
    const name = known?.name ?? nameOf(artifact) ?? nameFrom(template.file);
    const [account, region] = environmentOf(artifact);
    return {
      id: freeOf(ids, name),
      name,
      template,
      account: given('AWS::AccountId', name) ?? known?.account ?? account ?? accountInPath(template.file),
      region: given('AWS::Region', name) ?? known?.region ?? region ?? regionInPath(template.file),
      given: (parameter) =>
        given(parameter, name) ??
        fromFiles(gathered, template, parameter) ??
        known?.parameters.get(parameter) ??
        textUnder(under(under(artifact, 'properties'), 'parameters'), parameter),
      physical: known?.physical ?? new Map(),
      types: known?.types ?? new Map(),
      nested: new Map(),
      depth: 0,
    };
  }

  function given(parameter: string, name: string): string | undefined {
    return gathered.given.get(`${name}.${parameter}`) ?? gathered.given.get(parameter);
  }
}

/** A stack within another takes its parameters from there, and is where it is. */
export function nestedStack(
  parent: Stack,
  logicalId: string,
  template: Template,
  given: (parameter: string) => Value | undefined,
  known: Deployed | undefined,
): Stack {
  const { account, region, depth } = parent;
  const id = `${parent.id}.${logicalId}`;
  const { physical, types } = known ?? { physical: new Map(), types: new Map() };
  const own = { id, name: logicalId, template, account, region };
  return { ...own, given, physical, types, nested: new Map(), depth: depth + 1 };
}

/** Two templates may be called alike, in two folders. */
function freeOf(taken: Set<string>, name: string): string {
  let id = name;
  for (let i = 2; taken.has(id); i++) id = `${name}-${i}`;
  taken.add(id);
  return id;
}

/** A file that is called like a template is for it; any other is for all templates of its folder. */
function fromFiles({ parameters, templates }: Gathered, template: Template, name: string): string | undefined {
  const folder = folderOf(template.file);
  const beside = parameters.filter(({ file }) => folderOf(file) === folder);
  const isFor = (file: string, one: Template) => ownerOf(file) === nameFrom(one.file);
  const own = beside.filter(({ file }) => isFor(file, template));
  const common = beside.filter(({ file }) => !templates.some((one) => isFor(file, one)));
  return [...own, ...common].map(({ values }) => values.get(name)).find((value) => value !== undefined);
}

function ownerOf(file: string): string {
  return nameFrom(file).replace(/[-_.]?(?:parameters|parameter|params)$/i, '');
}

function fileOf(artifact: Json): string {
  const file = under(artifact.properties, 'templateFile');
  return typeof file === 'string' ? file : '';
}

function nameOf(artifact: Json | undefined): string | undefined {
  return textUnder(artifact?.properties, 'stackName') ?? (textUnder(artifact, 'displayName') as string | undefined);
}

/** `aws://123456789012/eu-west-1`, of which either may be unknown. */
function environmentOf(artifact: Json | undefined): readonly [string | undefined, string | undefined] {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(String(artifact?.environment ?? '')) ?? [];
  return [isAccount(account) ? account : undefined, region?.startsWith('unknown') ? undefined : region];
}

/** `net` of `stacks/net.template.yaml`: what a template is called that has no other name; ids hold no blanks. */
export function nameFrom(file: string): string {
  return baseOf(file)
    .replace(/\.(?:json|ya?ml|template|txt)$/i, '')
    .replace(/\.(?:template|cfn|cloudformation|nested)$/i, '')
    .replaceAll(/[^A-Za-z0-9-]+/g, '-');
}

export function baseOf(file: string): string {
  return file.split(/[/!]/).at(-1) ?? file;
}

function folderOf(file: string): string {
  return file.slice(0, file.length - baseOf(file).length);
}

function textUnder(value: unknown, key: string): string | undefined {
  const found = under(value, key);
  return typeof found === 'string' ? found : undefined;
}
