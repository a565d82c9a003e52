import { isObject, type Json, objectsIn } from './json.ts';
import type { Resource, TerraformDocument } from './resource.ts';

/** `terraform.tfstate`, version 4. */
export function readRawState(document: Json, file: string): TerraformDocument {
  const resources = objectsIn(document.resources).flatMap((one) =>
    // An instance that waits to be destroyed is of the past.
    objectsIn(one.instances).flatMap((instance) => (instance.deposed === undefined ? resourceOf(one, instance) : [])),
  );
  return { file, form: 'state', resources, configuration: undefined, variables: {} };
}

function resourceOf({ module, mode, type, name, provider }: Json, instance: Json): readonly Resource[] {
  if (typeof type !== 'string' || typeof name !== 'string') return [];
  const { index_key: index, attributes } = instance;
  const key = typeof index === 'string' || typeof index === 'number' ? index : undefined;
  const place = typeof module === 'string' ? module : '';
  const parts = [place, ...(mode === 'data' ? ['data'] : []), type, name].filter((part) => part !== '');
  return [
    {
      address: parts.join('.') + (key === undefined ? '' : `[${JSON.stringify(key)}]`),
      module: place,
      mode: mode === 'data' ? 'data' : 'managed',
      type,
      name,
      key,
      values: isObject(attributes) ? attributes : {},
      unknown: undefined,
      provider: typeof provider === 'string' ? providerKey(provider) : undefined,
      isNew: false,
    },
  ];
}

/** `aws.west` of `provider["registry.terraform.io/hashicorp/aws"].west`. */
function providerKey(text: string): string {
  const [, source = '', alias] = /^(?:module\..*\.)?provider\["([^"]+)"\](?:\.(.+))?$/.exec(text) ?? [];
  const name = source.split('/').at(-1) || text;
  return alias ? `${name}.${alias}` : name;
}
