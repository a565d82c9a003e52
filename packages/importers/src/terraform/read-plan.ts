import { moduleOf } from './address.ts';
import { isObject, type Json, objectsIn, under } from './json.ts';
import type { Resource, TerraformDocument } from './resource.ts';

/** Which of a plan's two networks is meant: what is there now, or what will be. */
export type PlanSide = 'planned' | 'prior';

/** `terraform show -json` of a plan or of a state. */
export function readPlan(document: Json, file: string, side: PlanSide): TerraformDocument {
  const isPlan = !isObject(document.values);
  const changes = changesOf(document);
  const providers = providersOf(document.configuration);
  const prior = under(document.prior_state, 'values');
  const values = isPlan ? (side === 'prior' ? prior : (document.planned_values ?? {})) : document.values;
  const read = (root: unknown, isWanted: (resource: Resource) => boolean) =>
    [...resourcesIn(under(root, 'root_module'), changes, providers, side)].filter(isWanted);
  const own = read(values, () => true);
  // What data sources told is in the prior state alone.
  const told = isPlan && side === 'planned' ? read(prior, ({ mode }) => mode === 'data') : [];
  const known = new Set(own.map(({ address }) => address));
  return {
    file,
    form: isPlan ? 'plan' : 'state',
    resources: [...own, ...told.filter(({ address }) => !known.has(address))],
    configuration: isObject(document.configuration) ? document.configuration : undefined,
    variables: isObject(document.variables) ? document.variables : {},
  };
}

function* resourcesIn(
  root: unknown,
  changes: ReadonlyMap<string, Json>,
  providers: ReadonlyMap<string, string>,
  side: PlanSide,
): Generator<Resource> {
  // A list, not recursion: modules nest as deep as a file likes.
  const modules = [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const one of objectsIn(under(module, 'resources'))) {
      const { address, type, name, mode, index, values } = one;
      if (typeof address !== 'string' || typeof type !== 'string') continue;
      const change = changes.get(address);
      const details = isObject(change?.change) ? change.change : undefined;
      const place = moduleOf(address);
      yield {
        address,
        ...(typeof change?.previous_address === 'string' ? { previousAddress: change.previous_address } : {}),
        module: place,
        mode: mode === 'data' ? 'data' : 'managed',
        type,
        name: typeof name === 'string' ? name : '',
        key: typeof index === 'string' || typeof index === 'number' ? index : undefined,
        values: isObject(values) ? values : {},
        unknown: side === 'prior' ? undefined : details?.after_unknown,
        provider: providers.get(place.replaceAll(KEYS, '') + address.slice(place.length).replaceAll(KEYS, '')),
        isNew: side === 'planned' && isMade(details),
      };
    }
    modules.push(...[...objectsIn(under(module, 'child_modules'))].reverse());
  }
}

const KEYS = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g;

function isMade(details: Json | undefined): boolean {
  return Array.isArray(details?.actions) && details.actions.includes('create');
}

/** By address; an object that is replaced but kept for a while has a change of its own, which is of the past. */
function changesOf(document: Json): Map<string, Json> {
  const changes = objectsIn(document.resource_changes).filter((one) => one.deposed === undefined);
  return new Map(changes.flatMap((one) => (typeof one.address === 'string' ? [[one.address, one]] : [])));
}

/** The provider of each resource of the configuration, by its address without keys. */
function providersOf(configuration: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const modules: [unknown, string][] = [[under(configuration, 'root_module'), '']];
  for (let next = modules.pop(); next; next = modules.pop()) {
    const [module, at] = next;
    for (const { address, provider_config_key: key } of objectsIn(under(module, 'resources'))) {
      if (typeof address === 'string' && typeof key === 'string') found.set(at ? `${at}.${address}` : address, key);
    }
    const calls = under(module, 'module_calls');
    for (const [name, call] of isObject(calls) ? Object.entries(calls) : []) {
      modules.push([under(call, 'module'), `${at ? `${at}.` : ''}module.${name}`]);
    }
  }
  return found;
}
